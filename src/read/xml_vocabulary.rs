//! What elements of XML are called in the vocabularies of running text (Mallard, DocBook, DITA, TEI), and what they are.

/// What holds several things that are chosen or pressed, and what is shown between these.
const PARTED: [(&str, &str); 5] =
    [("guiseq", " ▸ "), ("menuchoice", " ▸ "), ("menucascade", " ▸ "), ("keyseq", "+"), ("keycombo", "+")];

/// What manuals (Mallard, DocBook, DITA) open with.
const MANUALS: [&str; 13] = [
    "page",
    "book",
    "article",
    "chapter",
    "section",
    "sect1",
    "refentry",
    "set",
    "part",
    "topic",
    "concept",
    "task",
    "reference",
];
/// What stands in the running text of manuals; elsewhere the same names may be fields of data.
const IN_MANUALS: [&str; 20] = [
    "app",
    "application",
    "code",
    "command",
    "file",
    "filename",
    "filepath",
    "input",
    "key",
    "keycap",
    "keysym",
    "literal",
    "option",
    "output",
    "phrase",
    "sys",
    "systemitem",
    "ulink",
    "var",
    "varname",
];

/// What stands between the things that an element holds which are chosen or pressed.
pub fn parting_sign(name: &str) -> Option<&'static str> {
    PARTED.iter().find(|(parent, _)| *parent == name).map(|(_, sign)| *sign)
}

/// Whether an element in a document of such a root stands in running text.
pub fn is_inline_in_manual(root: &str, name: &str) -> bool {
    MANUALS.contains(&root) && IN_MANUALS.contains(&name)
}

/// What vocabularies of manuals set code in, and what is typed and said in a terminal.
pub fn is_code(name: &str) -> bool {
    matches!(name, "programlisting" | "screen" | "codeblock" | "pre" | "synopsis")
}

/// Elements that vocabularies of running text use inside of a paragraph.
pub fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "i"
            | "u"
            | "em"
            | "strong"
            | "span"
            | "sub"
            | "sup"
            | "hi"
            | "emph"
            | "emphasis"
            | "ref"
            | "xref"
            | "term"
            | "quote"
            | "q"
            | "link"
            | "code"
            | "tt"
            | "kbd"
            | "small"
            | "g"
            | "ph"
            | "br"
            | "gui"
            | "guibutton"
            | "guiicon"
            | "guilabel"
            | "guimenu"
            | "guimenuitem"
            | "guisubmenu"
            | "uicontrol"
            | "shortcut"
    )
}
