//! The sentence links of one document, chunk by chunk: the best way in a band around anchors and the way of the round
//! before, opened where it looks lost, and at last rescored by clauses.

use super::anchors::{candidates, chained};
use super::band::Band;
use super::bead::{Bead, Group};
use super::chunks::chunks;
use super::context::{Context, State};
use super::document::Text;
use super::elsewhere;
use super::expected::Ratios;
use super::gains::Scratch;
use super::layout::Layout;
use super::moved::moved;
use super::parameters::Level;
use super::regroup::grouped;
use super::solve::{Round, solve};
use super::straddling::without_straddling;
use crate::model::Sides;
use rayon::prelude::*;
use std::ops::Range;

/// The links of a document so far, and what they say about its layout.
#[derive(Clone, Debug)]
pub(super) struct Links {
    pub sentences: Vec<Bead>,
    /// Groups of paragraphs; made in the last round.
    pub groups: Vec<Group>,
    /// Only made where they are asked for.
    pub clauses: Vec<Bead>,
    pub layout: Layout,
    pub clause_layout: Layout,
    pub ratios: Ratios,
}

/// Borders on either side of the way of the round before.
const MARGIN: usize = 5;
/// Borders on either side of an anchor, after the first round.
const AT_ANCHORS: usize = 3;
/// A side with fewer units is linked to all of the other, without a band.
const SHORT: usize = 20;

/// The links of a document, given those of the round before.
pub(super) fn links(state: State<'_>, text: &Sides<Text>, before: Option<&Links>, round: Round) -> Links {
    let (n, m) = (text.zh.sentences.len(), text.en.sentences.len());
    let learnt = |level: Level, beads: &[Bead]| {
        Layout::learnt(state.parameters, text.zh.units(level), text.en.units(level), beads)
    };
    let usual = || (learnt(Level::Sentences, &[]), learnt(Level::Clauses, &[]));
    let (layout, clause_layout) = before.map_or_else(usual, |b| (b.layout, b.clause_layout));
    let ratios = before.map_or_else(|| Ratios::learnt(text, &[]), |b| b.ratios.clone());
    if n == 0 || m == 0 {
        let alone = |zh: Range<usize>, en: Range<usize>| Bead { zh, en, confidence: 1.0 };
        let sentences = (0..n).map(|i| alone(i..i + 1, 0..0)).chain((0..m).map(|j| alone(n..n, j..j + 1))).collect();
        let groups = if round == Round::Last { grouped(text, sentences) } else { Vec::new() };
        return Links { sentences: Vec::new(), groups, clauses: Vec::new(), layout, clause_layout, ratios };
    }
    let mut sentences = Context::new(state, Level::Sentences, text, layout, &ratios);
    let mut clauses = Context::new(state, Level::Clauses, text, clause_layout, &ratios);
    let scratch = || Scratch::new(state.table.en_given_zh.len(), state.table.zh_given_en.len());
    let (zh_units, en_units): (Vec<usize>, Vec<usize>) = ((0..n).collect(), (0..m).collect());
    let likely = candidates(&sentences, &zh_units, &en_units, &mut scratch());
    sentences.elsewhere = elsewhere::of_sentences(&sentences, &likely, &mut scratch());
    clauses.elsewhere = elsewhere::of_clauses(text, &sentences.elsewhere);
    let found =
        if Band::is_open(n, m) { Vec::new() } else { chained(&sentences, &(0..n), &(0..m), likely, &mut scratch()) };
    let (band, parts) = match before {
        None => (Band::new(n, m, &found), chunks(n, m, safe_anchors(&found))),
        Some(before) => {
            let ends = |b: &Bead| ((b.zh.start, b.en.start), (b.zh.end, b.en.end));
            let band = Band::around(n, m, before.sentences.iter().map(ends), MARGIN);
            let at_anchors = found.iter().map(|(i, j)| ((*i, *j), (i + 1, j + 1)));
            let wider =
                if n.min(m) <= SHORT { Band::open(n, m) } else { band.clone().and_around(m, at_anchors, AT_ANCHORS) };
            let band = if wider.may_widen(&band) { wider } else { band };
            (band, chunks(n, m, safe_beads(&before.sentences)))
        }
    };
    let solved: Vec<(Vec<Bead>, Vec<Bead>)> = parts
        .into_par_iter()
        .map_init(scratch, |scratch, (zh, en)| {
            let band = band.part(&zh, &en);
            solve((&sentences, &clauses), text, (zh, en), band, round, scratch)
        })
        .collect();
    let (sentence_beads, clause_beads): (Vec<Vec<Bead>>, Vec<Vec<Bead>>) = solved.into_iter().unzip();
    let (sentence_beads, clause_beads) = (sentence_beads.concat(), clause_beads.concat());
    let layout = learnt(Level::Sentences, &sentence_beads);
    let clause_layout = if clause_beads.is_empty() { clause_layout } else { learnt(Level::Clauses, &clause_beads) };
    let ratios = Ratios::learnt(text, &sentence_beads);
    let mut groups = Vec::new();
    if round == Round::Last {
        (sentences.elsewhere, clauses.elsewhere) = (Sides::default(), Sides::default());
        let found = grouped(text, without_straddling(text, sentence_beads.clone()));
        groups = moved((&sentences, &clauses), text, found, &mut scratch());
    }
    Links { sentences: sentence_beads, groups, clauses: clause_beads, layout, clause_layout, ratios }
}

/// Borders between two anchors that touch, in the middle of four.
fn safe_anchors(anchors: &[(usize, usize)]) -> impl Iterator<Item = (usize, usize)> {
    let touch = |a: &(usize, usize), b: &(usize, usize)| (a.0 + 1, a.1 + 1) == *b;
    anchors.windows(4).filter(move |four| four.windows(2).all(|two| touch(&two[0], &two[1]))).map(|four| four[2])
}

/// Borders in the middle of four 1–1 links.
fn safe_beads(beads: &[Bead]) -> impl Iterator<Item = (usize, usize)> {
    let single = |bead: &Bead| bead.zh.len() == 1 && bead.en.len() == 1;
    beads.windows(4).filter(move |four| four.iter().all(single)).map(|four| (four[2].zh.start, four[2].en.start))
}
