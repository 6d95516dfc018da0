//! How well damaged texts are linked: texts of `DUIZHAO_DATA` whose links are known are torn, joined, cut and moved,
//! and linked; a row of the table is a kind of text with one damage.
//!
//! `DUIZHAO_DATA=… cargo run --release -p duizhao-bench --bin align_damage -- [GROUP [KIND]]`, GROUP one of plain, layout, delete,
//! foreign, swap, contents, items, long.

#[path = "align_damage/damage.rs"]
mod damage;
#[path = "align_damage/score.rs"]
mod score;
#[path = "align_damage/sources.rs"]
mod sources;

#[path = "../it/random.rs"]
mod random;
#[path = "../it/align/texts.rs"]
mod texts;

use damage::Bitext;
use duizhao::align::{Bead, Pair, align, align_segments};
use score::Score;
use sources::Kind;
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let group = arguments.first().map_or("", |group| group.as_str());
    let kind = arguments.get(1).map_or("", |kind| kind.as_str());
    let Some(data) = std::env::var_os("DUIZHAO_DATA") else {
        println!("left out: DUIZHAO_DATA does not name the folder with the texts");
        return;
    };
    let kinds: Vec<Kind> =
        sources::kinds(data.as_ref()).into_iter().filter(|k| kind.is_empty() || k.name == kind).collect();
    println!("{}", Score::HEADER);
    type Row = fn(&Kind);
    let groups: [(&str, Row); 8] = [
        ("plain", plain),
        ("layout", layout),
        ("delete", delete),
        ("foreign", foreign),
        ("swap", swap),
        ("contents", contents),
        ("items", items),
        ("long", long),
    ];
    for (_, run) in groups.iter().filter(|(name, _)| group.is_empty() || *name == group) {
        kinds.iter().for_each(run);
    }
}

/// Links segments as they are, without layout.
fn as_segments(texts: &[Bitext]) -> Vec<Vec<Bead>> {
    let sides: Vec<(Vec<&str>, Vec<&str>)> = texts.iter().map(|t| (t.zh.sentences(), t.en.sentences())).collect();
    let pairs: Vec<(&[&str], &[&str])> = sides.iter().map(|(zh, en)| (&zh[..], &en[..])).collect();
    align_segments(&pairs)
}

/// Links paragraphs; the links of sentences, by their lines.
fn as_paragraphs(texts: &[Bitext]) -> Vec<Vec<Bead>> {
    let sides: Vec<_> = texts.iter().map(|t| (t.zh.paragraphs(), t.en.paragraphs())).collect();
    let pairs: Vec<Pair<'_>> = sides.iter().map(|(zh, en)| Pair { zh, en }).collect();
    let lines = |(alignment, (zh, en)): (&duizhao::model::Alignment, &(Vec<_>, Vec<_>))| {
        alignment.links.iter().flat_map(|link| texts::line_beads(link, zh, en)).collect()
    };
    align(&pairs).iter().zip(&sides).map(lines).collect()
}

/// Links texts in one run and prints their score together.
fn report(kind: &Kind, damage: &str, texts: &[Bitext], link: fn(&[Bitext]) -> Vec<Vec<Bead>>) {
    let start = Instant::now();
    let found = link(texts);
    let seconds = start.elapsed().as_secs_f64();
    let mut score = Score::default();
    texts.iter().zip(&found).for_each(|(text, found)| score.add(&text.gold, found));
    println!("{}", score.line(kind.name, damage, seconds));
}

fn plain(kind: &Kind) {
    report(kind, "none, no layout", &kind.texts, as_segments);
    report(kind, "none", &kind.texts, as_paragraphs);
}

fn layout(kind: &Kind) {
    report(kind, "no layout", &kind.texts, as_segments);
    for share in [0.0, 0.1, 0.3, 0.6, 1.0] {
        for (how, zh, en) in [
            ("cut", (share, 0.0), (share, 0.0)),
            ("merged", (0.0, share), (0.0, share)),
            ("cut/merged", (share, 0.0), (0.0, share)),
        ] {
            let texts: Vec<Bitext> = kind.texts.iter().map(|t| t.torn(zh, en)).collect();
            report(kind, &format!("{how} {:.0} %", share * 100.0), &texts, as_paragraphs);
        }
    }
}

fn delete(kind: &Kind) {
    for (side, zh, en) in [("zh", 0.15, 0.0), ("en", 0.0, 0.15)] {
        let texts: Vec<Bitext> = kind.texts.iter().map(|t| t.cut(zh, en)).collect();
        report(kind, &format!("15 % of {side} deleted, no layout"), &texts, as_segments);
        report(kind, &format!("15 % of {side} deleted"), &texts, as_paragraphs);
    }
}

fn foreign(kind: &Kind) {
    for side in ["zh", "en"] {
        let texts: Vec<Bitext> = kind.texts.iter().map(|t| t.with_foreign(&kind.foreign, 20, side == "en")).collect();
        report(kind, &format!("20 foreign in {side}"), &texts, as_paragraphs);
    }
}

fn swap(kind: &Kind) {
    for (how, size, apart) in [("1 near", 1, 3), ("10 near", 10, 10), ("10 far", 10, 60), ("25 far", 25, 100)] {
        let texts: Vec<Bitext> = kind.texts.iter().map(|t| t.swapped(size, apart)).collect();
        report(kind, &format!("swap {how}"), &texts, as_paragraphs);
        report(kind, &format!("swap {how}, no layout"), &texts, as_segments);
    }
}

fn contents(kind: &Kind) {
    for (how, zh, en) in [("both", true, true), ("zh", true, false)] {
        let texts: Vec<Bitext> = kind.texts.iter().map(|t| t.with_contents(zh, en)).collect();
        report(kind, &format!("contents list in {how}"), &texts, as_paragraphs);
    }
}

fn items(kind: &Kind) {
    let drawn: Vec<Bitext> = kind.texts.iter().map(Bitext::with_drawn_items).collect();
    if drawn.iter().zip(&kind.texts).any(|(drawn, text)| drawn.size() < text.size()) {
        report(kind, "first items drawn in", &drawn, as_paragraphs);
    }
}

/// Texts of a kind joined to one, against the same texts one by one.
fn long(kind: &Kind) {
    for size in [5_000, 10_000, 20_000, 40_000, 100_000] {
        let parts = kind.up_to(size);
        let have: usize = parts.iter().map(|t| t.zh.sentences().len()).sum();
        if have * 10 < size * 9 {
            continue;
        }
        report(kind, &format!("{size} in parts"), &parts, as_segments);
        report(kind, &format!("{size} joined"), &[damage::joined(&parts)], as_segments);
    }
}
