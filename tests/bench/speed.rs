//! How long each step takes: `cargo bench -p duizhao-bench`, or one of them with `-- query`. On made rows, or on those of
//! the TSV that `DUIZHAO_BENCH_ROWS` names.

#[path = "../it/random.rs"]
mod random;
#[path = "rows.rs"]
mod rows;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use duizhao::index::Store;
use duizhao::query::parse;
use duizhao::request::SearchOptions;
use duizhao::request::UpdateRequest;
use duizhao::search::{LocalIndex, Searcher};
use duizhao::text::fold::fold;
use duizhao::text::segment::Segmenter;
use duizhao::update::{Silent, update};
use std::hint::black_box;
use std::path::Path;

/// Rows whose text is folded and segmented, that are aligned, that are indexed, that are searched.
const TEXT: usize = 1_000;
const ALIGNED: usize = 200;
const INDEXED: usize = 5_000;
const SEARCHED: usize = 50_000;

/// Queries of a kind, asked one after the other.
const EACH: usize = 50;

fn text(c: &mut Criterion) {
    let rows = rows::rows(TEXT);
    let zh: String = rows.iter().map(|row| row.zh.as_str()).collect();
    let folded = fold(&zh);
    let segmenter = Segmenter::shared();
    let mut group = c.benchmark_group("text");
    group.throughput(Throughput::Bytes(zh.len() as u64));
    group.bench_function("fold", |b| b.iter(|| fold(black_box(&zh)).len()));
    group.bench_function("segment", |b| b.iter(|| segmenter.words(black_box(&folded)).count()));
    group.finish();
}

fn align(c: &mut Criterion) {
    let rows = rows::rows(ALIGNED);
    let zh: Vec<&str> = rows.iter().map(|row| row.zh.as_str()).collect();
    let en: Vec<&str> = rows.iter().map(|row| row.en.as_str()).collect();
    let mut group = c.benchmark_group("align");
    group.throughput(Throughput::Elements(ALIGNED as u64)).sample_size(10);
    group.bench_function("segments", |b| b.iter(|| duizhao::align::align_segments(black_box(&[(&zh, &en)])).len()));
    group.finish();
}

fn build(dir: &Path, rows: &Path) {
    let changes = UpdateRequest::adding([rows]).without_lexicon(true);
    update(dir, &changes, &Silent).unwrap();
}

fn index(c: &mut Criterion) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("rows.tsv");
    let rows = rows::tsv(&rows::rows(INDEXED), 0);
    std::fs::write(&file, &rows).unwrap();
    let mut group = c.benchmark_group("index");
    group.throughput(Throughput::Bytes(rows.len() as u64)).sample_size(10);
    let empty = || tempfile::tempdir().unwrap();
    group.bench_function("rows", |b| b.iter_batched(empty, |to| build(to.path(), &file), BatchSize::PerIteration));
    group.finish();
}

fn query(c: &mut Criterion) {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("rows.tsv");
    let rows = rows::rows(SEARCHED);
    std::fs::write(&file, rows::tsv(&rows, 0)).unwrap();
    build(dir.path(), &file);
    let open = || LocalIndex::new(Store::open(dir.path()).unwrap().unwrap());
    let index = open();
    let queries = rows::queries(&rows, EACH);
    let mut group = c.benchmark_group("query");
    group.throughput(Throughput::Elements(1));
    for (kind, queries) in &queries {
        let parsed: Vec<_> = queries.iter().map(|query| parse(query).unwrap()).collect();
        let mut turn = parsed.iter().cycle();
        group.bench_function(*kind, |b| {
            b.iter(|| index.search(turn.next().unwrap(), &SearchOptions::new()).unwrap().total)
        });
    }
    let first = parse(&queries[0].1[0]).unwrap();
    group.bench_function("cold start", |b| b.iter(|| open().search(&first, &SearchOptions::new()).unwrap().total));
    group.finish();
}

criterion_group!(steps, text, align, index, query);
criterion_main!(steps);
