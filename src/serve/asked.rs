//! What a request asks for, and the links that ask for it again, otherwise.

use super::problem::Problem;
use crate::Result;
use crate::model::{Kind, PassageId, Side};
use crate::request::{Filter, SearchRequest};
use axum::http::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// Most passages of one answer.
pub(super) const MOST: usize = 100;
/// The last place that can be paged to; whoever wants more wants a narrower query.
pub(super) const DEEPEST: usize = 10_000;

/// What stands in a path or a query as it is (RFC 3986, unreserved).
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

/// The path and its parameters, not yet understood.
pub(super) struct Asked {
    path: String,
    parameters: Vec<(String, String)>,
}

impl Asked {
    pub fn new(uri: &Uri) -> Asked {
        let parameters = form_urlencoded::parse(uri.query().unwrap_or("").as_bytes()).into_owned().collect();
        Asked { path: uri.path().to_string(), parameters }
    }

    /// The id at the end of the path.
    pub fn id(&self) -> Result<PassageId, Problem> {
        let last = self.path.rsplit('/').next().unwrap_or("");
        let text = percent_decode_str(last).decode_utf8_lossy();
        Ok(text.parse::<PassageId>().map_err(crate::Error::from)?)
    }

    /// A parameter; one that is empty is none.
    pub fn get(&self, name: &'static str) -> Result<Option<&str>, Problem> {
        self.one(name, |value| !value.trim().is_empty())
    }

    /// A parameter that is no free text. The form of a page sends those that nobody has chosen, empty; a program that
    /// does so has made a mistake.
    fn chosen(&self, name: &'static str) -> Result<Option<&str>, Problem> {
        if self.path.starts_with("/api/") { self.one(name, |_| true) } else { self.get(name) }
    }

    fn one(&self, name: &'static str, counts: impl Fn(&str) -> bool) -> Result<Option<&str>, Problem> {
        let mut all = self.parameters.iter().filter(|(n, v)| n == name && counts(v));
        let first = all.next();
        match all.next() {
            Some((_, value)) => {
                Err(Problem::Parameter { name, value: value.clone(), want: "one value, not several".into() })
            }
            None => Ok(first.map(|(_, value)| value.as_str())),
        }
    }

    /// A parameter that has to be there.
    pub fn needed(&self, name: &'static str, want: &str) -> Result<&str, Problem> {
        self.get(name)?.ok_or_else(|| Problem::Parameter { name, value: String::new(), want: want.into() })
    }

    pub fn number(&self, name: &'static str, or: usize, most: usize) -> Result<usize, Problem> {
        let Some(value) = self.chosen(name)? else { return Ok(or) };
        match value.parse() {
            Ok(n) if n <= most => Ok(n),
            _ => Err(Problem::Parameter { name, value: value.into(), want: format!("a number from 0 to {most}") }),
        }
    }

    /// One of a few words.
    pub fn word<T: Copy>(&self, name: &'static str, words: &[(&str, T)]) -> Result<Option<T>, Problem> {
        let Some(value) = self.chosen(name)? else { return Ok(None) };
        let found = words.iter().find(|(word, _)| *word == value).map(|(_, meant)| *meant);
        found.map(Some).ok_or_else(|| {
            let want = words.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(", ");
            Problem::Parameter { name, value: value.into(), want }
        })
    }
}

/// A search as the page and the API have it.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    pub q: String,
    pub side: Option<Side>,
    pub doc: Option<String>,
    pub section: Option<String>,
    pub kind: Option<Kind>,
    /// Find what the words mean in the other language too.
    pub translate: bool,
    pub limit: usize,
    /// The limit where nothing else is asked for.
    pub usual: usize,
    pub offset: usize,
}

/// Passages of one page where nothing else is asked for.
pub(super) const LIMIT: usize = 10;

impl Search {
    /// With the limit that is usual, and the highest.
    pub fn read(asked: &Asked, usual: usize, most: usize) -> Result<Search, Problem> {
        let sides = [("zh", Some(Side::Zh)), ("en", Some(Side::En)), ("both", None)];
        let kinds = Kind::ALL.map(|kind| (kind.as_str(), kind));
        let text = |name| Ok::<_, Problem>(asked.get(name)?.map(|value| value.trim().to_string()));
        Ok(Search {
            q: text("q")?.unwrap_or_default(),
            side: asked.word("in", &sides)?.flatten(),
            doc: text("doc")?,
            section: text("section")?,
            kind: asked.word("kind", &kinds)?,
            translate: asked.word("translate", &[("true", true), ("false", false)])?.unwrap_or(false),
            limit: asked.number("limit", usual, most)?,
            usual,
            offset: asked.number("offset", 0, DEEPEST)?,
        })
    }

    /// The request, with what was chosen beside the query.
    pub fn request(&self) -> SearchRequest {
        let mut request =
            SearchRequest::new(&self.q).limit(self.limit).offset(self.offset).facets(true).translate(self.translate);
        request.filter = Filter {
            side: self.side.into(),
            doc: self.doc.clone(),
            section: self.section.clone(),
            kind: self.kind,
            ..Filter::new()
        };
        request
    }

    /// Whether anything narrows the query.
    pub fn is_narrowed(&self) -> bool {
        self.side.is_some() || self.doc.is_some() || self.section.is_some() || self.kind.is_some()
    }

    /// The path that asks for this, under `base`.
    pub fn link(&self, base: &str) -> String {
        let number = |n: usize, or: usize| (n != or).then(|| n.to_string());
        let pairs = [
            ("q", Some(self.q.clone()).filter(|q| !q.is_empty())),
            ("in", self.side.map(|side| side.to_string())),
            ("doc", self.doc.clone()),
            ("section", self.section.clone()),
            ("kind", self.kind.map(|kind| kind.as_str().to_string())),
            ("translate", self.translate.then(|| "true".to_string())),
            ("limit", number(self.limit, self.usual)),
            ("offset", number(self.offset, 0)),
        ];
        let pairs = pairs.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?)));
        link(base, pairs)
    }
}

/// A path with parameters.
pub(super) fn link<'a>(base: &str, parameters: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = base.to_string();
    for (i, (name, value)) in parameters.into_iter().enumerate() {
        out.push(if i == 0 { '?' } else { '&' });
        out.push_str(name);
        out.push('=');
        out.push_str(&encoded(value));
    }
    out
}
