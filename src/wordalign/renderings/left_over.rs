//! Where no word of the other side renders a term: what stands there that nothing explains.

use super::candidate::Candidate;
use super::linked_pair::LinkedPair;
use super::roles::TokenRole;
use crate::model::{Side, Span};

impl LinkedPair<'_> {
    /// Where no word of the other side renders the term: runs of words there that nothing explains, near the place that
    /// the term's neighbours point to. Best first; guesses, whose score stays below 1/2 or little above.
    pub(crate) fn left_over(&self, side: Side, span: Span) -> Vec<Candidate> {
        let weights = self.weights(side, span);
        let (Some((from, _)), Some((to, _))) = (weights.first(), weights.last()) else { return Vec::new() };
        let roles = self.roles(side, &weights, 0..self.tokens(side.other()).len());
        let Some(centre) = self.centre(side, *from, *to) else { return Vec::new() };
        let longest = if side == Side::Zh { 5 } else { 3 };
        let free = |role: &TokenRole| !role.mark && role.all <= 0.35;
        let mut out = Vec::new();
        for first in (0..roles.len()).filter(|i| free(&roles[*i]) && !roles[*i].stop && !roles[*i].bound_left) {
            let run = roles.iter().enumerate().skip(first).take(longest).take_while(|(_, role)| free(role));
            for (last, _) in run.filter(|(_, role)| !role.stop && !role.bound_right) {
                let away = ((first + last) as f32 / 2.0 - centre).abs();
                let names = roles[first].capital && roles[last].capital && side == Side::Zh;
                let longer = 1.0 + 0.15 * (last - first) as f32;
                let score = 0.45 * (-away / 8.0).exp() * longer * if names { 1.25 } else { 1.0 };
                let score = score.min(0.9);
                out.push(Candidate { first, last, score, precision: 1.0, mass: 0.0, brought: 0.0, length: 1.0 });
            }
        }
        out.sort_by(|a, b| b.score.total_cmp(&a.score));
        out
    }

    /// The place on the other side that the sure links of the words around `from..=to` point to.
    fn centre(&self, side: Side, from: usize, to: usize) -> Option<f32> {
        let around = from.saturating_sub(4)..to + 5;
        let (mut sum, mut weight) = (0.0, 0.0);
        for near in around.filter(|i| !(from..=to).contains(i)) {
            let links = self.links().links.iter().filter(|l| l.ends(side).0 == near && l.mass() > 0.4);
            let Some(best) = links.max_by(|a, b| a.mass().total_cmp(&b.mass())) else { continue };
            let distance = if near < from { from - near } else { near - to };
            let w = 1.0 / (1 + distance) as f32;
            sum += w * (best.ends(side).1 as f32 + if near < from { 0.5 } else { -0.5 });
            weight += w;
        }
        (weight > 0.0).then(|| sum / weight)
    }
}
