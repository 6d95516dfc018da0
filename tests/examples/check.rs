//! What a reviser would look at again: where the two sides of a document differ in a figure, a name, a negation:
//! `cargo run --example check -- contract.zh.txt contract.en.txt`.

use duizhao::model::{Severity, Side};
use duizhao::request::{CheckRequest, UpdateRequest};
use duizhao::{Index, Silent};

fn main() -> duizhao::Result<()> {
    let mut args = std::env::args().skip(1).map(Into::into);
    let (Some(zh), Some(en)) = (args.next(), args.next()) else {
        eprintln!("usage: check CHINESE ENGLISH");
        return Ok(());
    };
    let (index, _) = Index::in_memory(&UpdateRequest::new().pairs(vec![[zh, en]]), &Silent)?;
    let report = index.check(&CheckRequest::new().severity(Severity::Error))?;
    for finding in &report.findings {
        println!("{} {}: {}", finding.id, finding.rule, finding.message);
        if let Some(passage) = index.passage(&finding.id)? {
            println!("  {}\n  {}", passage.text(Side::Zh), passage.text(Side::En));
        }
    }
    Ok(())
}
