//! `show` and `docs`: what the index holds, read as it stands.

use super::search::Cite;
use crate::complete::documents;
use clap::Args as ClapArgs;
use clap_complete::ArgValueCompleter;

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao show guangdong-ip-report         the whole document · 全文
  duizhao show guangdong-ip-report#5       a section · 一節
  duizhao show guangdong-ip-report#5.3:2   a sentence · 一句")]
pub struct ShowArgs {
    /// DOC, DOC#SECTION, DOC#SECTION.N or DOC#SECTION.N:S
    #[arg(add = ArgValueCompleter::new(documents))]
    pub id: String,
    /// As the file says it, nothing repaired
    #[arg(long)]
    pub verbatim: bool,
    /// What was set aside when the document was read, and why (of a document, DOC)
    #[arg(long, conflicts_with = "verbatim")]
    pub left_out: bool,
    #[command(flatten)]
    pub cite: Cite,
    /// Show as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
pub struct DocsArgs {
    /// What each part of the index takes on disk, in bytes, beside the text that went in
    #[arg(long)]
    pub size: bool,
    /// The collections, with the passages and the query of each
    #[arg(long, conflicts_with_all = ["size", "json"])]
    pub collections: bool,
    /// List as JSON
    #[arg(long)]
    pub json: bool,
}
