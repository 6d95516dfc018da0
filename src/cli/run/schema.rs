//! `schema`: what an output in JSON looks like.

use crate::outcome::Outcome;
use duizhao::render::{OUTPUTS, Output, schema};
use duizhao::{Error, Result};
use std::io::Write;

pub fn run(name: Option<&str>, out: &mut dyn Write) -> Result<Outcome> {
    match name.and_then(Output::named) {
        Some(output) => schema(out, output)?,
        None => {
            for output in OUTPUTS {
                writeln!(out, "{:<12} {}", output.name, output.from).map_err(Error::Output)?;
            }
        }
    }
    Ok(Outcome::Success)
}
