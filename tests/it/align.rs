//! How well texts of our own are linked, against links made by hand (`tests/it/align/*.gold`): precision, recall and F1
//! of each text stand in `quality.txt` beside them, so that a change of the aligner shows as a diff.
//! `UPDATE_EXPECT=1 cargo test --test it align::` writes the file anew.

mod texts;

use duizhao::align::{Bead, Pair, align, align_segments, paragraph_beads};
use duizhao::model::Paragraph;
use duizhao::pipeline::{Content, Inputs, Source, prepare};
use duizhao::read::Input;
use std::collections::HashSet;
use std::fmt::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{env, fs};

type Beads = Vec<(Range<usize>, Range<usize>)>;

/// Strict counts: a link is right when the very same one is in the gold; links of one side only count as well.
#[derive(Default)]
struct Score {
    right: usize,
    found: usize,
    gold: usize,
    right_many: usize,
    gold_many: usize,
}

impl Score {
    fn of(gold: &Beads, found: &Beads) -> Self {
        let found: HashSet<_> = found.iter().collect();
        let right: Vec<_> = gold.iter().filter(|bead| found.contains(bead)).collect();
        let many = |bead: &&(Range<usize>, Range<usize>)| {
            bead.0.len().min(1) + bead.1.len().min(1) == 2 && bead.0.len() + bead.1.len() > 2
        };
        Score {
            right: right.len(),
            found: found.len(),
            gold: gold.len(),
            right_many: right.into_iter().filter(many).count(),
            gold_many: gold.iter().filter(many).count(),
        }
    }

    fn add(&mut self, other: &Score) {
        self.right += other.right;
        self.found += other.found;
        self.gold += other.gold;
        self.right_many += other.right_many;
        self.gold_many += other.gold_many;
    }

    fn line(&self, name: &str) -> String {
        let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let (p, r) = (share(self.right, self.found), share(self.right, self.gold));
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        let many = format!("{} of {}", self.right_many, self.gold_many);
        format!("{name:<10} precision {p:.3}  recall {r:.3}  F1 {f1:.3}  n-m {many}\n")
    }
}

/// The gold files in a folder of `tests/it/align`.
fn golds(folder: &str, ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/align").join(folder);
    let mut names: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == ending))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    names
}

fn read(path: &Path, extension: &str) -> String {
    let path = path.with_extension(extension);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// `[0, 1]:[0]` lines.
fn gold(text: &str) -> Beads {
    let range = |ids: &str| -> Range<usize> {
        let ids: Vec<usize> = ids.trim_matches(['[', ']', ' ']).split(", ").filter_map(|id| id.parse().ok()).collect();
        ids.first().map_or(0..0, |first| *first..ids[ids.len() - 1] + 1)
    };
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.map(|(zh, en)| (range(zh), range(en))).collect()
}

/// Empty ranges compare equal wherever they stand.
fn plain(beads: impl IntoIterator<Item = Bead>) -> Beads {
    let plain = |range: Range<usize>| if range.is_empty() { 0..0 } else { range };
    beads.into_iter().map(|bead| (plain(bead.zh), plain(bead.en))).collect()
}

fn report(title: &str, names: &[PathBuf], found: &[Beads]) -> String {
    let mut report = format!("{title}\n");
    let mut all = Score::default();
    for (name, found) in names.iter().zip(found) {
        let score = Score::of(&gold(&read(name, "gold")), found);
        let stem = name.file_stem().unwrap_or_default().to_string_lossy();
        report.push_str(&score.line(&stem));
        all.add(&score);
    }
    report + &all.line("all")
}

#[test]
fn quality_is_as_written_down() {
    let names = golds("", "gold");
    let texts: Vec<(String, String)> = names.iter().map(|name| (read(name, "zh"), read(name, "en"))).collect();

    let sides: Vec<(Vec<Paragraph>, Vec<Paragraph>)> =
        texts.iter().map(|(zh, en)| (texts::paragraphs(zh), texts::paragraphs(en))).collect();
    let pairs: Vec<Pair<'_>> = sides.iter().map(|(zh, en)| Pair { zh, en }).collect();
    let by_paragraphs: Vec<Beads> = align(&pairs)
        .iter()
        .zip(&sides)
        .map(|(alignment, (zh, en))| plain(alignment.links.iter().flat_map(|link| texts::line_beads(link, zh, en))))
        .collect();

    let lines = |text| str::lines(text).filter(|line| !line.is_empty()).collect();
    let segments: Vec<(Vec<&str>, Vec<&str>)> = texts.iter().map(|(zh, en)| (lines(zh), lines(en))).collect();
    let pairs: Vec<(&[&str], &[&str])> = segments.iter().map(|(zh, en)| (&zh[..], &en[..])).collect();
    let by_segments: Vec<Beads> = align_segments(&pairs).into_iter().map(plain).collect();

    let mut quality = report("paragraphs, then sentences", &names, &by_paragraphs);
    let _ = write!(quality, "\n{}", report("sentences alone", &names, &by_segments));
    expect("quality.txt", &quality);
}

/// Compares with what stands in a file of `tests/it/align`, or writes it there.
fn expect(file: &str, quality: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/align").join(file);
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, quality).expect("tests/it/align can be written");
    } else {
        assert_eq!(fs::read_to_string(&path).unwrap_or_default(), quality, "UPDATE_EXPECT=1 accepts the change");
    }
}

/// Documents as they come, both languages in one file, read and structured as for an index: with a table of contents
/// and notes in one language only (`halves`), a paragraph between that nobody translated (`interleaved`), sections and
/// paragraphs in another order (`reordered`), items that are one paragraph on the other side (`statute`). The gold has
/// the lines of a Chinese paragraph and those of an English one, parted by a tab. The documents are aligned one by one.
#[test]
fn documents_as_they_come_are_as_written_down() {
    let names = golds("raw", "tsv");
    let found: Vec<Beads> =
        names.iter().map(|name| line_links(&name.with_extension("").with_extension("txt"))).collect();
    let mut quality = String::from("paragraphs of whole documents, by their lines\n");
    let mut all = Score::default();
    for (name, found) in names.iter().zip(&found) {
        let text = fs::read_to_string(name).expect("a gold file");
        let score = Score::of(&line_gold(&text), found);
        let stem = name.file_name().unwrap_or_default().to_string_lossy();
        quality.push_str(&score.line(stem.split('.').next().unwrap_or_default()));
        all.add(&score);
    }
    expect("raw/quality.txt", &(quality + &all.line("all")));
}

/// The links between the paragraphs of a document, as lines of the file.
fn line_links(path: &Path) -> Beads {
    let source = Source { id: "x".into(), inputs: Inputs::One(Input::file(path)), encoding: None, fields: Vec::new() };
    let Content::Text(bitext) = prepare(&source).expect("a document").content else { panic!("rows") };
    let alignments = align(&[Pair { zh: &bitext.zh, en: &bitext.en }]);
    let lines = |paragraphs: &[Paragraph], range: Range<usize>| match &paragraphs[range] {
        [] => 0..0,
        [first, .., last] => first.line..last.line + 1,
        [only] => only.line..only.line + 1,
    };
    let beads = paragraph_beads(&alignments[0]).into_iter();
    beads.map(|bead| (lines(&bitext.zh, bead.zh), lines(&bitext.en, bead.en))).collect()
}

/// `10 11<TAB>44` lines.
fn line_gold(text: &str) -> Beads {
    let range = |lines: &str| -> Range<usize> {
        let lines: Vec<usize> = lines.split(' ').filter_map(|line| line.parse().ok()).collect();
        lines.first().map_or(0..0, |first| *first..lines[lines.len() - 1] + 1)
    };
    text.lines().filter_map(|line| line.split_once('\t')).map(|(zh, en)| (range(zh), range(en))).collect()
}
