//! What can be typed. One entry holds an option's name and its help; the manual and the completions are made from it.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// Below the short help.
const FIRST_STEPS: &str = "\
First steps · 起步:
  duizhao search 商業秘密      duizhao index report.txt      duizhao help query";

/// Below the long help. Shown as they stand: no line may be wider than 80 columns.
const EXAMPLES: &str = "\
Examples · 例:
  duizhao search 商業秘密                  passages in both languages · 雙語檢索
  duizhao index report.txt contracts/      add files and folders · 加入文件
  duizhao search '知識產權 ODR'            words of both languages · 中英混合
  duizhao search 'zh:商業秘密 -en:\"trade secret\"'
                                           rendered otherwise? · 哪裡不這樣譯
  duizhao counterpart 'a copied sentence'  its other side · 對應的另一側
  duizhao show guangdong-ip-report#5       a section side by side · 對照閱讀
  duizhao help query                       the query language · 查詢語法

Exit codes: 0 found or clean, 1 nothing found, 2 error.";

/// Full-text search in Chinese–English documents: every passage with its counterpart · 中英對照全文檢索
///
/// Give it documents that exist in both languages, in one file or two; ask in either language and either script, and
/// get the matching passages with their other side. Results go to stdout; progress, warnings and timings to stderr.
#[derive(Debug, Parser)]
#[command(name = "duizhao", version, after_help = FIRST_STEPS, after_long_help = EXAMPLES, max_term_width = 100)]
#[command(disable_help_subcommand = true, subcommand_required = true, arg_required_else_help = true)]
pub struct Args {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, ClapArgs)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// The folder of the index [default: $DUIZHAO_INDEX, or index]
    #[arg(long, global = true, value_name = "DIR")]
    pub index: Option<PathBuf>,
    /// Colours in the output
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value = "auto")]
    pub color: When,
    /// No progress, warnings or timings
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

impl Global {
    /// The folder that is meant: the option, the environment, or `index` here.
    pub fn index(&self) -> PathBuf {
        let named = || std::env::var_os("DUIZHAO_INDEX").filter(|dir| !dir.is_empty()).map(PathBuf::from);
        self.index.clone().or_else(named).unwrap_or_else(|| "index".into())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    Always,
    Never,
}

/// What `--color` says on a command line that cannot be read, or asks for help.
pub fn color_asked_for(args: impl Iterator<Item = OsString>) -> When {
    let args: Vec<String> = args.take_while(|arg| arg != "--").map(|arg| arg.to_string_lossy().into_owned()).collect();
    let next = args.windows(2).filter(|pair| pair[0] == "--color").map(|pair| pair[1].as_str());
    let inside = args.iter().filter_map(|arg| arg.strip_prefix("--color="));
    next.chain(inside).find_map(|when| When::from_str(when, false).ok()).unwrap_or(When::Auto)
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Add files or folders, and update the index · 建立或更新索引
    Index(IndexArgs),
    /// Find passages with their counterparts, best first · 檢索
    ///
    /// The query may be in either language and either script. Of a long passage the sentences that match are shown, with
    /// the sentences that render them.
    Search(SearchArgs),
    /// The other side of a paragraph or sentence · 找對應段落
    ///
    /// The text may be partial, damaged or in the other script: what is closest to it is found, and the side that it is
    /// not on comes first.
    Counterpart(CounterpartArgs),
    /// Each match on a line, with its counterpart under it · 逐行索引
    Kwic(KwicArgs),
    /// How a term is rendered on the other side, how often, and where it is not · 譯法統計
    Terms(TermsArgs),
    /// A document, section or sentence in both languages · 對照閱讀
    ///
    /// Side by side where the terminal has 100 columns or more.
    Show(ShowArgs),
    /// What is indexed · 文件清單
    Docs(DocsArgs),
    /// Where the two versions do not say the same · 校核
    ///
    /// Figures, missing or untranslated text, names, terms. What is surely wrong is an error, what should be looked at
    /// is a note.
    Check(CheckArgs),
    /// Links between two texts, without an index · 對齊
    Align(AlignArgs),
    /// The index, or what a query finds, for other programs · 導出
    ///
    /// Each passage, or each of its sentence pairs, with the name that its file gives it or its id. What is written can
    /// be indexed again.
    Export(ExportArgs),
    /// The web page and the HTTP API, for this machine · 網頁
    ///
    /// Prints the address and answers there until ctrl-c. What another process changes in the index shows within a
    /// second. Every page has its content as JSON under /api; /api/openapi.json describes it.
    Serve(ServeArgs),
    /// Completions for a shell
    Completions {
        /// Which shell
        #[arg(value_enum)]
        shell: clap_complete::Shell,
    },
    /// The manual page
    Man,
    /// Help for a command, or on queries: help query · 說明
    Help {
        /// A command, or `query`
        topic: Option<String>,
    },
}

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao index report.txt laws/           files and folders · 文件與資料夾
  duizhao index --pair report.zh.txt report.en.txt
  duizhao index                            bring up to date · 更新
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
    /// Do not learn which words render which: faster, and marks on the other side know the dictionary only
    #[arg(long)]
    pub no_lexicon: bool,
    /// Memory for what is written, in MB: more makes a large build faster, less suits a small machine (256 if not given)
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u16).range(16..=4000))]
    pub memory: Option<u16>,
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
    /// The Chinese side
    Zh,
    /// The English side
    En,
    /// Either
    Both,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SearchFormat {
    /// For reading
    Text,
    /// One object
    Json,
    /// An object a hit and line
    Jsonl,
    /// Chinese, English, id
    Tsv,
    /// A translation memory, TMX 1.4b
    Tmx,
    /// Markdown
    Md,
    /// A page
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

/// Which passages count, besides what the query says.
#[derive(Debug, ClapArgs)]
pub struct Filters {
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
}

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao search 商業秘密
  duizhao search 'trade secret' --in en -n 3
  duizhao search 地理標誌 report.txt        a file, as grep would · 直接搜尋檔案
  duizhao search 商業秘密 --not-en 'trade secret'
                                           rendered otherwise? · 哪裡不這樣譯
  duizhao search --batch queries.tsv --format trec
  duizhao help query                       the query language · 查詢語法")]
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
    #[command(flatten)]
    pub filters: Filters,
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
    /// Find passages by what the words mean in the other language too
    #[arg(long)]
    pub translate: bool,
    /// Tell how the query was read and how passages were scored
    #[arg(long)]
    pub explain: bool,
    /// How the results are written
    #[arg(long, value_enum, default_value = "text")]
    pub format: SearchFormat,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelArg {
    /// Whichever the text is closer to
    Auto,
    Paragraph,
    Sentence,
}

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
    /// Files or folders to look in, in place of the index
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Whether paragraphs or sentences answer
    #[arg(long, value_enum, default_value = "auto")]
    pub level: LevelArg,
    /// How many answers
    #[arg(long, short = 'n', value_name = "N", default_value_t = 1)]
    pub limit: usize,
    /// Answer as JSON
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
    /// The matches in one column
    Text,
    /// left, match, right, counterpart, id
    Tsv,
    /// One object
    Json,
}

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
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
    /// How the lines are written
    #[arg(long, value_enum, default_value = "text")]
    pub format: KwicFormatArg,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao terms 商業秘密                   how is it rendered? · 譯作甚麼
  duizhao terms 'trade secret'             and the other way round · 反查
  duizhao terms 地理標志 report.docx       in a file · 直接查檔案
  duizhao terms --all --format tbx         a draft of a glossary · 術語表初稿")]
pub struct TermsArgs {
    /// A term of either language, in either script
    #[arg(allow_hyphen_values = true, required_unless_present = "all")]
    pub term: Option<String>,
    /// Files or folders to look in, in place of the index
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// All terms that have a rendering, best first
    #[arg(long)]
    pub all: bool,
    /// With --all: how many
    #[arg(long, short = 'n', value_name = "N", default_value_t = 1000, requires = "all")]
    pub limit: usize,
    /// With --all: how they are written
    #[arg(long, value_enum, default_value = "text", requires = "all")]
    pub format: GlossaryFormatArg,
    /// Answer as JSON
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GlossaryFormatArg {
    /// For reading
    Text,
    /// Chinese, English, count, confidence, id
    Tsv,
    /// A termbase, TBX-Core
    Tbx,
}

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao show guangdong-ip-report         the whole document · 全文
  duizhao show guangdong-ip-report#5       a section · 一節
  duizhao show guangdong-ip-report#5.3:2   a sentence · 一句")]
pub struct ShowArgs {
    /// DOC, DOC#SECTION, DOC#SECTION.N or DOC#SECTION.N:S
    pub id: String,
    /// As the file says it, nothing repaired
    #[arg(long)]
    pub verbatim: bool,
    /// Show as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, ClapArgs)]
pub struct DocsArgs {
    /// List as JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormatArg {
    /// For reading
    Text,
    /// One object
    Json,
    /// SARIF 2.1.0, for editors and code hosts
    Sarif,
    /// A page to go through
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors only
    Error,
    /// Notes too
    Note,
}

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao check                            the index · 校核整個索引
  duizhao check report.txt                 a file · 校核一份文件
  duizhao check memory.tmx --only number   figures only · 只核對數字
  duizhao check contract.zh.txt contract.en.txt --glossary terms.tsv
  duizhao check report.txt --format html > findings.html
                                           for the reviser · 供審校者逐條查看
  duizhao check --write-baseline accepted.txt
  duizhao check --baseline accepted.txt    what is new · 只看新的問題")]
pub struct CheckArgs {
    /// Files or folders to check in place of the index
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// A glossary that has to be followed: TSV, CSV, TMX, TBX …
    #[arg(long, value_name = "FILE")]
    pub glossary: Option<PathBuf>,
    /// Only these kinds (number, missing, untranslated, term) or rules (number.order …)
    #[arg(long, value_name = "KIND|RULE", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Not these kinds or rules
    #[arg(long, value_name = "KIND|RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// What makes the exit code 1
    #[arg(long, value_name = "SEVERITY", value_enum, default_value = "error")]
    pub fail_on: FailOn,
    /// A file of findings that were accepted, which stay quiet
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Accept what is found now: write it to this file
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub write_baseline: Option<PathBuf>,
    /// How the findings are written
    #[arg(long, value_enum, default_value = "text")]
    pub format: CheckFormatArg,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AlignFormat {
    /// One link a line, [0, 1]:[0], 0-based, Chinese first
    Beads,
    /// Chinese, English, confidence
    Tsv,
    /// A translation memory, TMX 1.4b
    Tmx,
    /// XLIFF 2.1
    Xliff,
    /// One object
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AlignLevel {
    Paragraph,
    Sentence,
}

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao align report.zh.txt report.en.txt --format tmx
  duizhao align report.txt --level paragraph
                                           one file, both sides · 單檔雙語
  duizhao align --pre-split a.zh a.en --format beads
  duizhao align --pairs list.tsv           zh<TAB>en<TAB>out a line · 成批對齊")]
pub struct AlignArgs {
    /// The Chinese file and the English one, or one file with both sides
    #[arg(value_name = "FILE", num_args = 0..=2, required_unless_present = "pairs")]
    pub files: Vec<PathBuf>,
    /// A list of pairs, zh<TAB>en[<TAB>out] a line
    #[arg(long, value_name = "LIST", conflicts_with = "files")]
    pub pairs: Option<PathBuf>,
    /// What is linked
    #[arg(long, value_enum, default_value = "sentence")]
    pub level: AlignLevel,
    /// The files have one segment a line, taken as it is
    #[arg(long)]
    pub pre_split: bool,
    /// How the links are written
    #[arg(long, value_enum, default_value = "tsv")]
    pub format: AlignFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A translation memory, TMX 1.4b
    Tmx,
    /// XLIFF 2.1
    Xliff,
    /// Chinese, English, name of the row
    Tsv,
    /// An object a line
    Jsonl,
    /// Two files, line n of the one is line n of the other
    Moses,
}

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao export -o everything.tmx         the whole index · 全部導出
  duizhao export 商業秘密 --format xliff   what a query finds · 檢索結果
  duizhao export --doc report --level sentence --format tsv
  duizhao export --format moses -o corpus  corpus.zh and corpus.en")]
pub struct ExportArgs {
    /// Only passages that match this; all of them where it is left out
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    #[command(flatten)]
    pub filters: Filters,
    /// What a unit is
    #[arg(long, value_enum, default_value = "paragraph")]
    pub level: AlignLevel,
    /// How the units are written
    #[arg(long, value_enum, default_value = "tmx")]
    pub format: ExportFormat,
    /// Where they are written (default: stdout)
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
#[command(after_long_help = "\
Examples · 例:
  duizhao serve --open                     in the browser · 開啟瀏覽器
  duizhao serve --port 0                   on any free port
  curl 'http://127.0.0.1:7474/api/search?q=ODR'")]
pub struct ServeArgs {
    /// Where to listen; anything but this machine's own address lets others read
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// On which port; 0 is any that is free
    #[arg(long, value_name = "PORT", default_value_t = 7474)]
    pub port: u16,
    /// Open the page in a browser
    #[arg(long)]
    pub open: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_option_is_explained_and_examples_fit_a_terminal() {
        let mut command = Args::command();
        command.build();
        command.clone().debug_assert();
        for command in std::iter::once(&command).chain(command.get_subcommands()) {
            for arg in command.get_arguments() {
                assert!(arg.get_help().is_some(), "{} {}", command.get_name(), arg.get_id());
            }
            let below = [command.get_after_help(), command.get_after_long_help()];
            for line in below
                .into_iter()
                .flatten()
                .flat_map(|text| text.to_string().lines().map(str::to_string).collect::<Vec<_>>())
            {
                assert!(duizhao::render::display_width(&line) <= 80, "{line}");
            }
        }
    }
}
