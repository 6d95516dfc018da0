//! The paths with their parameters: what pages link to, and what the router answers.

use super::encoding::decoded;
use super::parameters::Parameters;
use super::problem::Problem;
use super::requests::{
    ChangesRequest, DocsRequest, ExportFileRequest, FindingsRequest, NoRequest, NumbersFileRequest, OriginalRequest,
    ReaderRequest, SeenRequest, TermsFileRequest,
};
use crate::request::{
    CollocatesRequest, CompareRequest, CounterpartRequest, DispersionRequest, FrequencyRequest, GlossaryRequest,
    KeywordsRequest, KwicRequest, SearchRequest, ShowRequest, TermsRequest,
};
use axum::http::Uri;
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::marker::PhantomData;
use std::sync::LazyLock;

/// Most passages of one answer.
pub(super) const MOST: u64 = 100;
/// Most passages that concordance lines come from, and most of a document.
const MOST_LINES: u64 = 1_000;
/// The last place that can be paged to; whoever wants more wants a narrower query.
pub(super) const DEEPEST: u64 = 10_000;

/// A path that is asked for a `T`.
pub(super) struct Path<T> {
    /// As the router and the description have it.
    pub template: &'static str,
    pub parameters: Parameters,
    request: PhantomData<fn() -> T>,
}

impl<T: JsonSchema + Serialize + DeserializeOwned> Path<T> {
    fn new(template: &'static str, change: impl FnOnce(Parameters) -> Parameters) -> Path<T> {
        Path { template, parameters: change(Parameters::of::<T>()), request: PhantomData }
    }

    /// Whether programs ask here, rather than people.
    pub fn is_api(&self) -> bool {
        self.template.starts_with("/api/")
    }

    /// What an address asks for.
    pub fn read(&self, uri: &Uri) -> Result<T, Problem> {
        let id = self.template.contains("{id}").then(|| decoded(uri.path().rsplit('/').next().unwrap_or_default()));
        // The form of a page sends what nobody has chosen, empty; a program that does so has made a mistake.
        self.parameters.read(id, uri.query().unwrap_or_default(), !self.is_api())
    }

    /// What is asked for where nothing is said.
    pub fn usual(&self) -> T
    where
        T: Default,
    {
        self.parameters.read(None, "", true).unwrap_or_default()
    }

    /// The address that asks for this.
    pub fn link(&self, request: &T) -> String {
        self.parameters.link(self.template, request)
    }
}

pub(super) type Known<T> = LazyLock<Path<T>>;

/// Parts of a search that a page has no field for.
const NO_FIELD: &[&str] = &["context", "facets", "explain", "closest", "counterparts"];

pub(super) static SEARCH: Known<SearchRequest> =
    LazyLock::new(|| Path::new("/", |all| shown(all.first("q").without(NO_FIELD))));
pub(super) static SEEN: Known<SeenRequest> =
    LazyLock::new(|| Path::new("/export", |all| shown(all.first("q").without(NO_FIELD))));
pub(super) static SEEN_LINES: Known<KwicRequest> = LazyLock::new(|| Path::new("/export/kwic", lines));
pub(super) static SEEN_TERMS: Known<TermsFileRequest> =
    LazyLock::new(|| Path::new("/export/terms", |all| all.needed("term", "商業秘密").without(&["by"])));
pub(super) static SEEN_FINDINGS: Known<FindingsRequest> =
    LazyLock::new(|| Path::new("/export/check", |all| all.needed("doc", "guangdong-ip-report").without(&["offset"])));
pub(super) static DOCS: Known<DocsRequest> = LazyLock::new(|| Path::new("/docs", |all| all.first("q")));
pub(super) static READER: Known<ReaderRequest> =
    LazyLock::new(|| Path::new("/d/{id}", |all| all.in_path("id", "guangdong-ip-report")));
pub(super) static ORIGINAL: Known<OriginalRequest> =
    LazyLock::new(|| Path::new("/original/{id}", |all| all.in_path("id", "guangdong-ip-report")));
pub(super) static PASSAGE: Known<ShowRequest> = LazyLock::new(|| {
    Path::new("/p/{id}", |all| all.in_path("id", "guangdong-ip-report#5.3").without(&["from", "limit"]))
});
pub(super) static COUNTERPART: Known<CounterpartRequest> =
    LazyLock::new(|| Path::new("/counterpart", |all| all.without(&["level", "limit"])));
pub(super) static KWIC: Known<KwicRequest> = LazyLock::new(|| Path::new("/kwic", lines));
pub(super) static TERMS: Known<TermsRequest> = LazyLock::new(|| Path::new("/terms", |all| all.first("term")));
pub(super) static CHECK: Known<FindingsRequest> = LazyLock::new(|| Path::new("/check", |all| all.first("doc")));
pub(super) static FREQ: Known<FrequencyRequest> = LazyLock::new(|| Path::new("/freq", |all| counted(all, "q")));
pub(super) static COLLOCATES: Known<CollocatesRequest> =
    LazyLock::new(|| Path::new("/collocates", |all| counted(all, "term")));
pub(super) static KEYWORDS: Known<KeywordsRequest> = LazyLock::new(|| Path::new("/keywords", |all| counted(all, "q")));
pub(super) static DISPERSION: Known<DispersionRequest> =
    LazyLock::new(|| Path::new("/dispersion", |all| counted(all, "term")));
pub(super) static SEEN_FREQ: Known<NumbersFileRequest<FrequencyRequest>> =
    LazyLock::new(|| Path::new("/export/freq", |all| counted(all, "q")));
pub(super) static SEEN_COLLOCATES: Known<NumbersFileRequest<CollocatesRequest>> =
    LazyLock::new(|| Path::new("/export/collocates", |all| counted(all, "term")));
pub(super) static SEEN_KEYWORDS: Known<NumbersFileRequest<KeywordsRequest>> =
    LazyLock::new(|| Path::new("/export/keywords", |all| counted(all, "q")));
pub(super) static SEEN_DISPERSION: Known<NumbersFileRequest<DispersionRequest>> =
    LazyLock::new(|| Path::new("/export/dispersion", |all| counted(all, "term")));
pub(super) static COMPARE: Known<ChangesRequest> =
    LazyLock::new(|| Path::new("/compare", |all| all.first("new").first("old")));
pub(super) static SEEN_CHANGES: Known<CompareRequest> =
    LazyLock::new(|| Path::new("/export/compare", |all| all.needed("new", "lease-2024").needed("old", "lease-2019")));
pub(super) static SAVED: Known<NoRequest> = LazyLock::new(|| Path::new("/saved", |all| all));
pub(super) static HELP: Known<NoRequest> = LazyLock::new(|| Path::new("/help", |all| all));

pub(super) static API_SEARCH: Known<SearchRequest> = LazyLock::new(|| {
    Path::new("/api/search", |all| {
        let all = all.needed("q", "商業秘密").usual("facets", true);
        all.at_most("limit", MOST).at_most("offset", DEEPEST).at_most("context", 10)
    })
});
pub(super) static API_DOCS: Known<NoRequest> = LazyLock::new(|| Path::new("/api/docs", |all| all));
pub(super) static API_SHOW: Known<ShowRequest> = LazyLock::new(|| {
    Path::new("/api/show/{id}", |all| {
        all.in_path("id", "guangdong-ip-report#5.3").usual("limit", MOST).at_most("limit", MOST_LINES)
    })
});
pub(super) static API_KWIC: Known<KwicRequest> =
    LazyLock::new(|| Path::new("/api/kwic", |all| lines(all).needed("q", "商業秘密")));
pub(super) static API_TERMS: Known<TermsRequest> =
    LazyLock::new(|| Path::new("/api/terms", |all| all.needed("term", "商業秘密")));
pub(super) static API_GLOSSARY: Known<GlossaryRequest> =
    LazyLock::new(|| Path::new("/api/glossary", |all| all.at_most("limit", DEEPEST)));
pub(super) static API_EXPORT: Known<ExportFileRequest> =
    LazyLock::new(|| Path::new("/api/export", |all| all.first("q")));
pub(super) static API_CHECK: Known<FindingsRequest> =
    LazyLock::new(|| Path::new("/api/check", |all| all.needed("doc", "guangdong-ip-report").without(&["offset"])));
pub(super) static API_COUNTERPART: Known<CounterpartRequest> =
    LazyLock::new(|| Path::new("/api/counterpart", |all| all.needed("text", "trade secret").at_most("limit", MOST)));
pub(super) static API_FREQ: Known<FrequencyRequest> = LazyLock::new(|| Path::new("/api/freq", |all| counted(all, "q")));
pub(super) static API_COLLOCATES: Known<CollocatesRequest> =
    LazyLock::new(|| Path::new("/api/collocates", |all| counted(all, "term").needed("term", "商業秘密")));
pub(super) static API_KEYWORDS: Known<KeywordsRequest> =
    LazyLock::new(|| Path::new("/api/keywords", |all| counted(all, "q").needed("q", "kind:heading")));
pub(super) static API_DISPERSION: Known<DispersionRequest> =
    LazyLock::new(|| Path::new("/api/dispersion", |all| counted(all, "term").needed("term", "商業秘密")));
pub(super) static API_COMPARE: Known<CompareRequest> =
    LazyLock::new(|| Path::new("/api/compare", |all| all.needed("new", "lease-2024").needed("old", "lease-2019")));
pub(super) static API_DESCRIPTION: Known<NoRequest> = LazyLock::new(|| Path::new("/api/openapi.json", |all| all));

/// Concordance lines are those of the best passages: to put all of them in order would mean to read all of them.
fn lines(all: Parameters) -> Parameters {
    let all = all.first("q").usual("limit", 200).at_most("limit", MOST_LINES).at_most("offset", DEEPEST);
    all.usual("passages", 200).at_most("passages", MOST_LINES).at_most("sample", MOST_LINES)
}

/// As many passages as a page shows, each once.
fn shown(all: Parameters) -> Parameters {
    all.at_most("limit", MOST).at_most("offset", DEEPEST).usual("fold", true)
}

/// Numbers of at most so many words or parts, with what is asked about first.
fn counted(all: Parameters, first: &str) -> Parameters {
    all.first(first).at_most("limit", MOST_LINES).at_most("window", 50)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::request::SideFilter;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_address_asks_for_what_it_was_made_of(
            query in "\\PC{0,20}",
            doc in proptest::option::of("\\PC{1,8}"),
            side in proptest::sample::select(vec![SideFilter::Both, SideFilter::Zh, SideFilter::En]),
            kind in proptest::option::of(proptest::sample::select(Kind::ALL.to_vec())),
            limit in 0..=100usize,
            sort in prop_oneof![Just("score"), Just("doc"), Just("date:asc"), Just("field.審理 法院:desc")],
            offset in 0..=10_000usize,
            translate: bool,
        ) {
            let mut request = SearchRequest::new(query.trim()).side(side).limit(limit).offset(offset).translate(translate).sort(sort.parse().unwrap());
            request.filter.kind = kind;
            request.filter.doc = doc.map(|doc| doc.trim().to_string()).filter(|doc| !doc.is_empty());
            let address: Uri = SEARCH.link(&request).parse().unwrap();
            prop_assert_eq!(SEARCH.read(&address).map_err(|problem| problem.message()), Ok(request));
        }

        #[test]
        fn an_id_may_hold_anything(id in "\\PC{1,20}") {
            let address: Uri = API_SHOW.link(&ShowRequest::new(&id).limit(7)).parse().unwrap();
            prop_assert_eq!(API_SHOW.read(&address).map_err(|problem| problem.message()), Ok(ShowRequest::new(&id).limit(7)));
        }
    }

    #[test]
    fn what_is_left_out_is_usual() {
        let read = |query: &str| API_KWIC.read(&format!("/api/kwic?{query}").parse().unwrap());
        let request = read("q=a").unwrap_or_default();
        assert_eq!((request.options.limit, request.options.passages), (200, 200));
        assert_eq!(API_KWIC.link(&request), "/api/kwic?q=a");
        for wrong in [
            "",
            "q=",
            "q=a&limit=",
            "q=a&limit=1001",
            "q=a&limti=3",
            "q=a&best=1",
            "q=a&sort=up",
            "q=a&sort=L1&sort=L1",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    /// Whatever a request has can be given in an address, or is left out here on purpose.
    #[test]
    fn nothing_of_a_request_is_passed_over() {
        let known = |parameters: &Parameters| parameters.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
        assert_eq!(
            known(&Parameters::of::<SearchRequest>()),
            [
                "closest",
                "context",
                "counterparts",
                "doc",
                "explain",
                "facets",
                "fold",
                "in",
                "in_collection",
                "kind",
                "limit",
                "not_en",
                "not_zh",
                "offset",
                "q",
                "regional",
                "section",
                "sort",
                "translate"
            ]
        );
        assert_eq!(
            known(&API_EXPORT.parameters),
            [
                "q",
                "context",
                "doc",
                "format",
                "in",
                "in_collection",
                "kind",
                "level",
                "not_en",
                "not_zh",
                "regional",
                "section",
                "zh_lang"
            ]
        );
        assert_eq!(known(&API_CHECK.parameters), ["doc", "from", "in_collection", "rule", "severity"]);
        assert_eq!(known(&API_COUNTERPART.parameters), ["text", "level", "limit"]);
    }
}
