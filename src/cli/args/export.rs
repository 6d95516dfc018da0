//! `export`: which units, and how they are written.

use super::align::AlignLevel;
use super::choices;
use super::search::Filters;
use clap::{Args as ClapArgs, ValueEnum};
use duizhao::model::{CitationPattern, Level, Side};
use duizhao::request::ExportRequest;
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao export -o everything.tmx         the whole index · 全部導出
  duizhao export 商業秘密 --format xliff   what a query finds · 檢索結果
  duizhao export --doc report --level sentence --format tsv
  duizhao export doc:nda --format docx -o nda.docx
                                           both columns · 雙欄對照表
  duizhao export --format moses -o corpus  corpus.zh and corpus.en
  duizhao export --omegat project --level sentence
                                           a project of OmegaT · 翻譯專案")]
pub struct ExportArgs {
    /// Only passages that match this; all of them where it is left out
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    #[command(flatten)]
    pub filters: Filters,
    /// What a unit is
    #[arg(long, value_parser = choices::<AlignLevel>(), default_value = "paragraph")]
    pub level: AlignLevel,
    /// With a query and --level sentence: sentences around each that matches
    #[arg(long, short = 'C', value_name = "N", default_value_t = 0)]
    pub context: u32,
    /// How the units are written
    #[arg(long, value_parser = choices::<ExportFormat>(), default_value = "tmx")]
    pub format: ExportFormat,
    /// What the Chinese is called in TMX, XLIFF, DOCX and HTML; by its script, zh-TW or zh-CN, where nothing is said
    #[arg(long, value_name = "TAG", value_parser = ["zh", "zh-TW", "zh-HK", "zh-MO", "zh-CN", "zh-SG", "zh-Hant", "zh-Hans"])]
    pub zh_lang: Option<String>,
    /// Say of each unit how it is cited: {doc} {title} {section} {page} {date} {ref} {id} {field.NAME}, [in brackets] what is left out without them
    #[arg(long, value_name = "PATTERN", conflicts_with = "omegat")]
    pub cite: Option<CitationPattern>,
    /// A folder that OmegaT opens as a project: the units in its tm/, the terms of the index in its glossary/
    #[arg(long, value_name = "DIR", conflicts_with_all = ["output", "format"])]
    pub omegat: Option<PathBuf>,
    /// With --omegat: the language that is translated into
    #[arg(long, value_name = "LANG", value_parser = ["en", "zh"], default_value = "en", requires = "omegat")]
    pub into: String,
    /// Where they are written (default and -: stdout)
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

impl ExportArgs {
    /// The language that is translated into.
    pub fn into(&self) -> Side {
        if self.into == "zh" { Side::Zh } else { Side::En }
    }

    /// What is asked.
    pub fn request(&self) -> ExportRequest {
        let level = match self.level {
            AlignLevel::Paragraph => Level::Paragraph,
            AlignLevel::Sentence => Level::Sentence,
        };
        let mut request = ExportRequest::new().level(level).context(self.context);
        request.query.clone_from(&self.query);
        request.filter = self.filters.filter();
        request
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A translation memory, TMX 1.4b
    Tmx,
    /// XLIFF 2.1
    Xliff,
    /// Chinese, English, name of the row
    Tsv,
    /// The same with commas, for spreadsheets
    Csv,
    /// A workbook
    Xlsx,
    /// An object a line
    Jsonl,
    /// A table of two columns for a text editor
    Docx,
    /// A table of two columns as a web page
    Html,
    /// Two files, line n of the one is line n of the other
    Moses,
}
