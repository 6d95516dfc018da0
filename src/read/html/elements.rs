//! What the elements of HTML are to a reader of text.

use crate::model::LeftOutReason;
use html5gum::StartTag;
use std::collections::HashSet;

/// A start tag with its place in the source, bytes.
pub type Tag = StartTag<usize>;

/// The value of an attribute, empty where it has none.
pub fn value<'t>(tag: &'t Tag, name: &str) -> std::borrow::Cow<'t, str> {
    tag.attributes.get(name.as_bytes()).map(|v| String::from_utf8_lossy(v)).unwrap_or_default()
}

/// Elements that end the block before them and the one inside of them.
pub fn block(name: &str) -> bool {
    !matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "br"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "img"
            | "ins"
            | "maction"
            | "math"
            | "menclose"
            | "mfrac"
            | "mi"
            | "mn"
            | "mo"
            | "mrow"
            | "msqrt"
            | "mstyle"
            | "msub"
            | "msubsup"
            | "msup"
            | "mtext"
            | "semantics"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "rb"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "svg"
            | "text"
            | "time"
            | "title"
            | "tspan"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Elements without an end.
pub fn void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Why the content of an element is not read, where it is not shown or says nothing of its own. A list of choices is read
/// where it is part of a form.
pub fn unshown(tag: &Tag, name: &str, is_choice: bool) -> Option<LeftOutReason> {
    let style = value(tag, "style").replace(' ', "").to_ascii_lowercase();
    let hidden = tag.attributes.contains_key(b"hidden".as_slice())
        || value(tag, "aria-hidden") == "true"
        || style.contains("display:none")
        || style.contains("visibility:hidden");
    match name {
        "script" | "style" | "annotation" | "annotation-xml" => Some(LeftOutReason::Code),
        "noscript" | "iframe" | "object" => Some(LeftOutReason::Alternative),
        "select" if is_choice && !hidden => None,
        "template" | "select" | "textarea" | "datalist" | "desc" => Some(LeftOutReason::Hidden),
        "rt" | "rp" | "rtc" => Some(LeftOutReason::Pronunciation),
        "del" | "s" | "strike" => Some(LeftOutReason::Deleted),
        _ if hidden => Some(LeftOutReason::Hidden),
        _ => None,
    }
}

/// Whether an element is shown once somebody asks for it: a dialog, a tab, a part that unfolds. What leads to it has its `id`.
pub fn unfolds(tag: &Tag) -> bool {
    const PARTS: [&str; 8] = ["modal", "collapse", "tab", "tabpanel", "accordion", "popup", "dialog", "panel"];
    let class = value(tag, "class").to_ascii_lowercase();
    let mut words = class.split(|c: char| !c.is_ascii_alphanumeric());
    matches!(value(tag, "role").as_ref(), "dialog" | "alertdialog" | "tabpanel")
        || words.any(|word| PARTS.contains(&word))
}

/// The places of a page that its own links and buttons lead to: `href="#fees"`, `data-target="#fees"`.
pub fn targets(html: &str) -> HashSet<&str> {
    let leads = html.match_indices('#').filter(|(at, _)| html.get(..*at).is_some_and(|s| s.ends_with(['"', '\''])));
    let name = |at: usize| html.get(at + 1..)?.split(['"', '\'']).next();
    leads.filter_map(|(at, _)| name(at)).collect()
}

/// Whether an element is a note: `role` as browsers know it, or `epub:type` in a book.
pub fn is_note(tag: &Tag) -> bool {
    let kinds = value(tag, "epub:type");
    let noted = |kind: &str| {
        matches!(kind, "footnote" | "rearnote" | "endnote" | "footnotes" | "rearnotes" | "endnotes" | "note")
    };
    matches!(value(tag, "role").as_ref(), "doc-footnote" | "doc-endnote" | "doc-endnotes")
        || kinds.split_ascii_whitespace().any(noted)
}

/// Whether an element is the mark in the text that refers to a note.
pub fn is_note_mark(tag: &Tag) -> bool {
    value(tag, "role") == "doc-noteref"
        || value(tag, "epub:type").split_ascii_whitespace().any(|kind| kind == "noteref")
}

/// What belongs to the site and not to the text.
pub fn furniture(tag: &Tag, name: &str) -> bool {
    let of_the_site = matches!(name, "nav" | "header" | "footer" | "aside" | "button" | "dialog")
        || matches!(
            value(tag, "role").as_ref(),
            "navigation" | "banner" | "contentinfo" | "search" | "complementary" | "menu"
        );
    of_the_site && !is_note(tag)
}

/// Whether the start of another element can end an element.
pub fn may_lack_end(name: &str) -> bool {
    matches!(
        name,
        "p" | "li"
            | "dt"
            | "dd"
            | "rt"
            | "rp"
            | "rb"
            | "rtc"
            | "td"
            | "th"
            | "tr"
            | "tbody"
            | "thead"
            | "tfoot"
            | "option"
    )
}

/// Elements that a start tag ends where their end is not written, and those behind which nothing is ended
/// (HTML, 13.1.2.4 "Optional tags").
pub fn implied_end(name: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    const LISTS: &[&str] = &["ul", "ol", "menu", "table", "td", "th"];
    const TABLES: &[&str] = &["table"];
    Some(match name {
        "li" => (&["li"], LISTS),
        "dt" | "dd" => (&["dt", "dd"], &["dl", "table", "td", "th"]),
        "rt" | "rp" | "rb" | "rtc" => (&["rt", "rp", "rb", "rtc"], &["ruby", "table", "td", "th"]),
        "td" | "th" => (&["td", "th"], TABLES),
        "tr" => (&["tr"], TABLES),
        "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], TABLES),
        "option" | "optgroup" => (&["option"], &["select", "datalist"]),
        _ => return None,
    })
}

/// Elements at whose start a paragraph ends.
pub fn ends_paragraph(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "center"
            | "details"
            | "dd"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "table"
            | "ul"
    )
}
