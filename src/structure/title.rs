//! Titles, and the notes beside the text that would pass for titles.

use super::line::{ends_sentence, is_heading_like};
use super::outline::OutlineLine;
use crate::model::{BlockKind, Kind, Side};

/// The title of a format with headings: the highest, when there is one of it and it comes first.
pub(super) fn by_level(lines: &mut [OutlineLine]) {
    let level = |line: &OutlineLine| match line.block {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    let Some(first) = lines.iter().position(|line| level(line).is_some()) else { return };
    let highest = lines.get(first).and_then(level);
    let alone = lines.iter().skip(first + 1).filter_map(level).all(|other| Some(other) > highest);
    if let Some(line) = lines.get_mut(first).filter(|_| alone) {
        line.paragraph.kind = Kind::Title;
    }
}

/// The title of plain text: the first line, or one near it that says what the format gives as title.
pub(super) fn by_place(lines: &mut [OutlineLine], side: Side, title: Option<&str>) {
    let given = title.and_then(|title| lines.iter().take(5).position(|line| line.text().trim() == title.trim()));
    let running = lines.iter().skip(1).any(|line| line.paragraph.kind == Kind::Heading || ends_sentence(line.text()));
    let title_like = |line: &OutlineLine| {
        let text = line.text();
        let short = text.len() <= 240 && text.lines().count() == 1;
        line.block == BlockKind::Text
            && line.opening.is_none()
            && short
            && is_heading_like(text.get(..text.len().min(130)).unwrap_or(text), side)
            && !ends_sentence(text)
            && !text.starts_with(['(', '（', '-', '•', '·'])
            && crate::text::field_name::label(text).is_none()
    };
    let first = lines.iter().take(3).position(|line| line.paragraph.kind != Kind::Note);
    let found = given.or(first.filter(|i| running && lines.get(*i).is_some_and(title_like)));
    if let Some(line) = found.and_then(|i| lines.get_mut(i)) {
        line.paragraph.kind = Kind::Title;
    }
}

/// Notes beside the text: 註：…, "Note: …", "(*The English version …)", a starred footnote.
pub(super) fn mark_notes(lines: &mut [OutlineLine]) {
    let starred = |line: &OutlineLine| {
        line.text().starts_with("* ") || line.text().starts_with('*') && !line.text().starts_with("**")
    };
    // More stars than footnotes would have are bullets.
    let footnotes = lines.iter().filter(|line| starred(line)).count() <= 2;
    for line in lines.iter_mut().filter(|line| line.block == BlockKind::Text) {
        if is_note(line.text()) || footnotes && starred(line) {
            line.paragraph.kind = Kind::Note;
        }
    }
}

fn is_note(text: &str) -> bool {
    let inner = text.trim_start_matches(['(', '（', '[', '［']);
    let bracketed = inner.len() < text.len();
    let short = text.len() <= 300;
    let labelled = [
        "註", "注", "附註", "附注", "備註", "备注", "說明", "说明", "Note", "Notes", "NOTE", "Remark", "Remarks", "N.B",
    ]
    .iter()
    .filter_map(|label| inner.strip_prefix(label))
    .any(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').starts_with(['：', ':', '.', '﹕']));
    let lower = if short { text.to_ascii_lowercase() } else { String::new() };
    text.starts_with('※')
        || bracketed && inner.starts_with(['*', '＊'])
        || labelled && (short || !bracketed)
        || lower.contains("for reference only")
        || short && (text.contains("僅供參考") || text.contains("仅供参考"))
}
