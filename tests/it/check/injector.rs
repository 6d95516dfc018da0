//! The injector itself: what it says that it did is what it did.

use super::inject::{Injected, KINDS, inject};
use super::templates;
use duizhao::model::Side;
use std::collections::BTreeSet;

fn injected(seed: u64) -> (Vec<(String, String)>, Injected) {
    injected_into(1000, seed)
}

/// Errors put into three of ten pairs. A name is looked for in all of them, so that time grows with their square.
fn injected_into(count: usize, seed: u64) -> (Vec<(String, String)>, Injected) {
    let pairs = templates::pairs(count, 7);
    let injected = inject(&pairs, count * 3 / 10, seed);
    (pairs, injected)
}

/// The one error put into a pair of texts, for every seed that puts one of the kind.
fn errors(kind: &str, zh: &str, en: &str) -> BTreeSet<(String, String)> {
    let pairs = vec![(zh.to_string(), en.to_string()); KINDS.len()];
    let of_kind = |seed| {
        let injected = inject(&pairs, KINDS.len(), seed);
        let changed = injected.errors.iter().filter(|(_, e)| e.kind == kind).map(|(n, _)| injected.pairs[*n].clone());
        changed.collect::<Vec<_>>()
    };
    (0..60).flat_map(of_kind).collect()
}

#[test]
fn an_error_is_on_the_side_that_is_named() {
    for seed in 0..5 {
        let (clean, injected) = injected(seed);
        assert_eq!(injected.errors.len(), 300);
        for (n, ((zh, en), (was_zh, was_en))) in injected.pairs.iter().zip(&clean).enumerate() {
            let side = injected.errors.get(&n).map(|e| e.side);
            assert_eq!(zh != was_zh, side == Some(Side::Zh), "{zh} / {en}");
            assert_eq!(en != was_en, side == Some(Side::En), "{zh} / {en}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_errors() {
    let (one, same, other) = (injected(3).1, injected(3).1, injected(4).1);
    assert_eq!((&one.pairs, &one.errors), (&same.pairs, &same.errors));
    assert_ne!(one.errors, other.errors);
}

#[test]
fn every_kind_is_met_on_either_side() {
    let (_, injected) = injected(11);
    for kind in KINDS {
        for side in Side::BOTH {
            let n = injected.errors.values().filter(|e| e.kind == kind && e.side == side).count();
            assert!(n >= 8, "{kind} {side}: {n}");
        }
    }
}

#[test]
fn a_figure_is_altered_where_the_other_side_states_it() {
    let zh = "依本法第三十條規定，處新臺幣五萬元以下罰金。";
    let en = "A fine of not more than NT$50,000 shall be imposed under Article 30 of this Act.";
    let digits = errors("digit", zh, en);
    assert!(digits.contains(&(zh.replace("三十", "四十"), en.into())));
    assert!(digits.contains(&(zh.into(), en.replace("30", "70"))));
    let units = errors("unit", zh, en);
    let expected = ["五億", "五千"].map(|new| (zh.replace("五萬", new), en.to_string()));
    assert!(expected.iter().all(|e| units.contains(e)), "{units:?}");
    assert!(units.contains(&(zh.into(), en.replace("50,000", "50 million"))));
    assert!(units.iter().all(|(z, e)| z.contains("第三十條") && e.contains("Article 30")), "{units:?}");
    assert!(errors("digit", zh, "A fine shall be imposed under this Act, as the court thinks right.").is_empty());
}

#[test]
fn a_figure_is_dropped_that_is_said_once() {
    let (zh, en) = ("主管機關應於三十日內答覆申請人。", "The competent authority shall reply within thirty days.");
    let dropped = errors("dropped", zh, en);
    assert!(dropped.contains(&("主管機關應於日內答覆申請人。".into(), en.into())));
    assert!(dropped.contains(&("主管機關應答覆申請人。".into(), en.into())), "{dropped:?}");
    assert!(dropped.contains(&(zh.into(), "The competent authority shall reply.".into())), "{dropped:?}");
    let twice = "The competent authority shall reply within thirty (30) days.";
    assert!(errors("dropped", zh, twice).iter().all(|(_, en)| en == twice));
}

#[test]
fn a_negation_is_dropped_and_a_fixed_word_stays() {
    let one = |zh: &str, en: &str| errors("negation", zh, en);
    let of = |zh: &str, en: &str| (zh.to_string(), en.to_string());
    let (zh, en) = ("未成年人不得買賣不動產。", "A minor does not sell real estate.");
    assert_eq!(one(zh, en), BTreeSet::from([of("未成年人得買賣不動產。", en), of(zh, "A minor sells real estate.")]));
    assert!(
        one("無論何時，買賣不動產應申報。", "Whether or not it is sold, real estate shall be declared.").is_empty()
    );
    let (zh, en) = ("工廠無正當理由停工。", "The factory stops work without good reason.");
    assert!(one(zh, en).contains(&of(zh, "The factory stops work with good reason.")));
}

#[test]
fn a_name_is_exchanged_for_another_of_its_sort() {
    for seed in 0..10 {
        let (clean, injected) = injected_into(200, seed);
        let names: Vec<_> = injected.errors.iter().filter(|(_, e)| e.kind == "name").collect();
        assert!(!names.is_empty());
        for (n, error) in names {
            let (from, to) = error.change.split_once(" → ").unwrap();
            let [from, to] = [from.rsplit('[').next().unwrap(), to.split(']').next().unwrap()];
            assert!(!clean[*n].0.contains(to) && !clean[*n].1.contains(to), "{error}");
            let law = |name: &str| name.ends_with('法') || name.ends_with(" Act");
            assert_eq!(law(from), law(to), "{error}");
        }
    }
}

#[test]
fn a_sentence_goes_or_is_left_in_the_other_language() {
    let zh = "會員應於每年年底繳納會費。秘書處應將名單送交理事會。";
    let en = "Members shall pay the fee at the end of each year. The secretariat shall send the list to the board.";
    let (zh_last, en_last) = ("秘書處應將名單送交理事會。", "The secretariat shall send the list to the board.");
    let gone = errors("sentence", zh, en);
    assert_eq!(gone.len(), 4);
    assert!(gone.contains(&(zh_last.into(), en.into())) && gone.contains(&(zh.into(), en_last.into())), "{gone:?}");
    let left = errors("untranslated", zh, en);
    assert!(left.contains(&(zh.into(), zh.into())) && left.contains(&(en.into(), en.into())), "{left:?}");
    assert!(left.contains(&(zh.replace(zh_last, en_last), en.into())), "{left:?}");
    assert!(left.contains(&(zh.into(), en.replace(en_last, zh_last))), "{left:?}");
    // A clause of the only sentence, if it is long.
    let (zh, en) = ("會員於每年年底以前，應繳納會費。", "Members pay the fee, each year before its end.");
    assert_eq!(errors("sentence", zh, en), [("應繳納會費。".to_string(), en.to_string())].into());
}
