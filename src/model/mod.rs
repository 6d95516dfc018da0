//! The values that the stages hand to each other. Imports nothing of ours, does no I/O.
//!
//! Architecture invariant: a stage sees its neighbours only through these types, so a new reader, a new
//! aligner or another index slots in without moving walls.

mod citation;
mod comparison;
mod day;
/// What stages hand to each other before there are passages; no part of the public face.
#[allow(missing_docs)]
mod document;
mod finding;
mod grouping;
mod id;
mod kwic;
mod left_out;
mod passage;
mod position;
mod query;
mod results;
mod size;
mod span;
mod statistics;
mod terms;
mod warning;

pub use citation::CitationPattern;
pub use comparison::{Change, ChangeKind, Comparison, Difference, Differences};
pub use day::Day;
#[cfg(not(feature = "internals"))]
pub(crate) use document::{
    Alignment, Bitext, Block, BlockKind, Body, Link, Numeral, Paragraph, Raw, Row, RowError, Shape,
};
#[cfg(feature = "internals")]
pub use document::{Alignment, Bitext, Block, BlockKind, Body, Link, Numeral, Paragraph, Raw, Row, RowError, Shape};
pub use finding::{CheckReport, Finding, FindingKind, Rule, Severity};
pub use grouping::Grouping;
pub use id::{ParseIdError, PassageId};
pub use kwic::{Concordance, KwicLine, KwicSort};
pub use left_out::{LeftOut, LeftOutCount, LeftOutReason, add_left_out, count_left_out, left_out_line};
pub use passage::{Edit, Kind, Passage, Section, SentencePair, SideText};
#[cfg(not(feature = "internals"))]
pub(crate) use position::Counted;
#[cfg(feature = "internals")]
pub use position::Counted;
pub use position::Position;
pub use query::{Bound, Clause, Place, Query, QueryError, ValueKind};
pub use results::{
    AlignedLink, AlignedText, Counterpart, CounterpartMatch, DocumentInfo, Facets, Hit, Level, Mark, MarkKind, Mode,
    Results, Shown,
};
pub use size::StoreSize;
pub use span::{Side, Sides, Span};
pub use statistics::{
    Collocate, Collocates, Dispersion, DispersionPart, Frequencies, Keyword, Keywords, WordCount, WordForm,
};
pub use terms::{GlossaryTerm, TermGroup, TermRendering, Terms};
pub use warning::Warning;
