//! What becomes of a candidate: an error, a note, or nothing. Beside what its rule knows of it, the pair as a whole speaks:
//! what kind of text it is, how much longer one side is than usual, how well the two sides explain each other, what else
//! was found.

use crate::check::evidence::candidate::Candidate;
use crate::check::evidence::classifier::{Classifier, Feature, flag};
use crate::check::evidence::lengths::Lengths;
use crate::check::evidence::precision;
use crate::check::evidence::unaligned;
use crate::check::pair::Pair;
use crate::model::{Finding, Severity, Side};

/// Marks of code, markup and templates.
const CODE: [&str; 14] = ["<", "{", "=", "::", "``", "();", "%s", "%d", "--", "\\n", "http", "|", "`", "@"];

/// Pairs of fewer English letters than this are captions rather than sentences.
const CAPTION: usize = 40;

/// Tells each candidate of a pair what the pair says of all of them.
pub(in crate::check) fn tell(pair: &Pair, lengths: &Lengths, is_norm: bool, candidates: &mut [Candidate]) {
    let excess = lengths.excess(pair);
    let code = flag(CODE.iter().any(|mark| pair.zh.contains(mark) || pair.en.contains(mark)));
    let letters = pair.en.chars().filter(|c| c.is_alphabetic()).count();
    let explained = Side::BOTH.map(|side| unaligned::mean(pair, side)).iter().sum::<f32>() / 2.0;
    let told: Vec<[Feature; 9]> = candidates
        .iter()
        .map(|candidate| {
            let finding = &candidate.finding;
            let others = candidates.iter().filter(|c| c.finding.rule != finding.rule);
            let sure = |c: &&Candidate| c.finding.severity == Severity::Error;
            // The side that the finding is about is longer than usual where text was left out of the other.
            let longer = match (finding.zh, finding.en) {
                (Some(_), None) => -excess,
                (None, Some(_)) => excess,
                _ => excess.abs(),
            };
            [
                ("sure", flag(sure(&candidate))),
                ("norm", flag(is_norm)),
                ("code", code),
                ("caption", flag(letters < CAPTION)),
                ("letters", (letters as f32 + 1.0).ln()),
                ("longer", longer.clamp(-4.0, 4.0)),
                ("explained", explained),
                ("others", (others.clone().count() as f32).min(3.0)),
                ("others_sure", (others.filter(sure).count() as f32).min(3.0)),
            ]
        })
        .collect();
    // What a rule has measured for itself is not told again.
    for (candidate, told) in candidates.iter_mut().zip(told) {
        let new: Vec<Feature> =
            told.into_iter().filter(|(name, _)| candidate.features.iter().all(|f| f.0 != *name)).collect();
        candidate.features.extend(new);
    }
}

/// The finding with how likely it is right, and what that makes of it; `None` where it is not said.
pub(in crate::check) fn judge(candidate: Candidate) -> Option<Finding> {
    let mut finding = candidate.finding;
    match Classifier::named(candidate.classifier) {
        Some(classifier) => {
            let probability = classifier.probability(&candidate.features);
            finding.severity = classifier.severity(probability)?;
            finding.confidence = (probability * 100.0).round() / 100.0;
        }
        None => finding.confidence = precision::confidence(finding.rule, finding.severity),
    }
    if candidate.at_most_note {
        finding.severity = Severity::Note;
    }
    Some(finding)
}
