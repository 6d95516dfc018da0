//! `check`: passages of the index or of files through the rules, the findings to the output.

use crate::Outcome;
use crate::args::{CheckArgs, CheckFormatArg, FailOn};
use crate::build;
use crate::terminal::Terminal;
use duizhao::check::{self, Baseline, Glossary, Options};
use duizhao::model::{Finding, FindingKind, Rule, Severity, Side};
use duizhao::render::{self, CheckFormat, Checked};
use duizhao::search::Searcher;
use duizhao::{Error, Result};
use std::io::Write;
use std::path::Path;

pub fn run(dir: &Path, args: &CheckArgs, terminal: &Terminal, out: &mut dyn Write) -> Result<Outcome> {
    let wanted = Wanted::new(args)?;
    let baseline = args.baseline.as_deref().map(read).transpose()?.map(|text| Baseline::read(&text));
    let (index, failed) = build::open(dir, &args.paths, terminal)?;
    let documents = index.documents()?;
    let mut passages = Vec::new();
    for document in &documents {
        passages.extend(index.passages(&document.id, 0..u32::MAX)?);
    }
    let words = index.words()?;
    let glossary = args.glossary.as_deref().map(|file| glossary(file, terminal)).transpose()?.unwrap_or_default();
    let mut findings = check::check(&passages, &words.view(), &Options { glossary });
    findings.retain(|f| wanted.has(f.rule));
    if let Some(file) = &args.write_baseline {
        std::fs::write(file, Baseline::write(&findings, &passages)).map_err(|e| Error::system(file, &e))?;
        terminal.note(&format!("{} accepted in '{}'", counted(findings.len(), "finding"), file.display()));
        return Ok(if failed { Outcome::Partial } else { Outcome::Success });
    }
    let all = findings.len();
    if let Some(baseline) = baseline {
        findings = baseline.apply(findings, &passages);
    }
    let accepted = all - findings.len();
    let checked = Checked { documents: &documents, passages: &passages, findings: &findings, accepted };
    render::findings(out, &checked, format(args), &terminal.style(true))?;
    tell(&checked, terminal);
    Ok(match (failed, fails(&findings, args.fail_on)) {
        (true, _) => Outcome::Partial,
        (_, true) => Outcome::Nothing,
        _ => Outcome::Success,
    })
}

/// The terms of a file of any format that has rows.
fn glossary(file: &Path, terminal: &Terminal) -> Result<Glossary> {
    let (index, _) = build::open(Path::new(""), &[file.to_path_buf()], terminal)?;
    let mut pairs = Vec::new();
    for document in index.documents()? {
        for passage in index.passages(&document.id, 0..u32::MAX)? {
            pairs.push((passage.text(Side::Zh).to_string(), passage.text(Side::En).to_string()));
        }
    }
    let glossary = Glossary::new(pairs);
    if glossary.is_empty() {
        let text = "has no pairs of Chinese and English terms\n  give a TSV file (Chinese, tab, English) or TBX";
        return Err(Error::file(file, text));
    }
    Ok(glossary)
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).map_err(|e| Error::system(file, &e))
}

fn fails(findings: &[Finding], on: FailOn) -> bool {
    let least = match on {
        FailOn::Error => Severity::Error,
        FailOn::Note => Severity::Note,
    };
    findings.iter().any(|f| f.severity >= least)
}

fn tell(checked: &Checked, terminal: &Terminal) {
    let accepted = if checked.accepted > 0 { format!(", {} accepted", checked.accepted) } else { String::new() };
    terminal.note(&format!(
        "{} and {} in {}{accepted}",
        counted(checked.count(Severity::Error), "error"),
        counted(checked.count(Severity::Note), "note"),
        counted(checked.passages.len(), "passage")
    ));
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

fn format(args: &CheckArgs) -> CheckFormat {
    if args.json {
        return CheckFormat::Json;
    }
    match args.format {
        CheckFormatArg::Text => CheckFormat::Text,
        CheckFormatArg::Json => CheckFormat::Json,
        CheckFormatArg::Sarif => CheckFormat::Sarif,
        CheckFormatArg::Html => CheckFormat::Html,
    }
}

/// The rules that `--only` and `--ignore` leave.
struct Wanted {
    rules: Vec<Rule>,
}

impl Wanted {
    fn new(args: &CheckArgs) -> Result<Wanted> {
        let named = |names: &[String]| -> Result<Vec<Rule>> {
            let mut rules = Vec::new();
            for name in names {
                let before = rules.len();
                rules.extend(Rule::named(name));
                if rules.len() == before {
                    return Err(unknown(name));
                }
            }
            Ok(rules)
        };
        let (only, ignore) = (named(&args.only)?, named(&args.ignore)?);
        let wanted = |rule: &Rule| (only.is_empty() || only.contains(rule)) && !ignore.contains(rule);
        Ok(Wanted { rules: Rule::ALL.into_iter().filter(wanted).collect() })
    }

    fn has(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }
}

fn unknown(name: &str) -> Error {
    let kinds: Vec<&str> = FindingKind::ALL.into_iter().map(FindingKind::as_str).collect();
    let rules: Vec<&str> = Rule::ALL.into_iter().map(Rule::as_str).collect();
    Error::Usage(format!("there is no rule '{name}'\n  kinds: {}\n  rules: {}", kinds.join(", "), rules.join(", ")))
}
