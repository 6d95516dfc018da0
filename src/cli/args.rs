//! What can be typed. One entry holds an option's name and its help; the manual and the completions are made from it.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples · 例:
  duizhao search 商業秘密                 passages in both languages, from the built-in sample
  duizhao index report.txt               add a document · 加入文件
  duizhao search '知識產權 ODR'           words of both languages · 中英混合
  duizhao search 'zh:商業秘密 -en:\"trade secret\"'
                                         where was it rendered otherwise? · 哪裡沒有這樣譯
  duizhao counterpart 'a copied sentence'  its other side · 對應的另一側
  duizhao help query                     the query language · 查詢語法";

/// Bilingual (Chinese–English) full-text search: ranked passages with their counterparts.
#[derive(Debug, Parser)]
#[command(name = "duizhao", version, after_help = EXAMPLES, propagate_version = true, max_term_width = 100)]
#[command(disable_help_subcommand = true, subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, ClapArgs)]
pub struct Global {
    /// The folder of the index
    #[arg(long, global = true, value_name = "DIR", env = "DUIZHAO_INDEX", default_value = "index")]
    pub index: PathBuf,
    /// Colours in the output
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value = "auto")]
    pub color: When,
    /// No progress, warnings or timings
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add files or folders and bring the index up to date · 建立或更新索引
    Index(IndexArgs),
    /// Find ranked, aligned passages · 檢索
    Search(SearchArgs),
    /// The other side of a paragraph or sentence, also of a damaged or partial copy · 找對應段落
    Counterpart(CounterpartArgs),
    /// Concordance lines: each match in its sentence, its counterpart under it · 逐行索引
    Kwic(KwicArgs),
    /// A document, section, passage or sentence in both languages · 顯示
    Show(ShowArgs),
    /// What is indexed · 文件清單
    Docs(DocsArgs),
    /// Links between two texts, without an index · 對齊
    Align(AlignArgs),
    /// Completions for a shell
    Completions {
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// The manual page
    Man,
    /// Help for a command, or for the query language (help query) · 說明
    Help {
        /// A command, or `query`
        topic: Option<String>,
    },
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples · 例:
  duizhao index report.txt laws/                 files and folders · 文件與資料夾
  duizhao index --pair report.zh.txt report.en.txt
  duizhao index                                  bring up to date · 更新
  duizhao --index ~/contracts index ~/Documents/contracts")]
pub struct IndexArgs {
    /// Files or folders to add
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Two files that are one document, Chinese and English
    #[arg(long, num_args = 2, value_names = ["ZH", "EN"], action = clap::ArgAction::Append)]
    pub pair: Vec<PathBuf>,
    /// Take a document out, by its id
    #[arg(long, value_name = "DOC")]
    pub remove: Vec<String>,
    /// Read everything anew
    #[arg(long)]
    pub rebuild: bool,
    /// List what would be read as what, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The encoding of the given files where the guess is wrong (utf-8, gb18030, big5, utf-16le …)
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Report as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InSide {
    Zh,
    En,
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SearchFormat {
    Text,
    Json,
    Jsonl,
    Tsv,
    Tmx,
    Md,
    Html,
    /// A TREC run: id Q0 passage rank score duizhao
    Trec,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SortBy {
    /// Best first
    Score,
    /// By document and place
    Doc,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples · 例:
  duizhao search 商業秘密
  duizhao search 'trade secret' --in en -n 3
  duizhao search 地理標誌 report.txt             search a file as grep would · 直接搜尋檔案
  duizhao search --batch queries.tsv --format trec
  duizhao help query                            the query language · 查詢語法")]
pub struct SearchArgs {
    /// What to look for
    #[arg(value_name = "QUERY", required_unless_present = "batch", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Files or folders to search in place of the index
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// A file of queries, one a line, each with an id and a tab before it or not (- is stdin)
    #[arg(long, value_name = "FILE")]
    pub batch: Option<PathBuf>,
    /// With --batch: times per query on stderr
    #[arg(long, requires = "batch")]
    pub stats: bool,
    /// How many passages
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// How many to pass over first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// On which side
    #[arg(long = "in", value_name = "SIDE", value_enum, default_value = "both")]
    pub side: InSide,
    /// Only in this document
    #[arg(long, value_name = "DOC")]
    pub doc: Option<String>,
    /// Only in this section: a number, or words of its heading
    #[arg(long, value_name = "SECTION")]
    pub section: Option<String>,
    /// Leave out passages whose Chinese side matches this
    #[arg(long, value_name = "QUERY")]
    pub not_zh: Option<String>,
    /// Leave out passages whose English side matches this
    #[arg(long, value_name = "QUERY")]
    pub not_en: Option<String>,
    /// Passages to show around each
    #[arg(long, short = 'C', value_name = "N", default_value_t = 0)]
    pub context: u32,
    /// Whole passages rather than the sentences that match
    #[arg(long)]
    pub full: bool,
    /// Only how many
    #[arg(long)]
    pub count: bool,
    /// In which order
    #[arg(long, value_name = "ORDER", value_enum, default_value = "score")]
    pub sort: SortBy,
    /// Tell how the query was read and how passages were scored
    #[arg(long)]
    pub explain: bool,
    #[arg(long, value_enum, default_value = "text")]
    pub format: SearchFormat,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelArg {
    Auto,
    Paragraph,
    Sentence,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples · 例:
  duizhao counterpart guangdong-ip-report#5.3
  duizhao counterpart '線上爭議解決'
  pdftotext page.pdf - | duizhao counterpart -")]
pub struct CounterpartArgs {
    /// A text, an id, or - for stdin
    #[arg(value_name = "TEXT|ID|-", default_value = "-", allow_hyphen_values = true)]
    pub text: String,
    /// Files or folders to look in, in place of the index
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "auto")]
    pub level: LevelArg,
    /// How many answers
    #[arg(long, short = 'n', value_name = "N", default_value_t = 1)]
    pub limit: usize,
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KwicSortArg {
    /// By document and place
    Doc,
    /// By what stands left of the match
    #[value(name = "L1", alias = "l1")]
    L1,
    /// By what stands right of it
    #[value(name = "R1", alias = "r1")]
    R1,
    /// By the match itself
    Node,
    /// By its rendering on the other side
    Target,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum KwicFormatArg {
    Text,
    /// left, match, right, counterpart, id
    Tsv,
    Json,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples · 例:
  duizhao kwic 專利 --sort R1
  duizhao kwic 'mediat*' --width 120
  duizhao kwic 地理標志 --format tsv")]
pub struct KwicArgs {
    /// What to look for
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: String,
    /// Files or folders to search in place of the index
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// In which order
    #[arg(long, value_name = "ORDER", value_enum, default_value = "doc")]
    pub sort: KwicSortArg,
    /// Columns of a line (default: those of the terminal, or 100)
    #[arg(long, value_name = "N")]
    pub width: Option<usize>,
    /// Characters of ambiguous width take two columns, as East Asian terminals show them
    #[arg(long)]
    pub ambiguous_wide: bool,
    /// On which side
    #[arg(long = "in", value_name = "SIDE", value_enum, default_value = "both")]
    pub side: InSide,
    /// From how many passages
    #[arg(long, short = 'n', value_name = "N", default_value_t = 1000)]
    pub limit: usize,
    #[arg(long, value_enum, default_value = "text")]
    pub format: KwicFormatArg,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
pub struct ShowArgs {
    /// DOC, DOC#SECTION, DOC#SECTION.N or DOC#SECTION.N:S
    pub id: String,
    /// As the file says it, nothing repaired
    #[arg(long)]
    pub verbatim: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
pub struct DocsArgs {
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AlignFormat {
    /// One link a line, [0, 1]:[0], 0-based, Chinese first
    Beads,
    Tsv,
    Tmx,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AlignLevel {
    Paragraph,
    Sentence,
}

#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples · 例:
  duizhao align report.zh.txt report.en.txt --format tmx
  duizhao align report.txt --level paragraph      one file with both sides · 單檔雙語
  duizhao align --pre-split a.zh a.en --format beads
  duizhao align --pairs list.tsv --pre-split      zh<TAB>en<TAB>out a line, learnt from together")]
pub struct AlignArgs {
    /// The Chinese file and the English one, or one file with both sides
    #[arg(value_name = "FILE", num_args = 0..=2, required_unless_present = "pairs")]
    pub files: Vec<PathBuf>,
    /// A list of pairs, zh<TAB>en[<TAB>out] a line
    #[arg(long, value_name = "LIST", conflicts_with = "files")]
    pub pairs: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "sentence")]
    pub level: AlignLevel,
    /// The files have one segment a line, taken as it is
    #[arg(long)]
    pub pre_split: bool,
    #[arg(long, value_enum, default_value = "tsv")]
    pub format: AlignFormat,
}
