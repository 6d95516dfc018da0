//! Bitexts whose links are known, and what is done to them.

use crate::random::Random;
use crate::texts;
use duizhao::model::Paragraph;
use std::ops::Range;

/// A gold link, in sentences; one side may be empty.
pub type Gold = (Range<usize>, Range<usize>);

/// One side: paragraphs of sentences.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    pub paragraphs: Vec<Vec<String>>,
}

impl Lines {
    pub fn sentences(&self) -> Vec<&str> {
        self.paragraphs.iter().flatten().map(String::as_str).collect()
    }

    pub fn paragraphs(&self) -> Vec<Paragraph> {
        texts::paragraphs(&self.paragraphs.iter().map(|p| p.join("\n")).collect::<Vec<_>>().join("\n\n"))
    }
}

/// A gold link with its sentences, while a bitext is made.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    pub zh: Vec<String>,
    pub en: Vec<String>,
    /// Its English sentences are paragraphs of their own.
    pub apart: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Bitext {
    pub zh: Lines,
    pub en: Lines,
    pub gold: Vec<Gold>,
    /// The paragraphs that the bitext was made of.
    blocks: Vec<Vec<Piece>>,
}

/// Sentences of one side, each with whether it ends a paragraph.
#[derive(Default)]
struct Side {
    sentences: Vec<(String, bool)>,
}

impl Side {
    fn push(&mut self, sentences: &[String], apart: bool) -> Range<usize> {
        let start = self.sentences.len();
        self.sentences.extend(sentences.iter().map(|s| (s.clone(), apart)));
        start..self.sentences.len()
    }

    fn close(&mut self) {
        if let Some(last) = self.sentences.last_mut() {
            last.1 = true;
        }
    }

    /// Cuts and merges at these shares of the borders.
    fn torn(mut self, (cut, merged): (f64, f64), random: &mut Random) -> Self {
        for (_, closes) in &mut self.sentences {
            let share = if *closes { merged } else { cut };
            if chance(random) < share {
                *closes = !*closes;
            }
        }
        self
    }

    fn lines(self) -> Lines {
        let mut lines = Lines::default();
        let mut paragraph = Vec::new();
        for (sentence, closes) in self.sentences {
            paragraph.push(sentence);
            if closes {
                lines.paragraphs.push(std::mem::take(&mut paragraph));
            }
        }
        if !paragraph.is_empty() {
            lines.paragraphs.push(paragraph);
        }
        lines
    }
}

fn chance(random: &mut Random) -> f64 {
    random.below(1 << 20) as f64 / f64::from(1 << 20)
}

impl Bitext {
    pub fn new(blocks: Vec<Vec<Piece>>) -> Self {
        let order: Vec<usize> = (0..blocks.len()).collect();
        Bitext::arranged(blocks, &order, (0.0, 0.0), (0.0, 0.0))
    }

    /// The English side has the blocks in `order`; each side is cut and merged at shares of its borders.
    fn arranged(blocks: Vec<Vec<Piece>>, order: &[usize], zh_torn: (f64, f64), en_torn: (f64, f64)) -> Self {
        let mut random = Random(7 * 0x9e37_79b9);
        let (mut zh, mut en) = (Side::default(), Side::default());
        let mut places: Vec<Vec<Range<usize>>> = vec![Vec::new(); blocks.len()];
        for block in order {
            for piece in &blocks[*block] {
                places[*block].push(en.push(&piece.en, piece.apart));
            }
            en.close();
        }
        let mut gold = Vec::new();
        for (block, places) in blocks.iter().zip(&places) {
            for (piece, en) in block.iter().zip(places) {
                gold.push((zh.push(&piece.zh, false), en.clone()));
            }
            zh.close();
        }
        gold.retain(|(zh, en)| !(zh.is_empty() && en.is_empty()));
        let zh = zh.torn(zh_torn, &mut random).lines();
        let en = en.torn(en_torn, &mut random).lines();
        Bitext { zh, en, gold, blocks }
    }

    /// How many paragraphs it was made of.
    pub fn size(&self) -> usize {
        self.blocks.len()
    }

    pub fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.blocks.iter().flatten()
    }

    /// Each side cut and merged independently, at shares (cut, merged) of its borders.
    pub fn torn(&self, zh: (f64, f64), en: (f64, f64)) -> Self {
        let order: Vec<usize> = (0..self.blocks.len()).collect();
        Bitext::arranged(self.blocks.clone(), &order, zh, en)
    }

    /// Shares of the paragraphs of each side are deleted.
    pub fn cut(&self, zh: f64, en: f64) -> Self {
        let mut random = Random(11 * 0x9e37_79b9);
        let mut blocks = self.blocks.clone();
        for block in &mut blocks {
            let (no_zh, no_en) = (chance(&mut random) < zh, chance(&mut random) < en);
            for piece in block {
                if no_zh {
                    piece.zh.clear();
                }
                if no_en {
                    piece.en.clear();
                }
            }
        }
        Bitext::new(blocks)
    }

    /// Paragraphs of another text are put between the paragraphs of one side.
    pub fn with_foreign(&self, foreign: &[Piece], count: usize, en: bool) -> Self {
        let mut random = Random(13 * 0x9e37_79b9);
        let mut blocks = self.blocks.clone();
        for i in 0..count.min(self.blocks.len()) {
            let piece = &foreign[i % foreign.len()];
            let alone = if en {
                Piece { en: piece.en.clone(), ..Piece::default() }
            } else {
                Piece { zh: piece.zh.clone(), ..Piece::default() }
            };
            let at = random.below(blocks.len() + 1);
            blocks.insert(at, vec![alone]);
        }
        Bitext::new(blocks)
    }

    /// Two runs of so many paragraphs change places on the English side.
    pub fn swapped(&self, size: usize, apart: usize) -> Self {
        let mut order: Vec<usize> = (0..self.blocks.len()).collect();
        let start = self.blocks.len() / 5;
        let other = start + size + apart;
        if other + size <= order.len() {
            for i in 0..size {
                order.swap(start + i, other + i);
            }
        }
        Bitext::arranged(self.blocks.clone(), &order, (0.0, 0.0), (0.0, 0.0))
    }

    /// A list of the openings of every sixth paragraph before the text, on one side or both.
    pub fn with_contents(&self, zh: bool, en: bool) -> Self {
        let opening = |sentences: &[String], characters: usize| -> Vec<String> {
            let words: String = sentences.iter().flat_map(|s| s.chars()).take(characters).collect();
            if words.is_empty() { Vec::new() } else { vec![words] }
        };
        let entry = |block: &Vec<Piece>| {
            let piece = block.first().cloned().unwrap_or_default();
            let of = |has: bool, sentences: &[String], n| if has { opening(sentences, n) } else { Vec::new() };
            vec![Piece { zh: of(zh, &piece.zh, 8), en: of(en, &piece.en, 24), apart: false }]
        };
        let list = self.blocks.iter().step_by(6).map(entry);
        Bitext::new(list.chain(self.blocks.iter().cloned()).collect())
    }

    /// The first items of enumerations stand in the sentence before them on the Chinese side, as laws are printed.
    pub fn with_drawn_items(&self) -> Self {
        let mut blocks: Vec<Vec<Piece>> = Vec::new();
        for block in &self.blocks {
            let opens = |piece: &Piece| piece.zh.first().is_some_and(|zh| zh.starts_with("一、"));
            let leads = |piece: &Piece| piece.zh.last().is_some_and(|zh| zh.ends_with(['：', ':', '︰']));
            match (blocks.last_mut().and_then(|before| before.last_mut()), &block[..]) {
                (Some(before), [item]) if opens(item) && leads(before) => {
                    let last = before.zh.len() - 1;
                    before.zh[last].push_str(&item.zh[0]);
                    before.zh.extend_from_slice(&item.zh[1..]);
                    before.en.extend_from_slice(&item.en);
                    before.apart = true;
                }
                _ => blocks.push(block.clone()),
            }
        }
        Bitext::new(blocks)
    }
}

/// Texts as one.
pub fn joined(texts: &[Bitext]) -> Bitext {
    Bitext::new(texts.iter().flat_map(|t| t.blocks.iter().cloned()).collect())
}
