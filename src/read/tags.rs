//! What the elements of HTML are to a reader of text.

use html5gum::StartTag;

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
            | "time"
            | "title"
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

/// What a browser does not show.
pub fn invisible(tag: &Tag, name: &str) -> bool {
    let style = value(tag, "style").replace(' ', "").to_ascii_lowercase();
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "select"
            | "textarea"
            | "rt"
            | "rp"
    ) || tag.attributes.contains_key(b"hidden".as_slice())
        || value(tag, "aria-hidden") == "true"
        || style.contains("display:none")
}

/// What belongs to the site and not to the text.
pub fn furniture(tag: &Tag, name: &str) -> bool {
    matches!(name, "nav" | "header" | "footer" | "aside" | "button" | "dialog")
        || matches!(
            value(tag, "role").as_ref(),
            "navigation" | "banner" | "contentinfo" | "search" | "complementary" | "menu"
        )
}
