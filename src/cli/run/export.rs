//! `export`: the index, or what a query finds, for other programs.

use crate::args::{ExportArgs, ExportFormat};
use crate::open::open;
use crate::outcome::Outcome;
use crate::progress::ProgressLine;
use crate::terminal::Terminal;
use duizhao::model::{Level, Passage, Query};
use duizhao::render::{Unit, UnitFormat, Units, moses};
use duizhao::search::Searcher;
use duizhao::{Error, Result};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

pub fn run(dir: &Path, args: &ExportArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let request = args.request();
    let work = Work { line: ProgressLine::new(terminal), query: request.query()?, level: request.level };
    if args.format == ExportFormat::Moses && args.output.is_none() {
        return Err(Error::Usage(
            "moses is two files\n  name them with: -o NAME (NAME.zh and NAME.en are written)".into(),
        ));
    }
    let (index, failed) = open(dir, &[], terminal)?;
    let (count, files) = match (&args.output, args.format) {
        (Some(path), ExportFormat::Moses) => {
            let paths = ["zh", "en"].map(|side| with_ending(path, side));
            let [mut zh, mut en] = [create(&paths[0])?, create(&paths[1])?];
            let count = work.each(index.as_ref(), &mut |unit| moses(&mut zh, &mut en, unit))?;
            close(zh, &paths[0])?;
            close(en, &paths[1])?;
            (count, paths.to_vec())
        }
        (Some(path), format) => {
            let mut file = create(path)?;
            let count = work.write(index.as_ref(), &mut file, format)?;
            close(file, path)?;
            (count, vec![path.clone()])
        }
        (None, format) => (work.write(index.as_ref(), out, format)?, Vec::new()),
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
    query: Query,
    level: Level,
}

impl Work {
    fn write(&self, index: &dyn Searcher, out: &mut dyn Write, format: ExportFormat) -> Result<u64> {
        let format = match format {
            ExportFormat::Tmx => UnitFormat::Tmx,
            ExportFormat::Xliff => UnitFormat::Xliff,
            ExportFormat::Tsv | ExportFormat::Moses => UnitFormat::Tsv,
            ExportFormat::Jsonl => UnitFormat::Jsonl,
        };
        let mut units = Units::begin(out, format, self.level)?;
        let count = self.each(index, &mut |unit| units.unit(unit))?;
        units.end()?;
        Ok(count)
    }

    /// Gives each unit to `write`, one at a time, and returns how many there were.
    fn each(&self, index: &dyn Searcher, write: &mut dyn FnMut(&Unit<'_>) -> Result<()>) -> Result<u64> {
        let mut count = 0;
        index.each(&self.query, &mut |passage: Passage| {
            let units = match self.level {
                Level::Paragraph => vec![Unit::passage(&passage)],
                Level::Sentence => Unit::sentences(&passage),
            };
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

fn create(path: &Path) -> Result<BufWriter<File>> {
    File::create(path).map(BufWriter::new).map_err(|e| Error::system(path, &e))
}

fn close(mut file: BufWriter<File>, path: &Path) -> Result<()> {
    file.flush().map_err(|e| Error::system(path, &e))
}
