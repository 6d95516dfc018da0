//! The page where documents are added, and what it says of those that were.

use super::super::answer::{Answer, Stages};
use super::super::problem::Problem;
use super::super::uploads::{Added, LONGEST, MOST};
use super::layout::{Page, layout, waiting};
use super::said;
use super::text::document_link;
use crate::locale::{say, translated};
use maud::{Markup, html};
use serde_json::json;

fn frame(body: &Markup) -> Markup {
    let body = html! {
        h1 { (said::heading("Add documents", "加入文件")) }
        (body)
    };
    layout(&Page { title: say("Add documents"), here: "/docs", ..Page::default() }, &body)
}

/// The form; with a script, files are also dropped anywhere on the page.
pub(in crate::serve) fn form(path: &str) -> Markup {
    frame(&choosing(path))
}

fn choosing(path: &str) -> Markup {
    let (files, size) = (MOST.to_string(), (LONGEST / (1024 * 1024)).to_string());
    html! {
        p .lead { (say("Files that hold Chinese and English, or two files that are one document (report.zh.txt, report.en.txt).")) }
        form .adding action={ "/" (path) } method="post" enctype="multipart/form-data" {
            label for="files" { (say("Choose files, or drop them here")) }
            input #files type="file" name="files" multiple required;
            button type="submit" { (say("Add")) }
            p .count { (said::plain("Up to {1} files and {2} MiB at once.", &[&files, &size])) }
        }
    }
}

/// The page while files are taken in.
pub(in crate::serve) fn taking(path: &str, files: usize) -> Stages {
    let page = |results: &Markup| {
        frame(&html! {
            div #results { (results) }
            (choosing(path))
        })
    };
    let reading = said::plain("Reading {1} …", &[&said::count(files, "file")]);
    Stages::new(page, waiting(&html! { (reading) }))
}

/// What became of the files.
pub(in crate::serve) fn done(added: &Added) -> Markup {
    html! {
        @if !added.documents.is_empty() {
            section {
                h2 { (said::count(added.documents.len(), "document")) " " (say("added")) }
                ul .documents { @for id in &added.documents { li { a href=(document_link(id)) { (id) } } } }
            }
        }
        @if !added.failed.is_empty() {
            section .notice role="alert" {
                h2 { (say("Not added")) }
                ul { @for why in &added.failed { li { (translated(why)) } } }
            }
        }
    }
}

/// The same for programs.
pub(in crate::serve) fn json(added: &Added) -> Result<Answer, Problem> {
    Answer::value(&json!({"schema": "duizhao/added/1", "documents": added.documents, "failed": added.failed}))
}
