//! `index`: what is added, taken out and read anew.

use crate::complete::documents;
use clap::Args as ClapArgs;
use clap_complete::ArgValueCompleter;
use duizhao::request::UpdateRequest;
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao index report.txt laws/           files and folders · 文件與資料夾
  duizhao index --pair report.zh.txt report.en.txt
  duizhao index judgments --path-fields '{court}/{year}/'
                                           fields by folder · 欄位
  duizhao index                            bring up to date · 更新
  duizhao --index ~/contracts index ~/Documents/contracts")]
pub struct IndexArgs {
    /// Files or folders to add
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Two files that are one document, Chinese and English
    #[arg(long, num_args = 2, value_names = ["ZH", "EN"], action = clap::ArgAction::Append)]
    pub pair: Vec<PathBuf>,
    /// A file or folder that was moved: where it was, and where it is
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"], action = clap::ArgAction::Append)]
    pub moved: Vec<PathBuf>,
    /// Take a document out, by its id, or a source, by its path
    #[arg(long, value_name = "DOC", add = ArgValueCompleter::new(documents))]
    pub remove: Vec<String>,
    /// Read everything anew
    #[arg(long)]
    pub rebuild: bool,
    /// Do not learn which words render which, and link none: faster, and what is shown is aligned then, by the dictionary
    #[arg(long)]
    pub no_lexicon: bool,
    /// Memory for what is written, in MB: more makes a large build faster, less suits a small machine (256 if not given)
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u16).range(16..=4000))]
    pub memory: Option<u16>,
    /// List what would be read as what, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The encoding of the given files where the guess is wrong (utf-8, gb18030, big5, utf-16le …)
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// A field of the documents that are added: court=最高法院, date=2024-11-30
    #[arg(long, value_name = "NAME=VALUE", value_parser = named)]
    pub field: Vec<(String, String)>,
    /// Fields that the folders in an added folder are named after: '{court}/{year}/'
    #[arg(long, value_name = "PATTERN")]
    pub path_fields: Option<String>,
    /// A table of words that a search takes as the same: a line for each group, with tabs between
    #[arg(long, value_name = "FILE")]
    pub synonyms: Option<PathBuf>,
    /// A name for what a query finds, as contracts=doc:contract*; nothing behind the = takes the name away
    #[arg(long, value_name = "NAME=QUERY", value_parser = collection)]
    pub collection: Vec<(String, String)>,
    /// Stay, and read files again whenever they change, until ctrl-c
    #[arg(long, conflicts_with = "dry_run")]
    pub watch: bool,
    /// Report as JSON
    #[arg(long)]
    pub json: bool,
}

/// A name and what stands behind the `=`.
fn named(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("a field is given as NAME=VALUE")?;
    match (name.trim(), value.trim()) {
        ("", _) | (_, "") => Err("a field is given as NAME=VALUE".into()),
        (name, value) => Ok((name.into(), value.into())),
    }
}

/// A name and the query behind the `=`.
fn collection(text: &str) -> Result<(String, String), String> {
    let (name, query) = text.split_once('=').ok_or("a collection is given as NAME=QUERY")?;
    let (name, query) = (name.trim(), query.trim());
    if name.is_empty() || name.contains(char::is_whitespace) {
        return Err("a collection's name has no blanks".into());
    }
    if !query.is_empty() {
        duizhao::query::parse(query).map_err(|error| error.message)?;
    }
    Ok((name.into(), query.into()))
}

impl IndexArgs {
    /// What is asked.
    pub fn request(&self) -> UpdateRequest {
        UpdateRequest::new()
            .paths(self.paths.clone())
            .pairs(self.pair.chunks_exact(2).map(|pair| [pair[0].clone(), pair[1].clone()]).collect())
            .encoding(self.encoding.clone())
            .fields(self.field.iter().cloned().collect())
            .path_fields(self.path_fields.clone())
            .synonyms(self.synonyms.clone())
            .collections(self.collection.iter().cloned().collect())
            .moved(self.moved.chunks_exact(2).map(|pair| [pair[0].clone(), pair[1].clone()]).collect())
            .remove(self.remove.clone())
            .rebuild(self.rebuild)
            .without_lexicon(self.no_lexicon)
            .memory(self.memory.map(usize::from))
    }
}
