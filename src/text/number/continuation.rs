//! Whether a Chinese figure goes on where the one before it ends: 第一、二款, 第三條之二.

use super::figure::Draft;
use super::reader::Reader;

/// The 二 of 第一、二款 and of 第三條之二.
pub(super) fn continues(reader: Reader, start: usize, last: Option<&Draft>) -> bool {
    let Some((sign, before)) = reader.before(start) else {
        return false;
    };
    let Some(last) = last else { return false };
    let near = last.figure.span.end;
    match sign {
        '、' | '及' | '或' | '与' | '和' | '比' => near == before,
        '之' | '-' => near <= before && reader.text.get(near..before).is_some_and(|gap| gap.chars().count() <= 2),
        '至' | '到' | '~' => {
            near <= before && reader.text.get(near..before).is_some_and(|gap| gap.chars().count() <= 3)
        }
        _ => false,
    }
}
