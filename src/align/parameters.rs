//! The numbers of the model, each with what it means. Those that a text can teach are learnt from it (`adapted.rs`);
//! the others were chosen on the six chapters of MAC-Dev and are few.

/// Most units that a bead takes of a side.
pub(super) const MOST_ZH: usize = 5;
pub(super) const MOST_EN: usize = 8;

/// Sizes of beads that occur: Chinese units, English units, and the share that they usually have among sentences.
pub(super) const SIZES: [(usize, usize, f32); 24] = [
    (1, 1, 0.72),
    (1, 2, 0.12),
    (2, 1, 0.08),
    (1, 3, 0.025),
    (3, 1, 0.01),
    (2, 2, 0.02),
    (1, 4, 0.008),
    (4, 1, 0.002),
    (2, 3, 0.005),
    (3, 2, 0.003),
    (1, 5, 0.003),
    (1, 6, 0.001),
    (2, 4, 0.001),
    (3, 3, 0.001),
    (1, 0, 0.025),
    (0, 1, 0.025),
    (1, 7, 0.0004),
    (1, 8, 0.0003),
    (5, 1, 0.0005),
    (4, 2, 0.0005),
    (2, 5, 0.0003),
    (3, 4, 0.0003),
    (4, 3, 0.0003),
    (2, 6, 0.0001),
];

/// What the units are: the same model links both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Sentences,
    Clauses,
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
    /// Numerals that open a paragraph of no division of law: lists begin anew, and sections are put in.
    pub ordinal: f32,
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
    /// The same of a word that no word of the document is known to render, before the document tells (`context.rs`).
    pub unknown: f32,
    /// Words that this counts for, beside the words of a document that are never rendered or once: a chapter tells little.
    pub usual_unknown: f32,
    /// What a word loses, as a share of its gain, that the unit before has too when the bead renders it once only.
    pub repeated: f32,
    /// The same at the beginning of a paragraph, where it speaks against the link; where the paragraphs of the two sides
    /// differ, less (`Layout::agreement`).
    pub repeated_across: f32,
    /// Weight of which edges of units meet.
    pub edges: f32,
    /// Beads that the usual shares count for, beside the beads of the text.
    pub usual_beads: f32,
    /// Edges that chance counts for, in learning which kinds go together.
    pub usual_edges: f32,
    /// Divides log scores before they become a confidence.
    pub temperature: f32,
    /// The same among clauses.
    pub clause_temperature: f32,
    /// Weights of the log odds that the sentences and the clauses give a border between two links (`rescore.rs`).
    pub by_sentences: f64,
    pub by_clauses: f64,
    /// The same beside a sentence left alone: clauses are often left alone inside a link, which says little.
    pub alone_by_sentences: f64,
    pub alone_by_clauses: f64,
    /// Log score of a heading or a note linked to other text.
    pub heading_to_text: f32,
    /// Log score of Article 3 linked to Article 4.
    pub other_numeral: f32,
    /// Weight of paragraph ends among sentences.
    pub sentence_layout: f32,
    /// Weight of paragraph and sentence ends among clauses.
    pub clause_layout: f32,
    /// Bead ends that the usual layout counts for, beside those of the document.
    pub usual_layout: f32,
    /// Log score of units without counterpart that begin with a heading: sections are left out whole.
    pub lone_section: f32,
    /// What it costs, as a log score, to be rendered elsewhere.
    pub moving: f32,
    /// The share of sentences without counterpart that usually are followed by another one.
    pub lone_sentences: f32,
    /// The share of clauses without counterpart that usually are followed by another one.
    pub lone_clauses: f32,
}

impl Default for Parameters {
    fn default() -> Self {
        Parameters {
            dictionary: 0.9,
            synonym: 1.0,
            backward: 0.8,
            learnt: 0.6,
            same: 0.9,
            ordinal: 0.05,
            pinyin: 0.15,
            mark: 0.2,
            words: 0.5,
            length: 1.2,
            unmatched: 0.78,
            unknown: 0.93,
            usual_unknown: 2_000.0,
            repeated: 0.3,
            repeated_across: 3.0,
            edges: 0.7,
            usual_beads: 150.0,
            usual_edges: 20.0,
            temperature: 1.5,
            clause_temperature: 1.5,
            by_sentences: 0.4,
            by_clauses: 0.7,
            alone_by_sentences: 1.2,
            alone_by_clauses: 0.4,
            heading_to_text: -6.0,
            other_numeral: -10.0,
            sentence_layout: 0.7,
            clause_layout: 1.0,
            usual_layout: 10.0,
            lone_section: 1.5,
            moving: 4.0,
            lone_sentences: 0.2,
            lone_clauses: 0.5,
        }
    }
}

impl Parameters {
    /// Weight of what ends where.
    pub fn layout(&self, level: Level) -> f32 {
        match level {
            Level::Sentences => self.sentence_layout,
            Level::Clauses => self.clause_layout,
        }
    }

    /// The share of units without counterpart that usually are followed by another one.
    pub fn lone_runs(&self, level: Level) -> f32 {
        match level {
            Level::Sentences => self.lone_sentences,
            Level::Clauses => self.lone_clauses,
        }
    }
}
