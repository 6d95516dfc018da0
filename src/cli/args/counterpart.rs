//! `counterpart`: which text or passage, and what answers.

use super::choices;
use super::files::Files;
use super::search::Cite;
use clap::{Args as ClapArgs, ValueEnum};
use duizhao::request::{CounterpartLevel, CounterpartRequest};

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao counterpart guangdong-ip-report#5.3
  duizhao counterpart '線上爭議解決'
  pdftotext page.pdf - | duizhao counterpart -")]
pub struct CounterpartArgs {
    /// A text, an id, or - for stdin
    #[arg(value_name = "TEXT|ID|-", default_value = "-", allow_hyphen_values = true)]
    pub text: String,
    #[command(flatten)]
    pub files: Files,
    /// Whether paragraphs or sentences answer
    #[arg(long, value_parser = choices::<LevelArg>(), default_value = "auto")]
    pub level: LevelArg,
    /// How many answers
    #[arg(long, short = 'n', value_name = "N", default_value_t = 1)]
    pub limit: usize,
    #[command(flatten)]
    pub cite: Cite,
    /// Answer as JSON
    #[arg(long)]
    pub json: bool,
}

impl CounterpartArgs {
    /// What is asked, with this text.
    pub fn request(&self, text: &str) -> CounterpartRequest {
        let level = match self.level {
            LevelArg::Auto => CounterpartLevel::Auto,
            LevelArg::Paragraph => CounterpartLevel::Paragraph,
            LevelArg::Sentence => CounterpartLevel::Sentence,
        };
        CounterpartRequest::new(text).level(level).limit(self.limit)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelArg {
    /// Whichever the text is closer to
    Auto,
    Paragraph,
    Sentence,
}
