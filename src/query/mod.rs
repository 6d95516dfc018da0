//! Words to a query. The strict parser points at what is wrong; it never silently makes another query of it. Never
//! opens an index.

mod lex;
mod parse;

pub use parse::{parse, parse_words};

/// The query language in one screen, for help texts and the manual.
pub const HELP: &str = "  商業秘密                in any script: 商业秘密 finds the same · 繁簡皆可
  trade secret            both words, in any inflection; exact forms first
  知識產權 ODR            words of both languages, each on its own side
  \"trade secret\"          next to each other, in this order · 詞組
  patent -design          without a word · 排除
  調解 OR 仲裁            either; ( ) groups · 任一
  zh:商業秘密 -en:\"trade secret\"
                          on one side: where is it not rendered so? · 指定語言
  doc:report              in a document (doc:report* in all that begin so)
  section:5 section:法院  in a section, by number or by words of its heading
  kind:heading            title, heading, paragraph, note or segment
  num:88.5億 num:\"8.85 billion\" num:>=100億 num:5..10
                          a value on either side, however written · 數值
  infring*                words that begin so · 前綴
  /medi(ate|ator)s?/      English words that match a regular expression

Words without a sign between them must all occur. When no passage has all of
them, the closest passages are shown, and stderr says so.
";
