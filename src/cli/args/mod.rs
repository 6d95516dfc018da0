//! What can be typed: the commands here, what each takes in a file of its own. One entry holds an option's name and
//! its help; the manual and the completions are made from it.

mod align;
mod check;
mod compare;
mod counterpart;
mod export;
mod files;
mod index;
mod kwic;
mod localized;
mod search;
mod serve;
mod show;
mod statistics;
mod terms;

pub use align::{AlignArgs, AlignFormat, AlignLevel};
pub use check::{CheckArgs, CheckFormatArg, FailOn};
pub use compare::{CompareArgs, CompareFormatArg};
pub use counterpart::CounterpartArgs;
pub use export::{ExportArgs, ExportFormat};
pub use files::{Files, stdin, whole};
pub use index::IndexArgs;
pub use kwic::{KwicArgs, KwicFormatArg};
pub use localized::{choices, localized, with_own_words};
pub use search::{SearchArgs, SearchFormat};
pub use serve::ServeArgs;
pub use show::{DocsArgs, ShowArgs};
pub use statistics::{CollocatesArgs, DispersionArgs, FreqArgs, KeywordsArgs, Numbers};
pub use terms::{GlossaryFormatArg, TermsArgs};

use clap::builder::PossibleValuesParser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use duizhao::locale::Locale;
use duizhao::render::OUTPUTS;
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
    /// The index: its folder or cluster address [default: $DUIZHAO_INDEX, or index]
    #[arg(long, global = true, value_name = "DIR")]
    pub index: Option<PathBuf>,
    /// Colours in the output
    #[arg(long, global = true, value_name = "WHEN", value_parser = choices::<When>(), default_value = "auto")]
    pub color: When,
    /// No progress, warnings or timings
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Language of help and messages: zh-TW, zh-CN or en [default: the system's]
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    pub lang: Option<Locale>,
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
    given(args, "--color", |when| When::from_str(when, false).ok()).unwrap_or(When::Auto)
}

/// The language that a person wants to be spoken to in: the option, which is looked for before anything is read since help
/// is in it too, our variable, or those of the system (POSIX: the first that is set counts).
pub fn language_asked_for(args: impl Iterator<Item = OsString>) -> Locale {
    let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let system = || ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set);
    given(args, "--lang", Locale::of)
        .or_else(|| Locale::of(&set(&"DUIZHAO_LANG")?))
        .or_else(|| Locale::of(&system()?))
        .unwrap_or_default()
}

/// The value of an option on a command line that has not been read.
fn given<T>(args: impl Iterator<Item = OsString>, name: &str, value: impl Fn(&str) -> Option<T>) -> Option<T> {
    let args: Vec<String> = args.take_while(|arg| arg != "--").map(|arg| arg.to_string_lossy().into_owned()).collect();
    let next = args.windows(2).filter(|pair| pair[0] == name).map(|pair| pair[1].as_str());
    let inside = args.iter().filter_map(|arg| arg.strip_prefix(name)?.strip_prefix('='));
    next.chain(inside).find_map(value)
}

fn language(tag: &str) -> Result<Locale, String> {
    Locale::of(tag).ok_or_else(|| "it is zh-TW, zh-CN or en".into())
}

/// The search that somebody meant who gave a query for a command.
pub fn meant(error: &clap::Error) -> Option<String> {
    let (ErrorKind::InvalidSubcommand, Some(ContextValue::String(query))) =
        (error.kind(), error.get(ContextKind::InvalidSubcommand))
    else {
        return None;
    };
    let plain = query.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
    let quoted = || format!("'{}'", query.replace('\'', "'\\''"));
    Some(format!("duizhao search {}", if plain { query.clone() } else { quoted() }))
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
    /// How often words occur, or several in a row · 詞頻
    Freq(FreqArgs),
    /// Words that stand near a term, or on the other side of it · 搭配
    Collocates(CollocatesArgs),
    /// Words that tell one set of passages from another · 關鍵詞
    Keywords(KeywordsArgs),
    /// How evenly a term is spread over the documents · 分布
    Dispersion(DispersionArgs),
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
    /// What changed between two versions, and what the other language says · 版本比較
    ///
    /// Two versions of one text in the same language: a law before and after its amendment, two translations. Passages
    /// are put together, also where they were moved; what differs is marked on both sides, other figures are named, and so
    /// is a change that only one language has. Exit code 0 where nothing changed, 1 where something did.
    Compare(CompareArgs),
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
    /// The same answers as tools for an assistant (MCP, over stdio) · 供 AI 助理使用
    ///
    /// A server of the Model Context Protocol. An assistant is configured to start `duizhao --index DIR mcp`. It reads
    /// only, and ends when its stdin does. What another process changes in the index is seen by the next call. `serve`
    /// answers the same over HTTP, at /mcp.
    Mcp,
    /// The JSON schema of an output, or the names of all · 輸出的格式
    ///
    /// What --json and the API write is described by JSON Schema 2020-12, with a version in `schema`.
    Schema {
        /// Of which output
        #[arg(value_name = "NAME", value_parser = PossibleValuesParser::new(OUTPUTS.iter().map(|output| output.name)))]
        name: Option<String>,
    },
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
