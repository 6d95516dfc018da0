//! Files of a folder whose names do not tell that they are one document, paired by what they say: figures, which both
//! languages write down, and the Latin words that Chinese text leaves as they are. Nothing is translated. What was
//! parsed to compare it is handed on, so that no file is parsed twice.

use crate::model::{Block, Body, Side, Sides, Warning};
use crate::read::file_name::without_language;
use crate::read::format::Hint;
use crate::read::input::Input;
use crate::read::language::{letters, side_of_text};
use crate::read::limits;
use crate::read::name_pairs::{Files, Found, place};
use crate::read::reader::{detect, read};
use crate::text::number::{figures, sort_key};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a pair has to share at the least, 0..=1.
const ENOUGH: f64 = 0.6;
/// By how much it has to share more than either of the two does with a third file.
const AHEAD: f64 = 0.15;
/// Figures and words that a pair has to share at the least: fewer are chance.
const EVIDENCE: f64 = 6.0;
/// The largest file that is looked into, bytes.
const LARGEST: u64 = 32 << 20;

/// Pairs the documents of a folder that names left alone. What `known` holds was decided before: the files of a pair are
/// one again, and a file by itself is looked into only when there is a new one that it could belong to.
///
/// Returns what should be said of files that could belong to several, and the files that were parsed.
pub fn relate(root: &Path, found: &mut Vec<Found>, known: &Known<'_>, hint: &Hint) -> Related {
    let mut related = known.pairs(found);
    let taken: HashSet<&Path> = related.iter().flat_map(|pair| [pair.zh.as_path(), pair.en.as_path()]).collect();
    let mut places: BTreeMap<(PathBuf, String), Vec<&Path>> = BTreeMap::new();
    for path in found.iter().filter_map(alone).filter(|path| !taken.contains(path)) {
        places.entry(place(root, path)).or_default().push(path);
    }
    let mut notes = Vec::new();
    let mut parsed = ParsedFiles::default();
    let mut new = Vec::new();
    for files in places.into_values().filter(|f| f.len() > 1 && f.iter().any(|path| !known.has(path))) {
        let room = limits::PARSED.saturating_sub(parsed.bytes);
        let held = AtomicUsize::new(0);
        let named = alike(&files);
        let parses: Vec<_> =
            files.par_iter().filter_map(|path| parse(path, hint, named.contains(path), room, &held)).collect();
        let mut signatures = Vec::new();
        for (signature, file) in parses {
            signatures.extend(signature);
            parsed.files.extend(file.map(|input| (input.path().to_path_buf(), input)));
        }
        parsed.bytes += held.into_inner();
        let (pairs, unsure) = pairs(&signatures, found);
        new.extend(pairs);
        notes.extend(unsure);
    }
    related.extend(new);
    for pair in related {
        let stem = found.iter().find(|f| alone(f) == Some(&pair.zh)).map(|f| f.stem.clone()).unwrap_or_default();
        found.retain(|f| !alone(f).is_some_and(|path| path == pair.zh || path == pair.en));
        found.push(Found { stem, files: Files::Pair(pair) });
    }
    found.sort_by(|a, b| a.files.paths().cmp(&b.files.paths()));
    Related { notes, parsed }
}

/// What pairing came to, beside the pairs.
#[derive(Debug, Default)]
pub struct Related {
    /// What should be said of files that could belong to several.
    pub notes: Vec<Warning>,
    pub parsed: ParsedFiles,
}

/// The files that pairing parsed, at most [`limits::PARSED`] bytes of their text.
#[derive(Debug, Default)]
pub struct ParsedFiles {
    files: HashMap<PathBuf, Input>,
    /// Bytes of text that are held.
    bytes: usize,
}

impl ParsedFiles {
    /// A file to be read, with what it was parsed to where that is held.
    pub fn input(&mut self, path: &Path) -> Input {
        self.files.remove(path).unwrap_or_else(|| Input::file(path))
    }
}

/// The files whose names are those of others but for a sign of the language.
fn alike<'p>(files: &[&'p Path]) -> HashSet<&'p Path> {
    let mut stems: HashMap<String, Vec<&'p Path>> = HashMap::new();
    for path in files {
        stems.entry(without_language(path).0).or_default().push(path);
    }
    stems.into_values().filter(|files| files.len() > 1).flatten().collect()
}

/// Rows of a file that are looked at to tell its language.
const ROWS: usize = 400;

/// The signature of a file that is in one language, and the file with what it was parsed to; all files together hold
/// at most `room` bytes of text. `None` for a file that is too large or cannot be read, and for one that has rows unless it
/// is `named` like another.
fn parse<'p>(
    path: &'p Path,
    hint: &Hint,
    named: bool,
    room: usize,
    held: &AtomicUsize,
) -> Option<(Option<Signature<'p>>, Option<Input>)> {
    let stamp = Input::stamp(path);
    if stamp?.0 > LARGEST {
        return None;
    }
    let input = Input::file(path);
    if detect(&input, hint).ok()?.has_rows() && !named {
        return None;
    }
    let raw = read(&input, hint).ok()?;
    let blocks = match raw.body {
        Body::Blocks(ref blocks) => blocks,
        Body::Rows(rows) if named => {
            let texts = rows.take(ROWS).flatten().flat_map(|row| [row.zh, row.en]).flatten();
            let blocks: Vec<Block> = texts.map(|text| Block::paragraph(text, 1)).collect();
            let signature = Signature::of(path, &blocks).map(|signature| Signature { rows: true, ..signature });
            return Some((signature, None));
        }
        Body::Rows(_) => return None,
    };
    let signature = Signature::of(path, blocks);
    let size = blocks.iter().map(|block| block.text.len()).sum::<usize>();
    let fits = held.fetch_add(size, Ordering::Relaxed) + size <= room;
    if !fits {
        held.fetch_sub(size, Ordering::Relaxed);
    }
    Some((signature, fits.then(|| input.with_parsed(raw, stamp))))
}

/// What was decided when files were indexed: the files of each document, as they are written down there.
#[derive(Clone, Debug, Default)]
pub struct Known<'k> {
    alone: HashSet<&'k str>,
    pairs: Vec<[&'k str; 2]>,
}

impl<'k> Known<'k> {
    pub fn add(&mut self, paths: &'k [String]) {
        match paths {
            [one] => drop(self.alone.insert(one)),
            [zh, en] => self.pairs.push([zh, en]),
            _ => {}
        }
    }

    fn has(&self, path: &Path) -> bool {
        self.alone.contains(path.display().to_string().as_str())
    }

    /// The pairs whose two files are both there by themselves.
    fn pairs(&self, found: &[Found]) -> Vec<Sides<PathBuf>> {
        if self.pairs.is_empty() {
            return Vec::new();
        }
        let files: HashMap<String, &Path> =
            found.iter().filter_map(alone).map(|path| (path.display().to_string(), path)).collect();
        let file = |name: &str| files.get(name).map(|path| path.to_path_buf());
        self.pairs.iter().filter_map(|[zh, en]| Some(Sides::new(file(zh)?, file(en)?))).collect()
    }
}

fn alone(found: &Found) -> Option<&Path> {
    match &found.files {
        Files::One(path) => Some(path),
        Files::Pair(_) => None,
    }
}

/// What a document in one language is told by.
struct Signature<'p> {
    path: &'p Path,
    side: Side,
    /// How often each figure comes, by value.
    figures: HashMap<String, u32>,
    /// Latin words in lower case.
    words: HashSet<String>,
    /// Characters of its language.
    length: usize,
    blocks: usize,
    /// It has rows, which are paired by name only.
    rows: bool,
}

impl<'p> Signature<'p> {
    /// `None` for what is in both languages.
    fn of(path: &'p Path, blocks: &[Block]) -> Option<Self> {
        let mut size = Sides::new(0, 0);
        for block in blocks {
            let (han, latin) = letters(&block.text);
            if let Some(side) = block.side.or_else(|| side_of_text(&block.text)) {
                *size.get_mut(side) += if side == Side::Zh { han * 3 } else { latin };
            }
        }
        let side = if size.zh >= size.en { Side::Zh } else { Side::En };
        if *size.get(side.other()) * 5 > *size.get(side) || *size.get(side) == 0 {
            return None;
        }
        let mut signature = Signature {
            path,
            side,
            figures: HashMap::new(),
            words: HashSet::new(),
            length: 0,
            blocks: blocks.len(),
            rows: false,
        };
        // Of a document that has some of the other language, what is in its own counts.
        for text in blocks.iter().map(|b| b.text.as_str()).filter(|t| side_of_text(t).is_none_or(|s| s == side)) {
            for figure in figures(text, side) {
                *signature.figures.entry(sort_key(figure.low)).or_default() += 1;
            }
            let words = text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1);
            signature.words.extend(words.map(str::to_ascii_lowercase));
            let (han, latin) = letters(text);
            signature.length += if side == Side::Zh { han } else { latin };
        }
        Some(signature)
    }

    /// How much a Chinese document shares with an English one, 0..=1; 0 where that is not evidence enough, or where one
    /// of them is several times as long as a translation of the other would be.
    fn shared(&self, en: &Signature<'_>, common: &dyn Fn(&str) -> bool) -> f64 {
        let length = en.length as f64 / self.length.max(1) as f64;
        let blocks = en.blocks as f64 / self.blocks.max(1) as f64;
        if !(1.2..12.0).contains(&length) || !(0.3..3.4).contains(&blocks) {
            return 0.0;
        }
        // What stands in every file of the folder tells nothing.
        let weight = |figure: &str| if common(figure) { 0.1 } else { 1.0 };
        let sum = |of: &Signature<'_>| of.figures.iter().map(|(f, n)| weight(f) * f64::from(*n)).sum::<f64>();
        let least = |(f, n): (&String, &u32)| weight(f) * f64::from(*n.min(en.figures.get(f).unwrap_or(&0)));
        let figures = self.figures.iter().map(least).sum::<f64>();
        let all = sum(self).max(sum(en));
        let words = self.words.iter().filter(|word| !common(word)).count() as f64;
        let kept = self.words.iter().filter(|word| !common(word) && en.words.contains(*word)).count() as f64;
        if figures + kept < EVIDENCE { 0.0 } else { (figures + kept) / (all + words) }
    }
}

/// The pairs among documents of one place. Versions of one Chinese document, which go by one stem, have their English in
/// common.
fn pairs(all: &[Signature<'_>], found: &[Found]) -> (Vec<Sides<PathBuf>>, Vec<Warning>) {
    let of = |side: Side| all.iter().filter(move |s| s.side == side).collect::<Vec<_>>();
    let (zh, en) = (of(Side::Zh), of(Side::En));
    let count = |feature: &str, of: &[&Signature<'_>]| {
        of.iter().filter(|s| s.words.contains(feature) || s.figures.contains_key(feature)).count()
    };
    let common = |feature: &str| {
        let (zh_files, en_files) = (count(feature, &zh), count(feature, &en));
        zh.len().max(en.len()) > 2 && zh_files * 2 > zh.len() && en_files * 2 > en.len()
    };
    let family = |s: &Signature<'_>| {
        found
            .iter()
            .find(|f| alone(f) == Some(s.path))
            .map(|f| f.stem.split('.').next().unwrap_or_default().to_string())
    };
    let (mut sure, mut unsure) = (Vec::new(), Vec::new());
    // Names that differ in a sign of the language only, and texts in the two languages, are one document.
    let mut named: HashSet<&Path> = HashSet::new();
    let is_like = |one: &Signature<'_>, other: &Signature<'_>| {
        let ((stem, sign), (its, its_sign)) = (without_language(one.path), without_language(other.path));
        // A letter is no sign beside a name that has none: `plan_c` may be a third plan.
        let is_sure = |sign: Option<&str>| sign.is_some_and(|sign| sign.len() > 2);
        stem == its && (sign.is_some() && its_sign.is_some() || is_sure(sign.or(its_sign)))
    };
    for z in &zh {
        let others: Vec<&&Signature<'_>> = en.iter().filter(|e| is_like(z, e)).collect();
        if let [e] = others[..]
            && zh.iter().filter(|z| is_like(z, e)).count() == 1
        {
            sure.push(Sides::new(z.path.to_path_buf(), e.path.to_path_buf()));
            named.extend([z.path, e.path]);
        }
    }
    let (zh, en): (Vec<&Signature<'_>>, Vec<&Signature<'_>>) = (
        zh.iter().copied().filter(|s| !s.rows && !named.contains(s.path)).collect(),
        en.iter().copied().filter(|s| !s.rows && !named.contains(s.path)).collect(),
    );
    let scores: Vec<Vec<f64>> = zh.iter().map(|z| en.iter().map(|e| z.shared(e, &common)).collect()).collect();
    let at = |i: usize, j: usize| scores.get(i).and_then(|row| row.get(j)).copied().unwrap_or_default();
    for (i, z) in zh.iter().enumerate() {
        let Some(best) = (0..en.len()).max_by(|a, b| at(i, *a).total_cmp(&at(i, *b))).filter(|j| at(i, *j) >= ENOUGH)
        else {
            continue;
        };
        let rivals = |row: bool| -> Vec<&Path> {
            let near = |score: f64| score > at(i, best) - AHEAD;
            if row {
                (0..en.len())
                    .filter(|j| *j != best && near(at(i, *j)))
                    .filter_map(|j| en.get(j))
                    .map(|s| s.path)
                    .collect()
            } else {
                let other = |k: &usize| *k != i && zh.get(*k).is_some_and(|other| family(other) != family(z));
                (0..zh.len())
                    .filter(other)
                    .filter(|k| near(at(*k, best)))
                    .filter_map(|k| zh.get(k))
                    .map(|s| s.path)
                    .collect()
            }
        };
        let Some(e) = en.get(best) else { continue };
        match (&rivals(true)[..], &rivals(false)[..]) {
            ([], []) => sure.push(Sides::new(z.path.to_path_buf(), e.path.to_path_buf())),
            (others, rivals) => {
                let said = Warning::new(several(z.path, e.path, others, rivals));
                if !unsure.contains(&said) {
                    unsure.push(said);
                }
            }
        }
    }
    (sure, unsure)
}

fn several(zh: &Path, en: &Path, others: &[&Path], rivals: &[&Path]) -> String {
    let name = |path: &&Path| path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    // The same whichever of them it is said of.
    let list = |first: &Path, rest: &[&Path]| {
        let mut names: Vec<String> = std::iter::once(&first).chain(rest).map(name).collect();
        names.sort();
        names.join(" or ")
    };
    let (one, many) = match others {
        [] => (en, list(zh, rivals)),
        _ => (zh, list(en, others)),
    };
    format!(
        "{} could be one document with {many}, and is left alone; say which with: index --pair ZH EN",
        one.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZH: &str = "租賃合同\n甲方將位於河濱路18號的倉庫出租予乙方，面積1,250平方米。\n租期自2023年4月1日起，至2026年3月31日止。\n月租金為人民幣36萬元，押金為72萬元。\n乙方如逾期付款，每日按0.05%支付滯納金。\n倉庫的WMS系統由乙方自行安裝。";
    const EN: &str = "Lease\nParty A leases to Party B the warehouse at 18 Riverside Road, with an area of 1,250 square metres.\nThe lease runs from 1 April 2023 to 31 March 2026.\nThe monthly rent is RMB 360,000, and the deposit is RMB 720,000.\nIf Party B is late in paying, it shall pay 0.05% for each day.\nThe WMS of the warehouse is installed by Party B.";
    const OTHER: &str = "Minutes\nThe board met on 9 May 2021 at 10 a.m. with 14 members.\nThe budget of USD 5.5 million was approved.\nThe next meeting takes place on 7 June.\nThere were 3 votes against it, and 11 in favour.";

    fn related(files: &[(&str, &str)], known: &[&[&str]]) -> (Vec<String>, Vec<Warning>) {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::create_dir_all(dir.path().join(name).parent().unwrap()).unwrap();
            std::fs::write(dir.path().join(name), text).unwrap();
        }
        let full = |name: &&str| dir.path().join(name).display().to_string();
        let known: Vec<Vec<String>> = known.iter().map(|names| names.iter().map(full).collect()).collect();
        let mut decided = Known::default();
        known.iter().for_each(|paths| decided.add(paths));
        let mut found = crate::read::folder::documents(dir.path(), |_| false).unwrap().found;
        let warnings = relate(dir.path(), &mut found, &decided, &Hint::default()).notes;
        let name = |path: &Path| path.strip_prefix(dir.path()).unwrap().display().to_string();
        let shown = |f: &Found| f.files.paths().into_iter().map(name).collect::<Vec<_>>().join(" + ");
        (found.iter().map(shown).collect(), warnings)
    }

    #[test]
    fn a_pair_is_told_by_what_it_says() {
        let files = [("租約.txt", ZH), ("lease.txt", EN), ("minutes.txt", OTHER)];
        assert_eq!(related(&files, &[]).0, ["minutes.txt", "租約.txt + lease.txt"]);
        assert_eq!(related(&[("zh/a.txt", ZH), ("en/b.txt", EN)], &[]).0, ["zh/a.txt + en/b.txt"]);
        // In another folder or format is another document.
        assert_eq!(related(&[("x/a.txt", ZH), ("y/b.txt", EN)], &[]).0.len(), 2);
        assert_eq!(related(&[("a.txt", ZH), ("b.md", EN)], &[]).0.len(), 2);
        assert_eq!(related(&[("a.txt", ZH), ("b.txt", OTHER)], &[]).0.len(), 2);
        let both = format!("{ZH}\n{EN}");
        assert_eq!(related(&[("a.txt", both.as_str()), ("b.txt", EN)], &[]).0.len(), 2);
    }

    #[test]
    fn names_of_offices_count_beside_the_languages_of_the_texts() {
        let short = [
            ("leaflet_c.txt", "倉庫租賃的說明。"),
            ("leaflet_e.txt", "On leases of warehouses."),
            ("other_e.txt", "Something else."),
        ];
        assert_eq!(related(&short, &[]).0, ["leaflet_c.txt + leaflet_e.txt", "other_e.txt"]);
        let long = [("年報中文版.txt", "倉庫租賃的說明。"), ("年報英文版.txt", "On leases of warehouses.")];
        assert_eq!(related(&long, &[]).0, ["年報中文版.txt + 年報英文版.txt"]);
        assert_eq!(related(&[("vitamin_c.txt", "On vitamin C."), ("vitamin_e.txt", "On vitamin E.")], &[]).0.len(), 2);
    }

    #[test]
    fn a_translation_is_called_after_what_it_is_of() {
        let cues = |said: [&str; 2]| {
            format!("1\n00:00:01,000 --> 00:00:02,000\n{}\n\n2\n00:00:03,000 --> 00:00:04,000\n{}\n", said[0], said[1])
        };
        let (zh, en) = (cues(["引航員登船", "這是berth"]), cues(["The pilot boards", "This is a berth"]));
        for (one, other) in [
            ("talk.srt", "talk_translated.srt"),
            ("talk.original.srt", "talk.trans.srt"),
            ("talk.chin.srt", "talk.eng.srt"),
            ("talk.srt", "talk（譯文）.srt"),
        ] {
            let files = [(one, zh.as_str()), (other, en.as_str()), ("walk.srt", en.as_str())];
            assert!(related(&files, &[]).0.contains(&format!("{one} + {other}")), "{one} {other}");
        }
        assert_eq!(
            related(&[("a.csv", "id,text\n1,泊位\n"), ("a_translated.csv", "id,text\n1,berth\n")], &[]).0.len(),
            1
        );
        for (one, other) in [("plan.srt", "plan_c.srt"), ("talk.srt", "walk_translated.srt")] {
            assert_eq!(related(&[(one, zh.as_str()), (other, en.as_str())], &[]).0.len(), 2, "{one} {other}");
        }
        assert_eq!(related(&[("talk.srt", zh.as_str()), ("talk_translated.srt", zh.as_str())], &[]).0.len(), 2);
    }

    #[test]
    fn what_could_belong_to_several_is_said_and_left_alone() {
        let (found, warnings) = related(&[("a.txt", ZH), ("b.txt", EN), ("c.txt", EN)], &[]);
        assert_eq!(found, ["a.txt", "b.txt", "c.txt"]);
        assert!(warnings[0].message.contains("a.txt could be one document with b.txt or c.txt"), "{warnings:?}");
        let (found, warnings) = related(&[("a.txt", ZH), ("b.txt", ZH), ("c.txt", EN)], &[]);
        assert_eq!((found.len(), warnings.len()), (3, 1));
        // Versions of one document have their English in common, as they have by name.
        let (found, warnings) = related(&[("a.zh-hans.txt", ZH), ("a.zh-hant.txt", ZH), ("c.txt", EN)], &[]);
        assert_eq!((found, warnings.len()), (vec!["a.zh-hans.txt + c.txt".into(), "a.zh-hant.txt + c.txt".into()], 0));
    }

    #[test]
    fn what_was_decided_stands() {
        let files = [("a.txt", ZH), ("b.txt", EN)];
        assert_eq!(related(&files, &[&["a.txt"], &["b.txt"]]).0, ["a.txt", "b.txt"]);
        let other = [("a.txt", ZH), ("b.txt", OTHER)];
        assert_eq!(related(&other, &[&["a.txt", "b.txt"]]).0, ["a.txt + b.txt"]);
        // A new file may belong to one that was alone.
        assert_eq!(related(&files, &[&["a.txt"]]).0, ["a.txt + b.txt"]);
    }
}
