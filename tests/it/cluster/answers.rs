//! Every command answers the same from both.

use super::{BOTH, Both};
use duizhao::model::{Hit, Passage, Side, WordForm};
use duizhao::request::{
    CheckRequest, CounterpartRequest, ExportRequest, GlossaryRequest, KwicRequest, SearchOrder, SearchRequest,
    ShowRequest, TermsRequest,
};
use duizhao::{Error, Index};
use std::fmt::Debug;

/// What an index answers, line by line.
fn same<T: Debug>(both: &Both, what: &str, ask: impl Fn(&Index) -> duizhao::Result<T>) {
    let told = |index| ask(index).map_or_else(|e| format!("error: {e}"), |answer| format!("{answer:#?}"));
    let (here, there) = (told(&both.local), told(&both.cluster));
    let mut different = here.lines().zip(there.lines()).filter(|(a, b)| a != b && !nearly(a, b));
    if let Some(lines) = different.next().or((here.lines().count() != there.lines().count()).then_some(("", ""))) {
        panic!("{what}: {lines:?}, of {} and {} bytes", here.len(), there.len());
    }
}

/// Sums of the same numbers in another order differ a little.
fn nearly(here: &str, there: &str) -> bool {
    let number = |line: &str| line.trim().trim_start_matches("confidence: ").trim_end_matches(',').parse::<f32>().ok();
    matches!((number(here), number(there)), (Some(here), Some(there)) if (here - there).abs() < 0.001)
}

/// A hit without its score.
fn shown(hit: &Hit) -> impl Debug + use<> {
    let around = |passages: &[Passage]| passages.iter().map(|p| p.id.to_string()).collect::<Vec<_>>();
    (
        hit.passage.clone(),
        hit.marks.clone(),
        hit.sentence_hits.clone(),
        hit.document.clone(),
        around(&hit.before),
        around(&hit.behind),
        hit.translated,
    )
}

fn search(index: &Index, request: &SearchRequest) -> duizhao::Result<impl Debug + use<>> {
    let results = index.search(request)?;
    let hits: Vec<_> = results.hits.iter().map(shown).collect();
    Ok((results.total, results.mode, results.facets, hits))
}

#[test]
fn results_have_the_same_passages_marks_and_neighbours() {
    let Some(both) = &*BOTH else { return };
    for query in
        ["商業秘密", "知識產權 ODR", "courts", "num:>=1000", "專利 NEAR/10 商標", "zh:法 -en:law", "kind:heading"]
    {
        let by_place = SearchRequest::new(query).sort(SearchOrder::Document).limit(30).context(2).facets(true);
        same(both, query, |index| search(index, &by_place));
        same(both, query, |index| search(index, &by_place.clone().offset(3).limit(5)));
        same(both, query, |index| search(index, &SearchRequest::new(query).limit(0).facets(true)));
    }
    let long = SearchRequest::new("zh:*").sort(SearchOrder::Document).limit(usize::MAX).counterparts(false);
    same(both, "all of them", |index| search(index, &long));
}

#[test]
fn places_that_are_not_there_are_said() {
    let Some(both) = &*BOTH else { return };
    // Of names that some rows have, the nearest are the same where they are few enough to be gone through.
    let of_rows = match both.rows {
        0 => &[][..],
        1..=2_000 => &["doc:A0000020 法", "ref:A0000020#1.1"],
        _ => &["doc:A0000020 法"],
    };
    let of_all =
        ["doc:guangdong 商業", "section:99 商業", "doc:guangdong-ip-report section:77", "section:沒有這一節", "ref:J1"];
    for query in of_all.iter().chain(of_rows) {
        let told = |index: &Index| match index.search(*query) {
            Ok(results) => results.total.to_string(),
            Err(Error::NotFound { id, hint }) => format!("{id}{hint}"),
            Err(other) => panic!("{query}: {other}"),
        };
        assert_eq!(told(&both.local), told(&both.cluster), "{query}");
    }
    for index in [&both.local, &both.cluster] {
        assert!(matches!(index.show("nothing#1"), Err(Error::NotFound { .. })));
    }
}

#[test]
fn the_closest_passages_are_the_same() {
    let Some(both) = &*BOTH else { return };
    let ids = |index: &Index, request: &SearchRequest| {
        let results = index.search(request)?;
        Ok((results.mode, results.hits.iter().map(|hit| hit.passage.id.to_string()).collect::<Vec<_>>()))
    };
    for query in [
        "哪個機構的調解率遠高於全國水平？",
        "which court decided most cases about trade secrets last year",
        "how many mediators are there in Guangdong",
        "商業秘密保護的司法鑑定問題如何解決",
        "fishingboats and the rcpajred harbour",
    ] {
        same(both, query, |index| ids(index, &SearchRequest::new(query).limit(5)));
    }
    for query in ["mediation", "trade secret", "調解", "知識產權 法院"] {
        same(both, query, |index| {
            let (mode, mut found) = ids(index, &SearchRequest::new(query).translate(true).limit(10_000))?;
            found.sort();
            Ok((mode, found))
        });
    }
}

#[test]
fn counterparts_are_the_same() {
    let Some(both) = &*BOTH else { return };
    for text in [
        "调解员1360名，調解組織167个",
        "the arbitration institutions of the province",
        "Damages in civil cases amounted",
    ] {
        same(both, text, |index| index.counterpart(CounterpartRequest::new(text)));
    }
}

#[test]
fn terms_lines_and_findings_are_the_same() {
    let Some(both) = &*BOTH else { return };
    for term in ["商業秘密", "調解", "trade secret", "court"] {
        same(both, term, |index| index.terms(TermsRequest::new(term)));
        same(both, term, |index| index.kwic(KwicRequest::new(term)));
    }
    same(both, "terms --all", |index| index.glossary(&GlossaryRequest::default()));
    same(both, "check", |index| index.check(&CheckRequest::default()).map(|report| report.findings));
    let vocabulary = |index: &Index, side, form| {
        let mut words = index.searcher().vocabulary(side, form)?;
        words.sort_by(|a, b| a.word.cmp(&b.word));
        Ok(words.into_iter().map(|count| (count.word, count.times)).collect::<Vec<_>>())
    };
    same(both, "words", |index| vocabulary(index, Side::Zh, WordForm::Form));
    same(both, "words", |index| vocabulary(index, Side::En, WordForm::Lemma));
}

#[test]
fn documents_come_out_as_they_went_in() {
    let Some(both) = &*BOTH else { return };
    same(both, "docs", |index| index.documents());
    for id in ["guangdong-ip-report", "guangdong-ip-report#1", "guangdong-ip-report#1.3", "guangdong-ip-report#1.3:1"] {
        same(both, id, |index| index.show(ShowRequest::new(id)));
    }
    for request in [ExportRequest::new(), ExportRequest::new().matching("法"), ExportRequest::new().matching("courts")]
    {
        same(both, "export", |index| {
            let mut out = Vec::new();
            index.export(&request, &mut |passage, sentences| {
                out.push((passage.clone(), sentences.to_vec()));
                Ok(())
            })?;
            Ok(out)
        });
    }
}
