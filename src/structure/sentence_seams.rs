//! Where a line comes apart that says sentence after sentence in one language and then in the other.

use super::seams::{Seam, is_balanced, parts};
use crate::model::Side;
use crate::text::detect::{Shares, side};
use crate::text::fold::is_han;

/// 請勿吸煙。No smoking. 請排隊。Please queue. None where it is no such line; `proven` where it is so twice.
pub(super) fn sentences(text: &str) -> Vec<Seam> {
    let mut seams: Vec<Seam> = Vec::new();
    let (mut from, mut last) = (0, None);
    for end in sentence_ends(text) {
        let side = side(text.get(from..end).unwrap_or_default());
        if side.is_some() {
            if last.is_some() && side != last {
                let start = text.get(..from).unwrap_or_default().trim_end().len();
                seams.push(Seam { start, end: from, proven: false });
            }
            last = side;
        }
        from = end;
    }
    let parts = parts(text, &seams);
    let is_pair = |two: &[&str]| {
        let [one, two] = two else { return false };
        let (zh, en) = if side(one) == Some(Side::Zh) { (one, two) } else { (two, one) };
        let (zh, en) = (Shares::of(zh), Shares::of(en));
        is_balanced(zh, en) && zh.latin <= zh.han && en.han * 4 <= en.latin
    };
    if parts.len() < 2 || !parts.len().is_multiple_of(2) || !parts.chunks(2).all(is_pair) {
        return Vec::new();
    }
    let proven = parts.len() > 2;
    seams.into_iter().map(|seam| Seam { proven, ..seam }).collect()
}

/// Where the sentences of a text in both languages end, the last one at its end.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut rest = text.char_indices().peekable();
    while let Some((_, c)) = rest.next() {
        let wide = matches!(c, '。' | '！' | '？' | '；');
        if !wide && !matches!(c, '.' | '!' | '?' | ';') {
            continue;
        }
        while rest.next_if(|(_, c)| matches!(c, '」' | '』' | '”' | '"' | ')' | '）' | ']')).is_some() {}
        let parted = rest.peek().is_some_and(|(_, c)| wide || c.is_whitespace() || is_han(*c));
        while rest.next_if(|(_, c)| parted && c.is_whitespace()).is_some() {}
        ends.extend(rest.peek().filter(|_| parted).map(|(at, _)| *at));
    }
    ends.push(text.len());
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_in_both_languages_come_apart() {
        let two = "(ii) 領取本表無須繳費。This form is issued free of charge.";
        assert_eq!(parts(two, &sentences(two)), ["(ii) 領取本表無須繳費。", "This form is issued free of charge."]);
        let many =
            "請勿在 Quay 7 吸煙。No smoking on Quay 7. Keep the gangway clear. 請保持舷梯暢通。Moor at once!立即繫泊！";
        assert_eq!(sentences(many), []);
        let many =
            "請勿在 Quay 7 吸煙。No smoking on Quay 7. 請保持舷梯暢通。Keep the gangway clear. 立即繫泊！Moor at once!";
        let want = [
            "請勿在 Quay 7 吸煙。",
            "No smoking on Quay 7.",
            "請保持舷梯暢通。",
            "Keep the gangway clear.",
            "立即繫泊！",
            "Moor at once!",
        ];
        assert_eq!(parts(many, &sentences(many)), want);
        assert!(sentences(many).iter().all(|seam| seam.proven));
        for text in ["船長說：Moor at once. 然後離開。", "船舶應適航。", "The ship is seaworthy. It is moored."]
        {
            assert_eq!(sentences(text), [], "{text}");
        }
    }
}
