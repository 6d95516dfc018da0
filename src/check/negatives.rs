//! What negates in either language, counted. Chinese folded to simplified: 不 and 未 where they negate what follows,
//! not where they are part of a word (不同, 未成年) or bound a figure (不超过).

use crate::model::Span;
use crate::text::fold::{fold, is_han, unfold};
use crate::wordalign::Token;
use regex::Regex;
use std::sync::LazyLock;

macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new($pattern).ok());
    };
}

pattern!(ZH_PLAIN, "不[得能可应会予须必许准]?|未|没有");
pattern!(ZH_BOUND, "不得?(?:少于|超过|逾|低于|高于|大于|小于|晚于|早于|多于|短于|长于|满|足)");
pattern!(ZH_MOST, "不得?(?:超过|逾|高于|大于|晚于|多于|长于)");
pattern!(ZH_LEAST, "不得?(?:少于|低于|小于|早于|短于)");
pattern!(
    ZH_WORD,
    "不得不|未成年|未来|未滿|未满|未逾|未遂|不同|不论|不管|不仅|不但|不只|不过|不特定|不定|不动产|不良|不实|不足|不利|不当|不全|不明|不锈|不可抗|不少|不限|不易|不断|不如|不久|不时|不外|能不能|是不是|不治|不服|未必|不一|不安|不公|不法|不幸|不满|不可分|不舒服|不好意思|不停|不合法|不合适|不客气|不对劲|不见|不然|不久|不变|不相当|不燃|不识字|不便|未便|不彰|不善|不问|不起诉|未足|不及格|不得违反|未违反|不分|不区分|未达|不料|不惜|不妨|不止|不息|不惧|不可或缺"
);
pattern!(ZH_WIDE, "[不未无没非勿莫毋别否免禁拒缺失除欠停止防避忌难另仅只才绝毫废外逾始方异误驳但]");
pattern!(
    ZH_OTHER,
    "[^除莫是]非(?:属|为|经|由|供|以|系)|[^有](?:无须|无需|无权|无庸)|毋须|毋庸|得免|免附|免予|免除其刑"
);
pattern!(ZH_ASKING, "不[得能可应会予须必许准]?|未|没有?|无[须需法权庸]?|非|勿|毋|免");
pattern!(
    ZH_NONE,
    "未[^,。;、]{1,20}前|有无|无害|无偿|无线|无机|无烟|无期|无形|无论|无记名|无人机|无障碍|非常|非法|免税|免疫|免费|避免|难免|除非|免除"
);
pattern!(
    EN_ASKING,
    r"(?i-u)\b(?:not|cannot|no|none|never|neither|nor|without|unless|\w+n(?:'|’)t|fail(?:s|ed|ing|ure|ures)?|unable|lack(?:s|ed|ing)?|absence)\b"
);
pattern!(ZH_JOINED, "未[^,。;、]{1,8}(?:[或及、]|[,、]?[也亦并且])未|不[^,。;、]{1,8}(?:[或及、]|[,、]?[也亦并且])不");
pattern!(ZH_PERMITS, "[^不取所获难舍值觉懂记显使始方]得(?:[^标知票分到以]|$)");
pattern!(ZH_PERMITS_MORE, "(?:^|[^不])得(?:少于|超过|逾|低于|高于|大于|小于)");
pattern!(
    EN_ANY,
    r"(?i-u)\b(?:not|cannot|no|non|none|never|nor|neither|nobody|nothing|nowhere|without|unless|contrary|except\w*|exclu\w*|fail\w*|refus\w*|lack\w*|prohibit\w*|forbid\w*|den(?:y|ied|ies|ial|ying)|absen\w+|exempt\w*|unable|void|null\w*|reject\w*|waive\w*|un[a-z]{4,}|in(?:valid|eligib|fertil|equit|equal|effici|access|human|sensitiv|secur|toler|curab|experienc|suffic|complet|correct|adequ|capab|appropr|accur|consist|effect|solv|compet|activ|frequen|visib|applic|capac|abilit|complian|dependen)\w*|im(?:poss|pos[ai]ble|proper|mov|matur|mater|perfect|practic|partial|pun)\w*|ir(?:re|ra)\w*|il(?:leg|lic)\w*|dis(?:appro|qual|hon|agr|allow|cont|reg|cla|obey|abl|satisf)\w*|\w+less|non-?\w+|prevent\w*|avoid\w*|overdue|other than|otherwise|free|refrain\w*|cease\w*|ban(?:ned)?|barred|mis\w{4,}|neglect\w*|neglig\w*|omi[ts]\w*|outside|desist\w*|declin\w*|inedib\w*|disadvant\w*|unfit|resistant|discrepan\w*|withh[eo]ld|reluctan\w*|hardly|barely|rarely|seldom|stop\w*|instead|rather than|too|regardless|irrespective|imped\w*|hesita\w*|dismiss\w*|substandard|false\w*|notwithstanding|\w+n(?:'|’)t)\b"
);
pattern!(
    EN_NONE,
    r"(?i-u)\b(?:union\w*|unique\w*|united|uniform\w*|univers\w*|underst\w*|under\w*|unit\w*|nonetheless|nevertheless|mission\w*|mist\w*|wireless\w*|until|unless otherwise)\b"
);
pattern!(
    EN_BOUND,
    r"(?i-u)\b(?:not|no|nor|cannot)\b (?:to )?(?:be )?(?:exceed\w*|more|less|fewer|later|earlier|greater|lower|over|longer|higher|shorter)"
);
pattern!(
    EN_MORE,
    r"(?i-u)\b(?:shall|may|should|must|can|will)(?: be)? (?:exceed|more than|greater than|higher than|longer than|later than|over|above)\b"
);
pattern!(EN_LESS, r"(?i-u)\b(?:shall|may|should|must|can|will) be (?:less than|fewer than|lower than|earlier than)");
pattern!(
    EN_PLAIN,
    r"(?i-u)\b(?:not(?: to)?(?: be)?|cannot|\w+n(?:'|’)t|never|neither|none)(?: (exceed\w*|more|less|fewer|later|earlier|greater|lower|over|longer|higher|only|limited|least|just|until|unless|otherwise))?\b"
);
pattern!(
    EN_PERMITS,
    r"(?i-u)\b(?:may|might|can|could|entitled|allow\w*|permitted|eligible|able|authoriz\w*|at (?:its|his) discretion|qualif\w*|(?:has|have) the right|is to)\b"
);
pattern!(EN_NO_SUBJECT, r"(?i-u)\b(?:no|neither|nor|none)\b(?u:[^.;]{1,60})\b(?:shall|may|can|should|must|will)\b");
pattern!(
    EN_EMPHATIC,
    r"(?i-u)\b(?:does|did|do) (?:own|leave|meet|have|need|apply|exceed|comply|belong|involve|affect|enjoy|require|hold|possess|conform|contain|include|reach|fall|come|take|give|make|pay|file|submit|agree|accept|attend|exist|fit|match|know|want|think|wish|get|go|see|report|perform|satisfy|constitute|influence|impair|become|suit|use|provide|obtain|wear|work|say|feel|look|seem|matter|like|believe|care|understand|mean|expect|plan|intend|follow|allow|permit|return|join|live|eat|sleep|speak|play|win|lose|stop|cover|correspond|specify|state|register|carry|cause|change|claim|collect|complete|consent|correct|deliver|deserve|engage|establish|obey|observe|participate|pass|prevent|qualify|receive|release|remain|respond|show|sign|serve|support)\b"
);
pattern!(
    EN_NEAR,
    r"(?i-u)\b(?:before|prior|until|pending|yet|only|less|fewer|below|short|limit\w*|violat\w*|contraven\w*|breach\w*|delay\w*|late|overdue|other|outstanding|remaining|open|suspen\w*|revo\w*|cancel\w*|differ\w*|difficult\w*|beyond|still|hard|object\w*|regardless|irrespective|despite|even|any|anybody|anyone|against|off|out|away|im\w+able|in\w+[ai]ble|half|exceed\w*|over|more than|silent|inaction\w*)\b"
);
pattern!(EN_YET, r"(?i-u)\b(?:but|has|have|had|is|are) yet (?:been|become|be|\w+ed|\w+en)\b");
pattern!(EN_MAY_NOT, r"(?i-u)\b(?:may|can|could)(?: \w+)? not\b|\bno (?:\w+[ ,]+){1,14}?(?:may|can)\b");

/// Chinese words that say affirmatively what English says with two negations: "not … unless", and of those the words
/// that put "not … until", "not … without" so too.
const NEEDS: [&str; 6] = ["方得", "始得", "方可", "始可", "须", "才能"];
const ONLY_THEN: [&str; 4] = ["方得", "始得", "方可", "始可"];

pattern!(
    EN_TAKEN_BACK,
    r"(?i-u)\b(?:not|no|none|neither|cannot)\b(?u:.*)\b(?:until|without)\b|\bunless\b(?u:.*)\bno\b"
);

// What 违反 and 怠于 say: "failure to comply", "not in compliance".
pattern!(
    EN_VIOLATES,
    r"(?i-u)\b(?:fail\w*|not|without) (?:to )?(?:be )?(?:in )?(?:compl|conform|observ|abid|follow|adher|obey)\w*"
);
pattern!(EN_FAILS, r"(?i-u)\bfail\w*");

/// Chinese words that an English negative word answers, which so answers no plain negation.
static ANSWERED: LazyLock<Vec<(Regex, Regex)>> = LazyLock::new(|| {
    [
        ("除|以外|之外", r"(?i-u)\b(?:except\w*|exclu\w*|other than|unless|outside)\b"),
        ("防|避", r"(?i-u)\b(?:prevent\w*|avoid\w*)\b"),
        ("免", r"(?i-u)\b(?:exempt\w*|waive\w*|free)\b"),
        ("禁", r"(?i-u)\b(?:prohibit\w*|forbid\w*|ban|banned)\b"),
        ("拒|驳|退回|否", r"(?i-u)\b(?:refus\w*|reject\w*|den(?:y|ied|ies|ial|ying))\b"),
        ("缺|欠|短", r"(?i-u)\b(?:lack\w*|absen\w+|insuffic\w*)\b"),
        ("失效|无效|废|撤销", r"(?i-u)\b(?:void|invalid\w*|null\w*)\b"),
        ("违|非法", r"(?i-u)\b(?:il(?:leg|lic)\w*|unlawful\w*|unauthori\w*|improper\w*)"),
        ("止", r"(?i-u)\b(?:cease\w*|refrain\w*|stop\w*)"),
        ("(?:^|[^除])非[^法]|无[^效论]", r"(?i-u)\b(?:non-?\w*|without|no)\b"),
        ("自由|无偿", r"(?i-u)\bfree\b"),
        ("另|别有|其他", r"(?i-u)\botherwise\b"),
        ("障碍|残", r"(?i-u)\bdisabl\w*"),
        ("过失|疏|怠|懈", r"(?i-u)\b(?:neglig|neglect)\w*"),
        ("漏|略|匿", r"(?i-u)\bomi[ts]\w*"),
        ("专|独|仅", r"(?i-u)\bexclusiv\w*"),
        ("逾|届", r"(?i-u)\boverdue\b"),
        ("破产|不能清偿", r"(?i-u)\binsolv\w*"),
        ("误|滥|挪|虚|伪|不实", r"(?i-u)\bmis\w{4,}"),
        (
            "不[当利良实足法明服公便全适安]|违|擅",
            r"(?i-u)\b(?:un[a-ce-z]\w{4,}|in(?:suffic|complet|correct|adequ|appropr|accur)\w*|improper\w*|ir(?:re|ra)\w*|dis(?:appro|agr|hon|satisf)\w*)",
        ),
    ]
    .into_iter()
    .filter_map(|(zh, en)| Some((Regex::new(zh).ok()?, Regex::new(en).ok()?)))
    .collect()
});

fn places(pattern: &LazyLock<Option<Regex>>, text: &str) -> Vec<Span> {
    pattern.iter().flat_map(|p| p.find_iter(text)).map(|m| Span::new(m.start(), m.end())).collect()
}

fn count(pattern: &LazyLock<Option<Regex>>, text: &str) -> usize {
    pattern.iter().map(|p| p.find_iter(text).count()).sum()
}

/// Where a pattern with a group stands without what the group matches.
fn unbounded(pattern: &LazyLock<Option<Regex>>, text: &str) -> Vec<Span> {
    let free = pattern.iter().flat_map(|p| p.captures_iter(text)).filter(|c| c.get(1).is_none());
    free.filter_map(|c| c.get(0)).map(|m| Span::new(m.start(), m.end())).collect()
}

/// The negations of a Chinese text.
pub(super) struct Chinese {
    /// 不, 未 and 没有 that negate what follows.
    pub plain: Vec<Span>,
    /// 不超过, 不得少于.
    pub bounds: usize,
    pub most: usize,
    pub least: usize,
    /// 非, 无 and 免 that negate what follows.
    pub other: Vec<Span>,
    /// Where any of those that can stand for a negation stands.
    pub all: Vec<Span>,
    /// 不, 未, 无 and the like, which a translation has to answer.
    pub asking: Vec<Span>,
    /// 得 that permits.
    pub permits: Vec<Span>,
    /// 得超过: what a bound is without its 不.
    pub permits_more: Vec<Span>,
    /// 未X或未Y, which one "not" denies.
    pub joined: usize,
    /// Whether it is Chinese text rather than code.
    pub is_text: bool,
    folded: String,
}

impl Chinese {
    pub fn of(text: &str) -> Self {
        let folded = fold(text).into_owned();
        let words: Vec<Span> = places(&ZH_WORD, &folded);
        let bounds = places(&ZH_BOUND, &folded);
        let free = |s: &Span| !words.iter().chain(&bounds).any(|w| w.overlaps(*s));
        let plain: Vec<Span> = places(&ZH_PLAIN, &folded).into_iter().filter(free).collect();
        let back =
            |spans: Vec<Span>| -> Vec<Span> { spans.into_iter().filter_map(|s| unfold(text, &folded, s)).collect() };
        let plain: Vec<Span> = back(plain);
        let none = places(&ZH_NONE, &folded);
        let mut asking = places(&ZH_ASKING, &folded);
        asking.retain(|at| free(at) && !none.iter().any(|n| n.overlaps(*at)));
        let wide = places(&ZH_WIDE, &folded);
        Chinese {
            bounds: bounds.len(),
            most: count(&ZH_MOST, &folded),
            least: count(&ZH_LEAST, &folded),
            other: back(places(&ZH_OTHER, &folded)),
            all: back(wide),
            asking: back(asking),
            plain,
            permits: back(places(&ZH_PERMITS, &folded)),
            permits_more: back(places(&ZH_PERMITS_MORE, &folded)),
            joined: count(&ZH_JOINED, &folded),
            is_text: is_text(text),
            folded,
        }
    }
}

/// Whether a text has more Chinese than Latin letters, and no marks of code.
fn is_text(text: &str) -> bool {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    han * 2 > latin && ![">>>", "``", "\\'"].iter().any(|mark| text.contains(mark))
}

/// Whether an English text says what shall be.
pub(super) fn is_norm(text: &str) -> bool {
    has_word(text, &["shall", "must", "may"])
}

fn has_word(text: &str, words: &[&str]) -> bool {
    text.split(' ').any(|word| words.contains(&word))
}

/// The negations of an English text.
pub(super) struct English {
    /// "Not" and the like that bound no figure.
    pub plain: Vec<Span>,
    /// "Not more than" and the like.
    pub bounds: usize,
    /// "Not", "without", "fails to" and the like, which a translation has to answer.
    pub asking: Vec<Span>,
    /// "Shall be more than", "shall be less than".
    pub more: Vec<Span>,
    pub less: Vec<Span>,
    /// "No …" before what may or shall be.
    pub denies_subject: bool,
    /// Words that permit.
    pub permits: usize,
    /// All negations and negative words, without those that other Chinese words than a plain negation are rendered by.
    pub left: usize,
    /// All negations and negative words that bound no figure, in order.
    pub words: Vec<Span>,
    /// Every negation or word that may stand for one.
    pub all: Vec<Span>,
    /// "Does apply", "has yet become": as hardly anybody writes.
    pub emphatic: usize,
    /// Whether it says what shall be.
    pub binds: bool,
}

impl English {
    pub fn of(text: &str, zh: &Chinese) -> Self {
        let none = places(&EN_NONE, text);
        let mut all = places(&EN_ANY, text);
        all.retain(|s| !none.contains(s));
        let bound = places(&EN_BOUND, text);
        let bounds = bound.len();
        let free = |at: &Span| !bound.iter().any(|b| b.overlaps(*at));
        let (any, words) = (all.len(), all.iter().copied().filter(free).collect());
        all.extend(places(&EN_NEAR, text));
        let answered = ANSWERED.iter().map(|(z, e)| z.find_iter(&zh.folded).count().min(e.find_iter(text).count()));
        let used = answered.sum::<usize>() + bounds.min(zh.bounds);
        let mut asking = places(&EN_ASKING, text);
        // The abbreviation of a number denies nothing.
        let is_number = |at: &Span| at.of(text) == "No" && text.get(at.end..).is_some_and(|rest| rest.starts_with('.'));
        asking.retain(|at| free(at) && !is_number(at));
        // "No term … and no failure": one 不 denies both.
        let again = |at: &Span| {
            let before = text.get(..at.start).unwrap_or("").trim_end();
            ["and", "or", "nor", ","].iter().any(|joint| before.ends_with(joint))
        };
        let first = asking.first().map_or(0, |at| at.start);
        asking.retain(|at| at.start == first || !again(at) && at.of(text) != "nor");
        for (said, by) in [("违", &EN_VIOLATES), ("怠", &EN_FAILS)] {
            let meant = if zh.folded.contains(said) { places(by, text) } else { Vec::new() };
            asking.retain(|at| !meant.iter().any(|m| m.overlaps(*at)));
        }
        if ONLY_THEN.iter().any(|then| zh.folded.contains(then)) && count(&EN_TAKEN_BACK, text) > 0 {
            asking.clear();
        }
        // "May not … unless" is 須…方得: one negation takes back the other.
        let unless = |at: &Span| at.of(text).eq_ignore_ascii_case("unless");
        if let Some(taken_back) = asking.iter().skip(1).find(|at| unless(at)).map(|at| at.start) {
            let affirmed = NEEDS.iter().any(|needs| zh.folded.contains(needs));
            asking.retain(|at| !(unless(at) || affirmed && at.end <= taken_back));
        }
        English {
            asking,
            words,
            plain: unbounded(&EN_PLAIN, text),
            bounds,
            more: places(&EN_MORE, text),
            less: places(&EN_LESS, text),
            denies_subject: count(&EN_NO_SUBJECT, text) > 0,
            permits: count(&EN_PERMITS, text).saturating_sub(count(&EN_MAY_NOT, text)),
            left: any.saturating_sub(used),
            all,
            emphatic: count(&EN_EMPHATIC, text) + count(&EN_YET, text),
            binds: has_word(text, &["shall", "must"]),
        }
    }
}

/// Which tokens a place of the text covers or stands before.
pub(super) fn token_at(tokens: &[Token], span: Span) -> Option<usize> {
    tokens.iter().rposition(|t| t.span.overlaps(span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_one() {
        let all = [
            &EN_ANY,
            &EN_ASKING,
            &EN_BOUND,
            &EN_EMPHATIC,
            &EN_FAILS,
            &EN_LESS,
            &EN_MAY_NOT,
            &EN_MORE,
            &EN_NEAR,
            &EN_NONE,
            &EN_NO_SUBJECT,
            &EN_PERMITS,
            &EN_PLAIN,
            &EN_TAKEN_BACK,
            &EN_VIOLATES,
            &EN_YET,
            &ZH_ASKING,
            &ZH_BOUND,
            &ZH_JOINED,
            &ZH_LEAST,
            &ZH_MOST,
            &ZH_NONE,
            &ZH_OTHER,
            &ZH_PERMITS,
            &ZH_PERMITS_MORE,
            &ZH_PLAIN,
            &ZH_WIDE,
            &ZH_WORD,
        ];
        assert!(all.iter().all(|pattern| pattern.is_some()) && ANSWERED.len() == 20);
    }

    #[test]
    fn negations_are_counted() {
        for (text, plain) in [
            ("不得轉讓", 1),
            ("不同的人", 0),
            ("未經許可不得使用", 2),
            ("沒有人", 1),
            ("能不能", 0),
            ("不超過三人", 0),
            ("不得不同意", 0),
        ] {
            let found = Chinese::of(text);
            assert_eq!(found.plain.len(), plain, "{text}");
        }
        let zh = Chinese::of("除外情形禁止轉讓，得出租");
        assert_eq!(zh.permits.len(), 1);
        let en = English::of("Except in such cases transfer is prohibited; it is not more than a union.", &zh);
        assert_eq!((en.plain.len(), en.bounds, en.left), (0, 1, 1));
    }
}
