//! The numbers of the model, each with what it means. Those that a text can teach are learnt from it (`adapted.rs`);
//! the others were chosen on the six chapters of MAC-Dev and are few.

/// Most units that a bead takes of a side.
pub(super) const MOST_ZH: usize = 5;
pub(super) const MOST_EN: usize = 8;

/// Sizes of beads that occur: Chinese units, English units, the share that they usually have among sentences and
/// among paragraphs.
pub(super) const SIZES: [(usize, usize, f32, f32); 24] = [
    (1, 1, 0.72, 0.85),
    (1, 2, 0.12, 0.03),
    (2, 1, 0.08, 0.03),
    (1, 3, 0.025, 0.008),
    (3, 1, 0.01, 0.008),
    (2, 2, 0.02, 0.004),
    (1, 4, 0.008, 0.003),
    (4, 1, 0.002, 0.003),
    (2, 3, 0.005, 0.001),
    (3, 2, 0.003, 0.001),
    (1, 5, 0.003, 0.001),
    (1, 6, 0.001, 0.0005),
    (2, 4, 0.001, 0.0003),
    (3, 3, 0.001, 0.0003),
    (1, 0, 0.005, 0.03),
    (0, 1, 0.005, 0.03),
    (1, 7, 0.0004, 0.0003),
    (1, 8, 0.0003, 0.0003),
    (5, 1, 0.0005, 0.001),
    (4, 2, 0.0005, 0.0003),
    (2, 5, 0.0003, 0.0002),
    (3, 4, 0.0003, 0.0001),
    (4, 3, 0.0003, 0.0001),
    (2, 6, 0.0001, 0.0001),
];

/// What the units are: the same model links both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Paragraphs,
    Sentences,
}

/// Weights of the evidence.
#[derive(Clone, Debug)]
pub(super) struct Parameters {
    /// t(e|z) of a dictionary entry, shared by its glosses.
    pub dictionary: f32,
    /// … of words that share Chinese words with the glosses.
    pub synonym: f32,
    /// Most mass that the dictionary gives to t(z|e).
    pub backward: f32,
    /// Weight of the table that was learnt.
    pub learnt: f32,
    /// Figures, Latin words and numerals that are equal.
    pub same: f32,
    /// A word equal to the pinyin.
    pub pinyin: f32,
    /// A mark (question mark, bracket …) that both have.
    pub mark: f32,
    /// λ, of the words' log likelihood ratios.
    pub words: f32,
    /// μ, of the length difference.
    pub length: f32,
    /// ε, the likelihood ratio of a word that nothing renders.
    pub unmatched: f32,
    /// Weight of which edges of units meet.
    pub edges: f32,
    /// Beads that the usual shares count for, beside the beads of the text.
    pub usual_beads: f32,
    /// Edges that chance counts for, in learning which kinds go together.
    pub usual_edges: f32,
    /// Divides log scores before they become a confidence.
    pub temperature: f32,
    /// Log score of a heading linked to body text.
    pub heading_to_text: f32,
    /// Log score of Article 3 linked to Article 4.
    pub other_numeral: f32,
    /// Sentences that end paragraphs on both sides, where paragraphs are not linked yet.
    pub paragraph_ends: f32,
}

impl Default for Parameters {
    fn default() -> Self {
        Parameters {
            dictionary: 0.9,
            synonym: 1.0,
            backward: 0.8,
            learnt: 0.6,
            same: 0.9,
            pinyin: 0.15,
            mark: 0.2,
            words: 0.5,
            length: 1.0,
            unmatched: 0.7,
            edges: 1.0,
            usual_beads: 50.0,
            usual_edges: 20.0,
            temperature: 1.5,
            heading_to_text: -6.0,
            other_numeral: -10.0,
            paragraph_ends: 3.0,
        }
    }
}
