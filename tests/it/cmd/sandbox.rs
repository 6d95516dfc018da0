//! A folder with the papers of `tests/it/cmd/bitext/`, and the program run in it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub struct Sandbox {
    dir: tempfile::TempDir,
}

impl Sandbox {
    /// The papers, and a manifest that names them; no store yet.
    pub fn new() -> Sandbox {
        let dir = tempfile::tempdir().unwrap();
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/cmd/bitext"), dir.path());
        Sandbox { dir }
    }

    /// With the index built.
    pub fn indexed() -> Sandbox {
        let sandbox = Sandbox::new();
        assert!(sandbox.run(["index", "-q"]).status.success());
        sandbox
    }

    /// Writes `buoys.tsv`, rows with hardly a character twice in a row, so that the index is large for its text.
    pub fn buoys(&self, rows: usize) {
        let hanzi = |n: usize| -> String {
            (0..24).filter_map(|i| char::from_u32(0x4e00 + ((n * 7919 + i * 104_729) % 9000) as u32)).collect()
        };
        let row = |n| format!("浮標{n}號{}\tBuoy {n} {:x} {:x}\n", hanzi(n), n * 7919, n * 104_729);
        std::fs::write(self.path("buoys.tsv"), (0..rows).map(row).collect::<String>()).unwrap();
    }

    pub fn path(&self, inside: impl AsRef<Path>) -> PathBuf {
        self.dir.path().join(inside)
    }

    pub fn command(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
        command.args(args).current_dir(self.dir.path()).env_remove("DUIZHAO_INDEX").env("NO_COLOR", "1");
        command.env("DUIZHAO_LANG", "en");
        command
    }

    pub fn run(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Output {
        self.command(args).output().unwrap()
    }
}

/// Copies what is in a folder into another one.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|e| (e.path(), e.file_name())).unwrap();
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            std::fs::copy(&path, to.join(name)).unwrap();
        }
    }
}
