//! Histories of adding, changing, moving and removing against a model: a document keeps its id as long as its file is
//! there, nothing is lost and nothing is there twice.

use super::random::Random;
use duizhao::index::Store;
use duizhao::model::DocumentInfo;
use duizhao::request::UpdateRequest;
use duizhao::update::{Silent, update};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const HISTORIES: u64 = 30;
const STEPS: usize = 6;
const FOLDERS: [&str; 3] = ["a", "b", "b/c"];
const NAMES: [&str; 3] = ["quay.txt", "quay.md", "buoy.txt"];

/// What should be there: the text of each file that was not taken out, and the id that it was given.
#[derive(Default)]
struct Model {
    texts: BTreeMap<PathBuf, String>,
    ids: BTreeMap<PathBuf, String>,
    left_out: Vec<PathBuf>,
}

fn documents(index: &Path) -> Vec<DocumentInfo> {
    Store::open(index).unwrap().map_or_else(Vec::new, |store| store.documents().unwrap())
}

/// The passage of a document that says its text.
fn says(index: &Path, id: &str) -> String {
    let store = Store::open(index).unwrap().unwrap();
    let id = format!("{id}#0.1").parse().unwrap();
    store.passage(&id).unwrap().map(|passage| passage.text(duizhao::model::Side::Zh).to_string()).unwrap_or_default()
}

impl Model {
    fn holds(&mut self, root: &Path, index: &Path, told: &str) {
        let found = documents(index);
        let by_path: BTreeMap<PathBuf, &DocumentInfo> =
            found.iter().map(|info| (PathBuf::from(&info.paths[0]), info)).collect();
        let wanted: Vec<PathBuf> =
            self.texts.keys().filter(|file| !self.left_out.contains(file)).map(|file| root.join(file)).collect();
        assert_eq!(by_path.keys().cloned().collect::<Vec<_>>(), wanted, "{told}");
        assert_eq!(found.len(), wanted.len(), "a document is there twice: {told}");
        for (path, info) in by_path {
            let file = path.strip_prefix(root).unwrap().to_path_buf();
            let id = self.ids.entry(file.clone()).or_insert_with(|| info.id.clone());
            assert_eq!(*id, info.id, "{} got another id: {told}", file.display());
            assert_eq!(says(index, &info.id), self.texts[&file], "{}: {told}", file.display());
        }
        self.ids.retain(|file, _| self.texts.contains_key(file) && !self.left_out.contains(file));
    }
}

#[test]
fn ids_stay_and_nothing_is_lost_or_there_twice() {
    for history in 1..=HISTORIES {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        let index = root.join("index");
        FOLDERS.iter().for_each(|folder| fs::create_dir_all(root.join(folder)).unwrap());
        let mut random = Random(history * 7919);
        let mut model = Model::default();
        let mut told = format!("history {history}");
        let mut count = 0;
        let mut write = |model: &mut Model, file: PathBuf| {
            count += 1;
            let text = format!("第{count}號文件寫在這裏。");
            fs::write(root.join(&file), format!("{text}\n")).unwrap();
            model.texts.insert(file, text);
        };
        write(&mut model, "a/quay.txt".into());
        write(&mut model, "b/buoy.txt".into());
        let request = || UpdateRequest::new().without_lexicon(true);
        update(&index, &request().paths(vec![root.join("a"), root.join("b")]), &Silent).unwrap();
        model.holds(&root, &index, &told);
        for _ in 0..STEPS {
            let any = |random: &mut Random| {
                PathBuf::from(FOLDERS[random.below(FOLDERS.len())]).join(NAMES[random.below(NAMES.len())])
            };
            let files: Vec<PathBuf> = model.texts.keys().cloned().collect();
            let one = files[random.below(files.len())].clone();
            let mut asked = request();
            match random.below(5) {
                0 | 1 => {
                    let file = any(&mut random);
                    told += &format!(", write {}", file.display());
                    write(&mut model, file);
                }
                // The last file stays: of an emptied folder another test tells.
                2 if files.iter().filter(|file| file.starts_with(one.components().next().unwrap())).count() > 1 => {
                    told += &format!(", delete {}", one.display());
                    fs::remove_file(root.join(&one)).unwrap();
                    model.texts.remove(&one);
                    // Left out is a place, whatever stands there.
                }
                3 if model.ids.contains_key(&one) => {
                    told += &format!(", remove {}", one.display());
                    asked = asked.remove(vec![model.ids[&one].clone()]);
                    model.left_out.push(one);
                }
                4 if model.left_out.contains(&one) => {
                    told += &format!(", take back {}", one.display());
                    asked = asked.paths(vec![root.join(&one)]);
                    model.left_out.retain(|file| *file != one);
                }
                _ => told += ", nothing",
            }
            let report = update(&index, &asked, &Silent).unwrap_or_else(|error| panic!("{told}: {error}"));
            assert!(report.failed.is_empty(), "{told}: {:?}", report.failed);
            model.holds(&root, &index, &told);
        }
    }
}

#[test]
fn half_of_a_pair_that_cannot_be_read_does_not_take_the_other_along() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    let (index, papers) = (root.join("index"), root.join("papers"));
    fs::create_dir_all(&papers).unwrap();
    let picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01";
    let (chinese, english) = (papers.join("quay.zh.txt"), papers.join("quay.en.txt"));
    fs::write(&chinese, picture).unwrap();
    fs::write(&english, "The quay is closed at night.\n").unwrap();
    let run = |request: UpdateRequest| {
        let report = update(&index, &request.without_lexicon(true), &Silent).unwrap();
        let named = report.failed.iter().all(|error| error.to_string().contains("quay.zh.txt"));
        assert!(named, "{:?}", report.failed);
        let document = documents(&index).remove(0);
        (report.failed.len(), document.texts.zh, document.texts.en, document.warnings)
    };
    let (failed, zh, en, warnings) = run(UpdateRequest::new().paths(vec![papers]));
    assert_eq!((failed, zh, en), (1, 0, 1));
    assert!(warnings.iter().any(|warning| warning.contains("half of it is missing")), "{warnings:?}");
    // It is said each time, until it can be read.
    assert_eq!(run(UpdateRequest::new()).0, 1);
    fs::write(&chinese, "碼頭夜間關閉。\n").unwrap();
    assert_eq!(run(UpdateRequest::new()), (0, 1, 1, Vec::new()));
    assert_eq!(run(UpdateRequest::new()), (0, 1, 1, Vec::new()));
    // What was read whole stays whole.
    fs::write(&chinese, picture).unwrap();
    assert_eq!(run(UpdateRequest::new()), (1, 1, 1, Vec::new()));
}
