//! `compare`: two versions, and how what changed is written.

use super::choices;
use super::search::InSide;
use crate::complete::documents;
use clap::{Args as ClapArgs, ValueEnum};
use clap_complete::ArgValueCompleter;
use duizhao::request::{CompareRequest, SideFilter};

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao compare act-2015.txt act-2024.txt   two files · 修正前後
  duizhao compare act-2015 act-2024           two of the index · 索引中
  duizhao compare act-2015#3 act-2024#3       a section · 一章
  duizhao compare draft/ final/ --in en       two translations · 兩種譯本
  duizhao compare old.txt new.txt --format html > changes.html")]
pub struct CompareArgs {
    /// The old version: a file, a folder with one document, or DOC or DOC#SECTION of the index
    #[arg(add = ArgValueCompleter::new(documents))]
    pub old: String,
    /// The new version
    #[arg(add = ArgValueCompleter::new(documents))]
    pub new: String,
    /// Only what this side says; the other one is shown with it
    #[arg(long = "in", value_name = "SIDE", value_parser = choices::<InSide>(), default_value = "both")]
    pub side: InSide,
    /// Whole passages rather than the sentences that differ
    #[arg(long)]
    pub full: bool,
    /// Also what stayed the same
    #[arg(long)]
    pub all: bool,
    /// How the changes are written
    #[arg(long, value_parser = choices::<CompareFormatArg>(), default_value = "text")]
    pub format: CompareFormatArg,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CompareFormatArg {
    /// For reading
    Text,
    /// One object
    Json,
    /// A page of its own
    Html,
}

impl CompareArgs {
    /// The request for two versions by the names that their indexes have for them.
    pub fn request(&self, old: &str, new: &str) -> CompareRequest {
        CompareRequest::new(old, new).side(SideFilter::from(self.side))
    }
}
