//! The other side of a text that was copied from a document, however it was damaged on the way:
//! `cargo run --example counterpart -- index/sample "trade secret pilots"`.

use duizhao::Index;
use duizhao::model::Side;

fn main() -> duizhao::Result<()> {
    let mut args = std::env::args().skip(1);
    let (Some(path), Some(text)) = (args.next(), args.next()) else {
        eprintln!("usage: counterpart PATH TEXT");
        return Ok(());
    };
    let dir = std::env::temp_dir().join("duizhao-example");
    let (index, _) = Index::create(dir, [path])?;
    let found = index.counterpart(text.as_str())?;
    let other = if found.from == Side::Zh { Side::En } else { Side::Zh };
    for place in &found.matches {
        let whole = place.passage.text(other);
        let part = place.parts.get(other).map_or(whole, |span| span.of(whole));
        println!("{} ({:.0} % alike)\n  {part}", place.id, 100.0 * place.similarity);
    }
    Ok(())
}
