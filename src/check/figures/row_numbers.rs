//! Figures that count nothing: numbers of rows, pages, articles and items, which each language's edition sets in its own way.

use super::units;
use crate::check::pair::Pair;
use crate::model::Side;
use crate::text::fold::{fold, is_han};
use crate::text::number::{Figure, FigureKind};
use rust_decimal::Decimal;

/// 第二十一條 before the text of the article: English sets it as a heading of its own.
pub(super) fn is_own_article(text: &str, figure: &Figure) -> bool {
    let article =
        |behind: &str| behind.starts_with(['條', '条']) && behind.chars().nth(1).is_none_or(char::is_whitespace);
    let opens = text.get(..figure.span.start).is_some_and(|before| before.trim().is_empty());
    let behind = text.get(figure.span.end..).unwrap_or("");
    opens && figure.span.of(text).starts_with('第') && article(behind)
}

/// The noughts of "RMB'000", which is 千元.
pub(super) fn is_of_thousands(text: &str, figure: &Figure) -> bool {
    let noughts = figure.low.is_zero() && figure.span.of(text).contains("000");
    noughts && text.get(..figure.span.start).is_some_and(|before| before.ends_with(['\'', '’', '‘', '＇']))
}

/// The 9 of "9 | name | text": the first cell of a table numbers its row, as the 05 of "05 Where to begin" and the 11 of
/// "11 Where to go" do their lines, and a figure that has a line to itself numbers a row or a page.
pub(super) fn is_row_number(pair: &Pair, side: Side, figure: &Figure) -> bool {
    let text = pair.text(side);
    let (before, behind) = (text.get(..figure.span.start).unwrap_or(""), text.get(figure.span.end..).unwrap_or(""));
    if is_label(before, behind) {
        return true;
    }
    let small = figure.kind == FigureKind::Count && figure.low < Decimal::from(1000) && figure.low.is_integer();
    if !small || !before.rsplit('\n').next().is_some_and(|line| line.trim().is_empty()) {
        return false;
    }
    let alone = behind.split('\n').next().is_some_and(|line| line.trim().is_empty());
    let opens = before.trim().is_empty()
        && (behind.starts_with(" | ")
            || behind.starts_with(": ")
            || behind.starts_with(' ') && figure.span.of(text).starts_with('0')
            || behind.starts_with(' ') && is_heading(pair, side, figure.span.end + 1));
    alone && text.contains('\n') || opens
}

/// Letters of the word that a label is at most.
const LABEL: usize = 8;

/// Whether a number is that of a label which a text begins with: 提示2：, "step8.2:".
fn is_label(before: &str, behind: &str) -> bool {
    let word = before.trim();
    let short = (2..=LABEL).contains(&word.chars().count()) && word.chars().all(char::is_alphabetic);
    short && behind.trim_start().starts_with([':', '：'])
}

/// Whether what a number opens is a heading of its own, and no count of what it begins with: "Where to go?", not
/// "GB of memory", 我們往哪裡去, not 個人.
fn is_heading(pair: &Pair, side: Side, at: usize) -> bool {
    let text = pair.text(side);
    let mut letters = text.get(at..).unwrap_or("").chars();
    match side {
        Side::En => letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase),
        Side::Zh => {
            let first = pair.tokens(side).iter().find(|token| token.span.start == at);
            let word = first.is_some_and(|token| token.span.of(text).chars().filter(|c| is_han(*c)).count() > 1);
            word && units::behind(text, side, at).is_none()
        }
    }
}

/// The 2 of "1) … 2) …".
pub(super) fn is_list_mark(text: &str, figure: &Figure) -> bool {
    let behind = text.get(figure.span.end..).unwrap_or("");
    let before = text.get(..figure.span.start).unwrap_or("");
    let opened = before.rfind(['(', '（']) > before.rfind([')', '）']);
    behind.starts_with([')', '）']) && !opened && before.ends_with(char::is_whitespace)
}

/// What figures and tables are called whose number has two parts, 圖 3-2 and "Listing 16-12"; folded.
const CAPTIONS: [&str; 14] = [
    "示例", "范例", "例", "图", "表", "清单", "列表", "example", "exhibit", "figure", "fig.", "listing", "table",
    "chart",
];

/// The 16 or the 12 of "Listing 16-12": text around a figure names it in one edition and says "the code above" in another.
pub(super) fn is_caption(text: &str, figure: &Figure) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let before = text.get(..figure.span.start).unwrap_or("");
    let first = before.strip_suffix(['-', '–', '.']).filter(|before| before.ends_with(is_digit));
    let behind = text.get(figure.span.end..).unwrap_or("");
    let has_second = behind.strip_prefix(['-', '–', '.']).is_some_and(|behind| behind.starts_with(is_digit));
    let name = match first {
        Some(before) => before.trim_end_matches(is_digit),
        None if has_second => before,
        None => return false,
    };
    let name = name.trim_end();
    let near = name.get(name.floor_char_boundary(name.len().saturating_sub(12))..).unwrap_or("");
    let near = fold(near);
    CAPTIONS.iter().any(|caption| near.ends_with(caption))
}

/// The 160 of "width=160": a value of code.
pub(super) fn is_set(text: &str, figure: &Figure) -> bool {
    let name = text.get(..figure.span.start).and_then(|before| before.strip_suffix('='));
    name.is_some_and(|name| name.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
}

/// Letters of the name of who speaks.
const SPEAKER: usize = 40;

/// The 19:25 of "Interviewer (19:25):" and "[00:12:34]": where a recording says what follows, or where a line of it ends. Who
/// reads a translation does not need it.
pub(super) fn is_time_mark(text: &str, figure: &Figure) -> bool {
    let line = text.get(..figure.span.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let before = text.get(line..figure.span.start).unwrap_or("");
    let Some(open) = before.rfind(['(', '[', '（', '［', '【']) else { return false };
    let rest = text.get(line + open..).unwrap_or("");
    let Some(close) = rest.find([')', ']', '）', '］', '】']) else { return false };
    let inside: Vec<&str> = rest.get(..close).unwrap_or("").split([':', '：']).collect();
    let is_number = |part: &&str| {
        let part = part.trim_matches(|c: char| !c.is_ascii_digit());
        (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let speaker = before.get(..open).unwrap_or("").trim();
    let behind = rest.get(close..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let behind = behind.get(behind.chars().next().map_or(0, char::len_utf8)..).unwrap_or("");
    let ends = behind.trim().is_empty();
    let named = speaker.chars().count() <= SPEAKER && !speaker.contains(['.', '!', '?', ',', '。', '！', '？', '，']);
    let named = named && (speaker.is_empty() || behind.starts_with([':', '：']));
    (2..=3).contains(&inside.len()) && inside.iter().all(is_number) && (named || ends)
}

/// The 1354 of "#1354": an entry of a tracker, which a translation may leave out.
pub(super) fn is_issue(text: &str, figure: &Figure) -> bool {
    let before = text.get(..figure.span.start).unwrap_or("");
    figure.span.of(text).starts_with('#') || before.ends_with(['#', '＃'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::number::figures;

    #[test]
    fn figures_of_two_parts_are_names() {
        let captions =
            |text: &str, side: Side| figures(text, side).iter().map(|f| is_caption(text, f)).collect::<Vec<_>>();
        for (side, text) in
            [(Side::Zh, "見圖 3-2 的碼頭"), (Side::Zh, "如範例 16-12 所示"), (Side::En, "as Listing 16-12 shows")]
        {
            let found = captions(text, side);
            assert!(!found.is_empty() && found.iter().all(|is| *is), "{text}: {found:?}");
        }
        for (text, is) in [
            ("Interviewer (19:25):\nWhat is a moat?", true),
            ("[00:12:34] So it was.", true),
            ("That is how it was. (02:55)", true),
            ("Charlie Wu 【1:02:03】", true),
            ("The ship (19:25) left, and the crew stayed ashore.", false),
            ("It leaves the port in the evening, at the latest (19:25) by our clocks.", false),
            ("A ratio of (3:1:4:2) is kept", false),
            ("Interviewer 19:25", false),
        ] {
            let found = figures(text, Side::En);
            let marks = found.iter().filter(|f| is_time_mark(text, f)).count();
            assert_eq!(marks > 0 && marks == found.len(), is, "{text}: {found:?}");
        }
        for (side, text) in [(Side::Zh, "表中有 3-2 個"), (Side::En, "pages 16-12"), (Side::En, "Figure 3 shows it")]
        {
            assert!(captions(text, side).iter().all(|is| !is), "{text}");
        }
    }
}
