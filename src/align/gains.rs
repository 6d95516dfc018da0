//! How well words of one side are rendered by a span of units of the other: log(ε + (1 − ε) · mean over the span's
//! tokens z of t(e|z) / u(e)) for a word e, log ε where nothing renders it.

use super::rows::Rows;

/// t(other|this), u(other) and ε.
#[derive(Clone, Copy)]
pub(super) struct WordModel<'a> {
    pub table: &'a Rows,
    pub frequency: &'a [f32],
    pub unmatched: f32,
    pub repeats: Repeats,
    /// What each word gains that nothing renders.
    pub floors: &'a [f32],
}

/// Which share of its gain a word loses that the unit before has too, when nothing renders it a second time.
#[derive(Clone, Copy)]
pub(super) struct Repeats {
    /// In a unit that goes on with the paragraph of the unit before.
    pub inside: f32,
    /// In a unit that begins a paragraph.
    pub across: f32,
}

/// Dense accumulators, one for each token of a side, kept between uses.
pub(super) struct Scratch {
    pub zh: Gains,
    pub en: Gains,
}

impl Scratch {
    pub fn new(zh_kinds: usize, en_kinds: usize) -> Self {
        Scratch { zh: Gains::new(zh_kinds), en: Gains::new(en_kinds) }
    }
}

/// The words that the units added so far render, and what each of them gains over a word that nothing renders.
pub(super) struct Gains {
    words: Vec<Word>,
    touched: Vec<u32>,
    tokens: usize,
}

/// What the tokens of one unit render: words of the other side, with t / u.
#[derive(Clone, Debug, Default)]
pub(super) struct Rendered {
    masses: Vec<(u32, f32)>,
    tokens: usize,
}

#[derive(Clone, Copy, Default)]
struct Word {
    /// Sum of t / u; 0 where nothing renders the word.
    mass: f32,
    /// The largest part of it, of one token.
    most: f32,
    gain: f32,
    /// What is lost of the gain when the word is there again, and what renders it best is used up.
    loss: f32,
    /// How often the word stands in the units that may be asked about; others need no gain.
    near: u32,
    /// What the word gains that nothing renders: log ε, less where no word of the document is known to render it.
    floor: f32,
}

impl Gains {
    fn new(kinds: usize) -> Self {
        Gains { words: vec![Word::default(); kinds], touched: Vec::new(), tokens: 0 }
    }

    /// Units of the other side that may be asked about from now on.
    pub fn come_near(&mut self, others: &[u32], known: WordModel<'_>) {
        for token in others {
            let word = &mut self.words[*token as usize];
            word.near += 1;
            word.floor = known.floors[*token as usize];
        }
    }

    /// Units of the other side that will not be asked about any more.
    pub fn leave(&mut self, others: &[u32]) {
        others.iter().for_each(|token| self.words[*token as usize].near -= 1);
    }

    /// What a unit's tokens render of the words that may be asked about.
    pub fn rendered(&self, given: &[u32], known: WordModel<'_>, rendered: &mut Rendered) {
        rendered.tokens = given.len();
        rendered.masses.clear();
        let all = given.iter().flat_map(|token| known.table.row(*token));
        let near = all.filter(|(other, _)| self.words[*other as usize].near > 0);
        rendered.masses.extend(near.map(|(other, t)| (*other, t / known.frequency[*other as usize])));
    }

    /// Makes the span longer by a unit.
    pub fn add(&mut self, rendered: &Rendered, known: WordModel<'_>) {
        for (other, mass) in &rendered.masses {
            let word = &mut self.words[*other as usize];
            if word.mass == 0.0 {
                self.touched.push(*other);
            }
            word.mass += mass;
            word.most = word.most.max(*mass);
        }
        self.tokens += rendered.tokens;
        let each = (1.0 - known.unmatched) / self.tokens.max(1) as f32;
        for token in &self.touched {
            let word = &mut self.words[*token as usize];
            let gain = |mass: f32| (known.unmatched + each * mass).ln() - word.floor;
            (word.gain, word.loss) = (gain(word.mass), gain(word.mass) - gain(word.mass - word.most));
        }
    }

    /// The sum over words of the other side.
    pub fn of(&self, others: &[u32]) -> f32 {
        let words = others.iter().map(|token| self.words[*token as usize]);
        words.map(|word| word.floor + word.gain).sum()
    }

    /// What the words lose of that which stand there again.
    pub fn loss(&self, repeated: &[u32]) -> f32 {
        repeated.iter().map(|token| self.words[*token as usize].loss).sum()
    }

    /// Empties the span.
    pub fn clear(&mut self) {
        for token in self.touched.drain(..) {
            let word = &mut self.words[token as usize];
            (word.mass, word.most, word.gain, word.loss) = (0.0, 0.0, 0.0, 0.0);
        }
        self.tokens = 0;
    }
}
