//! What only the pages ask for; everything else is in [`crate::request`].

use super::answer::HTML;
use crate::model::{Finding, FindingKind, Rule, Severity, Side};
use crate::render::{GlossaryFormat, StatisticsFormat, UnitFormat};
use crate::request::{CompareRequest, ExportRequest, SearchRequest, TermsRequest};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Asks for nothing in particular.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
pub(super) struct NoRequest {}

/// Asks for a document in the reader.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct ReaderRequest {
    /// Of the document.
    pub id: String,
    /// The first passage that is shown, 0-based.
    pub from: u32,
    /// The number of a passage to go to, 1-based.
    pub at: u32,
    /// A query that is marked in the text.
    pub q: String,
}

/// Asks for the file that a document was read from.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct OriginalRequest {
    /// Of the document.
    pub id: String,
    /// Which of two files: that of this side. The first where nothing is said.
    pub side: Option<Side>,
}

/// Asks for the list of documents.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct DocsRequest {
    /// Only documents whose id or title has this.
    pub q: String,
    /// In which order they come.
    pub sort: DocsOrder,
}

/// The order of documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum DocsOrder {
    #[default]
    Id,
    Title,
    /// Latest first; those without a date last.
    Date,
    /// Most passages first.
    Passages,
}

/// Asks for what a search shows, as a file for other programs.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct SeenRequest {
    #[serde(flatten)]
    pub search: SearchRequest,
    #[serde(flatten)]
    pub file: FileOptions,
}

/// Asks for all passages, or all that a query finds, as a file for other programs.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct ExportFileRequest {
    #[serde(flatten)]
    pub export: ExportRequest,
    #[serde(flatten)]
    pub file: FileOptions,
}

/// Asks for what changed between two versions, from a place on.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct ChangesRequest {
    #[serde(flatten)]
    pub compare: CompareRequest,
    /// How many changes to pass over first.
    pub offset: usize,
}

/// Asks for the numbers of a page, as a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct NumbersFileRequest<T: Default> {
    #[serde(flatten)]
    pub request: T,
    /// How the numbers are written.
    pub format: NumbersFormat,
}

/// Asks for how a term is rendered, as a file.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct TermsFileRequest {
    #[serde(flatten)]
    pub terms: TermsRequest,
    /// How the terms are written.
    pub format: TermsFormat,
}

/// How terms are written to a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum TermsFormat {
    /// A termbase, TBX-Core (version 3).
    #[default]
    Tbx,
    /// A termbase in TBX version 2.
    Tbx2,
    /// Chinese, English, count, confidence, id; with tabs.
    Tsv,
}

impl TermsFormat {
    /// All of them, with the names that people know.
    pub const ALL: [(TermsFormat, &'static str); 3] =
        [(TermsFormat::Tbx, "TBX 3"), (TermsFormat::Tbx2, "TBX 2"), (TermsFormat::Tsv, "TSV")];

    pub fn written(self) -> GlossaryFormat {
        match self {
            TermsFormat::Tbx => GlossaryFormat::Tbx,
            TermsFormat::Tbx2 => GlossaryFormat::Tbx2,
            TermsFormat::Tsv => GlossaryFormat::Tsv,
        }
    }

    /// The name of the file, and its type.
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            TermsFormat::Tbx | TermsFormat::Tbx2 => ("terms.tbx", "application/x-tbx"),
            TermsFormat::Tsv => ("terms.tsv", "text/tab-separated-values; charset=utf-8"),
        }
    }
}

/// How numbers are written to a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum NumbersFormat {
    /// A table with commas.
    #[default]
    Csv,
    /// A picture.
    Svg,
}

impl NumbersFormat {
    /// Both, with the names that people know.
    pub const ALL: [(NumbersFormat, &'static str); 2] = [(NumbersFormat::Csv, "CSV"), (NumbersFormat::Svg, "SVG")];

    pub fn written(self) -> StatisticsFormat {
        match self {
            NumbersFormat::Csv => StatisticsFormat::Csv,
            NumbersFormat::Svg => StatisticsFormat::Svg,
        }
    }

    /// The name of the file, and its type.
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            NumbersFormat::Csv => ("numbers.csv", "text/csv; charset=utf-8"),
            NumbersFormat::Svg => ("numbers.svg", "image/svg+xml"),
        }
    }
}

/// How a file for other programs is written.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct FileOptions {
    /// How the units are written.
    pub format: FileFormat,
    /// What the Chinese is called in TMX, XLIFF, DOCX and HTML (BCP 47); by its script, zh-TW or zh-CN, where nothing is said.
    #[schemars(extend("enum" = ["zh", "zh-TW", "zh-HK", "zh-MO", "zh-CN", "zh-SG", "zh-Hant", "zh-Hans"]))]
    pub zh_lang: Option<String>,
}

/// A format that other programs read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum FileFormat {
    /// A translation memory, TMX 1.4b.
    #[default]
    Tmx,
    /// XLIFF 2.1.
    Xliff,
    /// Chinese, English, name of the row; with tabs.
    Tsv,
    /// The same with commas.
    Csv,
    /// The same as a workbook.
    Xlsx,
    /// An object a line.
    Jsonl,
    /// A table of two columns as a text document.
    Docx,
    /// The same as a web page.
    Html,
}

impl FileFormat {
    pub const ALL: [FileFormat; 8] = [
        FileFormat::Tmx,
        FileFormat::Xliff,
        FileFormat::Tsv,
        FileFormat::Csv,
        FileFormat::Xlsx,
        FileFormat::Jsonl,
        FileFormat::Docx,
        FileFormat::Html,
    ];

    /// Those that a page offers, with the names that people know.
    pub const OFFERED: [(FileFormat, &'static str); 6] = [
        (FileFormat::Tmx, "TMX"),
        (FileFormat::Xliff, "XLIFF"),
        (FileFormat::Csv, "CSV"),
        (FileFormat::Xlsx, "XLSX"),
        (FileFormat::Docx, "DOCX"),
        (FileFormat::Html, "HTML"),
    ];

    pub fn units(self) -> UnitFormat {
        match self {
            FileFormat::Tmx => UnitFormat::Tmx,
            FileFormat::Xliff => UnitFormat::Xliff,
            FileFormat::Tsv => UnitFormat::Tsv,
            FileFormat::Csv => UnitFormat::Csv,
            FileFormat::Xlsx => UnitFormat::Xlsx,
            FileFormat::Jsonl => UnitFormat::Jsonl,
            FileFormat::Docx => UnitFormat::Docx,
            FileFormat::Html => UnitFormat::Html,
        }
    }

    /// The name of the file, and its type.
    pub fn file(self) -> (&'static str, &'static str) {
        match self {
            FileFormat::Tmx => ("duizhao.tmx", "application/x-tmx+xml"),
            FileFormat::Xliff => ("duizhao.xlf", "application/xliff+xml"),
            FileFormat::Tsv => ("duizhao.tsv", "text/tab-separated-values; charset=utf-8"),
            FileFormat::Csv => ("duizhao.csv", "text/csv; charset=utf-8"),
            FileFormat::Xlsx => ("duizhao.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            FileFormat::Jsonl => ("duizhao.jsonl", "application/jsonl; charset=utf-8"),
            FileFormat::Docx => {
                ("duizhao.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
            }
            FileFormat::Html => ("duizhao.html", HTML),
        }
    }
}

/// Asks for the findings of a document.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub(super) struct FindingsRequest {
    /// The document, by its id as /api/docs has it.
    pub doc: Option<String>,
    /// How many passages to pass over first. An answer checks at most 5000 passages, by themselves; 'passages' says
    /// how many.
    pub from: u32,
    /// Only findings of this severity.
    pub severity: Option<Severity>,
    /// Only findings of this kind or rule.
    #[schemars(extend("enum" = names()))]
    pub rule: Option<String>,
    /// Only findings in passages of this collection, by its name.
    #[serde(rename = "in_collection", skip_serializing_if = "Option::is_none")]
    pub collection: Option<String>,
    /// How many findings to pass over first.
    pub offset: usize,
}

/// The names of all kinds and rules.
fn names() -> Vec<&'static str> {
    FindingKind::ALL.map(FindingKind::as_str).into_iter().chain(Rule::ALL.map(Rule::as_str)).collect()
}

impl FindingsRequest {
    pub fn has(&self, finding: &Finding) -> bool {
        self.severity.is_none_or(|severity| severity == finding.severity)
            && self.rule.as_ref().is_none_or(|name| Rule::named(name).any(|rule| rule == finding.rule))
    }
}
