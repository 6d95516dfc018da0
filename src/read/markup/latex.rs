//! LaTeX: sections, paragraphs, lists, tables, notes; code and formulas as they stand. The preamble, commands, their settings
//! and remarks are left out.

use super::{Page, REACH, escaped};
use crate::model::{LeftOutReason, Raw};
use crate::read::encoding::text_of;
use crate::read::format::Hint;
use crate::read::input::{Input, Outcome};
use crate::read::limits;
use unicode_normalization::UnicodeNormalization;

pub fn read(input: &Input, hint: &Hint) -> Outcome<Raw> {
    let (text, encoded) = text_of(input, hint.encoding.as_deref())?;
    let mut reader = Latex { rest: &text, line: 1, ..Latex::default() };
    reader.preamble();
    while reader.step() {}
    reader.end_all();
    reader.flush();
    Ok(reader.page.finish("latex", encoded))
}

/// Commands whose arguments are settings, and how many they have; optional ones are settings always.
const SETTINGS: [(&str, usize); 50] = [
    ("label", 1),
    ("ref", 1),
    ("pageref", 1),
    ("eqref", 1),
    ("autoref", 1),
    ("cref", 1),
    ("cite", 1),
    ("citep", 1),
    ("citet", 1),
    ("nocite", 1),
    ("index", 1),
    ("vspace", 1),
    ("hspace", 1),
    ("includegraphics", 1),
    ("input", 1),
    ("include", 1),
    ("bibliography", 1),
    ("bibliographystyle", 1),
    ("pagestyle", 1),
    ("thispagestyle", 1),
    ("pagenumbering", 1),
    ("setlength", 2),
    ("addtolength", 2),
    ("setcounter", 2),
    ("addtocounter", 2),
    ("hypertarget", 1),
    ("newcommand", 2),
    ("renewcommand", 2),
    ("providecommand", 2),
    ("newenvironment", 3),
    ("usepackage", 1),
    ("documentclass", 1),
    ("color", 1),
    ("textcolor", 1),
    ("fontsize", 2),
    ("selectlanguage", 1),
    ("foreignlanguage", 1),
    ("href", 1),
    ("bibitem", 1),
    ("cline", 1),
    ("cmidrule", 1),
    ("multirow", 2),
    ("addcontentsline", 3),
    ("hyphenation", 1),
    ("hypersetup", 1),
    ("def", 2),
    ("rule", 2),
    ("raisebox", 1),
    ("parbox", 1),
    ("setCJKmainfont", 1),
];
/// The same of environments.
const ENVIRONMENTS: [(&str, usize); 12] = [
    ("tabular", 1),
    ("tabular*", 2),
    ("tabularx", 2),
    ("longtable", 1),
    ("array", 1),
    ("minipage", 1),
    ("CJK", 2),
    ("CJK*", 2),
    ("thebibliography", 1),
    ("multicols", 1),
    ("adjustwidth", 2),
    ("wrapfigure", 2),
];
const SECTIONS: [(&str, usize); 7] = [
    ("part", 1),
    ("chapter", 2),
    ("section", 3),
    ("subsection", 4),
    ("subsubsection", 5),
    ("paragraph", 6),
    ("subparagraph", 6),
];
/// Environments whose content is taken as it stands.
const VERBATIM: [&str; 10] = [
    "verbatim",
    "verbatim*",
    "lstlisting",
    "minted",
    "Verbatim",
    "equation",
    "equation*",
    "align",
    "align*",
    "displaymath",
];
/// Commands that stand for characters.
const SIGNS: [(&str, &str); 50] = [
    ("ldots", "…"),
    ("dots", "…"),
    ("textellipsis", "…"),
    ("textendash", "–"),
    ("textemdash", "—"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textasciitilde", "~"),
    ("textasciicircum", "^"),
    ("textbackslash", "\\"),
    ("textbar", "|"),
    ("textless", "<"),
    ("textgreater", ">"),
    ("textdegree", "°"),
    ("textregistered", "®"),
    ("texttrademark", "™"),
    ("copyright", "©"),
    ("pounds", "£"),
    ("euro", "€"),
    ("S", "§"),
    ("P", "¶"),
    ("ss", "ß"),
    ("ae", "æ"),
    ("AE", "Æ"),
    ("o", "ø"),
    ("O", "Ø"),
    ("aa", "å"),
    ("AA", "Å"),
    ("l", "ł"),
    ("i", "ı"),
    ("LaTeX", "LaTeX"),
    ("TeX", "TeX"),
    ("quad", " "),
    ("qquad", " "),
    ("enspace", " "),
    ("times", "×"),
    ("pm", "±"),
    ("leq", "≤"),
    ("geq", "≥"),
    ("le", "≤"),
    ("ge", "≥"),
    ("neq", "≠"),
    ("approx", "≈"),
    ("cdot", "·"),
    ("degree", "°"),
    ("rightarrow", "→"),
    ("newline", "\n"),
    ("textperthousand", "‰"),
];
/// Accents, which stand before their letter, as marks that combine with it.
const ACCENTS: [(char, char); 7] = [
    ('`', '\u{300}'),
    ('\'', '\u{301}'),
    ('^', '\u{302}'),
    ('~', '\u{303}'),
    ('"', '\u{308}'),
    ('=', '\u{304}'),
    ('.', '\u{307}'),
];

/// How far optional arguments reach, bytes.
const OPTIONS: usize = 500;

enum Environment {
    List(Option<usize>),
    /// A table by its rows of cells.
    Table(Vec<Vec<String>>, usize),
    Other,
}

/// What a brace ends.
enum Group {
    Plain,
    Heading(usize),
    Note,
    /// Above the line or below it.
    Raised(&'static str),
}

#[derive(Default)]
struct Latex<'t> {
    rest: &'t str,
    line: usize,
    page: Page,
    /// HTML of the paragraph at hand, and the line that it starts on.
    text: String,
    start: usize,
    environments: Vec<Environment>,
    /// Open groups, with the text around each that takes a place of its own.
    groups: Vec<(Group, String)>,
    notes: Vec<String>,
    formula: bool,
}

impl<'t> Latex<'t> {
    /// Passes over what stands before the document, but for its title.
    fn preamble(&mut self) {
        let Some((before, _)) = self.rest.split_once("\\begin{document}").filter(|(before, _)| is_preamble(before))
        else {
            return;
        };
        if let Some((title, _)) = before.split_once("\\title{").and_then(|(_, title)| balanced(title, '{', '}')) {
            let html = self.inner(title, 1).replace('\n', " ");
            self.page.heading(1, &html, 1);
        }
        let length = before.len() + "\\begin{document}".len();
        let passed = self.pass(length);
        self.page.leave(LeftOutReason::Code, passed, 1);
    }

    /// Goes on by so many bytes.
    fn pass(&mut self, length: usize) -> &'t str {
        let (passed, rest) = self.rest.split_at(length.min(self.rest.len()));
        self.line += passed.matches('\n').count();
        self.rest = rest;
        passed
    }

    fn leave(&mut self, text: &str) {
        let line = self.line;
        self.page.leave(LeftOutReason::Code, text, line);
    }

    /// Reads the next thing; `false` at the end.
    fn step(&mut self) -> bool {
        let Some(c) = self.rest.chars().next() else { return false };
        if self.text.is_empty() {
            self.start = self.line;
        }
        match c {
            '\\' => self.command(),
            '%' => {
                let end = self.rest.find('\n').map_or(self.rest.len(), |at| at + 1);
                let remark = self.pass(end).trim_start_matches('%').to_string();
                let line = self.line.saturating_sub(1).max(1);
                self.page.leave(LeftOutReason::Comment, &remark, line);
                let blank = self.rest.len() - self.rest.trim_start_matches([' ', '\t']).len();
                self.pass(blank);
            }
            '{' => {
                self.pass(1);
                self.open(Group::Plain);
            }
            '}' => {
                self.pass(1);
                self.end_group();
            }
            '$' => {
                let double = self.rest.starts_with("$$");
                self.pass(if double { 2 } else { 1 });
                self.formula = !self.formula;
            }
            '^' | '_' if self.formula => {
                self.pass(1);
                let tag = if c == '^' { "sup" } else { "sub" };
                if self.rest.starts_with('{') {
                    self.pass(1);
                    self.open(Group::Raised(tag));
                } else if let Some(next) = self.rest.chars().next().filter(|c| c.is_alphanumeric()) {
                    self.pass(next.len_utf8());
                    self.text.push_str(&format!("<{tag}>{next}</{tag}>"));
                }
            }
            '&' if self.in_table() => {
                self.pass(1);
                self.cell();
            }
            '~' => {
                self.pass(1);
                self.text.push('\u{A0}');
            }
            '\n' => {
                let blank = self.rest.len() - self.rest.trim_start().len();
                let space = self.pass(blank);
                if space.matches('\n').count() > 1 && self.groups.is_empty() && !self.in_table() {
                    self.flush();
                } else if !self.text.is_empty() {
                    self.text.push('\n');
                }
            }
            _ => self.characters(c),
        }
        true
    }

    fn characters(&mut self, c: char) {
        for (written, meant) in [("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’")]
        {
            if self.rest.starts_with(written) && !self.formula {
                self.pass(written.len());
                // An apostrophe stays as it is written.
                self.text.push_str(if written == "'" { "'" } else { meant });
                return;
            }
        }
        self.pass(c.len_utf8());
        match c {
            '&' => self.text.push_str("&amp;"),
            '<' => self.text.push_str("&lt;"),
            '>' => self.text.push_str("&gt;"),
            c => self.text.push(c),
        }
    }

    fn command(&mut self) {
        self.pass(1);
        let letters = self.rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(self.rest.len());
        if letters == 0 {
            return self.sign();
        }
        let name = self.pass(letters);
        if self.rest.starts_with('*') {
            self.pass(1);
        }
        if name == "verb" {
            let sign = self.rest.chars().next().unwrap_or('|');
            self.pass(sign.len_utf8());
            let end = self.rest.find(sign).unwrap_or(self.rest.len());
            let said = escaped(self.pass(end));
            self.text.push_str(&said);
            self.pass(sign.len_utf8());
            return;
        }
        self.leave(name);
        // A blank behind a command ends its name.
        let blanks = self.rest.len() - self.rest.trim_start_matches([' ', '\t']).len();
        self.pass(blanks);
        if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
            self.text.push_str(&escaped(sign));
            if self.rest.starts_with("{}") {
                self.pass(2);
            }
            return;
        }
        match name {
            "begin" => return self.begin(),
            "end" => return self.end(),
            "item" => return self.item(),
            "par" => return self.flush(),
            "tabularnewline" | "cr" => return self.row(),
            _ => {}
        }
        self.options();
        let count = SETTINGS.iter().find(|(known, _)| *known == name).map_or(0, |(_, count)| *count);
        self.settings(count);
        match name {
            "footnote" | "footnotetext" | "thanks" if self.rest.starts_with('{') => {
                self.pass(1);
                self.open(Group::Note);
            }
            "textsuperscript" | "textsubscript" if self.rest.starts_with('{') => {
                self.pass(1);
                self.open(Group::Raised(if name == "textsuperscript" { "sup" } else { "sub" }));
            }
            // The plain form of a heading for bookmarks.
            "texorpdfstring" if self.rest.starts_with('{') => {
                let Some((shown, after)) = balanced(self.rest.get(1..).unwrap_or_default(), '{', '}') else { return };
                let length = self.rest.len() - after.len();
                let plain = after.strip_prefix('{').and_then(|plain| balanced(plain, '{', '}'));
                let line = self.line;
                self.pass(length);
                if let Some((plain, after)) = plain {
                    self.page.leave(LeftOutReason::Alternative, plain, line);
                    let length = self.rest.len() - after.len();
                    self.pass(length);
                }
                let html = self.inner(shown, line);
                self.text.push_str(&html);
            }
            _ => {
                if let Some((_, level)) = SECTIONS.iter().find(|(known, _)| *known == name)
                    && self.rest.starts_with('{')
                {
                    self.flush();
                    self.pass(1);
                    self.open(Group::Heading(*level));
                } else if name == "caption" {
                    self.flush();
                }
            }
        }
    }

    /// A command that is a sign: a character that means something else, a break, a space, an accent.
    fn sign(&mut self) {
        let Some(sign) = self.rest.chars().next() else { return };
        self.pass(sign.len_utf8());
        if let Some((_, mark)) = ACCENTS.iter().find(|(known, _)| *known == sign).filter(|_| !self.formula) {
            let braced = self.rest.starts_with('{');
            if braced {
                self.pass(1);
            }
            if let Some(letter) = self.rest.chars().next().filter(|c| c.is_alphabetic()) {
                self.pass(letter.len_utf8());
                self.text.extend([letter, *mark].into_iter().nfc());
            }
            if braced && self.rest.starts_with('}') {
                self.pass(1);
            }
            return;
        }
        match sign {
            '\\' => {
                if self.rest.starts_with('*') {
                    self.pass(1);
                }
                self.options();
                if self.in_table() { self.row() } else { self.text.push_str("<br>") }
            }
            '(' | ')' | '[' | ']' => self.formula = matches!(sign, '(' | '['),
            ',' | ' ' | '\n' | ';' | ':' => self.text.push(' '),
            '&' => self.text.push_str("&amp;"),
            '/' | '-' | '!' | '@' => {}
            sign => self.text.push(sign),
        }
    }

    /// Optional arguments, which are settings.
    fn options(&mut self) {
        while let Some(inside) = self.rest.strip_prefix('[') {
            // A bracket that is never closed, or much further on, is text.
            let Some((options, after)) = balanced_within(OPTIONS, inside, '[', ']') else { return };
            self.leave(options);
            let length = self.rest.len() - after.len();
            self.pass(length);
        }
    }

    fn settings(&mut self, count: usize) {
        for _ in 0..count {
            self.options();
            // A command is an argument too: \setlength\parindent{0pt}.
            if let Some(command) = self.rest.strip_prefix('\\') {
                let letters = command.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(command.len());
                let name = self.pass(1 + letters);
                self.leave(name);
                continue;
            }
            let inside = self.rest.strip_prefix('{').and_then(|inside| balanced(inside, '{', '}'));
            let Some((setting, after)) = inside else { return };
            self.leave(setting);
            let length = self.rest.len() - after.len();
            self.pass(length);
        }
    }

    fn begin(&mut self) {
        let Some(name) = self.name() else { return };
        if VERBATIM.contains(&name) || name == "comment" {
            self.options();
            if name == "minted" {
                self.settings(1);
            }
            let close = format!("\\end{{{name}}}");
            let end = self.rest.find(&close).unwrap_or(self.rest.len());
            self.flush();
            self.leave(name);
            let line = self.line;
            let text = self.pass(end);
            self.pass(close.len());
            if name == "comment" {
                self.page.leave(LeftOutReason::Comment, text, line);
            } else {
                self.page.preformatted(text.trim_start_matches('\n'), line + 1);
            }
            return;
        }
        self.flush();
        self.leave(name);
        self.options();
        let count = ENVIRONMENTS.iter().find(|(known, _)| *known == name).map_or(0, |(_, count)| *count);
        self.settings(count);
        let environment = match name {
            "enumerate" => Environment::List(Some(0)),
            "itemize" | "description" | "thebibliography" => Environment::List(None),
            "tabular" | "tabular*" | "tabularx" | "longtable" | "array" => {
                Environment::Table(vec![Vec::new()], self.line)
            }
            _ => Environment::Other,
        };
        if self.environments.len() < limits::NESTING {
            self.environments.push(environment);
        }
    }

    fn end(&mut self) {
        let Some(name) = self.name() else { return };
        self.leave(name);
        if name == "document" {
            self.flush();
            let rest = self.pass(self.rest.len());
            return self.leave(rest);
        }
        if self.in_table() {
            self.cell();
        }
        self.flush();
        if let Some(environment) = self.environments.pop() {
            self.close(environment);
        }
    }

    fn close(&mut self, environment: Environment) {
        if let Environment::Table(rows, line) = environment {
            let full = |row: &Vec<String>| row.iter().any(|cell| !cell.trim().is_empty());
            let rows: Vec<Vec<String>> = rows.into_iter().filter(full).collect();
            self.page.table(&rows, line);
        }
    }

    /// Ends what is still open where the text ends.
    fn end_all(&mut self) {
        while !self.groups.is_empty() {
            self.end_group();
        }
        loop {
            if self.in_table() {
                self.cell();
            }
            let Some(environment) = self.environments.pop() else { break };
            self.close(environment);
        }
    }

    /// The HTML of an argument that is read by itself; its notes come with those of the text around it.
    fn inner(&mut self, argument: &'t str, line: usize) -> String {
        let mut inner = Latex { rest: argument, line, ..Latex::default() };
        while inner.step() {}
        inner.end_all();
        self.notes.extend(inner.notes);
        self.page.left_out.extend(inner.page.left_out);
        inner.page.html + &inner.text
    }

    /// The name in braces behind `\begin` and `\end`.
    fn name(&mut self) -> Option<&'t str> {
        let (name, after) = super::until(self.rest.strip_prefix('{')?, "}")?;
        let length = self.rest.len() - after.len();
        self.pass(length);
        Some(name.trim())
    }

    fn item(&mut self) {
        self.flush();
        let label = match self.rest.strip_prefix('[').and_then(|inside| balanced(inside, '[', ']')) {
            Some((label, after)) => {
                let length = self.rest.len() - after.len();
                self.pass(length);
                format!("{} ", escaped(label))
            }
            None => match self.environments.last_mut() {
                Some(Environment::List(Some(count))) => {
                    *count += 1;
                    format!("{count}. ")
                }
                _ => String::new(),
            },
        };
        self.start = self.line;
        self.text = label;
    }

    fn in_table(&self) -> bool {
        matches!(self.environments.last(), Some(Environment::Table(..)))
    }

    fn cell(&mut self) {
        let text = std::mem::take(&mut self.text);
        let Some(Environment::Table(rows, _)) = self.environments.last_mut() else { return };
        let Some(row) = rows.last_mut() else { return };
        let full = row.len() >= limits::CELLS;
        match row.last_mut().filter(|_| full) {
            Some(last) => last.push_str(&text),
            None => row.push(text),
        }
    }

    fn row(&mut self) {
        self.cell();
        if let Some(Environment::Table(rows, _)) = self.environments.last_mut() {
            rows.push(Vec::new());
        }
    }

    fn open(&mut self, group: Group) {
        if self.groups.len() < limits::DEPTH {
            let around = if matches!(group, Group::Plain) { String::new() } else { std::mem::take(&mut self.text) };
            self.groups.push((group, around));
        }
    }

    fn end_group(&mut self) {
        let Some((group, around)) = self.groups.pop() else { return };
        if matches!(group, Group::Plain) {
            return;
        }
        let inner = std::mem::replace(&mut self.text, around);
        match group {
            Group::Heading(level) => self.page.heading(level, &inner, self.start),
            Group::Note => self.notes.push(inner),
            Group::Raised(tag) => self.text.push_str(&format!("<{tag}>{inner}</{tag}>")),
            Group::Plain => {}
        }
    }

    fn flush(&mut self) {
        if self.in_table() {
            return;
        }
        // A group that is still open here is one that was never closed.
        while self.groups.iter().any(|(group, _)| !matches!(group, Group::Plain)) {
            self.end_group();
        }
        let text = std::mem::take(&mut self.text);
        self.page.paragraph(text.trim(), self.start);
        for note in std::mem::take(&mut self.notes) {
            self.page.note(&note, self.start);
        }
        self.start = self.line;
    }
}

/// Whether what stands before a `\begin{document}` sets the document up. A chapter that a book takes in has none, and
/// may show one as an example.
fn is_preamble(before: &str) -> bool {
    let code = |line: &'_ str| line.split('%').next().unwrap_or_default().trim().to_string();
    let text = |line: &str| {
        let section = SECTIONS.iter().any(|(name, _)| line.strip_prefix('\\').is_some_and(|l| is_command(l, name)));
        let begins = line.strip_prefix("\\begin{").is_some_and(|name| !name.starts_with("filecontents"));
        section || begins
    };
    let mut lines = before.lines().map(code);
    let mut before_class = lines.by_ref().take_while(|line| !line.contains("\\documentclass"));
    !before_class.any(|line| text(&line))
}

/// Whether a line opens with the command of this name.
fn is_command(line: &str, name: &str) -> bool {
    line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['{', '[', '*']))
}

/// What stands before the sign that closes a group, and what stands behind it; `None` where none closes it near.
fn balanced(inside: &str, open: char, close: char) -> Option<(&str, &str)> {
    balanced_within(REACH, inside, open, close)
}

/// The same with another reach, bytes.
fn balanced_within(reach: usize, inside: &str, open: char, close: char) -> Option<(&str, &str)> {
    let (mut depth, mut escaped) = (0_usize, false);
    for (at, c) in inside.char_indices().take_while(|(at, _)| *at < reach) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == close && depth == 0 => return Some((inside.get(..at)?, inside.get(at + 1..)?)),
            c if c == close => depth -= 1,
            c if c == open => depth += 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::testing::{blocks, rows};
    use crate::read::Format;

    #[test]
    fn sections_lists_and_marks() {
        let text = "\\documentclass{article}\n\\title{港口 \\LaTeX}\n\\begin{document}\n\\hypertarget{a}{%\n\\section{費用}\\label{a}}\n\nThe \\textbf{fee} is due\non \\href{http://x}{arrival}\\footnote{A \\emph{note}.}, 5\\% or $10^{3}$~kg --- na\\\"ive. % remark\n\n\\begin{enumerate}\n\\def\\labelenumi{\\arabic{enumi}.}\n\\item\n  first\n\\item second\n\\end{enumerate}\n\\begin{verbatim}\nint a;\n\\end{verbatim}\n\\end{document}\nx";
        let want = [
            "# 港口 LaTeX",
            "### 費用",
            "The fee is due on arrival, 5% or 10³\u{A0}kg — naïve.",
            "^ A note.",
            "1. first",
            "2. second",
            "` int a;",
        ];
        assert_eq!(blocks(Format::Latex, text), want);
    }

    #[test]
    fn tables() {
        let text = "\\section{T}\n\\begin{longtable}[]{@{}ll@{}}\n\\toprule\n中文 & English \\\\\n\\midrule\n\\endhead\n泊位 & the \\textbf{berth} \\\\\n拖輪 & tug \\\\\n\\bottomrule\n\\end{longtable}\n";
        assert_eq!(rows(Format::Latex, text), ["泊位 | the berth", "拖輪 | tug"]);
    }

    #[test]
    fn a_chapter_that_shows_a_document_is_no_preamble() {
        let text = "\\section{Berths}\n\nThe berth.\n\n\\begin{verbatim}\n\\documentclass{article}\n\\begin{document}\nHello\n\\end{document}\n\\end{verbatim}\n\nThe tug.";
        let shown = "` \\documentclass{article}\n\\begin{document}\nHello\n\\end{document}";
        assert_eq!(blocks(Format::Latex, text), ["### Berths", "The berth.", shown, "The tug."]);
        let class = "% a remark on \\section{x}\n\\begin{filecontents}{a.bib}\nx\n\\end{filecontents}\n\\documentclass{article}\n\\begin{document}\nThe berth.\n\\end{document}";
        assert_eq!(blocks(Format::Latex, class), ["The berth."]);
    }

    #[test]
    fn what_is_never_closed_is_not_lost() {
        let text = "\\begin{tabular}{ll}\n泊位 & berth \\\\\n拖輪 & tug";
        assert_eq!(rows(Format::Latex, text), ["泊位 | berth", "拖輪 | tug"]);
        let text = "\\begin{document}\n\\texorpdfstring{Fees\\footnote{A note.}}{Fees}\n\\end{document}";
        assert_eq!(blocks(Format::Latex, text), ["Fees", "^ A note."]);
    }
}
