//! Many megabytes in a single line: read, found, and shown as far as anyone would read.

use super::sandbox::Sandbox;
use crate::soak::rounds;
use std::io::Write;

#[test]
fn a_line_of_many_megabytes_is_indexed_and_shown_in_part() {
    let sandbox = Sandbox::new();
    let mut file = std::fs::File::create(sandbox.path("line.txt")).unwrap();
    file.write_all(b"The harbour ").unwrap();
    for _ in 0..rounds(5) {
        file.write_all(&vec![b'x'; 1 << 20]).unwrap();
    }
    drop(file);
    let output = sandbox.run(["--index", "big", "index", "line.txt"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let output = sandbox.run(["--index", "big", "search", "harbour", "-q"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("The [harbour] xxx") && text.contains("…") && text.len() < 10_000, "{} bytes", text.len());
}
