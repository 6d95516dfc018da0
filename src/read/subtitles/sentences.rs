//! Sentences that go over several cues.

use crate::model::{Side, Sides};
use crate::read::subtitles::cue::{Cue, append};

/// Cues further apart than this are no one sentence, milliseconds.
const PAUSE: u64 = 1_500;

/// Cues that one sentence is spread over, at most.
const SPREAD: usize = 8;

/// Joins cues to sentences, where the cues of a language end with full stops: many Chinese ones have no punctuation.
pub fn sentences(cues: Vec<Cue>) -> Vec<Cue> {
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
