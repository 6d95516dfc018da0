//! `align`, and the levels that it shares with `export`.

use super::choices;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao align report.zh.txt report.en.txt --format tmx
  duizhao align report.txt --level paragraph
                                           one file, both sides · 單檔雙語
  duizhao align --pre-split a.zh a.en --format beads
  duizhao align --pairs list.tsv           zh<TAB>en<TAB>out a line · 成批對齊")]
pub struct AlignArgs {
    /// The Chinese file and the English one, or one file with both sides (- is stdin)
    #[arg(value_name = "FILE", num_args = 0..=2, required_unless_present = "pairs")]
    pub files: Vec<PathBuf>,
    /// A list of pairs, zh<TAB>en[<TAB>out] a line
    #[arg(long, value_name = "LIST", conflicts_with = "files")]
    pub pairs: Option<PathBuf>,
    /// What is linked
    #[arg(long, value_parser = choices::<AlignLevel>(), default_value = "sentence")]
    pub level: AlignLevel,
    /// The files have one segment a line, taken as it is
    #[arg(long)]
    pub pre_split: bool,
    /// How the links are written
    #[arg(long, value_parser = choices::<AlignFormat>(), default_value = "tsv")]
    pub format: AlignFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AlignFormat {
    /// One link a line, [0, 1]:[0], 0-based, Chinese first
    Beads,
    /// Chinese, English, confidence
    Tsv,
    /// A translation memory, TMX 1.4b
    Tmx,
    /// XLIFF 2.1
    Xliff,
    /// One object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AlignLevel {
    Paragraph,
    Sentence,
}
