//! `export`: the index, or what a query finds, for other programs.

use super::files::{close, create};
use super::omegat;
use crate::args::{ExportArgs, ExportFormat, Files};
use crate::open::{ask, open};
use crate::outcome::Outcome;
use crate::progress::ProgressLine;
use crate::terminal::Terminal;
use duizhao::model::{CitationPattern, DocumentInfo, Level, Passage};
use duizhao::render::{Unit, UnitFormat, Units, moses};
use duizhao::request::ExportRequest;
use duizhao::{Error, Index, Result};
use std::io::Write;
use std::path::{Path, PathBuf};

pub fn run(dir: &Path, args: &ExportArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let request = args.request();
    request.query()?;
    if request.context > 0 && (request.level != Level::Sentence || request.query.is_none()) {
        let text = "--context counts sentences around those that match\n  it goes with a query and --level sentence";
        return Err(Error::Usage(text.into()));
    }
    let work =
        Work { line: ProgressLine::new(terminal), request, zh_lang: args.zh_lang.clone(), cite: args.cite.clone() };
    if args.format == ExportFormat::Moses && args.output.as_ref().is_none_or(|path| path.as_os_str() == "-") {
        return Err(Error::Usage(
            "moses is two files\n  name them with: -o NAME (NAME.zh and NAME.en are written)".into(),
        ));
    }
    let (index, failed) = open(dir, &Files::default(), terminal)?;
    // A name that is not there is an error before anything is written.
    ask(&index, &work.request.query()?, terminal)?;
    let output = args.output.as_ref().filter(|path| path.as_os_str() != "-");
    let memory = |dir: &PathBuf| omegat::project(dir, &index, args.into(), work.request.level);
    let memory = args.omegat.as_ref().map(memory).transpose()?;
    let (count, files) = match (memory.as_ref().or(output), args.format) {
        (Some(path), ExportFormat::Moses) => {
            let paths = ["zh", "en"].map(|side| with_ending(path, side));
            let [mut zh, mut en] = [create(&paths[0])?, create(&paths[1])?];
            let count = work.each(&index, &mut |unit| moses(&mut zh, &mut en, unit))?;
            close(zh, &paths[0])?;
            close(en, &paths[1])?;
            (count, paths.to_vec())
        }
        (Some(path), format) => {
            let mut file = create(path)?;
            let count = work.write(&index, &mut file, format)?;
            close(file, path)?;
            (count, vec![path.clone()])
        }
        (None, format) => (work.write(&index, out, format)?, Vec::new()),
    };
    match (count, &files[..]) {
        (0, _) => terminal.note("nothing to export"),
        (n, []) => terminal.note(&count_of(n)),
        (n, files) => {
            let files: Vec<String> = files.iter().map(|path| path.display().to_string()).collect();
            terminal.note(&format!("{} in {}", count_of(n), files.join(" and ")));
        }
    }
    let outcome = if count > 0 { Outcome::Success } else { Outcome::Nothing };
    Ok(if failed { Outcome::Partial } else { outcome })
}

/// What is exported.
struct Work {
    line: ProgressLine,
    request: ExportRequest,
    zh_lang: Option<String>,
    cite: Option<CitationPattern>,
}

impl Work {
    fn write(&self, index: &Index, out: &mut dyn Write, format: ExportFormat) -> Result<u64> {
        let format = match format {
            ExportFormat::Tmx => UnitFormat::Tmx,
            ExportFormat::Xliff => UnitFormat::Xliff,
            ExportFormat::Tsv | ExportFormat::Moses => UnitFormat::Tsv,
            ExportFormat::Csv => UnitFormat::Csv,
            ExportFormat::Xlsx => UnitFormat::Xlsx,
            ExportFormat::Jsonl => UnitFormat::Jsonl,
            ExportFormat::Docx => UnitFormat::Docx,
            ExportFormat::Html => UnitFormat::Html,
        };
        let mut units = Units::begin(out, format, self.request.level)?.zh_lang(self.zh_lang.as_deref());
        units = units.citing(self.cite.is_some());
        let count = self.each(index, &mut |unit| units.unit(unit))?;
        units.end()?;
        Ok(count)
    }

    /// Gives each unit to `write`, one at a time, and returns how many there were.
    fn each(&self, index: &Index, write: &mut dyn FnMut(&Unit<'_>) -> Result<()>) -> Result<u64> {
        let (mut count, mut document) = (0, None::<DocumentInfo>);
        index.export(&self.request, &mut |passage: &Passage, numbers: &[usize]| {
            // What a file brought goes out as it came in.
            let passage = passage.clone().as_written();
            let mut units = Unit::chosen(&passage, self.request.level, numbers);
            if let Some(pattern) = &self.cite {
                if document.as_ref().is_none_or(|document| document.id != passage.id.doc) {
                    document = index.document(&passage.id.doc)?;
                }
                if let Some(document) = &document {
                    units = units.into_iter().map(|unit| unit.cited(pattern, document, &passage)).collect();
                }
            }
            count += units.len() as u64;
            self.line.units(count);
            units.iter().try_for_each(&mut *write)
        })?;
        self.line.clear();
        Ok(count)
    }
}

fn count_of(units: u64) -> String {
    format!("{units} unit{}", if units == 1 { "" } else { "s" })
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    name.push(".");
    name.push(ending);
    name.into()
}
