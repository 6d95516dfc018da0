//! Whether the two sides of a passage belong together, as far as they tell by themselves. Pages that have both languages side
//! by side, tables above all, come apart at the wrong places; what differs in such a pair is no fault of a translation.

use crate::check::pair::Pair;
use crate::check::untranslated::squeezed;
use crate::model::{Passage, Side, Sides, Span};
use crate::text::fold::is_han;

/// From how surely linked on a pair is taken to be one, and one whose sides are of very different length.
const LINKED: f32 = 0.5;
const LINKED_ALL_THE_SAME: f32 = 0.8;

/// Whether a pair looks as if it had been put together by chance.
pub(super) fn is_doubtful(pair: &Pair) -> bool {
    !is_linked(pair.passage)
        || !has_words(pair)
        || shares_figures(pair)
        || are_other_cells(pair)
        || has_table_of_its_own(pair)
        || Side::BOTH.into_iter().any(|side| is_in_both(pair.text(side)) || has_lines_in_both(pair.text(side)))
}

/// Whether what is too short for its counterpart is that of another text.
pub(super) fn is_too_short_by_chance(pair: &Pair) -> bool {
    !has_link(pair.passage, LINKED_ALL_THE_SAME)
}

/// Whether a passage has its other side, or lacks it, for sure.
pub(super) fn is_linked(passage: &Passage) -> bool {
    has_link(passage, LINKED)
}

/// Whether the file itself put the two sides together, or the links between its paragraphs were as sure as that.
fn has_link(passage: &Passage, least: f32) -> bool {
    passage.given || passage.confidence >= least
}

/// Whether what stands untranslated in a pair was put there with the other language's column: right behind a letter, where no
/// English text sets Chinese, or in a text that says all in both.
pub(super) fn is_of_another_column(pair: &Pair, side: Side, span: Span) -> bool {
    let text = pair.text(side);
    let glued =
        side == Side::En && text.get(..span.start).is_some_and(|t| t.ends_with(|c: char| c.is_ascii_alphabetic()));
    // What was left as it is stands on its own side, too.
    let other = pair.text(side.other());
    let mut runs = span.of(text).split(|c| !is_han(c)).filter(|run| run.chars().count() > HAN);
    let left = match side {
        Side::Zh => squeezed(other).contains(&squeezed(span.of(text))),
        Side::En => runs.any(|run| other.contains(run)),
    };
    (glued || is_in_both(text) || has_lines_in_both(text)) && !left
}

/// Whether it has words of both languages, or of neither: figures of a table, code opposite code.
fn has_words(pair: &Pair) -> bool {
    let (zh, en) = (pair.zh.contains(is_han), pair.en.contains(|c: char| c.is_ascii_alphabetic()));
    zh == en
}

/// Whether the figures of a row, which both languages share, went to one of them: 商場 265 29.5% and "Shopping mall".
fn shares_figures(pair: &Pair) -> bool {
    let mostly_figures = |side: Side| {
        let digits = pair.text(side).chars().filter(|c| c.is_ascii_digit()).count();
        let letters = pair.text(side).chars().filter(|c| c.is_alphabetic()).count();
        let more = pair.figures.get(side).len() > 2 * pair.figures.get(side.other()).len();
        more && digits > letters / if side == Side::Zh { 2 } else { 1 }
    };
    Side::BOTH.into_iter().any(mostly_figures) && agreeing(pair) == 0
}

/// Rows of figures that make a table.
const ROWS: usize = 2;

/// Whether a table of figures stands on one side alone: a file in both languages has it once for both.
fn has_table_of_its_own(pair: &Pair) -> bool {
    let is_row = |line: &&str| {
        let digits = line.chars().filter(char::is_ascii_digit).count();
        line.matches(" | ").count() >= 2 && digits >= line.chars().filter(|c| c.is_alphabetic()).count()
    };
    let rows = |side: Side| pair.text(side).lines().filter(is_row).count();
    Side::BOTH.into_iter().any(|side| rows(side) >= ROWS && rows(side.other()) == 0)
}

/// Whether both sides are figures of a table, and of other cells.
fn are_other_cells(pair: &Pair) -> bool {
    let bare = |text: &str| !text.contains(char::is_alphabetic);
    let Sides { zh, en } = &pair.figures;
    bare(pair.zh) && bare(pair.en) && (zh.len() != en.len() || agreeing(pair) * 2 < zh.len())
}

/// How many Chinese figures the English has as well.
fn agreeing(pair: &Pair) -> usize {
    pair.figures.zh.iter().filter(|zh| pair.figures.en.iter().any(|en| zh.agrees(en))).count()
}

/// Letters of either language from which on a text may say the same in both.
const HAN: usize = 3;
const LATIN: usize = 8;

/// Whether a line of several does: cells of a table that has each of them in both languages.
fn has_lines_in_both(text: &str) -> bool {
    text.contains('\n') && text.lines().any(is_in_both)
}

/// Whether a text says the same in both languages, one behind the other: "Corporate Governance Report企業管治報告".
pub(super) fn is_in_both(text: &str) -> bool {
    let letters = |of: fn(char) -> bool| text.char_indices().filter(move |(_, c)| of(*c)).map(|(at, _)| at);
    let (han, latin) = (letters(is_han).count(), letters(|c| c.is_ascii_alphabetic()).count());
    let begins_behind =
        |one: fn(char) -> bool, other: fn(char) -> bool| letters(one).next_back() < letters(other).next();
    let parted =
        begins_behind(is_han, |c| c.is_ascii_alphabetic()) || begins_behind(|c| c.is_ascii_alphabetic(), is_han);
    // A Chinese character is worth some three letters; a translation is not half of that or twice.
    parted && han >= HAN && latin >= LATIN && latin * 2 > 3 * han && latin < 6 * han
}
