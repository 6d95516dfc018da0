//! Places that no language leaves empty: "every months", "than percent", 以次為限. Whatever the other side says, a
//! figure is missing there. (Where only the other side tells, [`super::holes`] looks.)

use super::pair::Pair;
use crate::model::{Finding, Rule, Severity, Side, Span};
use crate::text::fold::{fold, unfold};
use regex::Regex;
use std::sync::LazyLock;

/// English: what counts nothing though it has to.
const ENGLISH: &str = r"(?i)\b(?:every (?:years|months|weeks|days|hours)|within (?:years|months|weeks|days|hours) (?:of|after|from|before|prior|following)|than (?:percent|per cent|times|hundred|thousand|million|billion)|(?:over|under|aged|above|below|of) (?:years|months) (?:old|of age)|(?:from|of|by|where|if|when|any|with|in|between|among|has|have) or (?:more|fewer|less))\b";

/// Chinese, folded: the same, and offices of which nobody says how many.
const CHINESE: &str = "中华民国年[^、]|[或至]年以[上下]|以次为限|(?:超过|不逾|至多|至少)次[,。;为]|一式份|(?:主任|[组局处所院署厅司科队馆站校课股]长|主席|秘书|专员|委员|董事|理事|监事|技正|技士|科员|视察|领事|参事|编审|督学|法官|队员|司令|[教药护]?师)人(?:[,;。、至]|$)|人至人[,;。、参]";

/// Chinese, folded: 第 without a number before what it numbers (第条), and a date with a part gone (一百零一年月一日).
const NUMBERED_ZH: &str = "(?:^|[^次等及门落府宅])(第(?:[条款项目章节编类种级届期次季号页卷集轮批名位]|职等|附表))|[0-9零〇一二三四五六七八九十百](年月)[0-9一二三四五六七八九十]|[0-9一二三四五六七八九十每](月日)|(?:期间|期限|任期|效期)[^,。;、]{0,4}为([年月日])[,。;、]";

/// English: a part of a law that is named like one with a number and has none ("under Article of the Act"), a range or a
/// time that ends in nothing.
const NUMBERED_EN: &str = r"\b(?:in|under|to|by|of|with|per|and|or|from) ((?:Articles?|Paragraph|Subparagraph|Annex|Schedule|Chapter|Section) (?:of|to|and|or|shall|may|in|for|by|who|which|herein|hereof))\b|\b(\d+ (?:to|through) of) |\b((?:is|be) (?:years|months|days|weeks|hours))[,.;]";

/// "Within (6) months": the brackets say again what is gone.
const BRACKETS: &str = r"(?:\b(?:than|least|most|within|exceeds?|exceeding) (\(\d[\d,.]*\)) |[a-z] (\(\d[\d,.]*\)) (?:(?:business|working|calendar) )?(?:years?|months?|weeks?|days?|hours?|percent|per cent|persons?|members?|people|to [\w-]+ \(\d+\))\b)";

struct Patterns {
    zh: Regex,
    en: Regex,
    /// The place is in one of the groups.
    numbered_zh: Regex,
    numbered_en: Regex,
    brackets: Regex,
    backwards: Regex,
}

static PATTERNS: LazyLock<Option<Patterns>> = LazyLock::new(|| {
    let new = |pattern: &str| Regex::new(pattern).ok();
    Some(Patterns {
        zh: new(CHINESE)?,
        en: new(ENGLISH)?,
        numbered_zh: new(NUMBERED_ZH)?,
        numbered_en: new(NUMBERED_EN)?,
        brackets: new(BRACKETS)?,
        backwards: new(BACKWARDS)?,
    })
});

/// "Paragraphs 2 to 2": from a place to itself, or back.
const BACKWARDS: &str =
    r"(?i)\b(?:articles|paragraphs|subparagraphs|items|sections|clauses)\s+(\d+) (?:to|through) (\d+)\b(?:[^\d.-]|$)";

/// Words that a number in brackets belongs to as it stands: "paragraph (2) days".
const NUMBERED: [&str; 8] = ["article", "paragraph", "subparagraph", "item", "section", "clause", "point", "schedule"];

fn wholes<'t>(pattern: &'t Regex, text: &'t str) -> impl Iterator<Item = Span> + 't {
    pattern.find_iter(text).map(|m| Span::new(m.start(), m.end()))
}

/// Where the group stands that matched.
fn groups<'t>(pattern: &'t Regex, text: &'t str) -> impl Iterator<Item = Span> + 't {
    let group = |found: regex::Captures| found.iter().skip(1).flatten().next().map(|m| Span::new(m.start(), m.end()));
    pattern.captures_iter(text).filter_map(group)
}

pub(super) fn check(pair: &Pair, out: &mut Vec<Finding>) {
    let Some(patterns) = PATTERNS.as_ref() else { return };
    let folded = fold(pair.zh);
    let back = |span| unfold(pair.zh, &folded, span);
    let zh = wholes(&patterns.zh, &folded).chain(groups(&patterns.numbered_zh, &folded)).filter_map(back);
    let en = wholes(&patterns.en, pair.en).chain(groups(&patterns.numbered_en, pair.en));
    // 章程 is the Articles of Association, which have no number.
    let charter = folded.contains("章程");
    let en = en.filter(|span| !(charter && span.of(pair.en).starts_with("Articles of")));
    for (side, span) in zh.map(|s| (Side::Zh, s)).chain(en.map(|s| (Side::En, s))) {
        let message = format!("a figure is missing in \"{}\"", span.of(pair.text(side)));
        out.push(pair.sided(Rule::NumberMissing, Severity::Error, side, span, None, message));
    }
    for found in patterns.brackets.captures_iter(pair.en).filter_map(|c| c.get(1).or(c.get(2))) {
        let before = pair.en.get(..found.start()).unwrap_or("").trim_end();
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
        let said = pair.figures.en.iter().any(|f| f.span.end + 1 >= before.len() && f.span.start < before.len());
        if !said && !NUMBERED.contains(&word.trim_end_matches('s')) {
            let span = Span::new(found.start(), found.end());
            let message = format!("{} says a figure again that is missing before it", found.as_str());
            out.push(pair.finding(Rule::NumberMissing, Severity::Error, None, Some(span), message));
        }
    }
    for found in patterns.backwards.captures_iter(pair.en) {
        let number = |i| found.get(i).and_then(|m| m.as_str().parse::<u32>().ok());
        let (Some((from, to)), Some(whole)) = (number(1).zip(number(2)), found.get(0)) else { continue };
        if to <= from {
            let span = Span::new(whole.start(), whole.end());
            let message = format!("\"{}\" leads nowhere", whole.as_str().trim());
            out.push(pair.finding(Rule::NumberReference, Severity::Error, None, Some(span), message));
        }
    }
}
