//! The two languages of a film: both in a cue, or each in cues of its own that are shown at one time.

use crate::model::Side;
use crate::read::subtitles::cue::{Cue, append};
use crate::text::fold::is_han;

/// One in so many Chinese cues has its English in lines of its own, at the least, where a film is shown in both.
const PART_IN_LINES: usize = 5;

/// Takes cues apart that are in both languages, where the film is shown in both: one in Chinese has foreign words in some of
/// its cues, and these at the end of a line or in a line of their own now and then.
pub fn part_both(cues: &mut [Cue]) {
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
pub fn has_two_tracks(cues: &[Cue]) -> bool {
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
pub fn by_time(cues: Vec<Cue>) -> Vec<Cue> {
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
