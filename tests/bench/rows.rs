//! Rows and queries to measure with: those of the TSV (zh, en, …) that `DUIZHAO_BENCH_ROWS` names, or made here, the
//! same every time.

use crate::random::Random;
use duizhao::text::fold::{fold, is_han};
use duizhao::text::segment::Segmenter;
use std::fmt::Write;

const SUBJECTS: [(&str, &str); 8] = [
    ("港務局", "the harbour authority"),
    ("承租人", "the tenant"),
    ("主管機關", "the competent authority"),
    ("檢驗機構", "the inspection body"),
    ("運送人", "the carrier"),
    ("水文站", "the hydrological station"),
    ("圖書館", "the library"),
    ("合作社", "the cooperative"),
];
const VERBS: [(&str, &str); 8] = [
    ("應當公告", "shall publish"),
    ("得延長", "may extend"),
    ("不得撤銷", "must not revoke"),
    ("審查", "examines"),
    ("每年更新", "updates every year"),
    ("應保存", "shall keep"),
    ("登記", "registers"),
    ("委託第三方評估", "has a third party assess"),
];
const OBJECTS: [(&str, &str); 10] = [
    ("商業秘密保護規則", "the rules on the protection of trade secrets"),
    ("航道疏浚計畫", "the dredging plan of the fairway"),
    ("租賃契約", "the lease"),
    ("水質監測結果", "the results of water quality monitoring"),
    ("倉單", "the warehouse receipts"),
    ("岸電設施", "the shore power facilities"),
    ("知識產權清單", "the list of intellectual property rights"),
    ("古籍目錄", "the catalogue of rare books"),
    ("爭議解決程序", "the procedure for the settlement of disputes"),
    ("安全距離", "the safety distance"),
];

/// A row as a TSV has it.
#[derive(Clone, Debug)]
pub struct Row {
    pub zh: String,
    pub en: String,
}

/// Makes a query of a row, or none where it does not serve.
type Make = fn(&Row, &mut Random) -> Option<String>;

/// At most so many rows.
pub fn rows(most: usize) -> Vec<Row> {
    match std::env::var_os("DUIZHAO_BENCH_ROWS") {
        Some(path) => read(std::path::Path::new(&path), most),
        None => made(most),
    }
}

/// The first rows of a file.
pub fn read(path: &std::path::Path, most: usize) -> Vec<Row> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let row = |line: &str| {
        let mut columns = line.split('\t');
        Some(Row { zh: columns.next()?.to_string(), en: columns.next()?.to_string() })
    };
    text.lines().take(most).filter_map(row).collect()
}

fn made(count: usize) -> Vec<Row> {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let row = |n: usize| {
        let (mut zh, mut en) = (format!("第{n}條　"), format!("Article {n}. "));
        for i in 0..1 + random.below(3) {
            let (subject, verb) = (SUBJECTS[random.below(SUBJECTS.len())], VERBS[random.below(VERBS.len())]);
            let (object, days) = (OBJECTS[random.below(OBJECTS.len())], 1 + random.below(400));
            let (stop, begin) = if i == 0 { ("", "") } else { ("；", "; ") };
            let _ = write!(zh, "{stop}{}於{days}日內{}{}", subject.0, verb.0, object.0);
            let _ = write!(en, "{begin}{} {} {} within {days} days", subject.1, verb.1, object.1);
        }
        Row { zh: zh + "。", en: en + "." }
    };
    (1..=count).map(row).collect()
}

/// Rows as the lines of a TSV; of any but the first copy, each is made another one by what stands before it.
pub fn tsv(rows: &[Row], copy: usize) -> String {
    let mut text = String::new();
    for (n, Row { zh, en }) in rows.iter().enumerate() {
        let _ = match copy {
            0 => writeln!(text, "{zh}\t{en}\t{n}"),
            _ => writeln!(text, "副本{copy}：{zh}\tCopy {copy}: {en}\t{copy}.{n}"),
        };
    }
    text
}

/// Kinds of queries by name, so many of each, taken from the rows.
pub fn queries(rows: &[Row], each: usize) -> Vec<(&'static str, Vec<String>)> {
    let kinds: [(&'static str, Make); 8] = [
        ("Chinese word", chinese_word),
        ("English word", english_word),
        ("string of 8-20", |row, random| piece(&row.zh, 8 + random.below(13), random)),
        ("English phrase", |row, random| {
            let words: Vec<&str> = row.en.split(' ').filter(|w| w.bytes().all(|b| b.is_ascii_alphabetic())).collect();
            words.get(random.below(words.len())..)?.get(..2 + random.below(2)).map(|w| format!("\"{}\"", w.join(" ")))
        }),
        ("one character", |row, random| piece(&row.zh, 1, random)),
        ("both languages", |row, random| {
            Some(format!("{} {}", chinese_word(row, random)?, english_word(row, random)?))
        }),
        ("without a word", |row, random| {
            Some(format!("{} -{}", chinese_word(row, random)?, english_word(row, random)?))
        }),
        ("number", |_, random| Some(format!("num:{}", 1 + random.below(400)))),
    ];
    let mut random = Random(88_172_645_463_325_252);
    let made = kinds.map(|(kind, make)| {
        let mut found = Vec::new();
        // Rows without Chinese or English give none; of rows that are all so there would be no end.
        for _ in 0..each * 100 {
            if found.len() == each {
                break;
            }
            found.extend(make(&rows[random.below(rows.len())], &mut random));
        }
        (kind, found)
    });
    made.into()
}

fn chinese_word(row: &Row, random: &mut Random) -> Option<String> {
    let folded = fold(&row.zh);
    let words = Segmenter::shared().words(&folded).filter(|w| w.chars().all(is_han));
    let words: Vec<&str> = words.filter(|w| (2..=4).contains(&w.chars().count())).collect();
    words.get(random.below(words.len())).map(|w| (*w).to_string())
}

fn english_word(row: &Row, random: &mut Random) -> Option<String> {
    let words = row.en.split(' ').map(|w| w.trim_matches(|c: char| !c.is_ascii_alphabetic()));
    let words: Vec<&str> = words.filter(|w| w.len() > 3 && w.bytes().all(|b| b.is_ascii_alphabetic())).collect();
    words.get(random.below(words.len())).map(|w| (*w).to_lowercase())
}

fn piece(zh: &str, length: usize, random: &mut Random) -> Option<String> {
    let chars: Vec<char> = zh.chars().collect();
    let starts = (chars.len() + 1).checked_sub(length)?;
    let piece = chars.get(random.below(starts)..)?.get(..length)?;
    piece.iter().all(|c| is_han(*c)).then(|| piece.iter().collect())
}
