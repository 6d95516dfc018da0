//! What a shell is told of the words that only the index knows: the ids of its documents.

use clap_complete::CompletionCandidate;
use duizhao::Index;
use duizhao::request::SearchOrder;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::PathBuf;

/// Ids that are offered; more say nothing to whoever types.
const MOST: usize = 1_000;

/// The documents of the index whose ids begin so, with their titles. None where the index cannot be opened: a shell that
/// completes has no room for errors.
pub fn documents(current: &OsStr) -> Vec<CompletionCandidate> {
    let beginning = current.to_string_lossy();
    let documents = Index::open(index()).and_then(|index| index.documents()).unwrap_or_default();
    let beginning_so = documents.into_iter().filter(|document| document.id.starts_with(beginning.as_ref()));
    let candidate = |document: duizhao::model::DocumentInfo| {
        let title = [document.title.zh, document.title.en].into_iter().flatten().find(|title| !title.is_empty());
        CompletionCandidate::new(document.id).help(title.map(Into::into))
    };
    beginning_so.take(MOST).map(candidate).collect()
}

/// The orders of hits that begin so, with the fields that documents have.
pub fn orders(current: &OsStr) -> Vec<CompletionCandidate> {
    let beginning = current.to_string_lossy();
    let documents = Index::open(index()).and_then(|index| index.documents()).unwrap_or_default();
    let fields = documents.iter().flat_map(|document| &document.fields);
    // Read and written again it has the name that fields are asked by.
    let order = |name: &String| Some(format!("field.{name}").parse::<SearchOrder>().ok()?.to_string());
    let fields: BTreeSet<String> = fields.filter_map(|(name, _)| order(name)).collect();
    let orders = ["score", "doc", "date", "date:asc"].into_iter().map(String::from).chain(fields);
    orders.filter(|order| order.starts_with(beginning.as_ref())).take(MOST).map(CompletionCandidate::new).collect()
}

/// The folder of the index as the words that were typed so far have it.
fn index() -> PathBuf {
    let words: Vec<_> = std::env::args_os().collect();
    let behind = words.windows(2).find(|pair| pair[0] == "--index").map(|pair| PathBuf::from(&pair[1]));
    let joined = || words.iter().find_map(|word| word.to_str()?.strip_prefix("--index=").map(PathBuf::from));
    let named = || std::env::var_os("DUIZHAO_INDEX").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    behind.or_else(joined).or_else(named).unwrap_or_else(|| "index".into())
}
