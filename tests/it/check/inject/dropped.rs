//! Figures that are dropped: the numeral alone, which leaves a hole (於日內), or with its unit, which leaves none.

use super::figures::{Figure, Form, Sort, stated};
use super::{Edit, Pair};
use duizhao::model::{Side, Span};
use regex::Regex;
use std::sync::LazyLock;

const WITH_UNIT: &str = "with its unit";

/// What may go with a numeral of an order, by side: the first group of the last pattern goes, the rest has to follow.
static ORDERED: LazyLock<[Vec<[Regex; 2]>; 2]> = LazyLock::new(|| {
    [
        patterns(&[
            ("[條項款]第$", "^([項款目])"),
            ("(?:法|條例|辦法|規則|細則|準則)第$", "^(條)(?:規定|之規定|所|第)"),
        ]),
        patterns(&[
            (
                "(?:[Pp]aragraph|[Ss]ub-?paragraph|[Ii]tem) $",
                r"^((?: of|,) )(?:the )?(?:preceding |previous )?(?:[Aa]rticle|[Pp]aragraph)\b",
            ),
            ("[Aa]rticle $", r"^( of )(?:the [A-Z]|(?:this|the) Act)"),
        ]),
    ]
});

/// The same for numerals that count; what the first pattern finds goes too.
static COUNTED: LazyLock<[Vec<[Regex; 2]>; 2]> = LazyLock::new(|| {
    let about = "(?: about| approximately| nearly| over| more than| at least| up to| a period of| a maximum of)?";
    [
        patterns(&[
            ("於?$", "^((?:個月|年|月|日|天|小時|週|個工作日|分鐘)(?:以內|之內|內))"),
            ("(?:新臺幣|新台幣|美元)?$", "^((?:個月|[年月日天人名位個種次件份家元歲倍])(?:以上|以下))"),
            ("百分之$", "^(以上|以下)"),
            ("$", r"^([名位種件份家張座輛隻所])\p{Han}"),
            ("$", "^([人名件份次])[，。；]"),
        ]),
        patterns(&[
            (
                &format!("(?:within|for|after|during|in){about} $"),
                r"^( (?:calendar |working |business )?(?:days?|months?|years?|hours?|weeks?|minutes?)\b)",
            ),
            ("$", "^((?:%| percent| per cent) of )"),
            (&format!("(?:{about} )?$"), r"^() (?:[a-z]{4,}s|people)\b"),
        ]),
    ]
});

fn patterns(all: &[(&str, &str)]) -> Vec<[Regex; 2]> {
    all.iter().map(|(before, after)| [before, after].map(|p| Regex::new(p).unwrap())).collect()
}

/// Every way to lose a figure that either side states once.
pub fn figures(pair: Pair) -> Vec<Edit> {
    let mut edits = Vec::new();
    for side in Side::BOTH {
        let text = pair.get(side);
        let once = |f: &Figure| f.own == 1 && f.other == 1 && !f.doubled && f.sort != Sort::Label;
        for figure in stated(pair, side).into_iter().filter(once) {
            let (before, after) = (&text[..figure.span.start], &text[figure.span.end..]);
            // "two-year", "the fifteenth (15th) day"
            let tied = before.ends_with(['(', '（']) && after.starts_with([')', '）']);
            if tied || side == Side::En && after.starts_with(['-', '–']) {
                continue;
            }
            if figure.form == Form::Ordinal {
                edits.extend(is_plain_ordinal(before, after).then(|| Edit::without(side, "alone", text, figure.span)));
                continue;
            }
            edits
                .extend(with_unit(&figure, before, after, side).map(|span| Edit::without(side, WITH_UNIT, text, span)));
            if !(before.is_empty() && figure.form == Form::Word) {
                edits.push(Edit::without(side, "alone", text, figure.span));
            }
        }
    }
    edits.retain(|edit| edit.span.len() * 5 < pair.get(edit.side).len() * 3);
    edits
}

/// "the second paragraph" may become "the paragraph", "second-hand" nothing.
fn is_plain_ordinal(before: &str, after: &str) -> bool {
    const NOUNS: [&str; 8] =
        ["paragraph", "subparagraph", "item", "article", "section", "sentence", "category", "class"];
    let after = after.to_lowercase();
    before.to_lowercase().ends_with("the ") && NOUNS.iter().any(|n| after.trim_start().starts_with(n))
}

/// The place of a numeral with what goes along, if the text still reads then.
fn with_unit(figure: &Figure, before: &str, after: &str, side: Side) -> Option<Span> {
    // 不得達[三年以上], "within 3 days [of]", 每[三名]: the rest would hang in the air.
    static HANGING: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^ (?:of|prior|before|after|from|following|old|to|or|and|at)\b").unwrap());
    let ordered = figure.sort == Sort::Order;
    let rules = if ordered { &ORDERED[side as usize] } else { &COUNTED[side as usize] };
    rules.iter().find_map(|[head, tail]| {
        let (led, unit) = (head.find(before)?, tail.captures(after)?.get(1)?);
        let from = match side {
            Side::Zh if ordered => figure.span.start - "第".len(),
            _ => led.start(),
        };
        let rest = &after[unit.end()..];
        let hangs = match side {
            Side::Zh => {
                before[..from].ends_with(['達', '滿', '逾', '在', '有', '每', '同', '各', '前', '其', '此', '該', '至'])
            }
            Side::En => unit.as_str().trim_end().ends_with(char::is_alphabetic) && HANGING.is_match(rest) && !ordered,
        };
        let span = Span::new(from, figure.span.end + unit.end());
        (!hangs && !rest.starts_with('至')).then_some(span)
    })
}
