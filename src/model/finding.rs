//! What a check of the two sides against each other finds.

use super::{DocumentInfo, Passage, PassageId, Span};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the two sides differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FindingKind {
    /// Figures.
    Number,
    /// Text that one side lacks.
    Missing,
    /// Text in the other side's language.
    Untranslated,
    /// Names and terms.
    Term,
}

impl FindingKind {
    /// All kinds.
    pub const ALL: [FindingKind; 4] =
        [FindingKind::Number, FindingKind::Missing, FindingKind::Untranslated, FindingKind::Term];

    /// As it is typed and written.
    pub fn as_str(self) -> &'static str {
        match self {
            FindingKind::Number => "number",
            FindingKind::Missing => "missing",
            FindingKind::Untranslated => "untranslated",
            FindingKind::Term => "term",
        }
    }
}

/// How sure it is that something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Should be looked at.
    Note,
    /// Is wrong.
    Error,
}

impl Severity {
    /// As it is typed and written.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Error => "error",
        }
    }
}

/// What exactly was looked for. Written `kind.name`, so that a rule names its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// One figure became another.
    NumberChanged,
    /// A figure stands on one side only.
    NumberMissing,
    /// The same figures in an order that says something else.
    NumberOrder,
    /// A figure that was counted from the other one: "and 3 other cases" for 等5件.
    NumberDerived,
    /// A reference to another article, chapter or item.
    NumberReference,
    /// Numbered paragraphs that skip a number, or bear different ones.
    NumberSequence,
    /// A paragraph that one side lacks.
    MissingSide,
    /// A section that one side lacks.
    MissingSection,
    /// A sentence that one side lacks.
    MissingSentence,
    /// Words of a sentence that nothing on the other side says.
    MissingClause,
    /// A side that is much too short.
    MissingShort,
    /// A "not" that one side lacks.
    MissingNegation,
    /// Text in the language of the other side.
    UntranslatedText,
    /// The same text on both sides.
    UntranslatedSame,
    /// A name or an acronym that the other side does not have.
    TermName,
    /// A rendering that the glossary does not have.
    TermGlossary,
    /// A rendering beside the usual one.
    TermVariant,
    /// The opposite of what the other side says: 輸出 for "input".
    TermOpposite,
    /// A word that was typed for another of the same sound.
    TermSlip,
}

impl Rule {
    /// All rules.
    pub const ALL: [Rule; 19] = [
        Rule::NumberChanged,
        Rule::NumberMissing,
        Rule::NumberOrder,
        Rule::NumberDerived,
        Rule::NumberReference,
        Rule::NumberSequence,
        Rule::MissingSide,
        Rule::MissingSection,
        Rule::MissingSentence,
        Rule::MissingClause,
        Rule::MissingShort,
        Rule::MissingNegation,
        Rule::UntranslatedText,
        Rule::UntranslatedSame,
        Rule::TermName,
        Rule::TermGlossary,
        Rule::TermVariant,
        Rule::TermOpposite,
        Rule::TermSlip,
    ];

    /// As it is typed and written.
    pub fn as_str(self) -> &'static str {
        match self {
            Rule::NumberChanged => "number.changed",
            Rule::NumberMissing => "number.missing",
            Rule::NumberOrder => "number.order",
            Rule::NumberDerived => "number.derived",
            Rule::NumberReference => "number.reference",
            Rule::NumberSequence => "number.sequence",
            Rule::MissingSide => "missing.side",
            Rule::MissingSection => "missing.section",
            Rule::MissingSentence => "missing.sentence",
            Rule::MissingClause => "missing.clause",
            Rule::MissingShort => "missing.short",
            Rule::MissingNegation => "missing.negation",
            Rule::UntranslatedText => "untranslated.text",
            Rule::UntranslatedSame => "untranslated.same",
            Rule::TermName => "term.name",
            Rule::TermGlossary => "term.glossary",
            Rule::TermVariant => "term.variant",
            Rule::TermOpposite => "term.opposite",
            Rule::TermSlip => "term.slip",
        }
    }

    /// The rules that a word means: one by its name, all of a kind by the kind's.
    pub fn named(name: &str) -> impl Iterator<Item = Rule> + use<'_> {
        Rule::ALL.into_iter().filter(move |rule| rule.as_str() == name || rule.kind().as_str() == name)
    }

    /// The kind that it belongs to.
    pub fn kind(self) -> FindingKind {
        match self.as_str().split('.').next() {
            Some("number") => FindingKind::Number,
            Some("missing") => FindingKind::Missing,
            Some("untranslated") => FindingKind::Untranslated,
            _ => FindingKind::Term,
        }
    }

    /// What the rule is about, in one line.
    pub fn about(self) -> &'static str {
        match self {
            Rule::NumberChanged => "a figure became another",
            Rule::NumberMissing => "a figure stands on one side only",
            Rule::NumberOrder => "figures in an order that says something else",
            Rule::NumberDerived => "a figure that was counted from the other side's",
            Rule::NumberReference => "a reference to another article or item",
            Rule::NumberSequence => "numbering that jumps or differs",
            Rule::MissingSide => "a paragraph that one side lacks",
            Rule::MissingSection => "a section that one side lacks",
            Rule::MissingSentence => "a sentence that one side lacks",
            Rule::MissingClause => "words that nothing on the other side says",
            Rule::MissingShort => "a side that is much too short",
            Rule::MissingNegation => "a negation that one side lacks",
            Rule::UntranslatedText => "text in the language of the other side",
            Rule::UntranslatedSame => "the same text on both sides",
            Rule::TermName => "a name or acronym that the other side does not have",
            Rule::TermGlossary => "a rendering that the glossary does not have",
            Rule::TermVariant => "a rendering beside the usual one",
            Rule::TermOpposite => "the opposite of what the other side says",
            Rule::TermSlip => "a word typed for another of the same sound",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One place where the two sides do not say the same. Spans are bytes of the passage's repaired texts.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: Rule,
    /// How sure that is.
    pub severity: Severity,
    /// How likely it is right, 0..=1: the share that was right of such findings in real translations that were read.
    pub confidence: f32,
    /// Of the passage.
    pub id: PassageId,
    /// The places, where they can be pointed at: the first is what the message is about.
    pub zh: Option<Span>,
    /// On the English side.
    pub en: Option<Span>,
    /// What differs, in a line.
    pub message: String,
}

/// What a check has looked at and found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckReport {
    /// All that were checked, wholly or in part.
    pub documents: Vec<DocumentInfo>,
    /// All that were checked, by document and place.
    pub passages: Vec<Passage>,
    /// In the order of the passages.
    pub findings: Vec<Finding>,
    /// Findings that a baseline has accepted and that are left out.
    pub accepted: usize,
    /// Documents in one language, by id: nothing of them was compared.
    pub one_sided: Vec<String>,
}

impl Finding {
    /// The kind of its rule.
    pub fn kind(&self) -> FindingKind {
        self.rule.kind()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_its_kind() {
        for rule in Rule::ALL {
            let (kind, name) = rule.as_str().split_once('.').unwrap();
            assert_eq!(kind, rule.kind().as_str());
            assert!(!name.is_empty() && !rule.about().is_empty());
            assert!(FindingKind::ALL.contains(&rule.kind()));
            assert_eq!(Rule::named(rule.as_str()).collect::<Vec<_>>(), [rule]);
            assert!(Rule::named(kind).any(|r| r == rule) && Rule::named(kind).all(|r| r.kind() == rule.kind()));
        }
        assert_eq!(Rule::named("number.").count() + Rule::named("").count(), 0);
    }
}
