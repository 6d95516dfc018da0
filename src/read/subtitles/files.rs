//! The files that hold cues: SRT, WebVTT, ASS and SSA.

use crate::model::{LeftOut, LeftOutReason, Raw};
use crate::read::encoding::text_of;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::subtitles::cue::{Cue, cue, without_codes};

/// The cues of a file with text, in the order of time; and the document without them.
pub fn cues_of(input: &Input, hint: &Hint) -> Outcome<(Vec<Cue>, Vec<LeftOut>, Raw)> {
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
