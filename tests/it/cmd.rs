//! The command line as people use it. A test is a file: each `tests/it/cmd/*.trycmd` holds command lines with what they
//! print (stdout and stderr together) and the exit code after `?`, run one after the other in a copy of the folder
//! `NAME.in/`. `TRYCMD=overwrite cargo test --test it cmd::` writes down what is printed now; `git diff` shows what changed.
//!
//! What has to be made at run time (damage, signals, locks) or checked by type (JSON) is in the modules.

#![cfg(unix)]

mod big;
mod full;
mod json;
mod kill;
mod moving;
mod sandbox;
mod store;

use std::path::Path;

#[test]
fn commands_print_what_their_files_say() {
    let program = Path::new(env!("CARGO_BIN_EXE_duizhao"));
    let folder = program.parent().unwrap().display();
    trycmd::TestCases::new()
        .register_bin("sh", Path::new("/bin/sh"))
        .env("PATH", format!("{folder}:{}", std::env::var("PATH").unwrap_or_default()))
        // Nothing of the surroundings may show.
        .env("DUIZHAO_INDEX", "index")
        .env("DUIZHAO_LANG", "en")
        .env("NO_COLOR", "")
        .env("CLICOLOR_FORCE", "0")
        .case("tests/it/cmd/*.trycmd");
}
