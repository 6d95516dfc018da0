//! `check`: which rules, what is accepted, what makes it fail.

use super::choices;
use super::files::Files;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao check                            the index · 校核整個索引
  duizhao check report.txt                 a file · 校核一份文件
  duizhao check memory.tmx --only number   figures only · 只核對數字
  duizhao check contract.zh.txt contract.en.txt --glossary terms.tsv
  duizhao check report.txt --format html > findings.html
                                           for the reviser · 供審校者逐條查看
  duizhao check --write-baseline accepted.txt
  duizhao check --baseline accepted.txt    what is new · 只看新的問題")]
pub struct CheckArgs {
    #[command(flatten)]
    pub files: Files,
    /// Only findings in this collection, which index --collection has named
    #[arg(long, value_name = "NAME", conflicts_with_all = ["paths", "pair"])]
    pub in_collection: Option<String>,
    /// A glossary that has to be followed: TSV, CSV, TMX, TBX …
    #[arg(long, value_name = "FILE")]
    pub glossary: Option<PathBuf>,
    /// Only these kinds (number, missing, untranslated, term) or rules (number.order …)
    #[arg(long, value_name = "KIND|RULE", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Not these kinds or rules
    #[arg(long, value_name = "KIND|RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Only findings that are at least so likely to be right, from 0 to 1
    #[arg(long, value_name = "P", default_value = "0", value_parser = probability, hide_default_value = true)]
    pub min_confidence: f32,
    /// What makes the exit code 1
    #[arg(long, value_name = "SEVERITY", value_parser = choices::<FailOn>(), default_value = "error")]
    pub fail_on: FailOn,
    /// A file of findings that were accepted, which stay quiet
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Accept what is found now: write it to this file
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub write_baseline: Option<PathBuf>,
    /// How the findings are written
    #[arg(long, value_parser = choices::<CheckFormatArg>(), default_value = "text")]
    pub format: CheckFormatArg,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormatArg {
    /// For reading
    Text,
    /// One object
    Json,
    /// SARIF 2.1.0, for editors and code hosts
    Sarif,
    /// A page to go through
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors only
    Error,
    /// Notes too
    Note,
}

/// A number from 0 to 1.
fn probability(text: &str) -> Result<f32, String> {
    text.parse().ok().filter(|p| (0.0..=1.0).contains(p)).ok_or_else(|| "a number from 0 to 1 is wanted".to_string())
}
