//! Indexes a file or a folder and searches it in either language:
//! `cargo run --example search -- index/sample 商業秘密`.

use duizhao::model::Side;
use duizhao::request::UpdateRequest;
use duizhao::{Index, Silent};

fn main() -> duizhao::Result<()> {
    let mut args = std::env::args().skip(1);
    let (Some(path), Some(query)) = (args.next(), args.next()) else {
        eprintln!("usage: search PATH QUERY");
        return Ok(());
    };
    // In memory; `Index::create` keeps one in a folder, and `Index::open` opens that.
    let (index, report) = Index::in_memory(&UpdateRequest::adding([path]), &Silent)?;
    for error in report.failed {
        eprintln!("{error}");
    }
    for hit in index.search(query.as_str())?.hits {
        let passage = &hit.passage;
        println!("{}\n  {}\n  {}\n", passage.id, passage.text(Side::Zh), passage.text(Side::En));
    }
    Ok(())
}
