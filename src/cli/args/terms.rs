//! `terms`: one term, or a glossary of all.

use super::choices;
use super::files::Files;
use clap::{Args as ClapArgs, ValueEnum};
use duizhao::model::Grouping;

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao terms 商業秘密                   how is it rendered? · 譯作甚麼
  duizhao terms 'trade secret'             and the other way round · 反查
  duizhao terms 地理標志 report.docx       in a file · 直接查檔案
  duizhao terms 商業秘密 --by year         how it changed · 歷年譯法
  duizhao terms --all --format tbx         a draft of a glossary · 術語表初稿")]
pub struct TermsArgs {
    /// A term of either language, in either script
    #[arg(allow_hyphen_values = true, required_unless_present = "all")]
    pub term: Option<String>,
    #[command(flatten)]
    pub files: Files,
    /// Only in this collection, which index --collection has named
    #[arg(long, value_name = "NAME", conflicts_with_all = ["paths", "pair"])]
    pub in_collection: Option<String>,
    /// Also how often it is rendered so in each of these: doc, year or field.NAME
    #[arg(long, value_name = "PARTS", conflicts_with = "all")]
    pub by: Option<Grouping>,
    /// All terms that have a rendering, best first
    #[arg(long)]
    pub all: bool,
    /// With --all: how many
    #[arg(long, short = 'n', value_name = "N", default_value_t = 1000, requires = "all")]
    pub limit: usize,
    /// With --all: how they are written
    #[arg(long, value_parser = choices::<GlossaryFormatArg>(), default_value = "text", requires = "all")]
    pub format: GlossaryFormatArg,
    /// Answer as JSON
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GlossaryFormatArg {
    /// For reading
    Text,
    /// Chinese, English, count, confidence, id
    Tsv,
    /// A termbase, TBX-Core (version 3)
    Tbx,
    /// A termbase in TBX version 2
    Tbx2,
}
