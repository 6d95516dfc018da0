//! The borders of units: how a unit ends and how it starts (a question mark, a quotation that opens …). Which kinds
//! go together across the languages is learnt from the links so far, as log ratios of how often two kinds meet at
//! the ends of linked units and how often they would by chance.

use super::Bead;
use super::units::Units;
use crate::text::fold::fold_char;

/// Kinds of ends: six kinds of mark, each with or without a quotation mark that closes.
const ENDS: usize = 12;
/// Kinds of starts: quotation mark, bracket or dash, digit, anything else.
const STARTS: usize = 4;

const QUOTES: [char; 2] = ['"', '\''];

/// How a unit ends and starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Border {
    end: u8,
    start: u8,
}

impl Border {
    pub fn of(text: &str) -> Self {
        Border { end: end_of(text), start: start_of(text) }
    }
}

fn end_of(text: &str) -> u8 {
    let mut closed = 0;
    for c in text.chars().rev().map(fold_char) {
        let kind = match c {
            '.' | '。' => 0,
            '?' => 1,
            '!' => 2,
            '…' => 3,
            ':' | ';' => 4,
            c if c.is_whitespace() || c == ')' => continue,
            c if QUOTES.contains(&c) => {
                closed = 6;
                continue;
            }
            _ => 5,
        };
        return kind + closed;
    }
    5
}

fn start_of(text: &str) -> u8 {
    match text.trim_start().chars().next().map(fold_char) {
        Some(c) if QUOTES.contains(&c) => 0,
        Some('(' | '-' | '—') => 1,
        Some(c) if c.is_numeric() => 2,
        _ => 3,
    }
}

/// Log ratios by kind on the Chinese side, then by kind on the English side; 0 before anything is learnt.
#[derive(Clone, Debug, Default)]
pub(super) struct Borders {
    ends: [[f32; ENDS]; ENDS],
    starts: [[f32; STARTS]; STARTS],
}

impl Borders {
    /// What it adds to the log score of a bead that starts and ends with these units.
    pub fn score(&self, zh: (Border, Border), en: (Border, Border)) -> f32 {
        self.starts[usize::from(zh.0.start)][usize::from(en.0.start)]
            + self.ends[usize::from(zh.1.end)][usize::from(en.1.end)]
    }

    pub fn counting() -> Counts {
        Counts { ends: Kinds::new(), starts: Kinds::new() }
    }
}

/// Counts of the kinds, before they become ratios.
pub(super) struct Counts {
    ends: Kinds<ENDS>,
    starts: Kinds<STARTS>,
}

impl Counts {
    pub fn count_units(&mut self, zh: &Units, en: &Units) {
        for (side, units) in [zh, en].into_iter().enumerate() {
            for border in (0..units.len()).map(|i| units.border(i)) {
                self.ends.alone[side][usize::from(border.end)] += 1.0;
                self.starts.alone[side][usize::from(border.start)] += 1.0;
            }
        }
    }

    pub fn count_bead(&mut self, zh: &Units, en: &Units, bead: &Bead) {
        if !bead.zh.is_empty() && !bead.en.is_empty() {
            let (z, e) = (zh.border(bead.zh.end - 1), en.border(bead.en.end - 1));
            self.ends.together[usize::from(z.end)][usize::from(e.end)] += 1.0;
            let (z, e) = (zh.border(bead.zh.start), en.border(bead.en.start));
            self.starts.together[usize::from(z.start)][usize::from(e.start)] += 1.0;
        }
    }

    pub fn ratios(&self, usual: f32) -> Borders {
        Borders { ends: self.ends.ratios(usual), starts: self.starts.ratios(usual) }
    }
}

struct Kinds<const N: usize> {
    together: [[f32; N]; N],
    alone: [[f32; N]; 2],
}

impl<const N: usize> Kinds<N> {
    fn new() -> Self {
        Kinds { together: [[0.0; N]; N], alone: [[0.0; N]; 2] }
    }

    /// log((n + k · chance) / (all + k) / chance), with ½ added to the counts that chance is made of.
    fn ratios(&self, usual: f32) -> [[f32; N]; N] {
        let all: f32 = self.together.iter().flatten().sum();
        let share = |side: usize, kind: usize| {
            (self.alone[side][kind] + 0.5) / (self.alone[side].iter().sum::<f32>() + 0.5 * N as f32)
        };
        std::array::from_fn(|z| {
            std::array::from_fn(|e| {
                let chance = share(0, z) * share(1, e);
                ((self.together[z][e] + usual * chance) / (all + usual) / chance).ln()
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_starts_meet_across_the_languages() {
        for (zh, en) in [
            ("“他來嗎？”", "\"Is he coming?\""),
            ("『來。』", "‘Come.’"),
            ("共三條：", "Three articles:"),
            ("1. 總則", "1. General"),
        ] {
            assert_eq!(Border::of(zh), Border::of(en), "{zh} {en}");
        }
        assert_ne!(Border::of("來？"), Border::of("Come."));
        assert_eq!(Border::of(""), Border { end: 5, start: 3 });
    }
}
