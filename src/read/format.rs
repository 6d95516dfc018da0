//! The formats that are read, and what a user can say of a file.

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    Text,
    /// Two languages on a line, parted by `|`.
    Columns,
    Tsv,
    Csv,
    Markdown,
    Html,
    Xml,
    Tmx,
    Tbx,
    Xliff,
    Po,
    /// JSON Lines, or a JSON array.
    Json,
    Docx,
    Odt,
    Xlsx,
    Epub,
    Pdf,
    /// A page saved with what it shows (MHTML), or a mail.
    Mime,
    Pptx,
    Odp,
    Ods,
    /// Pages of Chinese offices (GB/T 33190).
    Ofd,
    Rtf,
    /// reStructuredText.
    Rst,
    AsciiDoc,
    MediaWiki,
    Latex,
    /// Pages of manuals (troff).
    Man,
    /// Word 97 to 2003.
    Doc,
    /// Excel 97 to 2003.
    Xls,
    /// SRT, WebVTT, ASS.
    Subtitles,
    /// Texts of programs for Apple in all languages (`.xcstrings`).
    StringCatalogue,
    /// Texts of programs in XML: RESX, Android.
    Strings,
    /// Qt Linguist.
    QtTs,
    /// Texts of programs by lines: Java's properties, Apple's strings.
    KeyLines,
    Yaml,
    /// Questions of Debian packages.
    Debconf,
    /// Translations of Ren'Py games.
    RenPy,
    /// Drawings.
    Svg,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Columns => "columns",
            Format::Tsv => "tsv",
            Format::Csv => "csv",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Xml => "xml",
            Format::Tmx => "tmx",
            Format::Tbx => "tbx",
            Format::Xliff => "xliff",
            Format::Po => "po",
            Format::Json => "json",
            Format::Docx => "docx",
            Format::Odt => "odt",
            Format::Xlsx => "xlsx",
            Format::Epub => "epub",
            Format::Pdf => "pdf",
            Format::Mime => "mhtml",
            Format::Pptx => "pptx",
            Format::Odp => "odp",
            Format::Ods => "ods",
            Format::Ofd => "ofd",
            Format::Rtf => "rtf",
            Format::Rst => "rst",
            Format::AsciiDoc => "asciidoc",
            Format::MediaWiki => "mediawiki",
            Format::Latex => "latex",
            Format::Doc => "doc",
            Format::Xls => "xls",
            Format::Subtitles => "subtitles",
            Format::StringCatalogue => "xcstrings",
            Format::Strings => "strings",
            Format::QtTs => "ts",
            Format::KeyLines => "properties",
            Format::Yaml => "yaml",
            Format::Man => "man",
            Format::Debconf => "debconf",
            Format::RenPy => "renpy",
            Format::Svg => "svg",
        }
    }

    /// Whether it is made of rows, which bring their alignment.
    pub fn has_rows(self) -> bool {
        use Format::*;
        matches!(
            self,
            Tsv | Csv
                | Columns
                | Tmx
                | Tbx
                | Xliff
                | Po
                | Json
                | Xlsx
                | Ods
                | Xls
                | Subtitles
                | StringCatalogue
                | Strings
                | QtTs
                | KeyLines
                | Yaml
                | Debconf
                | RenPy
        )
    }
}

/// What the user says of a file; what is not said is found out.
#[derive(Clone, Debug, Default)]
pub struct Hint {
    /// A name that the WHATWG knows: `big5`, `gb18030`, `utf-16le` …
    pub encoding: Option<String>,
    pub format: Option<Format>,
}
