//! Subtitles (SRT, WebVTT, ASS and SSA): a row for each sentence that cues say, named after the time of the first. Cues in
//! both languages come apart; two files in one language each are paired by time.

mod cue;
mod files;
mod sentences;
mod tracks;

use crate::model::{LeftOut, Position, Raw, Row, Side, Sides};
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::row_stream;
use cue::Cue;
use files::cues_of;
use sentences::sentences;
use tracks::{by_time, has_two_tracks, part_both};

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
