//! Which documents of one place are one in two languages: those that share more than any others do.

use super::signature::Signature;
use crate::model::{Side, Sides, Warning};
use crate::read::file_name::without_language;
use crate::read::name_pairs::Found;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// What a pair has to share at the least, 0..=1.
const ENOUGH: f64 = 0.6;
/// By how much it has to share more than either of the two does with a third file.
const AHEAD: f64 = 0.15;
/// The pairs among documents of one place. Versions of one Chinese document, which go by one stem, have their English in
/// common.
pub fn pairs(all: &[Signature<'_>], found: &[Found]) -> (Vec<Sides<PathBuf>>, Vec<Warning>) {
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
            .find(|f| f.alone() == Some(s.path))
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
