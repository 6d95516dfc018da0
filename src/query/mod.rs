//! Words to a query. The strict parser points at what is wrong; it never silently makes another query of it. Never
//! opens an index.

mod lex;
mod parse;

pub use parse::{parse, parse_words};

/// The query language in one screen, for help texts and the manual.
pub const HELP: &str = "\
  商業秘密            passages that contain it, in any script (商业秘密 finds the same)
  trade secret        both words, in any inflection; exact forms and neighbours first
  知識產權 ODR        words of both languages, each on its side of one passage
  \"trade secret\"      the words next to each other, in this order
  patent -design      without a word
  調解 OR 仲裁        either; ( ) groups
  zh:商業秘密 -en:\"trade secret\"
                      a side: where was 商業秘密 not rendered so?
  doc:report section:5 kind:heading
                      a document, a section (number or words of its heading), a kind
                      (title, heading, paragraph, note, segment)
  num:88.5億  num:\"8.85 billion\"  num:>=100億  num:5..10
                      a value, on either side, however it is written
  infring*            words that begin so
  /medi(ate|ator)s?/  whole English words that match a regular expression
";
