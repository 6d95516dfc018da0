//! Numbers about words: `freq`, `collocates`, `keywords`, `dispersion`.

use super::choices;
use super::files::Files;
use super::search::InSide;
use clap::{Args as ClapArgs, ValueEnum};
use duizhao::model::{Grouping, Side, WordForm};
use duizhao::render::StatisticsFormat;
use duizhao::request::{CollocatesRequest, DispersionRequest, FrequencyRequest, KeywordsRequest, Measure, SideFilter};

/// How the numbers are written, and where they are counted.
#[derive(Debug, ClapArgs)]
pub struct Numbers {
    /// How many words, or parts
    #[arg(long, short = 'n', value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// How the numbers are written
    #[arg(long, value_parser = choices::<StatisticsFormatArg>(), default_value = "text")]
    pub format: StatisticsFormatArg,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// A file or folder in place of the index
    #[arg(long = "from", value_name = "PATH")]
    pub from: Vec<std::path::PathBuf>,
    /// Only in this collection, which index --collection has named
    #[arg(long, value_name = "NAME")]
    pub in_collection: Option<String>,
}

impl Numbers {
    pub fn format(&self) -> StatisticsFormat {
        match (self.json, self.format) {
            (true, _) | (_, StatisticsFormatArg::Json) => StatisticsFormat::Json,
            (_, StatisticsFormatArg::Text) => StatisticsFormat::Text,
            (_, StatisticsFormatArg::Csv) => StatisticsFormat::Csv,
            (_, StatisticsFormatArg::Svg) => StatisticsFormat::Svg,
        }
    }

    pub fn files(&self) -> Files {
        Files { paths: self.from.clone(), pair: Vec::new() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatisticsFormatArg {
    /// Columns
    Text,
    /// One object
    Json,
    /// A header and a line for each word
    Csv,
    /// A picture of bars
    Svg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OneSide {
    Zh,
    En,
}

impl From<OneSide> for Side {
    fn from(side: OneSide) -> Side {
        match side {
            OneSide::Zh => Side::Zh,
            OneSide::En => Side::En,
        }
    }
}

fn form(as_written: bool) -> WordForm {
    if as_written { WordForm::Form } else { WordForm::Lemma }
}

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao freq                             English words · 英文詞頻
  duizhao freq --in zh -n 100              Chinese words · 中文詞頻
  duizhao freq 專利 --row 2                pairs of words there · 二詞串
  duizhao freq --format svg > words.svg    a picture · 圖")]
pub struct FreqArgs {
    /// Only in what this query finds
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// The side whose words are counted
    #[arg(long = "in", value_name = "SIDE", value_parser = choices::<OneSide>(), default_value = "en")]
    pub side: OneSide,
    /// English words in the form that they are written in
    #[arg(long)]
    pub forms: bool,
    /// So many words in a row
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=5))]
    pub row: u8,
    #[command(flatten)]
    pub numbers: Numbers,
}

impl FreqArgs {
    pub fn request(&self) -> FrequencyRequest {
        let mut request = FrequencyRequest::new(self.side.into()).form(form(self.forms)).in_a_row(self.row);
        request.limit = self.numbers.limit;
        request.query.clone_from(&self.query);
        request.collection.clone_from(&self.numbers.in_collection);
        request
    }
}

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao collocates 知識產權              words beside it · 搭配詞
  duizhao collocates 知識產權 --across     words that stand opposite · 另一側
  duizhao collocates dispute --by ll --window 3")]
pub struct CollocatesArgs {
    /// A term of either language, in either script
    #[arg(allow_hyphen_values = true)]
    pub term: String,
    /// So many words on each side of it
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub window: usize,
    /// The words of the sentences that render it, on the other side
    #[arg(long, conflicts_with = "window")]
    pub across: bool,
    /// By what they are put in order
    #[arg(long, value_name = "MEASURE", value_parser = choices::<MeasureArg>(), default_value = "logdice")]
    pub by: MeasureArg,
    /// Only words that are near it so often
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub least: u64,
    /// On which side
    #[arg(long = "in", value_name = "SIDE", value_parser = choices::<InSide>(), default_value = "both")]
    pub side: InSide,
    #[command(flatten)]
    pub numbers: Numbers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MeasureArg {
    /// logDice
    Logdice,
    /// Log-likelihood
    Ll,
    /// Mutual information
    Mi,
}

impl CollocatesArgs {
    pub fn request(&self) -> CollocatesRequest {
        let measure = match self.by {
            MeasureArg::Logdice => Measure::LogDice,
            MeasureArg::Ll => Measure::LogLikelihood,
            MeasureArg::Mi => Measure::MutualInformation,
        };
        let mut request = CollocatesRequest::new(&self.term)
            .side(SideFilter::from(self.side))
            .window(self.window)
            .across(self.across)
            .measure(measure)
            .least(self.least)
            .limit(self.numbers.limit);
        request.filter.collection.clone_from(&self.numbers.in_collection);
        request
    }
}

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao keywords doc:report              what sets it apart · 關鍵詞
  duizhao keywords kind:heading --in zh
  duizhao keywords 專利 --against 商標")]
pub struct KeywordsArgs {
    /// A query that finds the set
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: String,
    /// A query that finds what it is compared with, in place of the rest of the index
    #[arg(long, value_name = "QUERY")]
    pub against: Option<String>,
    /// The side whose words are compared
    #[arg(long = "in", value_name = "SIDE", value_parser = choices::<OneSide>(), default_value = "en")]
    pub side: OneSide,
    /// English words in the form that they are written in
    #[arg(long)]
    pub forms: bool,
    /// Only words that the set has so often
    #[arg(long, value_name = "N", default_value_t = 3)]
    pub least: u64,
    #[command(flatten)]
    pub numbers: Numbers,
}

impl KeywordsArgs {
    pub fn request(&self) -> KeywordsRequest {
        let request = KeywordsRequest::new(&self.query).side(self.side.into()).form(form(self.forms));
        let mut request = request.least(self.least).limit(self.numbers.limit);
        request.against.clone_from(&self.against);
        request.collection.clone_from(&self.numbers.in_collection);
        request
    }
}

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao dispersion 商業秘密              how evenly is it spread? · 分布
  duizhao dispersion 商業秘密 --by year    over the years · 逐年
  duizhao dispersion 'trade secret' --by field.court --format csv")]
pub struct DispersionArgs {
    /// A term of either language, in either script
    #[arg(allow_hyphen_values = true)]
    pub term: String,
    /// Over what: doc, year or field.NAME
    #[arg(long, value_name = "PARTS", default_value = "doc")]
    pub by: Grouping,
    /// On which side
    #[arg(long = "in", value_name = "SIDE", value_parser = choices::<InSide>(), default_value = "both")]
    pub side: InSide,
    #[command(flatten)]
    pub numbers: Numbers,
}

impl DispersionArgs {
    pub fn request(&self) -> DispersionRequest {
        let request = DispersionRequest::new(&self.term).side(SideFilter::from(self.side));
        let mut request = request.by(self.by.clone()).limit(self.numbers.limit);
        request.filter.collection.clone_from(&self.numbers.in_collection);
        request
    }
}
