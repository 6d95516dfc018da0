//! Tests of pairing by what files say.

use super::*;

const ZH: &str = "租賃合同\n甲方將位於河濱路18號的倉庫出租予乙方，面積1,250平方米。\n租期自2023年4月1日起，至2026年3月31日止。\n月租金為人民幣36萬元，押金為72萬元。\n乙方如逾期付款，每日按0.05%支付滯納金。\n倉庫的WMS系統由乙方自行安裝。";
const EN: &str = "Lease\nParty A leases to Party B the warehouse at 18 Riverside Road, with an area of 1,250 square metres.\nThe lease runs from 1 April 2023 to 31 March 2026.\nThe monthly rent is RMB 360,000, and the deposit is RMB 720,000.\nIf Party B is late in paying, it shall pay 0.05% for each day.\nThe WMS of the warehouse is installed by Party B.";
const OTHER: &str = "Minutes\nThe board met on 9 May 2021 at 10 a.m. with 14 members.\nThe budget of USD 5.5 million was approved.\nThe next meeting takes place on 7 June.\nThere were 3 votes against it, and 11 in favour.";

fn related(files: &[(&str, &str)], known: &[&[&str]]) -> (Vec<String>, Vec<Warning>) {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::create_dir_all(dir.path().join(name).parent().unwrap()).unwrap();
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    let full = |name: &&str| dir.path().join(name).display().to_string();
    let known: Vec<Vec<String>> = known.iter().map(|names| names.iter().map(full).collect()).collect();
    let mut decided = Known::default();
    known.iter().for_each(|paths| decided.add(paths));
    let mut found = crate::read::folder::documents(dir.path(), |_| false).unwrap().found;
    let warnings = relate(dir.path(), &mut found, &decided, &Hint::default()).notes;
    let name = |path: &Path| path.strip_prefix(dir.path()).unwrap().display().to_string();
    let shown = |f: &Found| f.files.paths().into_iter().map(name).collect::<Vec<_>>().join(" + ");
    (found.iter().map(shown).collect(), warnings)
}

#[test]
fn a_pair_is_told_by_what_it_says() {
    let files = [("租約.txt", ZH), ("lease.txt", EN), ("minutes.txt", OTHER)];
    assert_eq!(related(&files, &[]).0, ["minutes.txt", "租約.txt + lease.txt"]);
    assert_eq!(related(&[("zh/a.txt", ZH), ("en/b.txt", EN)], &[]).0, ["zh/a.txt + en/b.txt"]);
    // In another folder or format is another document.
    assert_eq!(related(&[("x/a.txt", ZH), ("y/b.txt", EN)], &[]).0.len(), 2);
    assert_eq!(related(&[("a.txt", ZH), ("b.md", EN)], &[]).0.len(), 2);
    assert_eq!(related(&[("a.txt", ZH), ("b.txt", OTHER)], &[]).0.len(), 2);
    let both = format!("{ZH}\n{EN}");
    assert_eq!(related(&[("a.txt", both.as_str()), ("b.txt", EN)], &[]).0.len(), 2);
}

#[test]
fn names_of_offices_count_beside_the_languages_of_the_texts() {
    let short = [
        ("leaflet_c.txt", "倉庫租賃的說明。"),
        ("leaflet_e.txt", "On leases of warehouses."),
        ("other_e.txt", "Something else."),
    ];
    assert_eq!(related(&short, &[]).0, ["leaflet_c.txt + leaflet_e.txt", "other_e.txt"]);
    let long = [("年報中文版.txt", "倉庫租賃的說明。"), ("年報英文版.txt", "On leases of warehouses.")];
    assert_eq!(related(&long, &[]).0, ["年報中文版.txt + 年報英文版.txt"]);
    assert_eq!(related(&[("vitamin_c.txt", "On vitamin C."), ("vitamin_e.txt", "On vitamin E.")], &[]).0.len(), 2);
}

#[test]
fn a_translation_is_called_after_what_it_is_of() {
    let cues = |said: [&str; 2]| {
        format!("1\n00:00:01,000 --> 00:00:02,000\n{}\n\n2\n00:00:03,000 --> 00:00:04,000\n{}\n", said[0], said[1])
    };
    let (zh, en) = (cues(["引航員登船", "這是berth"]), cues(["The pilot boards", "This is a berth"]));
    for (one, other) in [
        ("talk.srt", "talk_translated.srt"),
        ("talk.original.srt", "talk.trans.srt"),
        ("talk.chin.srt", "talk.eng.srt"),
        ("talk.srt", "talk（譯文）.srt"),
    ] {
        let files = [(one, zh.as_str()), (other, en.as_str()), ("walk.srt", en.as_str())];
        assert!(related(&files, &[]).0.contains(&format!("{one} + {other}")), "{one} {other}");
    }
    assert_eq!(related(&[("a.csv", "id,text\n1,泊位\n"), ("a_translated.csv", "id,text\n1,berth\n")], &[]).0.len(), 1);
    for (one, other) in [("plan.srt", "plan_c.srt"), ("talk.srt", "walk_translated.srt")] {
        assert_eq!(related(&[(one, zh.as_str()), (other, en.as_str())], &[]).0.len(), 2, "{one} {other}");
    }
    assert_eq!(related(&[("talk.srt", zh.as_str()), ("talk_translated.srt", zh.as_str())], &[]).0.len(), 2);
}

#[test]
fn what_could_belong_to_several_is_said_and_left_alone() {
    let (found, warnings) = related(&[("a.txt", ZH), ("b.txt", EN), ("c.txt", EN)], &[]);
    assert_eq!(found, ["a.txt", "b.txt", "c.txt"]);
    assert!(warnings[0].message.contains("a.txt could be one document with b.txt or c.txt"), "{warnings:?}");
    let (found, warnings) = related(&[("a.txt", ZH), ("b.txt", ZH), ("c.txt", EN)], &[]);
    assert_eq!((found.len(), warnings.len()), (3, 1));
    // Versions of one document have their English in common, as they have by name.
    let (found, warnings) = related(&[("a.zh-hans.txt", ZH), ("a.zh-hant.txt", ZH), ("c.txt", EN)], &[]);
    assert_eq!((found, warnings.len()), (vec!["a.zh-hans.txt + c.txt".into(), "a.zh-hant.txt + c.txt".into()], 0));
}

#[test]
fn what_was_decided_stands() {
    let files = [("a.txt", ZH), ("b.txt", EN)];
    assert_eq!(related(&files, &[&["a.txt"], &["b.txt"]]).0, ["a.txt", "b.txt"]);
    let other = [("a.txt", ZH), ("b.txt", OTHER)];
    assert_eq!(related(&other, &[&["a.txt", "b.txt"]]).0, ["a.txt + b.txt"]);
    // A new file may belong to one that was alone.
    assert_eq!(related(&files, &[&["a.txt"]]).0, ["a.txt + b.txt"]);
}
