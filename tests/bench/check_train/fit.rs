//! Logistic regression with a penalty on the squares of the weights, fitted by Newton's method; measured by leaving out one
//! kind of text after the other; probabilities made those of what was read (Platt 1999).

use super::rows::Row;
use std::collections::{BTreeMap, BTreeSet};

/// What the squares of the weights cost, for features of unit variance.
const PENALTY: f64 = 6.0;

/// What all injected rows of a classifier together count, as a share of all that were read.
const INJECTED: f64 = 0.4;

/// Findings of each verdict that a fit on features asks for; with fewer, the rule's own severity is all that is looked at.
const LEAST: usize = 8;

/// Findings that must have been read for a rule's own severity not to be taken as it is.
const READ: usize = 10;

/// What share of what is said as an error, and of what is said as a note, is right.
const ERRORS_RIGHT: f64 = 0.85;
const NOTES_RIGHT: f64 = 0.45;

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
    /// The area under the curve of what was judged unseen; of those that were read.
    pub auc: f64,
    pub judged: Vec<Judged>,
}

/// One classifier after the other.
pub fn all(rows: &[Row]) -> Vec<Fitted> {
    let mut by: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    rows.iter().for_each(|row| by.entry(&row.classifier).or_default().push(row));
    by.into_iter().filter_map(|(name, rows)| one(name, &rows)).collect()
}

fn is_read(row: &Row) -> bool {
    !row.kind.is_empty()
}

fn one(name: &str, rows: &[&Row]) -> Option<Fitted> {
    let read: Vec<&Row> = rows.iter().copied().filter(|r| is_read(r)).collect();
    if read.is_empty() {
        return None;
    }
    // Of few nothing can be said: they are what their rule says.
    if read.len() < READ {
        let judged = |r: &&Row| Judged { row: (*r).clone(), probability: value(r, "sure") };
        let judged = read.iter().map(judged).collect();
        let (classifier, weights) = (name.to_string(), Vec::new());
        return Some(Fitted { classifier, bias: 0.0, weights, error: 0.5, note: 0.0, auc: 0.5, judged });
    }
    let right = rows.iter().filter(|r| r.right).count();
    let wrong = read.iter().filter(|r| !r.right).count();
    let few = right.min(wrong) < LEAST;
    if few {
        return Some(by_severity(name, &read));
    }
    let names: Vec<String> = rows[0].features.iter().map(|f| f.0.clone()).collect();
    let kinds: BTreeSet<&str> = read.iter().map(|r| r.kind.as_str()).collect();
    let mut unseen = Vec::new();
    for kind in kinds {
        let others: Vec<&Row> = rows.iter().copied().filter(|r| r.kind != kind).collect();
        let model = Model::fit(&names, &others);
        unseen.extend(read.iter().filter(|r| r.kind == kind).map(|r| (*r, model.score(r))));
    }
    let (slope, shift) = platt(&unseen);
    let probability = |score: f64| 1.0 / (1.0 + (-(slope * score + shift)).exp());
    let mut judged: Vec<Judged> =
        unseen.iter().map(|(row, score)| Judged { row: (*row).clone(), probability: probability(*score) }).collect();
    judged.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let error = threshold(&judged, f64::INFINITY, ERRORS_RIGHT);
    // Findings less likely than that were not drawn, so the share alone does not say how many of them are right.
    let note = threshold(&judged, error, NOTES_RIGHT).max(NOTES_RIGHT);
    // What a rule is sure of by itself may be the better judge of few findings.
    let plain = by_severity(name, &read);
    let errors = |judged: &[Judged], error: f64| {
        judged.iter().filter(|j| j.row.right && j.probability >= error).map(|j| j.row.stands_for).sum::<f64>()
    };
    if errors(&plain.judged, plain.error) > errors(&judged, error) {
        return Some(plain);
    }
    let model = Model::fit(&names, rows);
    Some(Fitted {
        classifier: name.to_string(),
        bias: slope * model.bias + shift,
        weights: names.iter().cloned().zip(model.weights.iter().map(|w| w * slope)).collect(),
        error,
        note,
        auc: auc(&judged),
        judged,
    })
}

/// Where nearly all are right, or nearly all wrong: the share of what its rule is sure of, and of what it is not.
fn by_severity(name: &str, read: &[&Row]) -> Fitted {
    let share = |sure: bool| {
        let own = || read.iter().filter(move |r| (value(r, "sure") > 0.5) == sure);
        let (right, all) = (own().filter(|r| r.right).count() as f64, own().count() as f64);
        (right + 0.5) / (all + 1.0)
    };
    let logit = |p: f64| (p / (1.0 - p)).ln();
    let (bias, sure) = (logit(share(false)), logit(share(true)));
    let judged = |r: &&Row| Judged { row: (*r).clone(), probability: share(value(r, "sure") > 0.5) };
    Fitted {
        classifier: name.to_string(),
        bias,
        weights: vec![("sure".into(), sure - bias)],
        error: ERRORS_RIGHT,
        note: NOTES_RIGHT,
        auc: 0.5,
        judged: read.iter().map(judged).collect(),
    }
}

/// From which probability on so much is right of what lies below `most`, by what each finding stands for; 2 where nothing
/// does. A little is added on the side of wrong, so that two right ones are not enough.
fn threshold(judged: &[Judged], most: f64, share: f64) -> f64 {
    let (mut right, mut all, mut best) = (0.0, 1.0, 2.0);
    let below: Vec<&Judged> = judged.iter().filter(|j| j.probability < most).collect();
    for (n, j) in below.iter().enumerate() {
        all += j.row.stands_for;
        right += if j.row.right { j.row.stands_for } else { 0.0 };
        let ends = below.get(n + 1).is_none_or(|next| next.probability < j.probability - 1e-9);
        if ends && right >= share * all {
            best = j.probability - 1e-6;
        }
    }
    if best > 1.0 && most.is_finite() { most.min(2.0) } else { best }
}

fn auc(judged: &[Judged]) -> f64 {
    let (mut above, mut pairs) = (0.0, 0.0);
    for a in judged.iter().filter(|j| j.row.right) {
        for b in judged.iter().filter(|j| !j.row.right) {
            pairs += 1.0;
            above += match a.probability.total_cmp(&b.probability) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
        }
    }
    if pairs > 0.0 { above / pairs } else { 0.5 }
}

/// Slope and shift that make scores the probabilities of what was read.
fn platt(scored: &[(&Row, f64)]) -> (f64, f64) {
    let rows: Vec<(Vec<f64>, f64, f64)> =
        scored.iter().map(|(row, score)| (vec![*score], f64::from(u8::from(row.right)), row.stands_for)).collect();
    let (weights, bias) = newton(&rows, &[1.0], &[1.0]);
    (weights[0].max(0.05), bias)
}

struct Model {
    names: Vec<String>,
    bias: f64,
    weights: Vec<f64>,
}

impl Model {
    fn fit(names: &[String], rows: &[&Row]) -> Model {
        let read: f64 = rows.iter().filter(|r| is_read(r)).map(|r| r.stands_for).sum();
        let count = |right: bool| rows.iter().filter(|r| !is_read(r) && r.right == right).count().max(1) as f64;
        let (rights, wrongs) = (count(true), count(false));
        let reads = rows.iter().filter(|r| is_read(r)).count() as f64;
        let weight = |row: &Row| match is_read(row) {
            true => row.stands_for * reads / read,
            // Half of what was put in, half of what was left alone.
            false => INJECTED * reads / 2.0 / if row.right { rights } else { wrongs },
        };
        let values = |row: &Row| names.iter().map(|n| value(row, n)).collect::<Vec<f64>>();
        let data: Vec<(Vec<f64>, f64, f64)> =
            rows.iter().map(|r| (values(r), f64::from(u8::from(r.right)), weight(r))).collect();
        let total: f64 = data.iter().map(|d| d.2).sum();
        let mean = |i: usize| data.iter().map(|d| d.0[i] * d.2).sum::<f64>() / total;
        let spread = |i: usize| {
            let m = mean(i);
            (data.iter().map(|d| (d.0[i] - m).powi(2) * d.2).sum::<f64>() / total).sqrt().max(1e-3)
        };
        let scale: Vec<f64> = (0..names.len()).map(spread).collect();
        let (weights, bias) = newton(&data, &scale, &vec![0.0; names.len()]);
        Model { names: names.to_vec(), bias, weights }
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
            let x = |i: usize| if i < n { values[i] } else { 1.0 };
            let p = 1.0 / (1.0 + (-(0..=n).map(|i| beta[i] * x(i)).sum::<f64>()).exp());
            for i in 0..=n {
                gradient[i] += weight * (verdict - p) * x(i);
                for j in 0..=n {
                    hessian[i][j] += weight * p * (1.0 - p) * x(i) * x(j);
                }
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
        for row in i + 1..n {
            let factor = a[row][i] / a[i][i];
            for column in i..n {
                a[row][column] -= factor * a[i][column];
            }
            b[row] -= factor * b[i];
        }
    }
    for i in (0..n).rev() {
        let known: f64 = (i + 1..n).map(|j| a[i][j] * b[j]).sum();
        b[i] = (b[i] - known) / a[i][i];
    }
    b
}
