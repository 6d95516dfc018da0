//! The part of an answer that is given at once: what an assistant reads takes room in what it can hold in mind.

use super::refusal::Refusal;

/// Characters of an answer where nothing else is asked for.
pub(super) const BUDGET: u64 = 10_000;
/// Fewest and most characters of an answer that can be asked for.
pub(super) const BUDGETS: std::ops::RangeInclusive<u64> = 500..=200_000;

/// How much is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page {
    /// Characters of all items together.
    pub budget: usize,
    /// Items that are passed over first, where the request itself passes over none.
    pub offset: usize,
}

impl Page {
    /// As many items as there is room for, behind each other, and how many those are. Where not even the first fits, it
    /// is cut, and says so.
    pub fn fill(
        &self,
        items: impl IntoIterator<Item = Result<String, Refusal>>,
        head: &str,
    ) -> Result<(String, usize), Refusal> {
        let mut text = head.to_string();
        let mut room = self.budget;
        let mut taken = 0;
        for item in items {
            let item = item?;
            let length = item.chars().count();
            match room.checked_sub(length) {
                Some(left) => (room, taken) = (left, taken + 1),
                None if taken == 0 => {
                    text.extend(item.chars().take(self.budget));
                    text.push_str(&format!(
                        "…\n({} characters more; ask with a larger budget)\n",
                        length - self.budget
                    ));
                    return Ok((text, 1));
                }
                None => break,
            }
            text.push_str(&item);
        }
        Ok((text, taken))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Nothing but the last lines of a page stands outside of its budget, and a first item is always given.
        #[test]
        fn a_page_keeps_to_its_budget(lengths in proptest::collection::vec(0usize..40, 0..10), budget in 1usize..100) {
            let page = Page { budget, offset: 0 };
            let items = lengths.iter().map(|n| Ok("字".repeat(*n)));
            let (text, taken) = page.fill(items, "").ok().unwrap();
            let whole: usize = lengths[..taken].iter().sum();
            prop_assert_eq!(text.matches('字').count(), whole.min(budget));
            prop_assert_eq!(taken == 0, lengths.is_empty());
            prop_assert_eq!(text.contains("characters more"), whole > budget);
        }
    }
}
