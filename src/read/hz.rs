//! HZ (RFC 1843): GB 2312 in seven bits, between `~{` and `~}`, as mails and news of the nineties have it. Nothing else tells it
//! from English.

use crate::read::input::{Input, Outcome};
use crate::read::limits;
use encoding_rs::GBK;

/// The file in UTF-8, if it is in HZ.
pub fn decoded(input: &Input) -> Outcome<Option<Input>> {
    let head = input.head(limits::HEAD)?;
    let is_hz = head.is_ascii() && head.windows(2).any(|pair| pair == b"~{") && shifts(&head);
    if !is_hz {
        return Ok(None);
    }
    let bytes = input.whole()?;
    if !bytes.is_ascii() {
        return Ok(None);
    }
    Ok(Some(Input::bytes(input.path(), text(&bytes).into_bytes())))
}

/// Whether what stands between the shifts is characters of GB 2312, wherever a line ends with its shifts closed.
fn shifts(head: &[u8]) -> bool {
    let (mut right, mut wrong) = (0, 0);
    for line in head.split(|b| *b == b'\n') {
        let mut rest = line;
        while let Some(at) = rest.windows(2).position(|pair| pair == b"~{") {
            let inside = rest.get(at + 2..).unwrap_or_default();
            let Some(end) = inside.windows(2).step_by(2).position(|pair| pair == b"~}") else {
                wrong += 1;
                break;
            };
            let characters = inside.get(..end * 2).unwrap_or_default();
            let known = characters.iter().step_by(2).all(|b| (0x21..=0x77).contains(b));
            if known && !characters.is_empty() {
                right += 1
            } else {
                wrong += 1
            }
            rest = inside.get(end * 2 + 2..).unwrap_or_default();
        }
    }
    // The last line of the head may be cut.
    right > 0 && wrong <= 1 && wrong < right + 1
}

fn text(bytes: &[u8]) -> String {
    let mut wide = false;
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        rest = match rest {
            [b'~', b'{', after @ ..] if !wide => {
                wide = true;
                after
            }
            [b'~', b'}', after @ ..] => {
                wide = false;
                after
            }
            [b'~', b'~', after @ ..] if !wide => {
                out.push(b'~');
                after
            }
            [b'~', b'\n', after @ ..] if !wide => after,
            [b'\n', after @ ..] => {
                wide = false;
                out.push(b'\n');
                after
            }
            [a, b, after @ ..] if wide => {
                out.extend([a | 0x80, b | 0x80]);
                after
            }
            [a, after @ ..] => {
                out.push(*a);
                after
            }
            [] => return GBK.decode_without_bom_handling(&out).0.into_owned(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_both() {
        let hz = "~{4,3$S&51<uKY!#~}\nThe master ~~ slows.\n";
        let input = decoded(&Input::bytes("x.txt", hz.as_bytes())).unwrap().expect("HZ");
        assert_eq!(String::from_utf8(input.whole().unwrap()).unwrap(), "船长应当减速。\nThe master ~ slows.\n");
        for other in ["if ~{ x", "a ~{ b ~} c d", "~{~}", "plain", "船~{4,3$~}"] {
            assert!(decoded(&Input::bytes("x.txt", other.as_bytes())).unwrap().is_none(), "{other}");
        }
    }
}
