//! What the files of a document hold, as a number: two documents with the same number are the same.

use crate::pipeline::Source;
use crate::read::Input;
use crate::{Error, Result};
use std::io::Read;

/// Content and everything else that decides what a document becomes.
pub(super) fn hash(source: &Source) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    for input in source.inputs.all() {
        hash_file(&mut hasher, input)?;
    }
    for (name, value) in &source.fields {
        hasher.update(format!("{name}={value}\n").as_bytes());
    }
    hasher.update(source.encoding.as_deref().unwrap_or_default().as_bytes());
    Ok(hasher.finalize().to_hex()[..32].to_string())
}

fn hash_file(hasher: &mut blake3::Hasher, input: &Input) -> Result<()> {
    let error = |reason: String| Error::file(input.path(), reason);
    let mut stream = input.open().map_err(error)?;
    let mut buffer = vec![0; 1 << 16];
    let mut length = 0u64;
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => {
                hasher.update(&buffer[..n]);
                length += n as u64;
            }
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(error(e.to_string())),
        }
    }
    hasher.update(&length.to_le_bytes());
    Ok(())
}
