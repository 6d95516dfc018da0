//! Versions of a text in XML, which stand behind each other, each in a language of its own (`xml:lang`): of several in
//! Chinese each is a pair with the English one.

use crate::model::{Block, BlockKind, Side};
use crate::read::language::side_of_text;
use std::ops::Range;

/// Versions on a side that are paired, at most.
const VERSIONS: usize = 16;
/// Bytes of texts that are written again for another version, at most; what is beyond stands once.
const COPIED: usize = 16 << 20;

/// The elements of one name that follow each other in an element, each in another language.
#[derive(Default)]
pub struct Versions {
    name: String,
    versions: Vec<Version>,
}

struct Version {
    language: String,
    side: Option<Side>,
    /// Its first block.
    start: usize,
}

/// The blocks of a file, in its order.
#[derive(Default)]
pub struct VersionedBlocks {
    pub blocks: Vec<Block>,
    /// Versions that say what another one in their language says.
    pub alternatives: Vec<Block>,
    pairs: u32,
    /// The blocks before are in pairs where they can be.
    settled: usize,
    copied: usize,
}

impl VersionedBlocks {
    /// An element opens: one more version of a text, or something else.
    pub fn open(&mut self, versions: &mut Versions, name: &str, language: &str, side: Option<Side>) {
        let known = versions.versions.iter().any(|version| version.language == language);
        if versions.name != name || known {
            self.settle(versions);
            versions.name = name.to_string();
        }
        let start = self.blocks.len();
        versions.versions.push(Version { language: language.to_string(), side, start });
    }

    /// The number of a new pair.
    pub fn pair(&mut self) -> u32 {
        self.pairs += 1;
        self.pairs
    }

    /// No version comes any more: those that there are become pairs.
    pub fn settle(&mut self, versions: &mut Versions) {
        let Versions { versions, .. } = std::mem::take(versions);
        // What holds pairs is no text in two languages itself.
        if versions.len() < 2 || versions.first().is_some_and(|first| first.start < self.settled) {
            return;
        }
        let (mut zh, mut en): (Vec<Range<usize>>, Vec<Range<usize>>) = Default::default();
        let ends = versions.iter().skip(1).map(|next| next.start).chain([self.blocks.len()]);
        for (version, end) in versions.iter().zip(ends) {
            let blocks = self.blocks.get(version.start..end).unwrap_or_default();
            let side = version.side.or_else(|| blocks.iter().find_map(|block| side_of_text(&block.text)));
            match side.filter(|_| !blocks.is_empty()) {
                Some(Side::Zh) => zh.push(version.start..end),
                Some(Side::En) => en.push(version.start..end),
                None => {}
            }
        }
        if zh.is_empty() || en.is_empty() || zh.len().max(en.len()) > VERSIONS {
            return;
        }
        self.part_alternatives(&mut zh);
        self.part_alternatives(&mut en);
        let firsts = zh.first().cloned().zip(en.first().cloned());
        let Some((chinese, english)) = firsts else { return };
        let rows = zh.into_iter().map(|one| (one, english.clone()));
        let rows: Vec<_> = rows.chain(en.into_iter().skip(1).map(|one| (chinese.clone(), one))).collect();
        let texts = |range: &Range<usize>| self.blocks.get(range.clone()).unwrap_or_default().to_vec();
        let rows: Vec<(Vec<Block>, Vec<Block>, bool)> =
            rows.iter().map(|(zh, en)| (texts(zh), texts(en), zh.start < en.start)).collect();
        let size = |blocks: &[Block]| blocks.iter().map(|block| block.text.len()).sum::<usize>();
        let copied = rows.iter().skip(1).map(|(zh, en, _)| size(zh).min(size(en))).sum::<usize>();
        if self.copied + copied > COPIED {
            return;
        }
        self.copied += copied;
        self.blocks.truncate(versions.first().map_or(0, |first| first.start));
        for (zh, en, zh_first) in rows {
            self.row(zh, en, zh_first);
        }
        self.settled = self.blocks.len();
    }

    /// Takes out versions that say the same as one before them on their side.
    fn part_alternatives(&mut self, versions: &mut Vec<Range<usize>>) {
        let said = |range: &Range<usize>| -> Vec<&str> {
            self.blocks.get(range.clone()).unwrap_or_default().iter().map(|block| block.text.as_str()).collect()
        };
        let mut kept: Vec<Range<usize>> = Vec::new();
        let mut same: Vec<Range<usize>> = Vec::new();
        for version in std::mem::take(versions) {
            let list = if kept.iter().any(|known| said(known) == said(&version)) { &mut same } else { &mut kept };
            list.push(version);
        }
        for version in same {
            self.alternatives.extend_from_slice(self.blocks.get(version).unwrap_or_default());
        }
        *versions = kept;
    }

    /// Adds one version of each side, in the order of the file: block by block where they are of one build, else for the aligner.
    fn row(&mut self, zh: Vec<Block>, en: Vec<Block>, zh_first: bool) {
        let kinds = |blocks: &[Block]| blocks.iter().map(|block| block.kind).collect::<Vec<BlockKind>>();
        let like = kinds(&zh) == kinds(&en);
        let sided = |blocks: Vec<Block>, side| blocks.into_iter().map(move |block| Block { side: Some(side), ..block });
        let (one, other): (Vec<Block>, Vec<Block>) = match zh_first {
            true => (sided(zh, Side::Zh).collect(), sided(en, Side::En).collect()),
            false => (sided(en, Side::En).collect(), sided(zh, Side::Zh).collect()),
        };
        if !like {
            self.blocks.extend(one);
            return self.blocks.extend(other);
        }
        for (one, other) in one.into_iter().zip(other) {
            let pair = Some(self.pair());
            self.blocks.extend([Block { pair, ..one }, Block { pair, ..other }]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Body, Raw};
    use crate::read::format::Hint;
    use crate::read::input::Input;

    fn read(xml: &str) -> Raw {
        let xml = format!("<?xml version='1.0'?>\n{xml}");
        crate::read::read(&Input::bytes("x.xml", xml.as_bytes()), &Hint::default()).unwrap()
    }

    /// The texts of each pair, and those of none.
    fn pairs(raw: Raw) -> Vec<String> {
        let Body::Blocks(blocks) = raw.body else { panic!("running text") };
        let mut pairs: Vec<(Option<u32>, String)> = Vec::new();
        for block in blocks {
            match pairs.last_mut().filter(|(pair, _)| pair.is_some() && *pair == block.pair) {
                Some((_, said)) => *said += &format!(" | {}", block.text),
                None => pairs.push((block.pair, block.text)),
            }
        }
        pairs.into_iter().map(|(_, said)| said).collect()
    }

    #[test]
    fn each_version_is_opposite_the_other_language() {
        let xml = "<ports><port><name>Moor here</name>\n<name xml:lang='de'>Hier anlegen</name>\n<name xml:lang='gug'>Ejupi ápe</name>\n\
            <name xml:lang='en@shaw'>𐑥𐑹 𐑣𐑽</name><name xml:lang='en_GB'>Moor here</name>\n<name xml:lang='zh_CN'>在此系泊</name>\n<name xml:lang='zh_TW'>在此繫泊</name></port>\
            <port><name>Color of the buoy</name>\n<name xml:lang='en-GB'>Colour of the buoy</name>\n<name xml:lang='zh-Hans'>浮标颜色</name></port></ports>";
        let raw = read(xml);
        let left: Vec<String> =
            raw.left_out.iter().map(|piece| format!("{}: {}", piece.reason.as_str(), piece.text)).collect();
        let want = [
            "other-language: Hier anlegen",
            "other-language: Ejupi ápe",
            "other-language: 𐑥𐑹 𐑣𐑽",
            "alternative: Moor here",
        ];
        assert_eq!(left, want);
        let want = [
            "Moor here | 在此系泊",
            "Moor here | 在此繫泊",
            "Color of the buoy | 浮标颜色",
            "Colour of the buoy | 浮标颜色",
        ];
        assert_eq!(pairs(raw), want);
    }

    #[test]
    fn versions_of_several_paragraphs_are_paired_where_they_are_of_one_build() {
        let text = "<about><p>The tide turns.</p><p>The ship is in.</p></about>\n<about xml:lang='zh-Hant'><p>潮汐轉向。</p><p>船到港了。</p></about>\n";
        let other = "<about xml:lang='zh-Hans'><p>潮汐转向，船到港了。</p></about>";
        assert_eq!(
            pairs(read(&format!("<x>{text}</x>"))),
            ["The tide turns. | 潮汐轉向。", "The ship is in. | 船到港了。"]
        );
        let want = [
            "The tide turns. | 潮汐轉向。",
            "The ship is in. | 船到港了。",
            "The tide turns.",
            "The ship is in.",
            "潮汐转向，船到港了。",
        ];
        assert_eq!(pairs(read(&format!("<x>{text}{other}</x>"))), want);
    }

    #[test]
    fn versions_that_nest_are_no_bomb() {
        let (open, close) =
            ("<a>Moor</a><a xml:lang='zh-TW'>泊</a><a xml:lang='zh-CN'>靠<b>Moor</b><b xml:lang='zh'>", "</b></a>");
        let raw = read(&format!("<x>{}泊{}</x>", open.repeat(300), close.repeat(300)));
        assert!(pairs(raw).len() < 2_000);
    }
}
