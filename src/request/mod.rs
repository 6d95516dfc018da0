//! What a person asks, as types: filled by every front (command line, web page and API, programs that use the library)
//! and turned into queries here and nowhere else. Each has its JSON schema; defaults are what somebody who says nothing
//! means.
//!
//! ```
//! use duizhao::model::Side;
//! use duizhao::request::{SearchRequest, SideFilter};
//! let request = SearchRequest::new("商業秘密").side(SideFilter::Zh).not_en("trade secret").limit(3);
//! assert!(request.query().is_ok());
//! assert!(SearchRequest::new("\"trade secret").query().is_err());
//! ```

mod align;
mod check;
mod compare;
mod counterpart;
mod export;
pub(crate) mod fields;
mod filter;
mod kwic;
mod order;
mod search;
mod setters;
mod show;
mod statistics;
mod terms;
mod update;
mod window;

pub use align::{AlignRequest, AlignSource};
pub use check::CheckRequest;
pub use compare::CompareRequest;
pub use counterpart::{CounterpartLevel, CounterpartRequest};
pub use export::ExportRequest;
pub use filter::{Filter, SideFilter};
pub use kwic::{KwicOptions, KwicRequest};
pub use order::{Direction, SearchOrder};
pub use search::{SearchOptions, SearchRequest};
pub use show::ShowRequest;
pub use statistics::{CollocatesRequest, DispersionRequest, FrequencyRequest, KeywordsRequest, Measure};
pub use terms::{GlossaryRequest, TermsRequest};
pub use update::UpdateRequest;
pub(crate) use window::window;
