//! Negations that are dropped: 不得 becomes 得, "shall not" becomes "shall", so that the text reads well and says the
//! opposite. Words that have a negation in them and negate nothing stay: 不動產, 無論, "not only".

use super::{Edit, Pair};
use duizhao::model::{Side, Span};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// What is no negation, or none that could go alone.
const FIXED_ZH: &str = "不得不|不得已|不得而知|不能不|不可不|不可抗力|不可或缺|不可避免|不可分|不可逆|不動產|不动产|不法|不但|不僅|不仅|不只|不論|不论|不管|不過|不过|不斷|不断|不同|不時|不久|不等|不如|不料|不妨|不幸|不少|不然|不外|不良|不當|不当|不實|不服|不明|不一|不作為|不定|不特定|不景氣|不足額|是不是|能不能|會不會|無不|无不|無非|莫不|無論|无论|無線|无线|無形|無償|無菌|無人|無障礙|無限|无限|無期|無名|無辜|無息|無記名|無體|無機|無數|有無|有无|未成年|未來|未来|未婚|未遂|未必|未免|未知|非常|非法|非洲|非訟|除非|是非|莫非|若非|非政府|是否|與否|南非|(?:未|尚未|沒有)[^，。；、]{1,16}前|(?:避免|防止|預防|以免)[^，。；、]{0,12}";
const FIXED_EN: &str = r"(?i)\bnot (?:only|just|merely|simply|solely|limited to|necessarily|until|to mention)\b|\bnot be limited\b|\bwhether\b[^.;]{0,80}?\bor not\b|\b(?:whether|if|but|why|or) not\b|\bno (?:doubt|matter|sooner)\b|\bwith or without\b|\bwithout (?:prejudice|limit|regard|delay|undue|doubt|exception|fail)|\bnot \w+ but\b|\bcan ?not (?:but|help)\b";

/// What either side has where the other negates.
const DENIED_ZH: &str = "[不未無无非勿毋沒没否禁免除莫]";
const DENIED_EN: &str = r"(?i)\b(?:not|no|without|never|nor|neither|none|cannot|fail(?:s|ed|ing|ure)?|unless|except\w*|exempt\w*|prohibit\w*|forbid\w*|refus\w*|lack\w*|absence|exclud\w*|other than|un(?:able|less|lawful|paid|qualified|registered|authorized|reasonable|justified|necessary)\w*|in(?:valid|eligible|complete|sufficient|applicable|consistent|capable)\w*|illegal\w*|disqualif\w*|disapprov\w*|non-\w+)\b|n['’]t\b";
/// A limit may be said the other way round: "not less than", 以上.
const LIMITS: &str = "以上|以下|以內|之內|內|逾|超過|至少|屆滿";

/// Every negation that can go, of either side, if the other side has one too.
pub fn edits(pair: Pair) -> Vec<Edit> {
    static DENIED: LazyLock<[Regex; 2]> = LazyLock::new(|| [DENIED_ZH, DENIED_EN].map(|p| Regex::new(p).unwrap()));
    static LIMITED: LazyLock<Regex> = LazyLock::new(|| Regex::new(LIMITS).unwrap());
    let mut edits = Vec::new();
    let denies = |side: Side| {
        let text = pair.get(side);
        DENIED[side as usize]
            .find_iter(text)
            .any(|m| !fixed(text, side).iter().any(|f| f.overlaps(Span::new(m.start(), m.end()))))
    };
    if denies(Side::En) {
        zh(pair.zh, &mut edits);
    }
    let (denied, limited) = (denies(Side::Zh), LIMITED.is_match(pair.zh));
    en(pair.en, &mut edits);
    edits.retain(|e| e.side == Side::Zh || denied || limited && e.sort == "limit");
    edits.retain(|e| !fixed(pair.get(e.side), e.side).iter().any(|f| f.overlaps(e.span)));
    edits
}

fn fixed(text: &str, side: Side) -> Vec<Span> {
    static FIXED: LazyLock<[Regex; 2]> = LazyLock::new(|| [FIXED_ZH, FIXED_EN].map(|p| Regex::new(p).unwrap()));
    FIXED[side as usize].find_iter(text).map(|m| Span::new(m.start(), m.end())).collect()
}

/// Adds an edit for every match of a pattern: its first group becomes what `new` says.
fn each(
    (side, sort): (Side, &'static str),
    pattern: &Regex,
    text: &str,
    edits: &mut Vec<Edit>,
    new: impl Fn(&Captures) -> Option<String>,
) {
    for found in pattern.captures_iter(text) {
        let (all, Some(new)) = (found.get(1).unwrap(), new(&found)) else { continue };
        edits.push(Edit::new(side, sort, Span::new(all.start(), all.end()), new));
    }
}

fn zh(text: &str, edits: &mut Vec<Edit>) {
    static RULES: LazyLock<Vec<(&'static str, Regex, &'static str)>> = LazyLock::new(|| {
        let rules = [
            (
                "不",
                "(不)(?:得|應|应|能|可|會|会|予|適用|适用|符合|包括|包含|影響|影响|受|願|愿|同意|屬|具|足以|繼續|履行|依|遵守|服從|超過|逾|低於|少於|高於|大於|小於|存在|知|計|列入|補正|改善|參加|在此限|發|給|繳|必|須|需|滿|合|准|許|宜|以|因|經|生效|提|辦|申|收|變更|接受)",
                "",
            ),
            ("不", "(不再)", "仍"),
            ("未", "([尚並]未)\\p{Han}", "已"),
            ("未", "(?:^|[^尚並從])(未)\\p{Han}", ""),
            ("無", "([無毋](?:須|需|庸))", "須"),
            ("無", "((?:無|无)法)", "能"),
            (
                "無",
                "([無无])(?:正當|異議|權|重大|理由|效|罪|犯罪|適當|相關|違反|欠|能力|行為能力|規定|約定|其他|代表人|代理人|財產|前項|前條|該)",
                "有",
            ),
            ("非", "([並并]非)", "是"),
            (
                "非",
                "(?:^|[^並])(非)(?:經|依|由|有|因|屬|以|為|於|得|公務|營利|居民|本國|中華民國|會員|自願|現任|上市|專)",
                "",
            ),
            ("沒有", "(沒有|没有)", "有"),
            ("勿", "([勿毋])(?:[^須需庸])", ""),
        ];
        rules.map(|(sort, pattern, new)| (sort, Regex::new(pattern).unwrap(), new)).to_vec()
    });
    for (sort, pattern, new) in RULES.iter() {
        each((Side::Zh, sort), pattern, text, edits, |_| Some(new.to_string()));
    }
}

fn en(text: &str, edits: &mut Vec<Edit>) {
    static NOT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b((?:(\w+) )?not (?:yet )?([a-z]+))\b").unwrap());
    static LIMIT: LazyLock<Regex> = LazyLock::new(|| {
        let limit = "(?:less|more|later|fewer|earlier|greater|lower|higher) than|exceed(?:ing)?";
        Regex::new(&format!(r"\b((?:not|no) ({limit}))\b")).unwrap()
    });
    static NO: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(No) [a-z]{3,}").unwrap());
    static HAS_NO: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b((is|are|was|were|be|has|have|had|with|contains?) no) [a-z]{3,}").unwrap());
    static WITHOUT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b([Ww]ithout) ([a-z]+)").unwrap());
    static GONE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b((?:never|no longer) )[a-z]").unwrap());
    static CANNOT: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(cannot)\b").unwrap());
    static UNABLE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(unable) to\b").unwrap());
    static FAILS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(fail(s?) to ([a-z]+))\b").unwrap());
    static NEITHER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b(neither ([^.;,]{1,60}?) nor)\b").unwrap());
    let en = |sort| (Side::En, sort);
    each(en("not"), &NOT, text, edits, |found| {
        let (before, verb) = (found.get(2).map_or("", |m| m.as_str()), &found[3]);
        let adverb = verb.ends_with("ly") && !["apply", "comply", "supply", "rely", "reply"].contains(&verb);
        let limit = ["less", "more", "later", "fewer", "earlier", "greater", "lower", "higher"];
        match before {
            _ if limit.contains(&verb) || verb.starts_with("exceed") => None,
            "does" | "do" if adverb || verb == "so" => None,
            "does" => Some(third(verb)),
            "do" => Some(verb.to_string()),
            "" => Some(verb.to_string()),
            _ => Some(format!("{before} {verb}")),
        }
    });
    each(en("limit"), &LIMIT, text, edits, |found| Some(found[2].to_string()));
    each(en("no"), &NO, text, edits, |found| {
        let fixed = ["one", "longer", "doubt", "matter"].iter().any(|w| found[0].ends_with(w));
        (!fixed).then(|| "Any".to_string())
    });
    each(en("no"), &HAS_NO, text, edits, |found| (!found[0].ends_with("longer")).then(|| found[2].to_string()));
    each(en("without"), &WITHOUT, text, edits, |found| {
        let word = match &found[2] {
            "being" | "having" => return None,
            verb if verb.ends_with("ing") => "after",
            _ => "with",
        };
        Some(if found[1].starts_with('W') { word[..1].to_uppercase() + &word[1..] } else { word.to_string() })
    });
    each(en("never"), &GONE, text, edits, |_| Some(String::new()));
    each(en("cannot"), &CANNOT, text, edits, |_| Some("can".to_string()));
    each(en("cannot"), &UNABLE, text, edits, |_| Some("able".to_string()));
    each(en("fails to"), &FAILS, text, edits, |found| match &found[3] {
        "be" | "so" => None,
        verb if found[2].is_empty() => Some(verb.to_string()),
        verb => Some(third(verb)),
    });
    each(en("neither"), &NEITHER, text, edits, |found| Some(format!("both {} and", &found[2])));
}

/// A verb of the third person.
fn third(verb: &str) -> String {
    match verb {
        "be" => "is".to_string(),
        "have" => "has".to_string(),
        _ if ["s", "sh", "ch", "x", "z", "o"].iter().any(|end| verb.ends_with(end)) => format!("{verb}es"),
        _ if verb.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|end| verb.ends_with(end)) => {
            format!("{}ies", &verb[..verb.len() - 1])
        }
        _ => format!("{verb}s"),
    }
}
