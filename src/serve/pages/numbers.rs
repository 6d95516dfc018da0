//! Numbers about words: how often, near what, in which set more than elsewhere, how evenly spread. Each as a picture and a
//! table, whose words lead to the passages that have them. Nothing is counted while somebody types: it may take seconds.

use super::super::answer::Answer;
use super::super::paths;
use super::super::problem::Problem;
use super::super::requests::{NumbersFileRequest, NumbersFormat};
use super::layout::{Page, layout};
use super::narrow;
use super::said;
use super::search_for;
use super::text;
use crate::locale::{say, translated};
use crate::model::{DocumentInfo, Grouping, Side, WordForm};
use crate::render::{NO_GROUP, NumberTable, Numbers, picture};
use crate::request::{
    CollocatesRequest, DispersionRequest, FrequencyRequest, KeywordsRequest, Measure, SearchRequest, SideFilter,
};
use crate::search::Searcher;
use crate::statistics;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Path, name, Chinese name, and what it is asked for.
const KINDS: [(&str, &str, &str, &str); 4] = [
    ("/freq", "Frequencies", "詞頻", "Which words are the commonest, everywhere or in what a query finds?"),
    ("/collocates", "Collocates", "搭配", "What stands near a term, or opposite to it in the other language?"),
    ("/keywords", "Keywords", "關鍵詞", "Which words tell what a query finds from the rest?"),
    ("/dispersion", "Dispersion", "分布", "How evenly is a term spread over documents, years or courts?"),
];

pub(in crate::serve) fn freq(index: &dyn Searcher, request: FrequencyRequest) -> Result<Answer, Problem> {
    let found = statistics::frequencies(index, &request)?;
    let query = request.query.clone().unwrap_or_default();
    let fields = html! {
        (question("q", "Only in what this query finds", "everywhere", &query))
        div .options {
            (one_side(request.side))
            (word_form(request.form))
            (narrow::collection(request.collection.as_ref(), &index.collections()?))
            (choice("in_a_row", "Words in a row", (1..=5).map(|n: u8| (n.to_string(), n.to_string(), n == request.in_a_row))))
        }
    };
    let within = |search: SearchRequest| in_collection(search, request.collection.as_ref());
    let link = |word: &str| Some(within(search_for(both(&query, &of_side(request.side, word)))));
    let file = |format| paths::SEEN_FREQ.link(&NumbersFileRequest { request: request.clone(), format });
    let results = results(&found, request.side, &link, &file);
    Ok(page(0, Some(paths::API_FREQ.link(&request)), &fields, Some(&results)))
}

pub(in crate::serve) fn collocates(index: &dyn Searcher, request: CollocatesRequest) -> Result<Answer, Problem> {
    let found = match request.term.is_empty() {
        true => None,
        false => Some(statistics::collocates(index, &request)?),
    };
    let measures = [
        (Measure::LogDice, "logdice", "logDice"),
        (Measure::LogLikelihood, "ll", "log-likelihood"),
        (Measure::MutualInformation, "mi", "mutual information"),
    ];
    let fields = html! {
        (question("term", "A term, in Chinese or English", "商業秘密, trade secret", &request.term))
        div .options {
            span .check {
                input #across type="checkbox" name="across" value="true" checked[request.across];
                label for="across" { (say("on the other side")) }
            }
            (number("window", "Words on each side", request.window as u64, 50))
            (number("least", "At least", request.least, paths::DEEPEST))
            (choice("measure", "In order of", measures.into_iter().map(|(measure, value, name)| (value, say(name), measure == request.measure))))
            (narrow::fields(&request.filter, &index.collections()?))
            (narrow::chosen(&request.filter, |filter| paths::COLLOCATES.link(&CollocatesRequest { filter, ..request.clone() })))
        }
    };
    let results = found.map(|found| {
        let link = |word: &str| {
            let query = format!("{} {}", of_side(found.side, &request.term), of_side(found.of, word));
            Some(SearchRequest { filter: request.filter.clone().side(SideFilter::Both), ..search_for(query) })
        };
        let file = |format| paths::SEEN_COLLOCATES.link(&NumbersFileRequest { request: request.clone(), format });
        results(&found, found.of, &link, &file)
    });
    let json = results.as_ref().map(|_| paths::API_COLLOCATES.link(&request));
    Ok(page(1, json, &fields, results.as_ref()))
}

pub(in crate::serve) fn keywords(index: &dyn Searcher, request: KeywordsRequest) -> Result<Answer, Problem> {
    let found = match request.query.is_empty() {
        true => None,
        false => Some(statistics::keywords(index, &request)?),
    };
    let against = request.against.clone().unwrap_or_default();
    let fields = html! {
        (question("q", "A query that finds the set", "doc:report, kind:heading, date:2024", &request.query))
        div .options {
            label for="against" { (say("Against")) }
            input #against type="search" name="against" value=(against) placeholder=(say("the rest")) autocomplete="off" spellcheck="false";
            (one_side(request.side))
            (word_form(request.form))
            (narrow::collection(request.collection.as_ref(), &index.collections()?))
            (number("least", "At least", request.least, paths::DEEPEST))
        }
    };
    let results = found.map(|found| {
        let link = |word: &str| {
            let search = search_for(both(&request.query, &of_side(request.side, word)));
            Some(in_collection(search, request.collection.as_ref()))
        };
        let file = |format| paths::SEEN_KEYWORDS.link(&NumbersFileRequest { request: request.clone(), format });
        results(&found, found.side, &link, &file)
    });
    let json = results.as_ref().map(|_| paths::API_KEYWORDS.link(&request));
    Ok(page(2, json, &fields, results.as_ref()))
}

pub(in crate::serve) fn dispersion(index: &dyn Searcher, request: DispersionRequest) -> Result<Answer, Problem> {
    let found = match request.term.is_empty() {
        true => None,
        false => Some(statistics::dispersion(index, &request)?),
    };
    let fields = html! {
        (question("term", "A term, in Chinese or English", "商業秘密, trade secret", &request.term))
        div .options {
            (groupings(&index.documents()?, Some(&request.by), None))
            (narrow::fields(&request.filter, &index.collections()?))
            (narrow::chosen(&request.filter, |filter| paths::DISPERSION.link(&DispersionRequest { filter, ..request.clone() })))
        }
    };
    let results = found.map(|found| {
        let term = of_side(found.side, &request.term);
        let link = |part: &str| {
            let query = match &request.by {
                Grouping::Document => return Some(search_for(&term).doc(part)),
                // Those whose documents say nothing of the kind cannot be asked for.
                _ if part == NO_GROUP => return None,
                Grouping::Year => format!("{term} date:{part}"),
                Grouping::Field(name) => format!("{term} field.{name}:{}", quoted(part)),
            };
            Some(search_for(query))
        };
        let file = |format| paths::SEEN_DISPERSION.link(&NumbersFileRequest { request: request.clone(), format });
        results(&found, Side::En, &link, &file)
    });
    let json = results.as_ref().map(|_| paths::API_DISPERSION.link(&request));
    Ok(page(3, json, &fields, results.as_ref()))
}

/// What documents can be told apart by, and what it is called to tell none apart, where that is a choice.
pub(super) fn groupings(documents: &[DocumentInfo], chosen: Option<&Grouping>, nothing: Option<&str>) -> Markup {
    let dated = documents.iter().any(|document| document.date.is_some());
    let fields: BTreeSet<&str> = documents.iter().flat_map(|d| &d.fields).map(|(name, _)| name.as_str()).collect();
    let mut all = vec![(Grouping::Document, say("document").to_string())];
    all.extend(dated.then(|| (Grouping::Year, say("year").into())));
    all.extend(fields.into_iter().map(|name| (Grouping::Field(name.into()), name.to_string())));
    let none = nothing.map(|name| (String::new(), name.to_string(), chosen.is_none()));
    let some = all.into_iter().map(|(by, name)| (by.to_string(), name, Some(&by) == chosen));
    choice("by", "By", none.into_iter().chain(some))
}

fn page(which: usize, json: Option<String>, fields: &Markup, results: Option<&Markup>) -> Answer {
    let (path, name, zh, about) = KINDS[which];
    let body = html! {
        h1 { (said::heading(name, zh)) }
        nav .kinds aria-label=(say("Kinds of numbers")) {
            ul {
                @for (other, name, ..) in KINDS {
                    li { a href=(other) aria-current=[(other == path).then_some("page")] { (say(name)) } }
                }
            }
        }
        form .counted action=(path) { (fields) }
        div #results {
            @match results { Some(results) => (results), None => p .lead { (say(about)) } }
        }
    };
    Answer::page(layout(&Page { title: say(name), here: "/freq", json, ..Page::default() }, &body))
}

/// The picture and the table, with the ways to take them along.
fn results(
    found: &dyn Numbers,
    side: Side,
    link: &dyn Fn(&str) -> Option<SearchRequest>,
    file: &dyn Fn(NumbersFormat) -> String,
) -> Markup {
    if found.is_empty() {
        return html! { section .empty { h2 { (say("Nothing to count")) } p { (say("No passage here has it.")) } } };
    }
    let table = found.table();
    html! {
        div .summary {
            p .count role="status" { (translated(&table.title)) }
            p .files {
                (said::sentence("Download these as {1}", &[html! {
                    @for (format, name) in NumbersFormat::ALL { a .chip href=(file(format)) download { (name) } " " }
                }]))
            }
        }
        div .numbers {
            section .wide tabindex="0" aria-label=(say("Numbers")) { (rows(&table, side, link)) }
            section .wide .picture tabindex="0" aria-label=(say("Picture")) { (picture(&table)) }
        }
    }
}

fn rows(table: &NumberTable, side: Side, link: &dyn Fn(&str) -> Option<SearchRequest>) -> Markup {
    html! {
        table {
            thead { tr { @for (n, column) in table.columns.iter().enumerate() { th scope="col" .n[n > 0] { (say(column)) } } } }
            tbody {
                @for (word, numbers) in &table.rows {
                    tr {
                        th scope="row" lang=(text::lang(side, word)) {
                            @match link(word) {
                                Some(search) => a href=(paths::SEARCH.link(&search)) { (word) },
                                None => (word),
                            }
                        }
                        @for number in numbers { td .n { (number.shown()) } }
                    }
                }
            }
        }
    }
}

fn question(name: &str, label: &'static str, placeholder: &'static str, value: &str) -> Markup {
    html! {
        div .box {
            label .hidden for="counted" { (say(label)) }
            input #counted type="search" name=(name) value=(value) placeholder=(say(placeholder)) autocomplete="off" spellcheck="false";
            button type="submit" { (say("Count")) }
        }
    }
}

fn choice<V: AsRef<str>, N: AsRef<str>>(
    name: &str,
    label: &'static str,
    options: impl IntoIterator<Item = (V, N, bool)>,
) -> Markup {
    html! {
        label for=(name) { (say(label)) }
        select id=(name) name=(name) {
            @for (value, shown, chosen) in options { option value=(value.as_ref()) selected[chosen] { (shown.as_ref()) } }
        }
    }
}

fn one_side(side: Side) -> Markup {
    choice("side", "Side", [("zh", say("Chinese"), side == Side::Zh), ("en", say("English"), side == Side::En)])
}

fn word_form(form: WordForm) -> Markup {
    let (lemma, as_written) = (form == WordForm::Lemma, form == WordForm::Form);
    choice("form", "English words", [("lemma", say("all inflections"), lemma), ("form", say("as written"), as_written)])
}

fn number(name: &str, label: &'static str, value: u64, most: u64) -> Markup {
    html! {
        label for=(name) { (say(label)) }
        input id=(name) type="number" name=(name) min="0" max=(most) value=(value);
    }
}

/// The same search in a collection.
fn in_collection(mut search: SearchRequest, collection: Option<&String>) -> SearchRequest {
    search.filter.collection = collection.cloned();
    search
}

/// What a query finds with something besides.
fn both(query: &str, more: &str) -> String {
    match query.trim() {
        "" => more.to_string(),
        query if query.contains(" OR ") => format!("({query}) {more}"),
        query => format!("{query} {more}"),
    }
}

fn of_side(side: Side, words: &str) -> String {
    let plain = words.chars().all(char::is_alphanumeric);
    if plain { format!("{side}:{words}") } else { format!("{side}:{}", quoted(words)) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', " "))
}
