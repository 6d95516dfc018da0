//! The project file of OmegaT: what makes a folder a project that it opens.

use crate::model::{Level, Side};
use crate::{Error, Result};
use std::io::Write;

/// The name of the file.
pub const OMEGAT_PROJECT: &str = "omegat.project";

/// The folders of a project, which OmegaT wants to be there.
pub const OMEGAT_FOLDERS: [&str; 6] = ["source", "target", "tm", "glossary", "dictionary", "omegat"];

/// Writes the file, for a translation into a language; `level` is what a segment is. The languages are named without
/// their region: OmegaT takes a memory of any region for such a project.
///
/// # Errors
/// [`Error::Output`] when the output cannot be written.
pub fn omegat_project(out: &mut dyn Write, into: Side, level: Level) -> Result<()> {
    let name = |side: Side| side.as_str().to_uppercase();
    let folder = |name: &str| format!("    <{name}>__DEFAULT__</{name}>\n");
    let folders = ["source_dir", "target_dir", "tm_dir", "glossary_dir", "glossary_file", "dictionary_dir"].map(folder);
    let (source, target, sentences) = (name(into.other()), name(into), level == Level::Sentence);
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<omegat>\n  <project version=\"1.0\">\n{}    \
         <source_lang>{source}</source_lang>\n    <target_lang>{target}</target_lang>\n    \
         <sentence_seg>{sentences}</sentence_seg>\n    <support_default_translations>true</support_default_translations>\n    \
         <remove_tags>false</remove_tags>\n  </project>\n</omegat>\n",
        folders.concat()
    )
    .map_err(Error::Output)
}
