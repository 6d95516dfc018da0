//! `kwic`: the order of the lines and their width.

use super::choices;
use super::files::Files;
use super::search::Filters;
use clap::{Args as ClapArgs, ValueEnum};
use duizhao::model::KwicSort;
use duizhao::request::KwicRequest;

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao kwic 專利 --sort R1
  duizhao kwic 'mediat*' --width 120
  duizhao kwic 地理標志 --format tsv
  duizhao kwic shall --sample 50 --seed 1  a choice, the same each time · 抽樣")]
pub struct KwicArgs {
    /// What to look for
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: String,
    #[command(flatten)]
    pub files: Files,
    /// In which order
    #[arg(long, value_name = "ORDER", value_parser = choices::<KwicSortArg>(), default_value = "doc")]
    pub sort: KwicSortArg,
    /// Columns of a line (default: those of the terminal, or 100)
    #[arg(long, value_name = "N")]
    pub width: Option<usize>,
    /// Characters of ambiguous width take two columns, as East Asian terminals show them
    #[arg(long)]
    pub ambiguous_wide: bool,
    #[command(flatten)]
    pub filters: Filters,
    /// How many lines, cut off behind the sorting
    #[arg(long, short = 'n', value_name = "N", default_value_t = 1000)]
    pub limit: usize,
    /// How many lines to pass over first, behind the sorting
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// A random choice of so many lines
    #[arg(long, value_name = "N")]
    pub sample: Option<std::num::NonZeroUsize>,
    /// Which choice: the same number chooses the same lines
    #[arg(long, value_name = "N", default_value_t = 0, requires = "sample")]
    pub seed: u64,
    /// How the lines are written
    #[arg(long, value_parser = choices::<KwicFormatArg>(), default_value = "text")]
    pub format: KwicFormatArg,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

impl KwicArgs {
    /// What is asked.
    pub fn request(&self) -> KwicRequest {
        let sort = match self.sort {
            KwicSortArg::Doc => KwicSort::Document,
            KwicSortArg::L1 => KwicSort::Left,
            KwicSortArg::R1 => KwicSort::Right,
            KwicSortArg::Node => KwicSort::Node,
            KwicSortArg::Target => KwicSort::Target,
        };
        let mut request = KwicRequest::new(&self.query).sort(sort).limit(self.limit);
        request.filter = self.filters.filter();
        request.offset(self.offset).sample(self.sample.map_or(0, usize::from)).seed(self.seed)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KwicSortArg {
    /// By document and place
    Doc,
    /// By what stands left of the match
    #[value(name = "L1", alias = "l1")]
    L1,
    /// By what stands right of it
    #[value(name = "R1", alias = "r1")]
    R1,
    /// By the match itself
    Node,
    /// By its rendering on the other side
    Target,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KwicFormatArg {
    /// The matches in one column
    Text,
    /// left, match, right, counterpart, id
    Tsv,
    /// One object
    Json,
}
