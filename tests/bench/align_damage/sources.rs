//! The texts that are damaged: novels with links made by hand; laws, medical texts, news, verses and sentences without
//! context in rows that correspond. Settings were chosen on the novels and `laws`; `laws 2` and `short` were looked at when
//! they had been.

use crate::damage::{Bitext, Piece};
use crate::random::Random;
use duizhao::model::Side;
use duizhao::text::sentence;
use regex::Regex;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Texts of one kind.
pub struct Kind {
    pub name: &'static str,
    pub texts: Vec<Bitext>,
    /// Sentences of another kind.
    pub foreign: Vec<Piece>,
    /// All texts there are of this kind, for long joins.
    all: Vec<Bitext>,
}

impl Kind {
    /// Texts of together about so many Chinese sentences.
    pub fn up_to(&self, sentences: usize) -> Vec<Bitext> {
        let mut have = 0;
        let texts = self.all.iter().take_while(|t| {
            let before = have;
            have += t.zh.sentences().len();
            before < sentences
        });
        texts.cloned().collect()
    }
}

pub fn kinds(data: &Path) -> Vec<Kind> {
    let (novels, laws) = (novels(&data.join("gold/align/mac-dev")), laws(&data.join("scale/tw-laws.tsv.gz")));
    let medical = one(medical(&data.join("documents/tmx/tico19.all.en-zh.tmx")));
    let news = one(news(&data.join("documents/moses")));
    let short = one(short(&data.join("documents/tsv/tatoeba.eng-cmn.first5000.tsv")));
    let wenli = one(wenli(&data.join("documents/tsv/bible-wenli-bsb.genesis-500.tsv")));
    let pieces = |texts: &[Bitext]| -> Vec<Piece> {
        let mut pieces: Vec<Piece> = texts.iter().flat_map(|t| t.pieces()).cloned().collect();
        pieces.retain(|p| !p.zh.is_empty() && !p.en.is_empty());
        pieces
    };
    let (of_news, of_laws) = (pieces(&news), pieces(&laws[..40]));
    let mixed: Vec<Bitext> = novels.iter().chain(&news).chain(&medical).chain(&laws).chain(&wenli).cloned().collect();
    let kind = |name, texts: Vec<Bitext>, foreign: &[Piece]| Kind {
        name,
        all: texts.clone(),
        texts,
        foreign: foreign.to_vec(),
    };
    let large = || laws.iter().filter(|t| t.size() >= 150);
    let others: Vec<Bitext> = large().skip(12).step_by(15).take(12).cloned().collect();
    let large: Vec<Bitext> = large().take(12).cloned().collect();
    let mut laws_kind = kind("laws", large, &of_news);
    laws_kind.all = laws;
    let mut mixed_kind = kind("mixed", Vec::new(), &of_news);
    mixed_kind.all = mixed;
    vec![
        kind("novels", novels, &of_news),
        laws_kind,
        kind("laws 2", others, &of_news),
        kind("medical", medical, &of_news),
        kind("news", news, &of_laws),
        kind("wenli", wenli, &of_news),
        kind("short", short, &of_news),
        mixed_kind,
    ]
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Paragraphs of one to five rows.
fn one(rows: Vec<Piece>) -> Vec<Bitext> {
    let mut random = Random(3 * 0x9e37_79b9);
    let mut blocks: Vec<Vec<Piece>> = Vec::new();
    let mut room = 0;
    for row in rows {
        if room == 0 {
            room = 1 + random.below(5);
            blocks.push(Vec::new());
        }
        room -= 1;
        if let Some(last) = blocks.last_mut() {
            last.push(row);
        }
    }
    vec![Bitext::new(blocks)]
}

fn novels(folder: &Path) -> Vec<Bitext> {
    let ids = |text: &str| -> Vec<usize> {
        text.trim_matches(['[', ']', ' ']).split(", ").filter_map(|id| id.parse().ok()).collect()
    };
    let chapter = |name: String| {
        let path = folder.join(name);
        let (zh, en) = (read(&path.with_extension("zh")), read(&path.with_extension("en")));
        let (zh, en): (Vec<&str>, Vec<&str>) = (zh.lines().collect(), en.lines().collect());
        let some = |ids: &[usize], lines: &[&str]| ids.iter().map(|i| lines[*i].to_string()).collect();
        let gold = read(&path.with_extension("gold"));
        let links = gold.lines().filter_map(|line| line.split_once(':'));
        let pieces = links.map(|(z, e)| Piece { zh: some(&ids(z), &zh), en: some(&ids(e), &en), apart: false });
        one(pieces.collect()).remove(0)
    };
    (1..=6).map(|i| chapter(format!("{i:03}.x"))).collect()
}

/// A law is a text, a row a paragraph; rows of several sentences are links of as many as they have where one side has
/// one sentence, and stay whole otherwise.
fn laws(path: &Path) -> Vec<Bitext> {
    let output = Command::new("gzip").arg("-dc").arg(path).output().expect("gzip runs");
    let text = String::from_utf8(output.stdout).expect("the rows are UTF-8");
    let mut laws: Vec<(String, Vec<Vec<Piece>>)> = Vec::new();
    for line in text.lines() {
        let mut fields = line.split('\t');
        let (Some(zh), Some(en), Some(id)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let law = id.split('#').next().unwrap_or_default();
        let mut piece = Piece { zh: split(zh, Side::Zh), en: split(en, Side::En), apart: false };
        if piece.zh.len() > 1 && piece.en.len() > 1 {
            piece = row(zh, en);
        }
        match laws.last_mut() {
            Some((last, blocks)) if last == law => blocks.push(vec![piece]),
            _ => laws.push((law.to_string(), vec![vec![piece]])),
        }
    }
    laws.into_iter().map(|(_, blocks)| Bitext::new(blocks)).collect()
}

fn split(text: &str, side: Side) -> Vec<String> {
    sentence::split(text, side).iter().map(|span| span.of(text).to_string()).collect()
}

fn row(zh: &str, en: &str) -> Piece {
    Piece { zh: vec![zh.to_string()], en: vec![en.to_string()], apart: false }
}

fn medical(path: &Path) -> Vec<Piece> {
    let text = read(path);
    let unit = Regex::new(r#"(?s)<tuv xml:lang="en">\s*<seg>(.*?)</seg>.*?<tuv xml:lang="zh">\s*<seg>(.*?)</seg>"#);
    let unit = unit.expect("the pattern is right");
    let rows = unit.captures_iter(&text).map(|found| row(&found[2].replace('\n', " "), &found[1].replace('\n', " ")));
    rows.filter(|r| !r.zh[0].trim().is_empty() && !r.en[0].trim().is_empty()).collect()
}

fn news(folder: &Path) -> Vec<Piece> {
    let (zh, en) = (read(&folder.join("ntrex.1-1000.zh")), read(&folder.join("ntrex.1-1000.en")));
    zh.lines().zip(en.lines()).map(|(zh, en)| row(zh, en)).collect()
}

/// Sentences without context. The file is sorted, so they are taken out of order.
fn short(path: &Path) -> Vec<Piece> {
    let text = read(path);
    let lines: Vec<&str> = text.lines().collect();
    let mixed = (0..2_000.min(lines.len())).map(|i| lines[i * 1_777 % lines.len()]);
    mixed.filter_map(|line| line.split_once('\t')).map(|(en, zh)| row(zh, en)).collect()
}

fn wenli(path: &Path) -> Vec<Piece> {
    let text = read(path);
    let fields = text.lines().filter_map(|line| line.split_once('\t'));
    fields.map(|(zh, rest)| row(zh, rest.split('\t').next().unwrap_or_default())).collect()
}
