//! Requests of `mdoc`, which name what a word is: `.Op Fl f Ar rope` is `[-f rope]`.

/// What a request writes.
pub enum Line {
    Text(String),
    /// The next item of a list, with its term.
    Item(String),
}

/// Words that name what follows them and are written as nothing.
const NAMES: [&str; 31] = [
    "Ar", "Cm", "Ic", "Em", "Sy", "Li", "Pa", "Va", "Vt", "Fa", "Fn", "Ft", "Ev", "Er", "Dv", "An", "Ad", "Tn", "Ms",
    "No", "Fx", "Bx", "Ox", "Nx", "At", "Ux", "Cd", "Lk", "Mt", "St", "Sx",
];
/// Words that put what follows in brackets or quotation marks.
const AROUND: [(&str, &str, &str); 10] = [
    ("Op", "[", "]"),
    ("Bq", "[", "]"),
    ("Pq", "(", ")"),
    ("Aq", "<", ">"),
    ("Brq", "{", "}"),
    ("Dq", "“", "”"),
    ("Qq", "\"", "\""),
    ("Sq", "‘", "’"),
    ("Ql", "‘", "’"),
    ("Eq", "", ""),
];
const OPENS: [(&str, &str); 7] =
    [("Oo", "["), ("Bo", "["), ("Po", "("), ("Ao", "<"), ("Bro", "{"), ("Do", "“"), ("So", "‘")];
const CLOSES: [(&str, &str); 7] =
    [("Oc", "]"), ("Bc", "]"), ("Pc", ")"), ("Ac", ">"), ("Brc", "}"), ("Dc", "”"), ("Sc", "’")];

/// What a request writes; `None` for one that writes nothing. `name` is what the page is about.
pub fn line(request: &str, words: &[String], name: &mut String) -> Option<Line> {
    match request {
        "It" => return Some(Line::Item(said(words.iter().map(String::as_str), name))),
        "D1" | "Dl" => return Some(Line::Item(said(words.iter().map(String::as_str), name))),
        "Nd" => return Some(Line::Text(format!("— {}", said(words.iter().map(String::as_str), name)))),
        _ => {}
    }
    let known = matches!(request, "Nm" | "Fl" | "Xr" | "Ns")
        || NAMES.contains(&request)
        || AROUND.iter().any(|(known, ..)| *known == request)
        || OPENS.iter().chain(&CLOSES).any(|(known, _)| *known == request)
        || request.starts_with('%');
    known.then(|| Line::Text(said([request].into_iter().chain(words.iter().map(String::as_str)), name)))
}

/// Words with what they are written as.
fn said<'w>(words: impl Iterator<Item = &'w str>, name: &mut String) -> String {
    let mut out = String::new();
    // What is to be closed at the end, and whether the next word touches the one before.
    let (mut closing, mut touches) = (Vec::new(), true);
    let put = |out: &mut String, word: &str, touches: &mut bool| {
        let mark = !word.is_empty() && word.chars().all(|c| ".,;:)]?!".contains(c));
        if !*touches && !mark {
            out.push(' ');
        }
        out.push_str(word);
        *touches = matches!(word, "(" | "[");
    };
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        if let Some((_, open, close)) = AROUND.iter().find(|(known, ..)| *known == word) {
            put(&mut out, open, &mut touches);
            touches = true;
            closing.push(*close);
        } else if let Some((_, open)) = OPENS.iter().find(|(known, _)| *known == word) {
            put(&mut out, open, &mut touches);
            touches = true;
        } else if let Some((_, close)) = CLOSES.iter().find(|(known, _)| *known == word) {
            out.push_str(close);
            touches = false;
        } else if NAMES.contains(&word) || word.starts_with('%') && word.len() == 2 {
        } else if word == "Fl" {
            put(&mut out, "-", &mut touches);
            touches = words.peek().is_some_and(|next| !NAMES.contains(next) && *next != "Fl");
        } else if word == "Ns" {
            touches = true;
        } else if word == "Nm" {
            match words
                .peek()
                .filter(|next| !next.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_punctuation()))
            {
                Some(next) if name.is_empty() => *name = next.to_string(),
                Some(_) => {}
                None => put(&mut out, name, &mut touches),
            }
        } else if word == "Xr" {
            let page = words.next().unwrap_or_default();
            put(&mut out, page, &mut touches);
            if let Some(section) = words.next_if(|next| next.starts_with(|c: char| c.is_ascii_digit())) {
                out.push_str(&format!("({section})"));
            }
        } else {
            // Punctuation behind what is in brackets stands outside of them.
            let mark = !word.is_empty() && word.chars().all(|c| ".,;:?!".contains(c));
            if mark && words.peek().is_none() {
                closing.drain(..).rev().for_each(|close| out.push_str(close));
            }
            put(&mut out, word, &mut touches);
        }
    }
    closing.into_iter().rev().for_each(|close| out.push_str(close));
    out
}
