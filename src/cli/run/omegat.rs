//! `export --omegat`: a folder that OmegaT opens as a project.

use super::files::{close, create};
use duizhao::model::{Level, Side};
use duizhao::render::{OMEGAT_FOLDERS, OMEGAT_PROJECT, omegat_project, row_tsv};
use duizhao::request::GlossaryRequest;
use duizhao::{Error, Index, Result};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Makes the folders, the project file where there is none, and the glossary; returns where the memory belongs. What a
/// translator has put into the project stays.
pub fn project(dir: &Path, index: &Index, into: Side, level: Level) -> Result<PathBuf> {
    for folder in OMEGAT_FOLDERS.map(|name| dir.join(name)) {
        fs::create_dir_all(&folder).map_err(|e| Error::creating(&folder, &e))?;
    }
    let path = dir.join(OMEGAT_PROJECT);
    if !path.exists() {
        let mut file = create(&path)?;
        omegat_project(&mut file, into, level)?;
        close(file, &path)?;
    }
    // By this ending OmegaT knows that it is UTF-8.
    let path = dir.join("glossary").join("duizhao.utf8");
    let mut file = create(&path)?;
    for term in index.glossary(&GlossaryRequest::new())? {
        let (source, target) = match into {
            Side::En => (&term.zh, &term.en),
            Side::Zh => (&term.en, &term.zh),
        };
        let row = row_tsv(source, target, &format!("{}×, {}", term.count, term.id));
        writeln!(file, "{row}").map_err(|e| Error::system(&path, &e))?;
    }
    close(file, &path)?;
    Ok(dir.join("tm").join("duizhao.tmx"))
}
