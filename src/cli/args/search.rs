//! `search`, and the filters that it shares with `export`.

use super::choices;
use super::files::Files;
use crate::complete::{documents, orders};
use clap::{Args as ClapArgs, ValueEnum};
use clap_complete::ArgValueCompleter;
use duizhao::model::CitationPattern;
use duizhao::render::Format;
use duizhao::request::{Filter, SearchOrder, SearchRequest, SideFilter};
use duizhao::{Index, Result};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao search 商業秘密
  duizhao search 'trade secret' --in en -n 3
  duizhao search 地理標誌 report.txt        a file, as grep would · 直接搜尋檔案
  duizhao search 商業秘密 --not-en 'trade secret'
                                           rendered otherwise? · 哪裡不這樣譯
  duizhao search --batch queries.tsv --format trec
  duizhao help query                       the query language · 查詢語法")]
pub struct SearchArgs {
    /// What to look for
    #[arg(value_name = "QUERY", required_unless_present = "batch", allow_hyphen_values = true)]
    pub query: Option<String>,
    #[command(flatten)]
    pub files: Files,
    /// A file of queries, one a line, each with an id and a tab before it or not (- is stdin)
    #[arg(long, value_name = "FILE")]
    pub batch: Option<PathBuf>,
    /// With --batch: times per query on stderr
    #[arg(long, requires = "batch")]
    pub stats: bool,
    /// How many passages
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// How many to pass over first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    #[command(flatten)]
    pub filters: Filters,
    /// Passages to show around each
    #[arg(long, short = 'C', value_name = "N", default_value_t = 0)]
    pub context: u32,
    /// Whole passages rather than the sentences that match
    #[arg(long)]
    pub full: bool,
    /// Only how many
    #[arg(long)]
    pub count: bool,
    /// In which order: score, doc, date (latest first), field.NAME; date and fields also with :asc or :desc behind
    #[arg(long, value_name = "ORDER", default_value_t = SearchOrder::Score, add = ArgValueCompleter::new(orders))]
    pub sort: SearchOrder,
    /// Find passages by what the words mean in the other language too
    #[arg(long)]
    pub translate: bool,
    /// Tell how the query was read and how passages were scored
    #[arg(long)]
    pub explain: bool,
    /// Copies of a passage too, which otherwise are named with it
    #[arg(long)]
    pub all_copies: bool,
    #[command(flatten)]
    pub cite: Cite,
    /// How the results are written
    #[arg(long, value_parser = choices::<SearchFormat>(), default_value = "text")]
    pub format: SearchFormat,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

impl SearchArgs {
    /// Whether passages that say the same are named with the first: readers want each once, programs all of them.
    fn fold(&self) -> bool {
        let read = matches!(self.format, SearchFormat::Text | SearchFormat::Md | SearchFormat::Html);
        read && !self.json && !self.all_copies && self.batch.is_none()
    }

    /// What is asked, with this query.
    pub fn request(&self, query: &str) -> SearchRequest {
        let mut request = SearchRequest::new(query)
            .limit(if self.count { 0 } else { self.limit })
            .offset(self.offset)
            .sort(self.sort.clone())
            .context(self.context)
            .facets(self.format() == Format::Json)
            .explain(self.explain)
            // A count of what merely comes close would mislead.
            .closest(!self.count)
            .translate(self.translate)
            .counterparts(self.format != SearchFormat::Trec)
            .fold(self.fold());
        request.filter = self.filters.filter();
        request
    }

    /// How results are written; a TREC run has a writer of its own.
    pub fn format(&self) -> Format {
        if self.json {
            return Format::Json;
        }
        match self.format {
            SearchFormat::Text | SearchFormat::Trec => Format::Text,
            SearchFormat::Json => Format::Json,
            SearchFormat::Jsonl => Format::Jsonl,
            SearchFormat::Tsv => Format::Tsv,
            SearchFormat::Tmx => Format::Tmx,
            SearchFormat::Md => Format::Markdown,
            SearchFormat::Html => Format::Html,
        }
    }
}

/// How passages are cited.
#[derive(Debug, ClapArgs)]
pub struct Cite {
    /// How passages are cited: {doc} {title} {section} {page} {date} {ref} {id} {field.NAME}; [in brackets] what is left out without them
    #[arg(long, value_name = "PATTERN")]
    pub cite: Option<CitationPattern>,
}

impl Cite {
    /// The pattern that is asked for, or the one that the index has.
    pub fn pattern(&self, index: &Index) -> Result<Option<CitationPattern>> {
        self.cite.clone().map_or_else(|| index.citation(), |pattern| Ok(Some(pattern)))
    }
}

/// Which passages count, besides what the query says.
#[derive(Debug, ClapArgs)]
pub struct Filters {
    /// On which side
    #[arg(long = "in", value_name = "SIDE", value_parser = choices::<InSide>(), default_value = "both")]
    pub side: InSide,
    /// Also what the query's words are called in Taiwan, on the mainland and in Hong Kong (軟體, 软件)
    #[arg(long)]
    pub regional: bool,
    /// Only in this document
    #[arg(long, value_name = "DOC", add = ArgValueCompleter::new(documents))]
    pub doc: Option<String>,
    /// Only in this collection, which index --collection has named
    #[arg(long, value_name = "NAME")]
    pub in_collection: Option<String>,
    /// Only in this section: a number, or words of its heading
    #[arg(long, value_name = "SECTION")]
    pub section: Option<String>,
    /// Leave out passages whose Chinese side matches this
    #[arg(long, value_name = "QUERY")]
    pub not_zh: Option<String>,
    /// Leave out passages whose English side matches this
    #[arg(long, value_name = "QUERY")]
    pub not_en: Option<String>,
}

impl Filters {
    /// The filter of a request.
    pub fn filter(&self) -> Filter {
        let mut filter = Filter::new().side(self.side.into()).regional(self.regional);
        filter.doc.clone_from(&self.doc);
        filter.collection.clone_from(&self.in_collection);
        filter.section.clone_from(&self.section);
        filter.not_zh.clone_from(&self.not_zh);
        filter.not_en.clone_from(&self.not_en);
        filter
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InSide {
    /// The Chinese side
    Zh,
    /// The English side
    En,
    /// Either
    Both,
}

impl From<InSide> for SideFilter {
    fn from(side: InSide) -> Self {
        match side {
            InSide::Zh => SideFilter::Zh,
            InSide::En => SideFilter::En,
            InSide::Both => SideFilter::Both,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SearchFormat {
    /// For reading
    Text,
    /// One object
    Json,
    /// An object a hit and line
    Jsonl,
    /// Chinese, English, id
    Tsv,
    /// A translation memory, TMX 1.4b
    Tmx,
    /// Markdown
    Md,
    /// A page
    Html,
    /// A TREC run: id Q0 passage rank score duizhao
    Trec,
}
