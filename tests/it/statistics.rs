//! Numbers about words against an oracle that counts them itself.

use crate::random::Random;
use duizhao::model::Side;
use duizhao::request::{CollocatesRequest, FrequencyRequest, UpdateRequest};
use duizhao::search::LocalIndex;
use duizhao::statistics::{collocates, frequencies};
use duizhao::update::{Silent, in_memory};
use std::collections::BTreeMap;

/// Words as they are written, with what they count as.
const ZH: [(&str, &str); 9] = [
    ("法院", "法院"),
    ("合同", "合同"),
    ("商業秘密", "商业秘密"),
    ("专利", "专利"),
    ("第⼀項", "第一项"),
    ("第ㄧ項", "第一项"),
    ("ODR", "odr"),
    ("odr", "odr"),
    ("秘密", "秘密"),
];
const EN: [(&str, &str); 8] = [
    ("court", "court"),
    ("Courts", "court"),
    ("secrets", "secret"),
    ("SECRET", "secret"),
    ("patent", "patent"),
    ("Patents", "patent"),
    ("the", "the"),
    ("ODR", "odr"),
];

/// Rows of one sentence are counted from postings: by the index as by whoever looks at each row.
#[test]
fn words_are_counted_in_every_row() {
    let mut random = Random(88_172_645_463_325_252);
    let mut rows: Vec<[Vec<usize>; 2]> = Vec::new();
    for _ in 0..400 {
        let mut words = |of: usize| (0..1 + random.below(4)).map(|_| random.below(of)).collect::<Vec<_>>();
        rows.push([words(ZH.len()), words(EN.len())]);
    }
    let line = |[zh, en]: &[Vec<usize>; 2]| {
        let zh: Vec<&str> = zh.iter().map(|n| ZH[*n].0).collect();
        let en: Vec<&str> = en.iter().map(|n| EN[*n].0).collect();
        format!("{}\t{}\n", zh.join("，"), en.join(", "))
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rows.tsv");
    std::fs::write(&path, format!("zh\ten\n{}", rows.iter().map(line).collect::<String>())).unwrap();
    let (store, report) = in_memory(&UpdateRequest::adding([path]), &Silent).unwrap();
    assert!(report.failed.is_empty(), "{:?}", report.failed);
    let index = LocalIndex::new(store);
    for side in Side::BOTH {
        let (here, there) = if side == Side::Zh { (0, 1) } else { (1, 0) };
        let tables = [&ZH[..], &EN[..]];
        let words = |row: &[Vec<usize>; 2], of: usize| row[of].iter().map(|n| tables[of][*n].1).collect::<Vec<_>>();
        for term in tables[here].iter().map(|(_, word)| *word).filter(|word| *word != "odr") {
            let has = |row: &&[Vec<usize>; 2]| words(row, here).iter().any(|word| word.contains(term));
            let mut want: BTreeMap<String, u64> = BTreeMap::new();
            for row in rows.iter().filter(has) {
                let mut there = words(row, there);
                there.sort_unstable();
                there.dedup();
                there.into_iter().for_each(|word| *want.entry(word.to_string()).or_default() += 1);
            }
            let mut request = CollocatesRequest::new(term).across(true).limit(1_000);
            request.least = 1;
            let found = collocates(&index, &request).unwrap();
            assert_eq!(found.times, rows.iter().filter(has).count() as u64, "{term}");
            let got: BTreeMap<String, u64> = found.collocates.into_iter().map(|c| (c.word, c.together)).collect();
            assert_eq!(got, want, "{term}");
            let mut occurrences: BTreeMap<String, u64> = BTreeMap::new();
            let there_all = rows.iter().filter(has).flat_map(|row| words(row, there));
            there_all.for_each(|word| *occurrences.entry(word.to_string()).or_default() += 1);
            let request = FrequencyRequest::new(side.other()).query(term).limit(1_000);
            let found = frequencies(&index, &request).unwrap();
            assert_eq!(found.tokens, occurrences.values().sum::<u64>(), "{term}");
            let got: BTreeMap<String, u64> = found.words.into_iter().map(|w| (w.word, w.times)).collect();
            assert_eq!(got, occurrences, "{term}");
        }
    }
}
