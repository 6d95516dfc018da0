//! Plain text: a line is a block; in text that was wrapped by hand at a fixed width, a paragraph is.

use crate::model::{Block, BlockKind, Body, Counted, LeftOut, LeftOutReason, Raw, Sides};
use crate::read::columns::names_both;
use crate::read::encoding::text_of;
use crate::read::flow::Flow;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::language::is_cjk;
use crate::read::line_join::join_line;
use crate::read::list_labels::numbered;
use unicode_width::UnicodeWidthStr;

/// Columns between which a width is one that people wrap text at.
const WRAPS: std::ops::RangeInclusive<usize> = 40..=100;

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let (blocks, left_out) = blocks(&text);
    let body = Body::Blocks(blocks);
    let warnings = encoded.warning().into_iter().collect();
    let counted = Sides::same(Counted::Lines);
    Ok(Raw { format: "text", encoding: encoded.name(), counted, body, left_out, warnings, ..Raw::default() })
}

/// The blocks of a text, and its lines that only name the languages of the columns below.
fn blocks(text: &str) -> (Vec<Block>, Vec<LeftOut>) {
    let (numbers, lines): (Vec<usize>, Vec<&str>) = lines(text).unzip();
    let width = wrap_width(&lines);
    let (mut blocks, mut left_out): (Vec<Block>, Vec<LeftOut>) = Default::default();
    let mut before: Option<&str> = None;
    // The column below which the lines of an item that go on stand.
    let mut below: Option<usize> = None;
    for (number, line) in numbers.into_iter().zip(&lines) {
        if line.trim().is_empty() || is_rule(line) || names_both(line) {
            if names_both(line) {
                let text = line.trim().to_string();
                left_out.push(LeftOut { reason: LeftOutReason::ColumnNames, text, line: number });
            }
            (before, below) = (None, None);
            continue;
        }
        let hanging = before.is_some_and(|last| hangs(last, line)) || below == Some(indent(line));
        let goes_on = hanging && before.is_some_and(is_open) && item(line).is_none();
        below = if goes_on { Some(indent(line)) } else { None };
        match (blocks.last_mut(), before, width) {
            (Some(block), Some(last), Some(width)) if continues(last, line, width) => join_line(&mut block.text, line),
            (Some(block), Some(_), _) if goes_on => join_line(&mut block.text, line),
            (before, Some(last), _) => {
                // A step that says more below its text is no heading.
                if let Some(item) = before.filter(|_| is_clause(last) && hangs(last, line)) {
                    item.kind = BlockKind::Paragraph;
                }
                blocks.push(Block::paragraph(line.trim(), number));
            }
            _ => blocks.push(Block::paragraph(line.trim(), number)),
        }
        before = Some(line);
    }
    (blocks, left_out)
}

/// The same as what other readers write into.
pub fn flow(text: &str) -> Flow {
    let (blocks, left_out) = blocks(text);
    let mut flow = Flow::default();
    blocks.into_iter().for_each(|block| flow.block(block));
    left_out.into_iter().for_each(|piece| flow.leave_out(piece.reason, piece.text, piece.line));
    flow
}

/// A line drawn with signs: under a heading, between parts, in a table whose columns are spaces.
fn is_rule(line: &str) -> bool {
    let signs = line.chars().filter(|c| !c.is_whitespace());
    signs.clone().all(|c| {
        matches!(c, '-' | '=' | '_' | '*' | '~' | '+' | '|' | '\u{2500}'..='\u{257f}' | '—' | '－' | '＝' | '＿')
    }) && signs.count() >= 3
}

/// Lines as Unix, Windows and old Macs end them, with their numbers; a page break ends a piece of a line.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ended = text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'));
    (1..).zip(ended).flat_map(|(number, line)| line.split('\u{C}').map(move |piece| (number, piece)))
}

/// The width in columns at which a text was wrapped by hand, if it was: when most lines that are followed by
/// another were as full as they could be.
fn wrap_width(lines: &[&str]) -> Option<usize> {
    let pairs = || lines.windows(2).filter_map(|w| Some((*w.first()?, *w.last()?))).filter(|(a, b)| joinable(a, b));
    let mut widths: Vec<usize> = pairs().flat_map(|(a, b)| [a.trim_end().width(), b.trim_end().width()]).collect();
    widths.sort_unstable();
    // A few lines stick out of every wrapped text: addresses, tables.
    let width = *widths.get((widths.len() * 97 / 100).min(widths.len().checked_sub(1)?))?;
    let (full, all) = pairs().fold((0, 0), |(full, all), (a, b)| (full + usize::from(continues(a, b, width)), all + 1));
    (WRAPS.contains(&width) && full >= 2 && full * 10 >= all * 6).then_some(width)
}

/// Whether two lines can be one paragraph: neither is empty and the second does not start with an indent of its own, other
/// than that of an item, whose lines stand below its text and not below its number.
fn joinable(first: &str, second: &str) -> bool {
    let filled = |line: &str| !line.trim().is_empty() && !is_rule(line);
    filled(first) && filled(second) && (indent(second) <= indent(first) || hangs(first, second))
}

fn indent(line: &str) -> usize {
    line.width() - line.trim_start().width()
}

/// Whether a line stands below the text of the item that the line before it opens, and opens none itself.
fn hangs(item: &str, line: &str) -> bool {
    self::item(line).is_none() && text_of_item(item) == Some(indent(line))
}

/// Whether a line is as long as those that are broken, and ends no sentence. What stands below the text of its item belongs
/// to it, in a file that is not wrapped otherwise too.
fn is_open(line: &str) -> bool {
    const LONG: usize = 50;
    let ends = ['.', '。', '!', '！', '?', '？', ':', '：', '︰', ';', '；', '…'];
    line.trim_end().width() >= LONG && !line.trim_end().ends_with(ends)
}

/// Whether Chinese is a clause with its punctuation, as names are not.
fn is_clause(line: &str) -> bool {
    line.contains(['，', '：', '︰'])
}

/// Marks that items of lists open with, and what is to be tried.
const MARKS: [&str; 9] = [">>", "-", "*", "+", "•", "·", "●", "○", "–"];

/// The text of an item, behind its number or its mark; `None` for a line that is none.
fn item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let marked = || {
        let text = MARKS.iter().find_map(|mark| line.strip_prefix(mark))?;
        (text.starts_with(' ') && !text.trim().is_empty()).then_some(text)
    };
    numbered(line).map(|(_, text)| text).or_else(marked)
}

/// The column in which the text of an item begins; `None` for a line that is none.
fn text_of_item(line: &str) -> Option<usize> {
    Some(line.width() - item(line)?.trim_start().width())
}

/// Whether a line was broken because the first word of the next one did not fit.
fn continues(line: &str, next: &str, width: usize) -> bool {
    let word = next.trim_start();
    let cjk = word.chars().next().is_some_and(is_cjk);
    let needed = if cjk {
        // One character, and room for punctuation that may not start a line.
        2 + 4
    } else {
        1 + word.split(|c: char| c.is_whitespace() || is_cjk(c)).next().unwrap_or("").width()
    };
    let own = line.trim_end().width();
    joinable(line, next) && own >= *WRAPS.start() / 2 && own + needed > width
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        blocks(text).0.into_iter().map(|b| b.text).collect()
    }

    #[test]
    fn a_line_is_a_block() {
        let text = "第一条 为了保护商业秘密，制定本法。\r\n　　第二条 本法适用于境内。\r\n\r\nArticle 1  This law is made.\rArticle 2";
        assert_eq!(
            texts(text),
            [
                "第一条 为了保护商业秘密，制定本法。",
                "第二条 本法适用于境内。",
                "Article 1  This law is made.",
                "Article 2"
            ]
        );
        assert_eq!(blocks(text).0[2].line, 4);
    }

    #[test]
    fn wrapped_english_is_joined() {
        let text = "A trade secret is information that is not known to the public,\n\
                    that has commercial value because it is secret, and that its\n\
                    holder keeps secret by measures that are suitable for a non-\n\
                    public fact.\n\n\
                    The holder may license it to others, who then must keep it secret\n\
                    as well.\n";
        let got = texts(text);
        assert_eq!(got.len(), 2, "{got:?}");
        assert!(got[0].contains("public, that has") && got[0].ends_with("non-public fact."));
    }

    #[test]
    fn wrapped_chinese_is_joined_without_spaces() {
        let line = "商业秘密是指不为公众所知悉且具有商业价值并经权利人采取保密措施的信";
        let text = format!("{line}\n{line}\n息。\n\n{line}\n息。\n");
        assert_eq!(texts(&text), [format!("{line}{line}息。"), format!("{line}息。")]);
    }

    #[test]
    fn items_go_on_below_their_text() {
        let line = "The master of a ship that comes into the harbour reports to the office";
        let item = "master of a ship that comes into the harbour reports to the office";
        let wrapped = format!("{line}\nat once.\n\n{line}\nat once.\n\n");
        let text = format!("{wrapped}  1. {item}\n     on arrival.\n\n  2. Report:\n     by letter\n");
        let items = [format!("1. {item} on arrival."), "2. Report:".into(), "by letter".into()];
        assert_eq!(texts(&text)[2..], items);
        let nested = format!("{wrapped}  1. {item}\n     a. by letter\n");
        assert_eq!(texts(&nested)[2..], [format!("1. {item}"), "a. by letter".into()]);
    }

    #[test]
    fn a_long_item_goes_on_below_its_text_wherever_it_stands() {
        let item = "Moor the ship at the northern quay of the harbour, with";
        let text = format!(
            "  1. {item}\n     two lines ahead of the bow and two behind\n     the stern.\n     Then report.\n\nA\nB\nC\nD\n"
        );
        let joined = format!("1. {item} two lines ahead of the bow and two behind");
        assert_eq!(texts(&text)[..3], [joined, "the stern.".into(), "Then report.".into()]);
        let long = format!("  1. {item}\n     {item}\n     a pilot.\n");
        assert_eq!(texts(&long), [format!("1. {item} {item} a pilot.")]);
        let marked =
            format!(">> {item}\n   a pilot.\n   Then report.\n\n  - {item}\n    a tug,\n  - {item}.\n    two tugs\n");
        let items = [
            format!(">> {item} a pilot."),
            "Then report.".into(),
            format!("- {item} a tug,"),
            format!("- {item}."),
            "two tugs".into(),
        ];
        assert_eq!(texts(&marked), items);
        for text in
            [format!("  1. {item}.\n     Then report."), format!("{item}\n     two lines"), "1. Moor\n   Report".into()]
        {
            assert_eq!(texts(&text).len(), 2, "{text}");
        }
    }

    #[test]
    fn a_step_that_goes_on_is_no_heading() {
        let kinds = |text: &str| blocks(text).0.into_iter().map(|block| block.kind).collect::<Vec<_>>();
        assert_eq!(kinds("1. 要靠泊，先報告︰Q\n   要離泊，再報告︰D\n"), [BlockKind::Paragraph, BlockKind::Text]);
        for heading in ["1. 靠泊\n   要靠泊，先報告。\n", "1. 靠泊，離泊\n\n   先報告。\n", "1. 靠泊，離泊\n先報告。\n"]
        {
            assert_eq!(kinds(heading), [BlockKind::Text; 2], "{heading}");
        }
    }

    #[test]
    fn what_draws_a_table_is_no_text() {
        let text = "  中文       English\n  ---------- --------\n  滯納金     late fee\n\n=====\n***\n* * *\n--\n";
        assert_eq!(texts(text), ["滯納金     late fee", "--"]);
    }

    #[test]
    fn a_list_of_short_lines_stays() {
        assert_eq!(texts("Apples\nPears\nPlums and other fruit\nNuts\n").len(), 4);
    }

    #[test]
    fn a_line_that_names_the_columns_is_left_out() {
        let (blocks, left_out) = blocks("  中文   English\n  -----  -------\n  泊位   berth\n");
        assert_eq!(blocks.len(), 1);
        assert_eq!(left_out, [LeftOut { reason: LeftOutReason::ColumnNames, text: "中文   English".into(), line: 1 }]);
    }
}
