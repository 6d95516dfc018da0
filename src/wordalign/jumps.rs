//! How far the link of a word lies from that of the word before it: the transitions of the hidden Markov model.

/// Jumps are counted up to this many words; longer ones share the last count.
const LONGEST_JUMP: usize = 40;
pub(super) const JUMPS: usize = 2 * LONGEST_JUMP + 1;

/// How likely the next word's state lies how far from this one's.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Jumps(pub [f32; JUMPS]);

impl Default for Jumps {
    /// Most likely one word on.
    fn default() -> Self {
        let weight = |k: usize| (-0.4 * (k as f32 - LONGEST_JUMP as f32 - 1.0).abs()).exp() + 0.01;
        Jumps(std::array::from_fn(weight))
    }
}

impl Jumps {
    fn weight(&self, from: usize, to: usize) -> f32 {
        self.0[jump(from, to)]
    }

    /// The weights by how far apart two of so many states are: that from `a` to `b` at `states + b − a`.
    pub fn by_distance(&self, states: usize, out: &mut Vec<f32>) {
        out.clear();
        out.extend((0..2 * states).map(|at| self.weight(states, at)));
    }

    /// The sum of the weights from each state to all.
    pub fn sums(&self, states: usize, out: &mut Vec<f32>) {
        let mut before = [0.0; JUMPS + 1];
        for (k, weight) in self.0.iter().enumerate() {
            before[k + 1] = before[k] + weight;
        }
        out.clear();
        out.extend((0..states).map(|from| {
            let back = from.min(LONGEST_JUMP);
            let on = (states - 1 - from).min(LONGEST_JUMP);
            let near = before[LONGEST_JUMP + on + 1] - before[LONGEST_JUMP - back];
            let far_back = (from - back) as f32 * self.0[0];
            let far_on = (states - 1 - from - on) as f32 * self.0[JUMPS - 1];
            near + far_back + far_on
        }));
    }
}

pub(super) fn jump(from: usize, to: usize) -> usize {
    (to + LONGEST_JUMP).saturating_sub(from).min(JUMPS - 1)
}
