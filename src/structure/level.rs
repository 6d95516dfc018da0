//! How deep each heading is. Levels that a format gives keep their order with gaps closed; in plain text a kind of
//! number that appears under another is one deeper, and 編, 章, 節, 條 are always in that order.

use super::opening::{NumberingStyle, Opening};
use super::outline::OutlineLine;
use crate::model::{BlockKind, Kind, Shape};

/// What makes two headings the same depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    /// 第一章, by the order of divisions.
    Legal(Shape),
    /// 1., 1.2, 1.2.3, by the numbers in it.
    Dotted(usize),
    Numbered(Shape, NumberingStyle),
}

impl Rank {
    fn of(opening: Opening) -> Rank {
        let shape = opening.numeral.shape;
        match shape {
            shape if shape.is_division() => Rank::Legal(shape),
            Shape::Arabic | Shape::Nested => Rank::Dotted(opening.depth),
            shape => Rank::Numbered(shape, opening.style),
        }
    }

    /// Whether a heading of this rank ends the section of one of the other.
    fn ends(self, other: Rank) -> bool {
        match (self, other) {
            (Rank::Legal(one), Rank::Legal(two)) => one <= two,
            (Rank::Dotted(one), Rank::Dotted(two)) => one <= two,
            (Rank::Legal(_), _) => true,
            (one, two) => one == two,
        }
    }
}

/// Sets the level of every heading.
pub(super) fn set(lines: &mut [OutlineLine]) {
    let mut given: Vec<u8> = Vec::new();
    for line in lines.iter().filter(|line| line.paragraph.kind == Kind::Heading) {
        if let BlockKind::Heading(level) = line.block {
            given.push(level);
        }
    }
    given.sort_unstable();
    given.dedup();
    let mut stack: Vec<Rank> = Vec::new();
    for line in lines.iter_mut().filter(|line| line.paragraph.kind == Kind::Heading) {
        let level = match (line.block, line.opening) {
            (BlockKind::Heading(level), _) => given.partition_point(|other| *other < level) + 1,
            (_, Some(opening)) => depth(&mut stack, Rank::of(opening)),
            (_, None) => {
                stack.clear();
                1
            }
        };
        line.paragraph.level = u8::try_from(level).unwrap_or(u8::MAX);
    }
}

/// The depth of a heading below those that are open, which it joins.
fn depth(stack: &mut Vec<Rank>, rank: Rank) -> usize {
    let same = stack.iter().position(|open| rank.ends(*open));
    if let Some(at) = same {
        stack.truncate(at);
    }
    stack.push(rank);
    stack.len()
}

#[cfg(test)]
mod tests {
    use super::super::opening::opening;
    use super::*;

    fn depths(headings: &[&str]) -> Vec<usize> {
        let mut stack = Vec::new();
        headings.iter().filter_map(|text| opening(text)).map(|opening| depth(&mut stack, Rank::of(opening))).collect()
    }

    #[test]
    fn depth_is_the_order_in_which_shapes_appear() {
        assert_eq!(depths(&["一、甲", "（一）乙", "1. 丙", "（二）丁", "二、戊", "1. 己"]), [1, 2, 3, 2, 1, 2]);
        assert_eq!(
            depths(&["第一章 甲", "第 1 條", "第 2 條", "第一節 乙", "第 3 條", "第二章 丙", "第 4 條"]),
            [1, 2, 2, 2, 3, 1, 2]
        );
        assert_eq!(depths(&["1. A", "1.1 B", "1.1.1 C", "1.2 D", "2. E"]), [1, 2, 3, 2, 1]);
        assert_eq!(
            depths(&["Part One", "Chapter I", "Article 1", "Chapter II", "Part Two", "Chapter I"]),
            [1, 2, 3, 2, 1, 2]
        );
        assert_eq!(depths(&["I. A", "A. B", "B. C", "II. D"]), [1, 2, 2, 1]);
    }
}
