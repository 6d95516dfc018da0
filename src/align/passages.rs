//! Links to passages: places, ids and sections, once both sides are known.
//!
//! Sections follow the Chinese headings where there are any, since those of the other side are linked to them; only a
//! text without Chinese headings is divided by its English ones. So a heading that one side lacks moves no number.

use crate::model::{
    Alignment, Bitext, Edit, Kind, Link, Paragraph, Passage, PassageId, Position, Section, Side, SideText, Sides,
};

/// The passages of a document, in the order of the links.
pub fn passages(doc: &str, bitext: &Bitext, alignment: &Alignment) -> Vec<Passage> {
    let mut place = Place::new(bitext);
    alignment.links.iter().enumerate().map(|(order, link)| passage(doc, bitext, link, order, &mut place)).collect()
}

fn passage(doc: &str, bitext: &Bitext, link: &Link, order: usize, place: &mut Place) -> Passage {
    let paragraphs = Sides::new(
        bitext.zh.get(link.zh.clone()).unwrap_or_default(),
        bitext.en.get(link.en.clone()).unwrap_or_default(),
    );
    let kind = kind(&paragraphs);
    let texts = paragraphs.map(join);
    let n = place.next(kind, &paragraphs, &texts);
    Passage {
        id: PassageId::passage(doc, &place.section.path, n),
        kind,
        order: order as u32,
        section: Some(place.section.clone()),
        size: Sides::new(link.zh.len() as u32, link.en.len() as u32),
        confidence: link.confidence,
        given: false,
        zh: texts.zh,
        en: texts.en,
        sentences: link.sentences.clone(),
        reference: None,
        at: Sides::new(position(bitext, link, Side::Zh), position(bitext, link, Side::En)).distinct(),
        code: paragraphs.zh.iter().chain(paragraphs.en).all(|paragraph| paragraph.code),
    }
}

/// Where the first paragraph of a side stands in its file.
fn position(bitext: &Bitext, link: &Link, side: Side) -> Option<Position> {
    let range = if side == Side::Zh { &link.zh } else { &link.en };
    let first = bitext.side(side).get(range.clone())?.first()?;
    bitext.counted.get(side).position(first.line)
}

/// What a link is: a title or heading when either side is one, a note only when nothing else stands there.
fn kind(paragraphs: &Sides<&[Paragraph]>) -> Kind {
    let kinds = || paragraphs.zh.iter().chain(paragraphs.en).map(|p| p.kind);
    [Kind::Title, Kind::Heading, Kind::Paragraph]
        .into_iter()
        .find(|k| kinds().any(|kind| kind == *k))
        .unwrap_or(Kind::Note)
}

/// Several paragraphs of a side as one text, a line feed between them.
fn join(paragraphs: &[Paragraph]) -> Option<SideText> {
    let mut paragraphs = paragraphs.iter();
    let first = paragraphs.next()?;
    let mut side = SideText { text: first.text.clone(), edits: first.edits.clone() };
    for paragraph in paragraphs {
        side.text.push('\n');
        let by = side.text.len();
        side.edits.extend(paragraph.edits.iter().map(|e| Edit { at: e.at + by, ..e.clone() }));
        side.text.push_str(&paragraph.text);
    }
    Some(side)
}

/// Where we are in the document.
struct Place {
    /// The side whose headings count.
    headings: Side,
    section: Section,
    /// Levels of the headings that are open, outermost first.
    levels: Vec<u8>,
    /// Ordinals given so far, one a depth.
    ordinals: Vec<u32>,
    /// Passages of the section so far, its heading not counted.
    n: u32,
    /// Whether the section's number 0 is taken.
    headed: bool,
}

impl Place {
    fn new(bitext: &Bitext) -> Self {
        let chinese = bitext.zh.iter().any(|p| p.kind == Kind::Heading);
        Place {
            headings: if chinese { Side::Zh } else { Side::En },
            section: Section { path: vec![0], zh: None, en: None },
            levels: Vec::new(),
            ordinals: Vec::new(),
            n: 0,
            headed: false,
        }
    }

    /// The passage's number in its section, which a heading opens.
    fn next(&mut self, kind: Kind, paragraphs: &Sides<&[Paragraph]>, texts: &Sides<Option<SideText>>) -> u32 {
        let opening = paragraphs.get(self.headings).iter().find(|p| p.kind == Kind::Heading);
        if let (Kind::Heading, Some(heading)) = (kind, opening) {
            self.open(heading.level.max(1));
            let text = |side: &Option<SideText>| side.as_ref().map(|s| s.text.clone());
            (self.section.zh, self.section.en) = (text(&texts.zh), text(&texts.en));
            return 0;
        }
        if kind == Kind::Title && self.section.path == [0] && !self.headed {
            self.headed = true;
            return 0;
        }
        self.n += 1;
        self.n
    }

    fn open(&mut self, level: u8) {
        while self.levels.last().is_some_and(|open| *open >= level) {
            self.levels.pop();
        }
        let depth = self.levels.len();
        self.levels.push(level);
        self.ordinals.truncate(depth + 1);
        match self.ordinals.get_mut(depth) {
            Some(ordinal) => *ordinal += 1,
            None => self.ordinals.push(1),
        }
        self.section.path.clone_from(&self.ordinals);
        (self.n, self.headed) = (0, true);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(kind: Kind, level: u8, text: &str) -> Paragraph {
        Paragraph {
            text: text.into(),
            edits: Vec::new(),
            kind,
            level,
            numeral: None,
            head: None,
            line: 1,
            order: 0,
            code: false,
        }
    }

    fn link(zh: std::ops::Range<usize>, en: std::ops::Range<usize>) -> Link {
        Link { zh, en, confidence: 1.0, sentences: Vec::new() }
    }

    #[test]
    fn ids_follow_the_chinese_headings() {
        use Kind::{Heading, Note, Title};
        let text = Kind::Paragraph;
        let bitext = Bitext {
            zh: vec![
                paragraph(Title, 0, "題"),
                paragraph(text, 0, "序"),
                paragraph(Heading, 1, "一"),
                paragraph(text, 0, "甲"),
                paragraph(Heading, 2, "(一)"),
                paragraph(text, 0, "乙"),
                paragraph(text, 0, "丙"),
                paragraph(Heading, 2, "(二)"),
                paragraph(Heading, 1, "二"),
            ],
            en: vec![
                paragraph(Title, 0, "T"),
                paragraph(Note, 0, "(note)"),
                paragraph(text, 0, "P"),
                paragraph(Heading, 1, "I"),
                paragraph(Heading, 1, "extra"),
            ],
            ..Bitext::default()
        };
        let links = vec![
            link(0..1, 0..1),
            link(1..1, 1..2),
            link(1..2, 2..3),
            link(2..3, 3..4),
            link(3..4, 4..4),
            link(4..4, 4..5),
            link(4..5, 5..5),
            link(5..7, 5..5),
            link(7..8, 5..5),
            link(8..9, 5..5),
        ];
        let passages = passages("d", &bitext, &Alignment { links });
        let ids: Vec<String> = passages.iter().map(|p| p.id.to_string()).collect();
        assert_eq!(
            ids,
            ["d#0.0", "d#0.1", "d#0.2", "d#1.0", "d#1.1", "d#1.2", "d#1.1.0", "d#1.1.1", "d#1.2.0", "d#2.0"]
        );
        assert_eq!(passages[7].text(Side::Zh), "乙\n丙");
        assert_eq!(passages[1].kind, Note);
        assert_eq!(passages[6].section.as_ref().unwrap().zh.as_deref(), Some("(一)"));
    }
}
