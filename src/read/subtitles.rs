//! Subtitles (SRT, WebVTT, ASS and SSA): a row for each sentence that cues say, named after the time of the first. Cues in
//! both languages come apart; two files in one language each are paired by time.

use crate::model::{LeftOut, LeftOutReason, Position, Raw, Row, Side, Sides};
use crate::read::encoding::text_of;
use crate::read::format::Hint;
use crate::read::halves::halves;
use crate::read::input::{Input, Outcome};
use crate::read::language::side_of_text;
use crate::read::line_join::join_line;
use crate::read::row_stream;
use crate::text::fold::is_han;

/// What is shown at a time; times in milliseconds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cue {
    start: u64,
    end: u64,
    text: Sides<String>,
    /// Its parts in the two languages, where it looks like a text in both.
    halves: Option<Halves>,
    line: usize,
}

/// What a cue in both languages holds.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Halves {
    text: Sides<String>,
    /// Each language has lines of its own.
    by_lines: bool,
}

/// Cues further apart than this are no one sentence, milliseconds.
const PAUSE: u64 = 1_500;
/// One in so many Chinese cues has its English in lines of its own, at the least, where a film is shown in both.
const PART_IN_LINES: usize = 5;
/// Cues that one sentence is spread over, at most.
const SPREAD: usize = 8;

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (mut cues, left_out, raw) = cues_of(input, hint)?;
    part_both(&mut cues);
    let cues = if has_two_tracks(&cues) { by_time(cues) } else { cues };
    Ok(made(cues, left_out, raw))
}

/// Two files of one film, Chinese first.
pub fn read_pair(zh: &Input, en: &Input, hint: &Hint) -> crate::Result<Raw> {
    let (zh_cues, mut left_out, mut raw) = zh.named(cues_of(zh, hint))?;
    let (en_cues, more, other) = en.named(cues_of(en, hint))?;
    left_out.extend(more);
    raw.warnings.extend(other.warnings);
    let on = |side: Side, cues: Vec<Cue>| {
        cues.into_iter().map(move |cue| {
            let mut text = Sides::default();
            *text.get_mut(side) = if cue.text.zh.is_empty() { cue.text.en } else { cue.text.zh };
            Cue { text, ..cue }
        })
    };
    let mut all: Vec<Cue> = on(Side::Zh, zh_cues).chain(on(Side::En, en_cues)).collect();
    all.sort_by_key(|cue| (cue.start, cue.end));
    Ok(made(by_time(all), left_out, raw))
}

/// Takes cues apart that are in both languages, where the film is shown in both: one in Chinese has foreign words in some of
/// its cues, and these at the end of a line or in a line of their own now and then.
fn part_both(cues: &mut [Cue]) {
    let chinese = cues.iter().filter(|cue| cue.text.zh.contains(is_han) || cue.text.en.contains(is_han)).count();
    let count = |by_lines: bool| {
        cues.iter().filter(|cue| cue.halves.as_ref().is_some_and(|halves| halves.by_lines == by_lines)).count()
    };
    let (lines, scripts) = (count(true), count(false));
    let by_lines = lines * PART_IN_LINES >= chinese;
    let by_script = (lines + scripts) * 10 >= chinese * 6;
    for cue in cues {
        if let Some(halves) = cue.halves.take()
            && if halves.by_lines { by_lines } else { by_script }
        {
            cue.text = halves.text;
        }
    }
}

/// Whether a file holds the cues of two languages beside each other, each in its own lines: most of those of either are
/// shown with one of the other.
fn has_two_tracks(cues: &[Cue]) -> bool {
    let of = |side: Side| cues.iter().filter(move |cue| !cue.text.get(side).is_empty());
    let fewer = of(Side::Zh).count().min(of(Side::En).count());
    let sided = |cue: &Cue| cue.text.en.is_empty();
    // Cues are in the order of time, so those that are shown together are neighbours.
    let together =
        cues.windows(2).filter(|two| matches!(two, [a, b] if sided(a) != sided(b) && are_shown_together(a, b))).count();
    fewer > 0 && together * 2 > fewer
}

fn are_shown_together(one: &Cue, two: &Cue) -> bool {
    let shorter = (one.end - one.start).min(two.end - two.start);
    one.end.min(two.end).saturating_sub(one.start.max(two.start)) * 2 >= shorter.max(1)
}

/// Cues that are shown at the same time, for half of the shorter one at the least, are one.
fn by_time(cues: Vec<Cue>) -> Vec<Cue> {
    let mut joined: Vec<Cue> = Vec::new();
    for cue in cues {
        match joined.last_mut().filter(|last| are_shown_together(last, &cue)) {
            Some(last) => {
                last.end = last.end.max(cue.end);
                for side in Side::BOTH {
                    append(last.text.get_mut(side), cue.text.get(side));
                }
            }
            None => joined.push(cue),
        }
    }
    joined
}

fn append(text: &mut String, more: &str) {
    if text.is_empty() {
        text.push_str(more);
    } else if !more.is_empty() {
        join_line(text, more);
    }
}

fn made(cues: Vec<Cue>, left_out: Vec<LeftOut>, raw: Raw) -> Raw {
    let rows: Vec<Row> = sentences(cues).into_iter().map(row).collect();
    if rows.is_empty() {
        return Raw { left_out, ..row_stream::empty("subtitles", raw.encoding) };
    }
    Raw { body: row_stream::of(rows), left_out, ..raw }
}

fn row(cue: Cue) -> Row {
    let (seconds, rest) = (cue.start / 1000, cue.start % 1000);
    let reference = format!("{:02}:{:02}:{:02}.{rest:03}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    let Sides { zh, en } = cue.text.map(|text| Some(text).filter(|text| !text.is_empty()));
    let at = Some(Position::Time(reference.clone()));
    Row { zh, en, reference: Some(reference), line: cue.line, at: Sides::new(at.clone(), at), ..Row::default() }
}

/// Joins cues to sentences, where the cues of a language end with full stops: many Chinese ones have no punctuation.
fn sentences(cues: Vec<Cue>) -> Vec<Cue> {
    let stops = |side: Side| {
        let said = || cues.iter().map(|cue| cue.text.get(side)).filter(|text| !text.is_empty());
        said().filter(|text| ends(text)).count() * 4 >= said().count().max(1)
    };
    let stopped = Sides::new(stops(Side::Zh), stops(Side::En));
    let open = |cue: &Cue| {
        let unfinished = |side: Side| !cue.text.get(side).is_empty() && *stopped.get(side) && !ends(cue.text.get(side));
        let finished = |side: Side| !cue.text.get(side).is_empty() && *stopped.get(side) && ends(cue.text.get(side));
        (unfinished(Side::Zh) || unfinished(Side::En)) && !finished(Side::Zh) && !finished(Side::En)
    };
    let mut joined: Vec<Cue> = Vec::new();
    let mut spread = 0;
    for cue in cues {
        let sides = |cue: &Cue| (cue.text.zh.is_empty(), cue.text.en.is_empty());
        let goes_on = |last: &Cue| {
            spread < SPREAD && open(last) && sides(last) == sides(&cue) && cue.start.saturating_sub(last.end) < PAUSE
        };
        match joined.last_mut().filter(|last| goes_on(last)) {
            Some(last) => {
                spread += 1;
                last.end = cue.end;
                for side in Side::BOTH {
                    append(last.text.get_mut(side), cue.text.get(side));
                }
            }
            None => {
                spread = 1;
                joined.push(cue);
            }
        }
    }
    joined
}

fn ends(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', '」', '』', ')', '）', '♪', ' ']);
    text.ends_with(['.', '!', '?', '。', '！', '？', '…', ':', '：', ';', '；'])
}

/// The cues of a file with text, in the order of time; and the document without them.
fn cues_of(input: &Input, hint: &Hint) -> Outcome<(Vec<Cue>, Vec<LeftOut>, Raw)> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut left_out = Vec::new();
    let (format, mut cues) = if text.contains("[Script Info]") || text.contains("\nDialogue:") {
        ("ass", scripted(&text, &mut left_out))
    } else if text.trim_start_matches('\u{FEFF}').starts_with("WEBVTT") {
        ("vtt", timed(&text, &mut left_out))
    } else {
        ("srt", timed(&text, &mut left_out))
    };
    cues.sort_by_key(|cue| (cue.start, cue.end));
    let warnings = encoded.warning().into_iter().collect();
    Ok((cues, left_out, Raw { format, encoding: encoded.name(), warnings, ..Raw::default() }))
}

/// SRT and WebVTT: blocks of lines, of which one has the times.
fn timed(text: &str, left_out: &mut Vec<LeftOut>) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let line = at + 1;
        let said = lines.get(at).copied().unwrap_or_default().trim();
        at += 1;
        if let Some((start, end)) = times(said) {
            let mut spoken: Vec<&str> = Vec::new();
            while let Some(next) = lines.get(at).filter(|next| !next.trim().is_empty()) {
                // A cue whose empty line was lost: the number and the times of the next one follow.
                let number = next.trim().bytes().all(|b| b.is_ascii_digit());
                if times(next).is_some() || number && lines.get(at + 1).is_some_and(|l| times(l).is_some()) {
                    break;
                }
                spoken.push(next);
                at += 1;
            }
            let text = without_codes(&spoken.join("\n"), line, left_out);
            cues.extend(cue(start, end, &text, line));
        } else if said.starts_with("NOTE") {
            let mut note = vec![said];
            while let Some(next) = lines.get(at).filter(|next| !next.trim().is_empty()) {
                note.push(next);
                at += 1;
            }
            left_out.push(LeftOut { reason: LeftOutReason::Comment, text: note.join("\n"), line });
        } else if !said.is_empty() {
            // Numbers and names of cues, the heading of the file, styles.
            left_out.push(LeftOut { reason: LeftOutReason::Code, text: said.to_string(), line });
        }
    }
    cues
}

/// `00:00:01,000 --> 00:00:03,500`, with settings of WebVTT behind them.
fn times(line: &str) -> Option<(u64, u64)> {
    let (start, rest) = line.split_once("-->")?;
    Some((time(start)?, time(rest.split_whitespace().next()?)?))
}

/// Hours (which may be missing), minutes, seconds and a fraction as milliseconds.
fn time(text: &str) -> Option<u64> {
    let (whole, fraction) = text.trim().split_once([',', '.']).unwrap_or((text.trim(), "0"));
    let mut seconds: u64 = 0;
    for part in whole.split(':') {
        seconds = seconds.checked_mul(60)?.checked_add(part.trim().parse().ok()?)?;
    }
    let digits = fraction.get(..fraction.len().min(3))?;
    let scale = [1000, 100, 10, 1].get(digits.len())?;
    seconds.checked_mul(1000)?.checked_add(digits.parse::<u64>().ok()? * scale)
}

/// ASS and SSA: lines of events, whose last field is the text.
fn scripted(text: &str, left_out: &mut Vec<LeftOut>) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut fields: Vec<String> = Vec::new();
    let mut events = false;
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.starts_with('[') {
            events = line.eq_ignore_ascii_case("[Events]");
        }
        if let Some(names) = line.strip_prefix("Format:").filter(|_| events) {
            fields = names.split(',').map(|name| name.trim().to_ascii_lowercase()).collect();
        } else if let Some(event) = line.strip_prefix("Dialogue:") {
            let at = |name: &str, usual: usize| fields.iter().position(|f| f == name).unwrap_or(usual);
            let width = if fields.is_empty() { 10 } else { fields.len() };
            let values: Vec<&str> = event.splitn(width, ',').map(str::trim).collect();
            let value = |n: usize| values.get(n).copied().unwrap_or_default();
            let said = value(at("text", 9)).replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ");
            let said = without_codes(&said, n + 1, left_out);
            let (start, end) = (time(value(at("start", 1))), time(value(at("end", 2))));
            cues.extend(cue(start.unwrap_or_default(), end.unwrap_or_default(), &said, n + 1));
            continue;
        }
        let reason = if line.starts_with("Comment:") { LeftOutReason::Comment } else { LeftOutReason::Code };
        if !line.is_empty() {
            left_out.push(LeftOut { reason, text: line.to_string(), line: n + 1 });
        }
    }
    cues
}

/// A cue with its text on the sides that it is in; `None` where it has no text.
fn cue(start: u64, end: u64, text: &str, line: usize) -> Option<Cue> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let parts = halves(&lines.join("\n"))
        .map(|parts| Halves { text: parts.map(|text| joined(text.lines())), by_lines: lines.len() > 1 });
    let said = joined(lines.into_iter());
    let mut text = Sides::default();
    // Music and laughter are said in either language.
    let side = side_of_text(&said).unwrap_or(Side::En);
    *text.get_mut(side) = said;
    let some = !text.zh.is_empty() || !text.en.is_empty();
    some.then(|| Cue { start, end: end.max(start), text, halves: parts, line })
}

/// The lines of a cue as one, but for what two people say.
fn joined<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    let mut text = String::new();
    for line in lines {
        if text.is_empty() {
            text.push_str(line);
        } else if line.starts_with(['-', '–', '—', '－']) {
            text.push('\n');
            text.push_str(line);
        } else {
            join_line(&mut text, line);
        }
    }
    text
}

/// Text without the marks of formatting: `<i>`, `{\an8}`, `&amp;`.
fn without_codes(text: &str, line: usize, left_out: &mut Vec<LeftOut>) -> String {
    let mut out = String::new();
    let mut codes = String::new();
    // ASS draws with what stands between `{\p1}` and `{\p0}`.
    let mut drawing = false;
    let mut rest = text;
    while let Some(at) = rest.find(['<', '{']) {
        let (before, code) = rest.split_at(at);
        let close = if code.starts_with('<') { '>' } else { '}' };
        let tag = code.chars().nth(1).is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '\\'));
        let end = code.find(close).filter(|_| tag);
        (if drawing { &mut codes } else { &mut out }).push_str(before);
        drawing = end.and_then(|end| drawn(code.get(..end)?)).unwrap_or(drawing);
        match end {
            Some(end) => codes.push_str(code.get(..=end).unwrap_or_default()),
            None => out.push_str(code.get(..1).unwrap_or_default()),
        }
        rest = code.get(end.map_or(1, |end| end + 1)..).unwrap_or_default();
    }
    (if drawing { &mut codes } else { &mut out }).push_str(rest);
    if !codes.is_empty() {
        left_out.push(LeftOut { reason: LeftOutReason::Code, text: codes, line });
    }
    for (entity, sign) in
        [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{A0}"), ("&lrm;", ""), ("&rlm;", ""), ("&amp;", "&")]
    {
        out = out.replace(entity, sign);
    }
    out
}

/// Whether a code begins a drawing or ends one: `\p1`, `\p0`.
fn drawn(code: &str) -> Option<bool> {
    let scale = code.rsplit("\\p").next().filter(|rest| rest.len() < code.len())?.chars().next()?;
    scale.is_ascii_digit().then_some(scale != '0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::testing::rows_of;

    fn rows(raw: Raw) -> Vec<(String, String, String)> {
        let some = Option::unwrap_or_default;
        let rows = rows_of(raw).into_iter();
        let timed = |r: Row| {
            assert_eq!(r.at.zh.map(|at| at.to_string()), r.reference);
            (some(r.zh), some(r.en), some(r.reference))
        };
        rows.map(timed).collect()
    }

    fn row(zh: &str, en: &str, time: &str) -> (String, String, String) {
        (zh.into(), en.into(), time.into())
    }

    fn input(text: &str) -> Input {
        Input::bytes("x.srt", text.as_bytes())
    }

    #[test]
    fn drawings_are_no_text() {
        let mut left = Vec::new();
        let text = without_codes("{\\pos(1,2)\\p1}m 0 0 l 100 0{\\p0}泊位{\\i1}已{\\i0}滿", 1, &mut left);
        assert_eq!((text.as_str(), left.len()), ("泊位已滿", 1));
        assert!(left[0].text.contains("m 0 0 l 100 0"), "{left:?}");
    }

    #[test]
    fn cues_in_both_languages() {
        let srt = "1\n00:00:01,000 --> 00:00:03,500\n<i>船長應減速。</i>\nThe master shall slow down.\n\n2\n00:00:04,000 --> 00:00:06,000\n引航員登船。\nThe pilot boards.\n";
        let want = [
            row("船長應減速。", "The master shall slow down.", "00:00:01.000"),
            row("引航員登船。", "The pilot boards.", "00:00:04.000"),
        ];
        assert_eq!(rows(read(&input(srt), &Hint::default()).unwrap()), want);
        let ass = "[Script Info]\nTitle: x\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\nDialogue: 0,0:00:01.00,0:00:03.50,Default,,0,0,0,,{\\an8}船長應減速。\\N{\\fs12}The master, too, slows.\n";
        assert_eq!(
            rows(read(&input(ass), &Hint::default()).unwrap()),
            [row("船長應減速。", "The master, too, slows.", "00:00:01.000")]
        );
    }

    #[test]
    fn foreign_words_in_chinese_stay_where_they_are() {
        let cue = |n: usize, text: &str| format!("{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{text}\n\n");
        let said =
            ["先看泊位", "這裡講的是berth allocation", "再看碼頭", "碼頭的\nquay crane", "也就是berth跟quay", "好"];
        let srt: String = (1..).zip(said).map(|(n, text)| cue(n, text)).collect();
        let zh: Vec<String> = rows(read(&input(&srt), &Hint::default()).unwrap())
            .into_iter()
            .map(|(zh, en, _)| format!("{zh}|{en}"))
            .collect();
        let want =
            ["先看泊位|", "這裡講的是berth allocation|", "再看碼頭|", "碼頭的quay crane|", "也就是berth跟quay|", "好|"];
        assert_eq!(zh, want);
    }

    #[test]
    fn two_languages_in_lines_of_their_own_are_paired_by_time() {
        let line =
            |start: &str, text: &str| format!("Dialogue: 0,0:00:0{start}.00,0:00:0{start}.90,Default,,0,0,0,,{text}\n");
        let head = "[Script Info]\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";
        let zh = line("1", "船長減速。") + &line("3", "引航員登船。");
        let en = line("1", "The master slows down.") + &line("3", "The pilot boards.");
        let ass = Input::bytes("x.ass", format!("{head}{zh}{en}").as_bytes());
        let want = [
            row("船長減速。", "The master slows down.", "00:00:01.000"),
            row("引航員登船。", "The pilot boards.", "00:00:03.000"),
        ];
        assert_eq!(rows(read(&ass, &Hint::default()).unwrap()), want);
    }

    #[test]
    fn sentences_go_over_cues() {
        let vtt = "WEBVTT\n\nNOTE made by hand\n\n00:01.000 --> 00:03.000\nThe master of a ship\n\n00:03.100 --> 00:05.000 align:left\nshall slow down.\n\n00:09.000 --> 00:10.000\nYes.\n";
        let got = rows(read(&input(vtt), &Hint::default()).unwrap());
        assert_eq!(
            got,
            [row("", "The master of a ship shall slow down.", "00:00:01.000"), row("", "Yes.", "00:00:09.000")]
        );
    }

    #[test]
    fn two_files_by_time() {
        let zh = "1\n00:00:01,000 --> 00:00:03,000\n船長減速\n\n2\n00:00:05,000 --> 00:00:06,000\n好\n";
        let en = "1\n00:00:01,200 --> 00:00:02,000\nThe master\n\n2\n00:00:02,000 --> 00:00:03,100\nslows down.\n\n3\n00:00:08,000 --> 00:00:09,000\nLater.\n";
        let got = rows(read_pair(&input(zh), &input(en), &Hint::default()).unwrap());
        assert_eq!(
            got,
            [
                row("船長減速", "The master slows down.", "00:00:01.000"),
                row("好", "", "00:00:05.000"),
                row("", "Later.", "00:00:08.000")
            ]
        );
    }
}
