//! Word alignment measured against links made by hand: alignment error rate (Och and Ney 2003), precision and recall,
//! time and memory.
//!
//! `wordalign_eval GOLD_DIR [ROWS.tsv [LIMIT [REPORT TERM…]]]`: GOLD_DIR has train.zh, train.en and train.align (`zh-en`, `-P` for
//! possible links); ROWS are `zh<TAB>en` lines (`-` for stdin) that are learnt from together with the gold's sentences; REPORT has its
//! Chinese paragraphs, then its English ones with one more after the first, and each TERM is looked up in it.

use duizhao::model::{Side, Span};
use duizhao::text::lexicon::Lexicon;
use duizhao::text::segment::Segmenter;
use duizhao::text::word_class::is_stop;
use duizhao::wordalign::{
    Class, Learner, LearntView, LinkedPair, TermPassage, Token, WordLinks, align_pair, align_tokens, given, renderings,
    term_spans, tokens,
};
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::time::Instant;

type Links = HashSet<(usize, usize)>;

struct Gold {
    texts: (String, String),
    zh: Vec<Token>,
    en: Vec<Token>,
    sure: Links,
    possible: Links,
}

fn gold(dir: &Path) -> std::io::Result<Vec<Gold>> {
    let read = |name: &str| std::fs::read_to_string(dir.join(name));
    let (zh, en, align) = (read("train.zh")?, read("train.en")?, read("train.align")?);
    let cut = |line: &str| given(line, Segmenter::shared());
    let rows = zh.lines().zip(en.lines()).zip(align.lines());
    Ok(rows
        .map(|((zh, en), align)| {
            let texts = (zh.to_string(), en.to_string());
            let mut gold = Gold { texts, zh: cut(zh), en: cut(en), sure: Links::new(), possible: Links::new() };
            for link in align.split_whitespace() {
                let mut parts = link.split('-');
                let mut number = || parts.next().and_then(|p| p.parse().ok()).unwrap_or(usize::MAX);
                let pair = (number(), number());
                if parts.next().is_none() {
                    gold.sure.insert(pair);
                }
                gold.possible.insert(pair);
            }
            gold
        })
        .collect())
}

/// AER, precision and recall in per cent.
fn score(gold: &[Gold], links: impl Fn(usize) -> Links) -> [f64; 3] {
    let [mut sure_hit, mut hit, mut said, mut sure] = [0.0; 4];
    for (i, gold) in gold.iter().enumerate() {
        let links = links(i);
        sure_hit += links.intersection(&gold.sure).count() as f64;
        hit += links.intersection(&gold.possible).count() as f64;
        said += links.len() as f64;
        sure += gold.sure.len() as f64;
    }
    [1.0 - (sure_hit + hit) / (said + sure), hit / said, sure_hit / sure].map(|x| 100.0 * x)
}

/// Rows as plain text: how fast they are cut and linked, and how many words the stored frequencies cut as the
/// dictionary does.
fn raw(view: &LearntView, texts: &[(String, String)]) {
    let (mut words, mut cut, mut whole) = (0, 0.0, 0.0);
    for (zh, en) in texts {
        // The best of three: others use the machine too.
        let best = |work: &dyn Fn() -> usize| {
            let once = || {
                let start = Instant::now();
                work();
                start.elapsed().as_secs_f64() * 1e3
            };
            once().min(once()).min(once())
        };
        cut += best(&|| tokens(zh, view).len() + tokens(en, view).len());
        whole += best(&|| align_pair(view, Lexicon::shared(), zh, en).links.len());
        words += tokens(zh, view).len() + tokens(en, view).len();
    }
    let count = texts.len().max(1);
    println!(
        "linking    {:6.3} ms a pair of {} words, {:.3} of it cutting",
        whole / count as f64,
        words / count,
        cut / count as f64
    );
    let (mut same, mut all) = (0, 0);
    for (zh, _) in texts {
        let ours: HashSet<Span> = tokens(zh, view).into_iter().map(|t| t.span).collect();
        let jieba = tokens(zh, Segmenter::shared());
        all += jieba.len();
        same += jieba.iter().filter(|t| ours.contains(&t.span)).count();
    }
    println!("cut alike  {:6.2} %", 100.0 * same as f64 / all.max(1) as f64);
}

fn report(path: &String) -> std::io::Result<Vec<(String, String)>> {
    let text = std::fs::read_to_string(path)?.replace('?', " ");
    let lines: Vec<&str> = text.lines().collect();
    let zh = lines.iter().take_while(|l| l.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))).count();
    let (zh, en) = lines.split_at(zh);
    let partner = |i: usize| en.get(if i == 0 { 0 } else { i + 1 }).copied().unwrap_or("");
    Ok(zh.iter().enumerate().map(|(i, zh)| (zh.to_string(), partner(i).to_string())).collect())
}

fn look_up(view: &LearntView, term: &str, rows: &[(String, String)]) {
    let start = Instant::now();
    let side = if term.is_ascii() { Side::En } else { Side::Zh };
    let lexicon = Lexicon::shared();
    let passages = rows.iter().filter_map(|(zh, en)| TermPassage::of(term, side, view, lexicon, zh, en)).collect();
    let elsewhere = |text: &str| {
        Some(
            rows.iter().filter(|(zh, en)| if side == Side::Zh { en.contains(text) } else { zh.contains(text) }).count(),
        )
    };
    let found = renderings(side, passages, elsewhere);
    println!("\n{term}: {} passages, {:.1} ms", found.passages, start.elapsed().as_secs_f64() * 1e3);
    for r in &found.renderings {
        let short = r.short_for.map_or(String::new(), |i| format!("  short for {}", found.renderings[i].text));
        println!("  {:4} {:.2} {} ({} passages){short}", r.count, r.confidence, r.text, r.passages.len());
    }
    println!("  unrendered {:?}", found.unrendered);
    let mut shown = 0;
    for (zh, en) in rows {
        let pair = LinkedPair::new(view, lexicon, zh, en);
        let (from, to) = if side == Side::Zh { (zh, en) } else { (en, zh) };
        for span in &term_spans(term, side, from, &tokens(from, view), view) {
            shown += 1;
            if shown > 12 {
                return;
            }
            let around = |text: &str, span: Span| {
                let before: String =
                    text[..span.start].chars().rev().take(12).collect::<Vec<_>>().into_iter().rev().collect();
                let after: String = text[span.end..].chars().take(12).collect();
                format!("{before}[{}]{after}", span.of(text))
            };
            let marks: Vec<String> =
                pair.spot(side, *span).into_iter().map(|(s, c)| format!("{c:.2} {}", around(to, s))).collect();
            println!("    {} => {}", around(from, *span), marks.join(" | "));
        }
    }
}

/// What is marked for each run of one to three words: right when it is linked by hand with nothing but the run, and
/// leaves none of the run's sure content words out by more than one.
fn marks(gold: &[Gold], aligned: &[WordLinks]) {
    let mut judged: Vec<(f32, bool, bool)> = Vec::new();
    let mut runs = 0usize;
    for (gold, links) in gold.iter().zip(aligned) {
        let pair = LinkedPair::from_links(&gold.texts.0, &gold.texts.1, links.clone());
        for side in [Side::Zh, Side::En] {
            let (from, to) = if side == Side::Zh { (&gold.zh, &gold.en) } else { (&gold.en, &gold.zh) };
            let linked = |i: usize, j: usize| gold.possible.contains(&if side == Side::Zh { (i, j) } else { (j, i) });
            for first in 0..from.len() {
                for last in first..from.len().min(first + 3) {
                    if (first..=last).any(|i| !is_content(&from[i], side)) {
                        continue;
                    }
                    runs += 1;
                    let span = Span::new(from[first].span.start, from[last].span.end);
                    for (span, confidence) in pair.spot(side, span) {
                        let marked = |j: &usize| span.contains(to[*j].span) && is_content(&to[*j], side.other());
                        let of_run = |j: &usize| (first..=last).any(|i| linked(i, *j));
                        let marked: Vec<usize> = (0..to.len()).filter(marked).collect();
                        let right = !marked.is_empty() && marked.iter().all(of_run);
                        let whole = right
                            && (0..to.len())
                                .filter(of_run)
                                .filter(|j| is_content(&to[*j], side.other()))
                                .all(|j| marked.contains(&j));
                        judged.push((confidence, right, whole));
                    }
                }
            }
        }
    }
    println!("marks: bar   share marked   right   whole   right in this tenth");
    for bar in 0..10 {
        let bar = bar as f32 / 10.0;
        let over: Vec<_> = judged.iter().filter(|(c, ..)| *c >= bar).collect();
        let tenth: Vec<_> = over.iter().filter(|(c, ..)| *c < bar + 0.1).collect();
        let share = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
        println!(
            "      {bar:5.2}       {:6.2}     {:6.2}  {:6.2}  {:6.2} of {}",
            share(over.len(), runs),
            share(over.iter().filter(|j| j.1).count(), over.len()),
            share(over.iter().filter(|j| j.2).count(), over.len()),
            share(tenth.iter().filter(|j| j.1).count(), tenth.len()),
            tenth.len()
        );
    }
}

fn is_content(token: &Token, side: Side) -> bool {
    match side {
        Side::Zh => {
            Class::of(&token.key) == Class::Word
                && !"的和与在对等及其了为以于着过之所是这个他也有将并说".contains(token.key.as_str())
        }
        Side::En => Class::of(&token.key) == Class::Word && !is_stop(&token.key),
    }
}

fn main() -> std::io::Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let start = Instant::now();
    Segmenter::shared();
    println!("segmenter  {:6.2} s", start.elapsed().as_secs_f64());
    let gold = gold(Path::new(args.get(1).map_or(".", String::as_str)))?;
    let limit = args.get(3).and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
    let rows: Box<dyn Iterator<Item = (String, String)>> = match args.get(2) {
        None => Box::new(std::iter::empty()),
        Some(path) => {
            let file: Box<dyn Read> =
                if path == "-" { Box::new(std::io::stdin()) } else { Box::new(File::open(path)?) };
            Box::new(BufReader::new(file).lines().filter_map(|line| {
                let line = line.ok()?;
                let mut sides = line.split('\t').map(str::to_string);
                Some((sides.next()?, sides.next()?))
            }))
        }
    };
    let start = Instant::now();
    let report = args.get(4).map(report).transpose()?.unwrap_or_default();
    let mut sample = report.clone();
    let rows = rows.take(limit).inspect(|row| {
        if sample.len() < 500 {
            sample.push(row.clone());
        }
    });
    let mut learner = Learner::read(rows.chain(report.iter().cloned()), usize::MAX);
    gold.iter().for_each(|g| learner.push(&g.zh, &g.en));
    println!("reading    {:6.2} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let learnt = learner.learn();
    println!("learning   {:6.2} s", start.elapsed().as_secs_f64());
    let bytes = learnt.to_bytes();
    drop(learnt);
    println!("stored     {:6.2} MB", bytes.len() as f64 / 1e6);
    println!("peak       {}", peak_memory());
    let start = Instant::now();
    let view = LearntView::open(&bytes).map_err(std::io::Error::other)?;
    println!("opening    {:6.3} ms", start.elapsed().as_secs_f64() * 1e3);
    let start = Instant::now();
    let lexicon = Lexicon::shared();
    let aligned: Vec<WordLinks> =
        gold.iter().map(|g| align_tokens(&view, lexicon, g.zh.clone(), g.en.clone())).collect();
    println!("aligning   {:6.3} ms a pair", start.elapsed().as_secs_f64() * 1e3 / gold.len() as f64);
    raw(&view, &sample);
    println!("threshold    AER      P      R");
    for threshold in [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9] {
        let [aer, p, r] = score(&gold, |i| {
            let links = aligned[i].links.iter().filter(|l| l.probability() > threshold);
            links.map(|l| (l.zh, l.en)).collect()
        });
        println!("{threshold:9.2} {aer:6.2} {p:6.2} {r:6.2}");
    }
    let [aer, p, r] = score(&gold, |i| aligned[i].decided().into_iter().collect());
    println!("decided   {aer:6.2} {p:6.2} {r:6.2}");
    marks(&gold, &aligned);
    for term in args.iter().skip(5) {
        look_up(&view, term, &report);
    }
    if std::env::var_os("ERRORS").is_some() {
        for (gold, aligned) in gold.iter().zip(&aligned) {
            let said: Links = aligned.links.iter().filter(|l| l.probability() > 0.5).map(|l| (l.zh, l.en)).collect();
            let name = |(z, e): (usize, usize)| format!("{}~{}", gold.zh[z].key, gold.en[e].key);
            said.difference(&gold.possible).for_each(|l| println!("FP {}", name(*l)));
            for l in gold.sure.difference(&said) {
                let p = aligned.links.iter().find(|x| (x.zh, x.en) == *l).map_or((0., 0.), |x| (x.forward, x.backward));
                println!("FN {} {:.2} {:.2}", name(*l), p.0, p.1);
            }
        }
    }
    Ok(())
}

fn peak_memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).map(str::trim);
    peak.unwrap_or("unknown").to_string()
}
