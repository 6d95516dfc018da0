//! `align`: links between two texts, without an index.

use crate::args::{AlignArgs, AlignFormat, AlignLevel, stdin, whole};
use crate::outcome::Outcome;
use crate::terminal::Terminal;
use duizhao::model::Level;
use duizhao::render::{LinkFormat, links};
use duizhao::request::{AlignRequest, AlignSource};
use duizhao::{Error, Result, align_texts};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// One line of the list, or what stands on the command line; and where the links go, `None` for stdout.
type Task = (AlignSource, Option<PathBuf>);

pub fn run(args: &AlignArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let (mut texts, outputs): (Vec<_>, Vec<_>) = tasks(args)?.into_iter().unzip();
    let given = of_stdin(&mut texts)?;
    // A segment of a file that was split before is taken for a sentence.
    let level = match args.level {
        AlignLevel::Paragraph => Level::Paragraph,
        AlignLevel::Sentence => Level::Sentence,
    };
    let mut request = AlignRequest::new(texts).level(level).pre_split(args.pre_split);
    request.given = given.into_iter().collect();
    let aligned = align_texts(&request)?;
    let format = match args.format {
        AlignFormat::Beads => LinkFormat::Beads,
        AlignFormat::Tsv => LinkFormat::Tsv,
        AlignFormat::Tmx => LinkFormat::Tmx,
        AlignFormat::Xliff => LinkFormat::Xliff,
        AlignFormat::Json => LinkFormat::Json,
    };
    aligned.iter().flat_map(|text| &text.warnings).for_each(|warning| terminal.warning(warning));
    for (text, output) in aligned.iter().zip(&outputs) {
        match output {
            None => links(out, &text.links, format, level)?,
            Some(path) => {
                let file = File::create(path).map_err(|e| Error::creating(path, &e))?;
                let mut file = BufWriter::new(file);
                links(&mut file, &text.links, format, level)?;
                file.flush().map_err(|e| Error::file(path, e))?;
            }
        }
    }
    Ok(Outcome::Success)
}

/// What stdin has, where a file is named `-`, under the name that messages give it.
fn of_stdin(texts: &mut [AlignSource]) -> Result<Option<(PathBuf, Vec<u8>)>> {
    const NAME: &str = "(stdin)";
    let files = texts.iter_mut().flat_map(|text| match text {
        AlignSource::File(file) => vec![file],
        AlignSource::Pair(zh, en) => vec![zh, en],
    });
    let mut named: Vec<&mut PathBuf> = files.filter(|file| file.as_os_str() == "-").collect();
    match &mut named[..] {
        [] => Ok(None),
        [file] => {
            **file = NAME.into();
            Ok(Some((NAME.into(), stdin()?)))
        }
        _ => Err(Error::Usage("- is stdin, which can be read once; name the other files".into())),
    }
}

fn tasks(args: &AlignArgs) -> Result<Vec<Task>> {
    if let Some(list) = &args.pairs {
        let text = whole(list)?;
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        return lines
            .map(|(n, line)| match &line.split('\t').collect::<Vec<_>>()[..] {
                [zh, en] => Ok((AlignSource::Pair(zh.into(), en.into()), None)),
                [zh, en, out] => Ok((AlignSource::Pair(zh.into(), en.into()), Some(out.into()))),
                _ => Err(Error::file(list, format!("line {}: wants zh<TAB>en[<TAB>out]", n + 1))),
            })
            .collect();
    }
    match &args.files[..] {
        [zh, en] => Ok(vec![(AlignSource::Pair(zh.clone(), en.clone()), None)]),
        [file] if !args.pre_split => Ok(vec![(AlignSource::File(file.clone()), None)]),
        _ => Err(Error::Usage("--pre-split wants two files, the Chinese one and the English one".into())),
    }
}
