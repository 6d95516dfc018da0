//! What format marked-up text is in: told by its first element.

use crate::read::format::Format;

/// The format of text that starts with `<`.
pub(super) fn format_of_marked_up(start: &str, markdown: bool, extension: &str) -> Option<Format> {
    const HTML: [&str; 33] = [
        "html",
        "head",
        "body",
        "meta",
        "title",
        "link",
        "script",
        "style",
        "p",
        "div",
        "span",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "ul",
        "ol",
        "dl",
        "section",
        "article",
        "main",
        "header",
        "nav",
        "center",
        "font",
        "b",
        "br",
        "a",
        "blockquote",
        "pre",
    ];
    let declared = start.get(..5).is_some_and(|s| s.eq_ignore_ascii_case("<?xml"));
    let mut rest = start;
    // Declarations, comments and the document type stand before the first element.
    while rest.starts_with("<?") || rest.starts_with("<!") {
        if rest.get(..14).is_some_and(|d| d.eq_ignore_ascii_case("<!doctype html")) {
            return Some(Format::Html);
        }
        rest = match rest.strip_prefix("<!--") {
            Some(comment) => comment.split_once("-->")?.1,
            // The internal subset of a document type has declarations of its own and ends with "]".
            None => match rest.find(['>', '['])? {
                at if rest.get(at..)?.starts_with('[') => rest.split_once(']')?.1.split_once('>')?.1,
                at => rest.get(at + 1..)?,
            },
        }
        .trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let name = name.get(..name.find(|c: char| !(c.is_alphanumeric() || "_-.:".contains(c)))?)?;
    let local = name.rsplit(':').next()?.to_ascii_lowercase();
    match local.as_str() {
        "tmx" => Some(Format::Tmx),
        "tbx" | "martif" => Some(Format::Tbx),
        "xliff" => Some(Format::Xliff),
        "ts" if start.contains("<context") || extension == "ts" => Some(Format::QtTs),
        "resources" => Some(Format::Strings),
        "root" if matches!(extension, "resx" | "resw") || start.contains("<resheader") => Some(Format::Strings),
        "html" => Some(Format::Html),
        "svg" => Some(Format::Svg),
        "document" if rest.contains("opendocument.text") => Some(Format::Odt),
        "document" if rest.contains("opendocument.spreadsheet") => Some(Format::Ods),
        "document" if rest.contains("opendocument.presentation") => Some(Format::Odp),
        _ if declared => Some(Format::Xml),
        _ if markdown => None,
        l if HTML.contains(&l) || matches!(extension, "html" | "htm" | "xhtml") => Some(Format::Html),
        _ if extension == "xml" || (!name.is_empty() && rest.contains(&format!("</{name}>"))) => Some(Format::Xml),
        _ => None,
    }
}
