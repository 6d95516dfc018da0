use crate::model::*;
#[derive(Debug)]
pub struct Pair<'a> {
    pub zh: &'a [Paragraph],
    pub en: &'a [Paragraph],
}
pub fn align(pairs: &[Pair<'_>]) -> Vec<Alignment> {
    pairs
        .iter()
        .map(|p| {
            let n = p.zh.len().max(p.en.len());
            Alignment {
                links: (0..n)
                    .map(|i| Link {
                        zh: i.min(p.zh.len())..(i + 1).min(p.zh.len()),
                        en: i.min(p.en.len())..(i + 1).min(p.en.len()),
                        confidence: 0.5,
                        sentences: vec![],
                    })
                    .collect(),
            }
        })
        .collect()
}
