//! Logistic regression with a penalty on the squares of the weights, fitted by Newton's method; measured by leaving out one
//! kind of text after the other; probabilities made those of what was read (Platt 1999).

use super::rows::Row;
use std::collections::{BTreeMap, BTreeSet};

/// What the squares of the weights cost, for features of unit variance.
const PENALTY: f64 = 6.0;

/// The features that a classifier looks at. Many more are measured; what looks at all of them judges unseen kinds of text
/// worse (area under the curve of omissions .86 with all of them, .89 with these). A classifier that is not named takes its
/// rule's own severity.
const LOOKED_AT: [(&str, &[&str]); 6] = [
    (
        "clause.left_out.zh",
        &[
            "run_weight",
            "longer",
            "terse",
            "others_sure",
            "least_sentence",
            "excess_without",
            "run_hinted",
            "run_begins",
            "open_there_share",
            "code",
            "run_share",
        ],
    ),
    (
        "clause.left_out.en",
        &[
            "run_weight",
            "longer",
            "terse",
            "others_sure",
            "least_sentence",
            "run_hinted",
            "phrase",
            "abbreviated",
            "open_there_share",
            "run_share",
            "run_content",
            "more_sentences",
            "norm",
        ],
    ),
    ("negation.alone.en", &["longer", "denied_explained", "around_explained", "code"]),
    ("untranslated.whole", &["function_share"]),
    ("untranslated.run", &["sure", "colon", "code"]),
    ("figure.lost", &["sure", "figure_explained", "more_open_here", "open_there", "in_digits", "explained", "two"]),
];

/// Findings that must have been read for a rule's own severity not to be taken as it is.
const READ: usize = 10;

/// What share of what is said as an error, and of what is said as a note, is right.
const ERRORS_RIGHT: f64 = 0.85;
/// What share of what a rule is sure of has to be right on other kinds of text for it to be an error. A kind that holds most of
/// what was read leaves few others, so this asks for less than the bars that the outcome is held to (`tests/it/check.rs`). As
/// likely an error has to be that its features were weighed for.
const RULE_RIGHT: f64 = 0.7;
const NOTES_RIGHT: f64 = 0.4;
/// Findings less likely than that were hardly drawn, so the share alone does not say how many of them are right.
const DRAWN: f64 = 0.28;
/// From how likely on what a rule says of itself is a note: what is seldomer right is not said.
const RULE_NOTE: f64 = NOTES_RIGHT;

/// A finding that was read, and how likely it was right by a fit that has not seen its kind of text.
pub struct Judged {
    pub row: Row,
    pub probability: f64,
}

pub struct Fitted {
    pub classifier: String,
    pub bias: f64,
    pub weights: Vec<(String, f64)>,
    pub error: f64,
    pub note: f64,
    pub judged: Vec<Judged>,
}

/// One classifier after the other.
pub fn all(rows: &[Row]) -> Vec<Fitted> {
    let mut by: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    rows.iter().for_each(|row| by.entry(&row.classifier).or_default().push(row));
    by.into_iter().map(|(name, rows)| one(name, &rows)).collect()
}

fn one(name: &str, read: &[&Row]) -> Fitted {
    // Of few nothing can be said: they are what their rule says.
    if read.len() < READ {
        let judged = |r: &&Row| Judged { row: (*r).clone(), probability: value(r, "sure") };
        let judged = read.iter().map(judged).collect();
        let (classifier, weights) = (name.to_string(), Vec::new());
        return Fitted { classifier, bias: 0.0, weights, error: 0.5, note: 0.0, judged };
    }
    match LOOKED_AT.iter().find(|(known, _)| *known == name) {
        Some((_, names)) => by_features(name, names, read),
        None => by_severity(name, read),
    }
}

/// By what a finding's features weigh.
fn by_features(name: &str, names: &[&str], read: &[&Row]) -> Fitted {
    let unseen = unseen(read, |others| {
        let model = Model::fit(names, others);
        move |row: &Row| model.score(row)
    });
    let (slope, shift) = platt(&unseen);
    let probability = |score: f64| 1.0 / (1.0 + (-(slope * score + shift)).exp());
    let judged = unseen.iter().map(|(row, score)| Judged { row: (*row).clone(), probability: probability(*score) });
    let mut judged: Vec<Judged> = judged.collect();
    judged.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let error = threshold(&judged, f64::INFINITY, ERRORS_RIGHT).max(RULE_RIGHT);
    let note = threshold(&judged, error, NOTES_RIGHT).max(DRAWN);
    let model = Model::fit(names, read);
    let weights = names.iter().map(|name| name.to_string()).zip(model.weights.iter().map(|w| w * slope)).collect();
    Fitted { classifier: name.to_string(), bias: slope * model.bias + shift, weights, error, note, judged }
}

/// By what the rule is sure of: the share that is right of that, and of the rest. Where nothing was read, a rule is believed.
fn by_severity(name: &str, read: &[&Row]) -> Fitted {
    let shares = |rows: &[&Row]| {
        [false, true].map(|sure| {
            let own = || rows.iter().filter(move |r| (value(r, "sure") > 0.5) == sure);
            let (right, all) = (own().filter(|r| r.right).count() as f64, own().count() as f64);
            let usual = if sure { ERRORS_RIGHT } else { 0.5 };
            let share = (right + usual) / (all + 1.0);
            // What the rule itself is not sure of is no error.
            if sure { share } else { f64::min(share, RULE_RIGHT - 0.01) }
        })
    };
    let logit = |p: f64| (p / (1.0 - p)).ln();
    let [bias, sure] = shares(read).map(logit);
    let unseen = unseen(read, |others| {
        let shares = shares(others);
        move |row: &Row| shares[usize::from(value(row, "sure") > 0.5)]
    });
    let judged = unseen.into_iter().map(|(row, probability)| Judged { row: row.clone(), probability });
    let judged: Vec<Judged> = judged.collect();
    Fitted {
        classifier: name.to_string(),
        bias,
        weights: vec![("sure".into(), sure - bias)],
        error: RULE_RIGHT,
        note: RULE_NOTE,
        judged,
    }
}

/// What is said of each finding by what was `fit` on the kinds of text that are not its own.
fn unseen<'r, S: Fn(&Row) -> f64>(read: &[&'r Row], fit: impl Fn(&[&Row]) -> S) -> Vec<(&'r Row, f64)> {
    let kinds: BTreeSet<&str> = read.iter().map(|r| r.kind.as_str()).collect();
    let of = |kind: &str| {
        let others: Vec<&Row> = read.iter().copied().filter(|r| r.kind != kind).collect();
        let score = fit(&others);
        read.iter().filter(|r| r.kind == kind).map(|r| (*r, score(r))).collect::<Vec<_>>()
    };
    kinds.into_iter().flat_map(of).collect()
}

/// From which probability on so much is right of what lies below `most`, by what each finding stands for and by their number,
/// since few of them stand for many; 2 where nothing does. A little is added on the side of wrong, so that two right ones are
/// not enough.
fn threshold(judged: &[Judged], most: f64, share: f64) -> f64 {
    let (mut right, mut all, mut best) = (0.0, 1.0, 2.0);
    let mut counted_right = 0.0;
    let below: Vec<&Judged> = judged.iter().filter(|j| j.probability < most).collect();
    for (n, j) in below.iter().enumerate() {
        all += j.row.stands_for;
        right += if j.row.right { j.row.stands_for } else { 0.0 };
        counted_right += f64::from(u8::from(j.row.right));
        let enough = right >= share * all && counted_right >= share * (n as f64 + 1.0);
        let ends = below.get(n + 1).is_none_or(|next| next.probability < j.probability - 1e-9);
        if ends && enough {
            best = j.probability - 1e-6;
        }
    }
    if best > 1.0 && most.is_finite() { most.min(2.0) } else { best }
}

/// The area under the curve: how often a right finding is called likelier than a wrong one; .5 where there are not both.
pub fn auc<'j>(judged: impl Iterator<Item = &'j Judged>) -> f64 {
    let (right, wrong): (Vec<&Judged>, Vec<&Judged>) = judged.partition(|j| j.row.right);
    let won = |a: &Judged, b: &Judged| match a.probability.total_cmp(&b.probability) {
        std::cmp::Ordering::Greater => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Less => 0.0,
    };
    let above: f64 = right.iter().map(|a| wrong.iter().map(|b| won(a, b)).sum::<f64>()).sum();
    let pairs = (right.len() * wrong.len()) as f64;
    if pairs > 0.0 { above / pairs } else { 0.5 }
}

/// Slope and shift that make scores the probabilities of what was read.
fn platt(scored: &[(&Row, f64)]) -> (f64, f64) {
    let rows: Vec<(Vec<f64>, f64, f64)> =
        scored.iter().map(|(row, score)| (vec![*score], f64::from(u8::from(row.right)), row.stands_for)).collect();
    let (weights, bias) = newton(&rows, &[1.0], &[1.0]);
    (weights[0].max(0.05), bias)
}

struct Model<'n> {
    names: &'n [&'n str],
    bias: f64,
    weights: Vec<f64>,
}

impl<'n> Model<'n> {
    fn fit(names: &'n [&'n str], rows: &[&Row]) -> Model<'n> {
        let mean_stands_for = rows.iter().map(|r| r.stands_for).sum::<f64>() / rows.len().max(1) as f64;
        let values = |row: &Row| names.iter().map(|n| value(row, n)).collect::<Vec<f64>>();
        let data = rows.iter().map(|r| (values(r), f64::from(u8::from(r.right)), r.stands_for / mean_stands_for));
        let data: Vec<(Vec<f64>, f64, f64)> = data.collect();
        let total: f64 = data.iter().map(|d| d.2).sum();
        let mean = |i: usize| data.iter().map(|d| d.0[i] * d.2).sum::<f64>() / total;
        let spread = |i: usize| {
            let m = mean(i);
            (data.iter().map(|d| (d.0[i] - m).powi(2) * d.2).sum::<f64>() / total).sqrt().max(1e-3)
        };
        let scale: Vec<f64> = (0..names.len()).map(spread).collect();
        let (weights, bias) = newton(&data, &scale, &vec![0.0; names.len()]);
        Model { names, bias, weights }
    }

    fn score(&self, row: &Row) -> f64 {
        self.bias + self.names.iter().zip(&self.weights).map(|(n, w)| w * value(row, n)).sum::<f64>()
    }
}

fn value(row: &Row, name: &str) -> f64 {
    row.features.iter().find(|f| f.0 == name).map_or(0.0, |f| f.1)
}

/// The weights and the constant term that make the rows (values, verdict, weight) likeliest; a weight costs the square of how
/// far it lies from its `prior`, on the `scale` of its feature.
fn newton(rows: &[(Vec<f64>, f64, f64)], scale: &[f64], prior: &[f64]) -> (Vec<f64>, f64) {
    let n = scale.len();
    let mut beta: Vec<f64> = prior.iter().copied().chain([0.0]).collect();
    for _ in 0..30 {
        let mut gradient = vec![0.0; n + 1];
        let mut hessian = vec![vec![0.0; n + 1]; n + 1];
        for i in 0..n {
            let cost = PENALTY * scale[i].powi(2);
            gradient[i] -= cost * (beta[i] - prior[i]);
            hessian[i][i] += cost;
        }
        hessian[n][n] += 1e-6;
        for (values, verdict, weight) in rows {
            let x: Vec<f64> = values.iter().copied().chain([1.0]).collect();
            let p = 1.0 / (1.0 + (-x.iter().zip(&beta).map(|(x, b)| x * b).sum::<f64>()).exp());
            for (i, row) in hessian.iter_mut().enumerate() {
                gradient[i] += weight * (verdict - p) * x[i];
                row.iter_mut().zip(&x).for_each(|(cell, y)| *cell += weight * p * (1.0 - p) * x[i] * y);
            }
        }
        let step = solved(hessian, gradient);
        let longest = step.iter().fold(0.0f64, |m, s| m.max(s.abs()));
        let shorten = (4.0 / longest).min(1.0);
        beta.iter_mut().zip(&step).for_each(|(b, s)| *b += s * shorten);
        if longest < 1e-7 {
            break;
        }
    }
    let bias = beta.pop().unwrap_or_default();
    (beta, bias)
}

/// Gaussian elimination with the largest pivot.
fn solved(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for i in 0..n {
        let pivot = (i..n).max_by(|x, y| a[*x][i].abs().total_cmp(&a[*y][i].abs())).unwrap_or(i);
        a.swap(i, pivot);
        b.swap(i, pivot);
        let (above, below) = a.split_at_mut(i + 1);
        for (row, lower) in below.iter_mut().enumerate() {
            let factor = lower[i] / above[i][i];
            lower.iter_mut().zip(&above[i]).skip(i).for_each(|(cell, pivot)| *cell -= factor * pivot);
            b[i + 1 + row] -= factor * b[i];
        }
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| a[i][j] * b[j]).sum();
        b[i] = (b[i] - known) / a[i][i];
    }
    b
}
