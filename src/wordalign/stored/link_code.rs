//! The links between the words of two texts as bits, so that nothing has to be aligned when they are shown. They say
//! how the Chinese was cut, and so hold for their texts whatever is learnt later.
//!
//! | bits | what |
//! |---|---|
//! | 1 for each Chinese character | whether a word ends with it, in the Chinese text, then in the English one |
//! | for each English word: 1, link, 1, link … 0 | its links; marks have none |
//! | link: Rice code | which Chinese word: so far from the one after the last link, alternating forwards and backwards |
//! | 1, or 0 and 2 × 4 | both directions are sure, or the class of each: sixteenths of certainty |
//! | 1, or 0 and 3 | the link can be trusted, or how far |

use super::super::link::{WordLink, WordLinks};
use super::super::token::{Class, Cut, Token, tokens};
use super::bits::{BitReader, BitWriter};
use crate::text::lexicon::Lexicon;
use std::cell::RefCell;

/// The highest class of confidence, and of trust.
const SURE: u32 = 15;
const TRUSTED: u32 = 7;

/// Links with both directions below this class are left out.
const LEAST: u32 = 4;

/// Bits of the Rice code that are written as they are: most links are a word or two from where they are expected.
const NEAR: u32 = 1;

fn class(share: f32, highest: u32) -> u32 {
    (share.clamp(0.0, 1.0) * highest as f32).round() as u32
}

/// Cuts as `inner` does, and writes down where.
pub(in crate::wordalign) struct Recorder<'c, C> {
    inner: &'c C,
    bits: RefCell<BitWriter>,
}

impl<'c, C: Cut> Recorder<'c, C> {
    pub fn new(inner: &'c C) -> Self {
        Recorder { inner, bits: RefCell::default() }
    }
}

impl<C: Cut> Cut for Recorder<'_, C> {
    fn cut<'t>(&self, run: &'t str) -> Vec<&'t str> {
        let words = self.inner.cut(run);
        let mut bits = self.bits.borrow_mut();
        for word in &words {
            (1..word.chars().count()).for_each(|_| bits.push(false));
            bits.push(true);
        }
        words
    }
}

/// Cuts as was written down.
struct Replay<'b>(RefCell<BitReader<'b>>);

impl Cut for Replay<'_> {
    fn cut<'t>(&self, run: &'t str) -> Vec<&'t str> {
        let mut bits = self.0.borrow_mut();
        let (mut words, mut start) = (Vec::new(), 0);
        for (at, c) in run.char_indices() {
            let end = at + c.len_utf8();
            if bits.bit() || end == run.len() {
                words.extend(run.get(start..end));
                start = end;
            }
        }
        words
    }
}

fn is_mark(token: &Token) -> bool {
    Class::of(&token.key) == Class::Mark
}

/// The links of two texts that were cut through the recorder, the Chinese one first.
pub(in crate::wordalign) fn encode<C>(cut: Recorder<'_, C>, words: &WordLinks, lexicon: Lexicon) -> Vec<u8> {
    let mut bits = cut.bits.into_inner();
    let mut links = words.links.iter().peekable();
    let mut expected = 0;
    for (en, token) in words.en.iter().enumerate() {
        let is_mark_here = is_mark(token);
        while let Some(link) = links.next_if(|link| link.en == en) {
            let classes = (class(link.forward, SURE), class(link.backward, SURE));
            let left_out = is_mark_here || words.zh.get(link.zh).is_none_or(is_mark);
            if left_out || classes.0.max(classes.1) < LEAST {
                continue;
            }
            bits.push(true);
            let away = link.zh as i64 - expected;
            bits.rice(if away >= 0 { 2 * away } else { -2 * away - 1 } as u32, NEAR);
            expected = link.zh as i64 + 1;
            bits.push(classes == (SURE, SURE));
            if classes != (SURE, SURE) {
                bits.number(classes.0, 4);
                bits.number(classes.1, 4);
            }
            let trust = class(words.evidence(link, lexicon), TRUSTED);
            bits.push(trust == TRUSTED);
            if trust != TRUSTED {
                bits.number(trust, 3);
            }
        }
        if !is_mark_here {
            bits.push(false);
        }
    }
    bits.into_bytes()
}

/// The words of the two texts with their links. Damaged bits give wrong links at worst, and never one to a word that is
/// not there.
pub(in crate::wordalign) fn decode(bits: &[u8], zh: &str, en: &str) -> WordLinks {
    let replay = Replay(RefCell::new(BitReader::new(bits)));
    let (zh, en) = (tokens(zh, &replay), tokens(en, &replay));
    let mut words = WordLinks::unlinked(zh, en);
    let mut bits = replay.0.into_inner();
    let mut expected = 0i64;
    for en in 0..words.en.len() {
        if words.en.get(en).is_none_or(is_mark) {
            continue;
        }
        let from = words.links.len();
        while bits.bit() {
            let away = i64::from(bits.rice(NEAR));
            let zh = expected + if away % 2 == 0 { away / 2 } else { -(away + 1) / 2 };
            expected = zh + 1;
            let share = |class: u32| class as f32 / SURE as f32;
            let (forward, backward) =
                if bits.bit() { (1.0, 1.0) } else { (share(bits.number(4)), share(bits.number(4))) };
            let trust = if bits.bit() { 1.0 } else { bits.number(3) as f32 / TRUSTED as f32 };
            let Some(zh) = usize::try_from(zh).ok().filter(|zh| *zh < words.zh.len()) else { continue };
            if words.links.get(from..).is_some_and(|links| links.iter().all(|link| link.zh < zh)) {
                words.links.push(WordLink { zh, en, forward, backward });
                words.trust.push(trust);
            }
        }
    }
    words
}
