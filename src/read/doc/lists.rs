//! The lists of a DOC: how each level is labelled (MS-DOC 2.9.131, 2.9.147, 2.9.150), and which list paragraphs name
//! (2.9.132, 2.9.134).

use crate::read::compound::{u16_at, u32_at};
use crate::read::numbering::{LEVELS, ListLevel, NumberedList, Numbering};
use crate::text::numeral::System;

/// Bytes of what describes a list, a level, and a list that paragraphs name.
const LIST: usize = 28;
const LEVEL: usize = 28;
const NAMED: usize = 16;
/// A level that a named list changes.
const CHANGED: usize = 8;

/// Reads the lists; `levels` is what stands behind `lists` in the table stream.
pub fn read(lists: &[u8], levels: &[u8], named: &[u8]) -> Numbering {
    let mut numbering = Numbering::default();
    let count = usize::from(u16_at(lists, 0).unwrap_or_default());
    let mut rest = levels;
    for list in lists.get(2..).unwrap_or_default().chunks_exact(LIST).take(count) {
        let id = u32_at(list, 0).unwrap_or_default();
        let simple = list.get(26).is_some_and(|flags| flags & 1 == 1);
        let mut own: [ListLevel; LEVELS] = Default::default();
        for level in own.iter_mut().take(if simple { 1 } else { LEVELS }) {
            let Some((read, length)) = list_level(rest) else { break };
            *level = read;
            rest = rest.get(length..).unwrap_or_default();
        }
        numbering.abstracts.insert(id.to_string(), own);
    }
    let count = u32_at(named, 0).unwrap_or_default() as usize;
    let all = named.get(4..).unwrap_or_default();
    let mut changes = all.get(count.saturating_mul(NAMED)..).unwrap_or_default();
    for (n, list) in (1..).zip(all.chunks_exact(NAMED).take(count)) {
        let of = u32_at(list, 0).unwrap_or_default().to_string();
        let mut restarts = Vec::new();
        changes = changes.get(4..).unwrap_or_default();
        for _ in 0..list.get(12).copied().unwrap_or_default() {
            let (Some(start), Some(flags)) = (u32_at(changes, 0), u32_at(changes, 4)) else { break };
            let level = (flags & 0xF) as usize;
            if flags & 0x10 != 0 {
                restarts.push((level, start));
            }
            let formatted =
                if flags & 0x20 == 0 { None } else { list_level(changes.get(CHANGED..).unwrap_or_default()) };
            changes = changes.get(CHANGED + formatted.map_or(0, |(_, length)| length)..).unwrap_or_default();
        }
        numbering.lists.insert(i32::to_string(&n), NumberedList { of, restarts });
    }
    numbering
}

/// A level, and how many bytes it takes.
fn list_level(bytes: &[u8]) -> Option<(ListLevel, usize)> {
    let (start, format, flags) = (u32_at(bytes, 0)?, *bytes.get(4)?, *bytes.get(5)?);
    let properties = usize::from(*bytes.get(24)?) + usize::from(*bytes.get(25)?);
    let text = bytes.get(LEVEL + properties..)?;
    let count = usize::from(u16_at(text, 0)?);
    let units: Vec<u16> =
        text.get(2..2 + count * 2)?.chunks_exact(2).map(|c| u16::from_le_bytes([c[0], c[1]])).collect();
    // The numbers of levels stand as characters of their own.
    let label = String::from_utf16_lossy(&units).chars().take(64).fold(String::new(), |mut label, c| {
        match c as usize {
            level @ 0..LEVELS => label.push_str(&format!("%{}", level + 1)),
            _ => label.push(c),
        }
        label
    });
    let level = ListLevel {
        style: style(format),
        start: Some(start),
        text: label,
        suffix: if bytes.get(15) == Some(&2) { "" } else { " " },
        legal: flags & 4 != 0,
    };
    Some((level, LEVEL + properties + 2 + count * 2))
}

/// A number format by its number (MS-OSHARED 2.2.1.3).
fn style(format: u8) -> System {
    match format {
        1 => System::UpperRoman,
        2 => System::LowerRoman,
        3 => System::UpperLetter,
        4 => System::LowerLetter,
        10 | 11 | 33 | 35 | 36 | 37 | 39 => System::Chinese,
        16 | 34 | 38 => System::Financial,
        18 | 28 => System::Circled,
        22 => System::Zero,
        30 => System::Stems,
        23 | 255 => System::None,
        _ => System::Decimal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A level that starts at a number, in a format, with a label.
    fn level(start: u32, format: u8, label: &str) -> Vec<u8> {
        let units: Vec<u16> = label.encode_utf16().collect();
        let mut bytes = start.to_le_bytes().to_vec();
        bytes.extend([format, 0]);
        bytes.resize(LEVEL, 0);
        bytes.extend((units.len() as u16).to_le_bytes());
        bytes.extend(units.into_iter().flat_map(u16::to_le_bytes));
        bytes
    }

    #[test]
    fn labels_are_those_of_the_levels_and_restarts_those_of_the_list() {
        let mut lists = [&1_u16.to_le_bytes()[..], &7_u32.to_le_bytes()].concat();
        lists.resize(2 + LIST, 0);
        let mut levels = [level(1, 39, "第\u{0}條"), level(3, 4, "\u{0}.\u{1})")].concat();
        (2..LEVELS).for_each(|_| levels.extend(level(1, 23, "\u{f0b7}")));
        let named = |changed: u8| {
            let mut list = 7_u32.to_le_bytes().to_vec();
            list.resize(NAMED, 0);
            list[12] = changed;
            list
        };
        let mut all = [&2_u32.to_le_bytes()[..], &named(0), &named(1), &[0xFF; 4], &[0xFF; 4]].concat();
        all.extend([1_u32, 0x10].map(u32::to_le_bytes).concat());
        let mut numbering = read(&lists, &levels, &all);
        let labels = [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 0), ("2", 0), ("3", 0)];
        let labels = labels.map(|(list, level)| numbering.next(list, level));
        assert_eq!(labels, ["第一條 ", "一.c) ", "一.d) ", "", "第二條 ", "第一條 ", ""]);
        assert!(read(&lists, &levels[..40], &all[..30]).next("1", 8).is_empty());
    }
}
