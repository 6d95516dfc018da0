//! What is indexed.

use super::super::answer::Answer;
use super::super::paths;
use super::super::problem::Problem;
use super::super::requests::NoRequest;
use super::layout::{Page, layout};
use super::text;
use crate::search::Searcher;
use maud::html;

pub(in crate::serve) fn page(index: &dyn Searcher, _: NoRequest) -> Result<Answer, Problem> {
    let documents = index.documents()?;
    let body = html! {
        h1 { "Documents " span lang="zh-Hant" { "文件" } }
        @if documents.is_empty() {
            p { "Nothing is indexed yet. Add documents with:" }
            pre { code { "duizhao index FILE…" } }
        } @else {
            section .wide tabindex="0" aria-label="Documents" {
                table .docs {
                    thead {
                        tr {
                            th scope="col" { "Title" } th scope="col" { "Id" } th scope="col" { "Format" }
                            th .n scope="col" { "Passages" } th .n scope="col" { "Chinese" } th .n scope="col" { "English" }
                        }
                    }
                    tbody {
                        @for document in &documents {
                            tr {
                                td { a href=(text::document_link(&document.id)) { (text::title(document)) } }
                                td data-label="Id" { code { (document.id) } }
                                td data-label="Format" { (document.format) }
                                td .n data-label="Passages" { (document.passages) }
                                td .n data-label="Chinese" { (document.texts.zh) }
                                td .n data-label="English" { (document.texts.en) }
                            }
                        }
                    }
                }
            }
        }
    };
    let page =
        Page { title: "Documents", here: "/docs", json: Some(paths::API_DOCS.link(&NoRequest {})), ..Page::default() };
    Ok(Answer::page(layout(&page, &body)))
}
