//! The two ways to read a query, tested together on `queries/cases.txt`, and what no query may do: panic, or be refused
//! with a form that is refused again. `BLESS=1 cargo test --test it queries::` rewrites the readings; they are to be judged
//! by reading the diff.

use crate::random::Random;
use crate::soak::rounds;
use duizhao::model::{Bound, Clause, Place, Side};
use duizhao::query::{parse, parse_words};
use duizhao::request::{SearchOptions, SearchOrder};
use duizhao::search::{LocalIndex, Searcher};
use duizhao::update::{self, Silent};
use proptest::prelude::*;
use std::path::Path;
use std::sync::OnceLock;

/// A clause in the notation of `cases.txt`.
fn written(clause: &Clause) -> String {
    let on = |side: &Option<Side>| match side {
        Some(Side::Zh) => "zh:",
        Some(Side::En) => "en:",
        None => "",
    };
    let joined = |parts: &[Clause], by: &str| parts.iter().map(written).collect::<Vec<_>>().join(by);
    match clause {
        Clause::All(parts) => format!("[{}]", joined(parts, " & ")),
        Clause::Any(parts) => format!("[{}]", joined(parts, " | ")),
        Clause::Not(part) => format!("not {}", written(part)),
        Clause::Set(part) => format!("set {}", written(part)),
        Clause::Words { text, phrase: false, side } => format!("{}{text}", on(side)),
        Clause::Words { text, phrase: true, side } => format!("{}\"{text}\"", on(side)),
        Clause::Variants { texts, side } => format!("{}({})", on(side), texts.join(" / ")),
        Clause::Exact { text, side } => format!("{}={text}", on(side)),
        Clause::Prefix { text, side } => format!("{}{text}…", on(side)),
        Clause::Near { texts, between, side } => format!("{}near{between}({})", on(side), texts.join(" ~ ")),
        Clause::Wildcard { pattern, side } => format!("{}<{pattern}>", on(side)),
        Clause::Fuzzy { text, edits, side } => format!("{}{text}~{edits}", on(side)),
        Clause::Has { side } => format!("has {side}"),
        Clause::Regex { pattern, side } => format!("{}/{pattern}/", on(side)),
        Clause::Number { bound, side } => format!("{}{}", on(side), range(bound)),
        Clause::Dated { bound } => format!("dated {}", range(bound)),
        Clause::Field { name, value } => format!("field {name}={value}"),
        Clause::In { place, value } => match place {
            Place::Doc => format!("doc={value}"),
            Place::Section => format!("section={value}"),
            Place::Kind => format!("kind={value}"),
            Place::Ref => format!("ref={value}"),
            Place::Collection => format!("collection={value}"),
        },
    }
}

/// An end that is not included stands outside a reversed bracket, as in ISO 80000.
fn range(bound: &Bound) -> String {
    let end = |value: &Option<String>| value.clone().unwrap_or_default();
    let (open, close) = (if bound.open_low { "]" } else { "[" }, if bound.open_high { "[" } else { "]" });
    let kind = bound.kind.map(|kind| format!("{kind:?}").to_lowercase()).unwrap_or_else(|| "num".into());
    format!("{kind}{open}{}..{}{close}", end(&bound.low), end(&bound.high))
}

fn strict(query: &str) -> String {
    match parse(query) {
        Ok(read) => format!("= {}", written(&read.clause)),
        Err(error) => {
            let nearest = error.nearest.as_deref().unwrap_or("nothing");
            format!("! at {}: {} → {nearest}", error.at, error.message)
        }
    }
}

#[test]
fn every_case_is_read_so() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/queries/cases.txt");
    let before = std::fs::read_to_string(&path).unwrap();
    let mut after = String::new();
    for line in before.lines() {
        match line.strip_prefix("? ") {
            // A query's blanks at the ends matter, so it may stand between bars.
            Some(shown) => {
                let query = shown.strip_prefix('|').and_then(|s| s.strip_suffix('|')).unwrap_or(shown);
                let words = written(&parse_words(query).clause);
                after.push_str(&format!("? {shown}\n{}\n~ {words}\n", strict(query)));
            }
            None if line.starts_with(['=', '!', '~']) => {}
            None => after.push_str(&format!("{line}\n")),
        }
    }
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &after).unwrap();
        return;
    }
    let differing: Vec<String> =
        before.lines().zip(after.lines()).filter(|(b, a)| b != a).map(|(b, a)| format!("- {b}\n+ {a}")).collect();
    assert!(before == after, "queries are read otherwise:\n{}", differing.join("\n"));
}

#[test]
fn every_nearest_form_of_the_cases_is_valid() {
    let queries = include_str!("queries/cases.txt").lines().filter_map(|line| line.strip_prefix("? "));
    let refused: Vec<_> = queries.filter_map(|query| parse(query).err()).collect();
    assert!(refused.len() >= 30, "{} refused queries", refused.len());
    for error in refused {
        let nearest = error.nearest.unwrap_or_else(|| panic!("{}: nothing offered", error.query));
        assert!(parse(&nearest).is_ok(), "{} → {nearest}", error.query);
    }
}

fn index() -> &'static LocalIndex {
    static INDEX: OnceLock<LocalIndex> = OnceLock::new();
    INDEX.get_or_init(|| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("index/sample/guangdong-ip-report.txt");
        let (store, report) = update::in_memory(&duizhao::request::UpdateRequest::adding([path]), &Silent).unwrap();
        assert!(report.failed.is_empty(), "{:?}", report.failed);
        LocalIndex::new(store)
    })
}

/// Reads the query both ways and searches what came of it; whether each answered.
fn ask(query: &str) -> [bool; 2] {
    let strict = parse(query).map_err(|error| {
        assert!(error.at <= query.chars().count(), "{query}: a place behind the end");
        if let Some(nearest) = &error.nearest {
            assert!(parse(nearest).is_ok(), "{query} → {nearest}");
        }
    });
    [strict.ok(), Some(parse_words(query))].map(|read| {
        let Some(read) = read else { return false };
        let ranked = index().search(&read, &SearchOptions::new().explain(true).context(1));
        let in_order = index().search(&read, &SearchOptions::new().sort(SearchOrder::Document).closest(false));
        assert_eq!(ranked.is_ok(), in_order.is_ok(), "{query}");
        let Ok(ranked) = ranked else { return false };
        for hit in &ranked.hits {
            for side in Side::BOTH {
                let text = hit.passage.text(side);
                assert!(hit.marks.get(side).iter().all(|mark| text.get(mark.span.start..mark.span.end).is_some()));
            }
        }
        true
    })
}

/// Expressions that are built to explode.
const EXPLODING: &[&str] = &[
    "(a*)*b",
    "(.*){50}",
    "[a-z]{1000}{1000}",
    "(?:a|b){5000}",
    "(x+x+)+y",
    ".*.*.*.*=.*",
    ".*",
    "(.{1,200}){1,200}",
    r"\w{1,500}",
    "(a|aa)+$",
    r"\p{L}{300}",
    ".*a.{12}",
    ".*a.{30}",
    "((((a{10}){10}){10}){10})",
    r"\pL*\pN*\pL*",
    "[^x]*",
    "a{99999}",
    "(.*a){20}",
    "([a-z]*[0-9]*){30}",
    r"[\u4e00-\u9fff]+",
    "(?=a)",
    ")",
    "a)|(b",
    "(?-u:\\xff)",
    "\\",
    "^$",
    "",
];

#[test]
fn exploding_expressions_answer_or_are_refused() {
    for pattern in EXPLODING {
        ask(&format!("/{pattern}/"));
        ask(&format!("zh:/{pattern}/ -en:/{pattern}/"));
    }
    let many: Vec<String> = (0..3_000).map(|n| format!("w{n}")).collect();
    ask(&format!("/{}/", many.join("|")));
    ask(&format!("/{}/", many.join(".*|")));
    ask(&format!("/{}a{}/", "(".repeat(200), ")".repeat(200)));
    assert!(parse("/[a-z]{1000}{1000}/").unwrap_err().message.contains("too large"));
}

#[test]
fn hostile_wildcards_and_distances_answer_or_are_refused() {
    for query in [
        "????",
        "*a*",
        "*?*?*a*?*",
        "知*?*?*權",
        "?知?",
        "的 NEAR/100 的 NEAR/100 的 NEAR/100 的",
        "(the OR of OR a) NEAR/100 (the OR of OR a) NEAR/100 (the OR of OR a)",
        "\"the of the of the of the\"~100",
        "\"的 的 的 的 的 的\"~100",
        "zh:(a NEAR/0 b) NEAR/0 c",
        "en:=US zh:=US =\"C++\" =$5",
        "counterrevolutionaries~2",
        "/[^一]/",
        "/.*知.*識.*/",
        "/(知|識|產|權){1,50}/",
        "/\\pL知/",
        "num:-5..-1",
        "num:2024年11月",
        "date:..2024",
    ] {
        ask(query);
        ask(&format!("-({query})"));
    }
}

#[test]
fn long_and_deep_queries_answer_or_are_refused() {
    let repeated = [
        "(",
        ")",
        "((",
        "-",
        "zh:",
        "-(",
        "a )",
        "\"",
        "\" ",
        "/",
        "//",
        "a OR ",
        "OR ",
        "AND ",
        "NOT ",
        "num:",
        "的",
        "人人",
        "a",
        "the ",
        "a-",
        "a'b",
        "1.",
        "1,",
        "a.b.",
        "1,000",
        "。",
        "，",
        " ",
        "\n",
        "😀",
        "a\u{301}",
        "\u{202e}",
        "\u{0}",
        "億",
        "-a ",
        "(a OR b) ",
        "*",
        "a* ",
        "/a.*/ ",
        "section:法 ",
        "kind:title OR ",
        "a NEAR/9 ",
        "*a* ",
        "第?條 ",
        "court~2 ",
        "=US ",
        "\"a b\"~5 ",
        "date:2024 ",
        "30% ",
    ];
    for part in repeated {
        for size in [50, 1_000, 10_000] {
            let query = part.repeat(size / part.chars().count());
            ask(&query);
            ask(&format!("\"{}\"", query.replace('"', "")));
        }
    }
    let all_different: String = ('\u{4e00}'..).take(10_000).collect();
    assert!(!ask(&all_different)[0]);
    ask(&all_different.chars().take(4_000).collect::<String>());
    assert_eq!(ask(&format!("{}law{}", "(".repeat(49), ")".repeat(49))), [true; 2]);
}

/// What says the same again costs nothing and is not counted; what differs is, and the limit is named.
#[test]
fn thousands_of_terms_answer_or_are_refused_with_the_limit() {
    for one in ["court", "-court", "法院", "infring*", "num:5", "/cour.*/", "section:3", "(court OR law)"] {
        let many = vec![one; 4_900 / (one.chars().count() + 1)].join(" ");
        assert!(ask(&many)[0], "{one}");
    }
    let words: String = (0..900).map(|n| format!("w{n} ")).collect();
    let either = words.trim().replace(' ', " OR ");
    for (query, limit) in [
        (words.clone(), "different parts; 250 are"),
        (either.chars().take(1_000).collect(), "different alternatives; 100 are"),
        ((0..100).map(|n| format!("num:{n} ")).collect(), "prefixes, figures and NEAR; 20 are"),
        ((0..100).map(|n| format!("w{n}* ")).collect(), "prefixes, figures and NEAR; 20 are"),
        ((0..100).map(|n| format!("/w{n}/ ")).collect(), "regular expressions; 4 are"),
        (format!("\"{}\"", "the ".repeat(1_000)), "repetitions of one word in a phrase; 100 are"),
        ("a-".repeat(2_000), "repetitions of one word in a phrase; 100 are"),
    ] {
        let error = index().search(&parse(query.trim()).unwrap(), &SearchOptions::new()).unwrap_err().to_string();
        assert!(error.contains(limit), "{error}");
    }
}

#[test]
fn single_letters_and_odd_figures_answer_or_are_refused() {
    for letter in ('a'..='z').chain('0'..='9') {
        assert!(ask(&format!("{letter}*"))[0]);
    }
    for value in [
        "..",
        "...",
        "1..2..3",
        "..5",
        "5..",
        "9..1",
        ">=",
        ">=%",
        "<=-5",
        "=",
        "億",
        "88億億億億億億億億億億億億億億億億億",
        "1e400",
        "0x10",
        "NaN",
        "∞",
        "½",
        "-0",
        "1,2,3",
        "8.85.8",
        "999999999999999999999999999999999999",
        "0.0000000000000000000000000000000000001",
        "一二三四五六七八九十百千萬億兆",
        "第第第",
        "2024年13月45日",
        "%",
        "%%5%",
        "\"",
        "\"\"",
        "(",
        ")",
        "*",
        "-",
        "num:5",
    ] {
        ask(&format!("num:{value}"));
        ask(&format!("zh:num:{value} OR -num:{value}"));
    }
    ask(&format!("num:{}", "9".repeat(4_000)));
    ask(&format!("num:{}", "一百萬".repeat(1_500)));
}

#[test]
fn random_bytes_as_text_answer_or_are_refused() {
    let mut random = Random(88_172_645_463_325_252);
    for size in [3, 30, 300, 3_000] {
        for _ in 0..rounds(10) {
            let bytes: Vec<u8> = (0..size).map(|_| random.below(256) as u8).collect();
            ask(&String::from_utf8_lossy(&bytes));
        }
    }
}

#[test]
fn random_pieces_of_the_language_answer_or_are_refused() {
    const PIECES: &[&str] = &[
        "a",
        "law",
        "法",
        "知識產權",
        " ",
        " ",
        " ",
        "\"",
        "(",
        ")",
        "-",
        "*",
        "/",
        ":",
        "OR",
        " OR ",
        "AND",
        "NOT ",
        "zh:",
        "en:",
        "num:",
        "section:",
        "doc:",
        "kind:",
        "title",
        "5",
        "1.5",
        "億",
        "%",
        "..",
        ">=",
        "<",
        "|",
        "[",
        "]",
        "{2}",
        "+",
        "\\",
        "'",
        "，",
        "“",
        "\t",
        "ß",
        "é",
    ];
    let mut random = Random(36_243_606_912);
    for size in [2, 5, 12, 60, 400] {
        for _ in 0..rounds(40) {
            let query: String = (0..size).map(|_| PIECES[random.below(PIECES.len())]).collect();
            ask(&query);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: rounds(50) as u32, ..ProptestConfig::default() })]

    #[test]
    fn any_text_answers_or_is_refused(query in "\\PC{0,60}") {
        ask(&query);
    }

    #[test]
    fn any_expression_answers_or_is_refused(pattern in "[a-c.*+?()|\\[\\]{}0-9,^$法\\\\-]{1,30}") {
        ask(&format!("/{pattern}/"));
    }

    #[test]
    fn a_phrase_of_any_text_is_read_as_it_is(text in "[^\"]{1,60}") {
        let read = parse(&format!("\"{text}\"")).map(|query| query.clause);
        match text.trim().is_empty() {
            true => prop_assert!(read.is_err()),
            false => prop_assert_eq!(read.unwrap(), Clause::Words { text, phrase: true, side: None }),
        }
    }
}
