//! Passages that say the same: the best of them stands for all.

use crate::model::{Hit, Passage, Results, Side};
use crate::text::canon::canon;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// The first `most` of the hits that differ, each with the copies of it among those before the next. Law: every hit up to
/// the last that is told of is given or named, once; the total and the ranks stay what they were.
pub(super) fn folded(results: Results, most: usize) -> Results {
    let mut kept: Vec<Hit> = Vec::with_capacity(results.hits.len().min(most));
    let mut known: FxHashMap<u64, usize> = FxHashMap::default();
    let mut told = 0;
    for hit in results.hits {
        let said = said(&hit.passage);
        if let Some(at) = known.get(&said) {
            kept[*at].copies.push(hit.passage.id);
        } else if kept.len() == most {
            break;
        } else {
            known.insert(said, kept.len());
            kept.push(hit);
        }
        told += 1;
    }
    Results { hits: kept, told, ..results }
}

/// What a passage says on both sides, in canonical characters.
fn said(passage: &Passage) -> u64 {
    let mut hasher = FxHasher::default();
    for side in Side::BOTH {
        passage.side(side).is_some().hash(&mut hasher);
        canon(passage.text(side)).for_each(|c| c.char.hash(&mut hasher));
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocumentInfo, Mode, PassageId, Sides};
    use proptest::prelude::*;
    use std::sync::Arc;
    use std::time::Duration;

    fn hit(n: usize, zh: &str) -> Hit {
        let passage = Passage::of_texts(PassageId::row("doc", n as u32), n as u32, zh, "");
        Hit {
            rank: n,
            score: 1.0,
            passage,
            document: Arc::new(DocumentInfo::default()),
            marks: Sides::default(),
            sentence_hits: Vec::new(),
            before: Vec::new(),
            behind: Vec::new(),
            translated: false,
            explanation: None,
            copies: Vec::new(),
        }
    }

    proptest! {
        #[test]
        fn every_passage_is_given_or_named_once(texts in proptest::collection::vec("[甲乙丙]{1,2}", 0..30), most in 0usize..12) {
            let hits: Vec<Hit> = texts.iter().zip(1..).map(|(text, n)| hit(n, text)).collect();
            let all = Results {
                query: String::new(), total: hits.len() + 5, took: Duration::ZERO, mode: Mode::Exact, facets: None,
                told: hits.len(), hits, explanation: None, note: None,
            };
            let found = folded(all, most);
            let mut named: Vec<u32> = Vec::new();
            for hit in &found.hits {
                named.push(hit.passage.order);
                for copy in &hit.copies {
                    prop_assert_eq!(&texts[copy.path[0] as usize - 1], hit.passage.text(Side::Zh));
                    named.push(copy.path[0]);
                }
            }
            named.sort_unstable();
            prop_assert_eq!(named, (1..=found.told as u32).collect::<Vec<_>>());
            prop_assert!(found.hits.len() <= most && found.total == texts.len() + 5);
            let mut said: Vec<&str> = found.hits.iter().map(|hit| hit.passage.text(Side::Zh)).collect();
            said.sort_unstable();
            said.dedup();
            prop_assert_eq!(said.len(), found.hits.len());
        }
    }

    #[test]
    fn copies_in_the_other_script_are_copies() {
        assert_eq!(said(&hit(1, "商業秘密").passage), said(&hit(2, "商业秘密").passage));
        assert_ne!(said(&hit(1, "商業秘密").passage), said(&hit(2, "商業祕密法").passage));
    }
}
