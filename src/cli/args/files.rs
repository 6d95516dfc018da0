//! Files that stand in for the index, of every command that can do without one.

use clap::Args as ClapArgs;
use duizhao::request::UpdateRequest;
use duizhao::{Error, Result};
use std::io::Read;
use std::path::{Path, PathBuf};

#[derive(Clone, Debug, Default, ClapArgs)]
pub struct Files {
    /// Files or folders to look in, in place of the index (- is stdin)
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Two files that are one document, Chinese and English, in place of the index
    #[arg(long, num_args = 2, value_names = ["ZH", "EN"], action = clap::ArgAction::Append)]
    pub pair: Vec<PathBuf>,
}

impl From<&Path> for Files {
    fn from(path: &Path) -> Self {
        Files { paths: vec![path.to_path_buf()], pair: Vec::new() }
    }
}

impl Files {
    /// The same with a file or folder before the others.
    pub fn after(&self, first: Option<&str>) -> Files {
        let paths = first.iter().map(PathBuf::from).chain(self.paths.iter().cloned()).collect();
        Files { paths, pair: self.pair.clone() }
    }

    /// What is asked of an index in memory; `None` where no file is named.
    pub fn request(&self) -> Result<Option<UpdateRequest>> {
        if self.paths.is_empty() && self.pair.is_empty() {
            return Ok(None);
        }
        let (stdin, paths): (Vec<PathBuf>, Vec<PathBuf>) =
            self.paths.iter().cloned().partition(|p| p == Path::new("-"));
        let pairs = self.pair.chunks_exact(2).map(|pair| [pair[0].clone(), pair[1].clone()]).collect();
        let request = UpdateRequest::adding(paths).pairs(pairs);
        Ok(Some(match stdin.is_empty() {
            true => request,
            false => request.texts(vec![("stdin".into(), self::stdin()?)]),
        }))
    }
}

/// All of stdin.
pub fn stdin() -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes).map_err(|e| Error::file("(stdin)", e))?;
    Ok(bytes)
}

/// All of a file, or of stdin where it is named `-`.
pub fn whole(file: &Path) -> Result<String> {
    if file == Path::new("-") {
        return Ok(String::from_utf8_lossy(&stdin()?).into_owned());
    }
    std::fs::read_to_string(file).map_err(|e| Error::system(file, &e))
}
