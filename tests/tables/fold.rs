//! The fold of every character, from OpenCC's character tables, Unicode's and a few variants of our own.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Variants that OpenCC's character tables leave apart though texts of Taiwan, Hong Kong and the mainland differ in
/// nothing else (measured on texts converted between the standards), as (variant, standard).
const MORE_VARIANTS: &str = "瞭了 覆复 衞卫 敍叙 枱台 簷檐 甚什 麽么 鍊炼 著着 裏里 裡里 綫线 羣群 峯峰 牀床 粧妆 \
    滙汇 彙汇 誌志 佔占 併并 竝并 並并 佈布 託托 昇升 陞升 姦奸 纔才 遊游 喫吃 囘回 迴回 廻回 覈核 祕秘 爲为 僞伪 \
    説说 温温 溫温 閲阅 悦悦 悅悦 脱脱 脫脱 鋭锐 銳锐 税税 稅税 産产 産产 衆众 眾众 污污 汚污 汙污 啓启 啟启 \
    鑒鉴 鑑鉴 菸烟 煙烟 葯药 藥药 嘆叹 歎叹 週周 賙周 舖铺 鋪铺 曆历 歷历 鬱郁 麯曲 麴曲 穀谷 闆板 檯台 颱台 臺台 \
    唸念 捲卷 蒐搜 慾欲 癒愈 籤签 簽签 餘余 鍾钟 鐘钟 徵征 乾干 幹干 榦干 製制 係系 繫系 畫划 畵划 画划 劃划 帳账 帐账 賬账 鬍胡 衝冲 沖冲 髮发 發发 \
    牴抵 觝抵 擡抬 幷并 揹背 伕夫 馀余 锺钟 讬托 谿溪 讎仇 薰熏 衹只 藉借";

/// Marks that differ only in width, style or region, as (mark, standard).
const MARKS: &str = "“\" ”\" „\" ‟\" ＂\" 「\" 」\" 『\" 』\" «\" »\" 〝\" 〞\" ﹁\" ﹂\" ﹃\" ﹄\" ‘' ’' ‚' ‛' ＇' ʼ' `' ´' \
    ‐- ‑- ‒- –- —- ―- −- ﹣- －- ─- ・· ‧· •· ∙· ⋅· ･· 〜~ ～~ ∶: ﹕: ﹔; ﹐, ﹒. 〔( 〕) 【( 】) ［( ］) [( ]) 〈< 〉> 《< 》>";

/// Every character's fold.
pub struct Fold {
    map: BTreeMap<char, char>,
}

impl Fold {
    pub fn new() -> Self {
        let mut map: BTreeMap<char, char> = BTreeMap::new();
        let han = Self::han();
        for c in (0..=0x2FFFFu32).filter_map(char::from_u32) {
            let mut folded = c;
            // A chain such as full width → half width → lower case ends after a few steps; the bound guards
            // against a ring in the data.
            for _ in 0..8 {
                let next = Self::step(folded, &han);
                if next == folded || (c <= '\u{ffff}' && next > '\u{ffff}') {
                    break;
                }
                folded = next;
            }
            if folded != c {
                map.insert(c, folded);
            }
        }
        Fold { map }
    }

    /// Traditional to simplified and variants to standard, OpenCC's first choice each.
    fn han() -> HashMap<char, char> {
        use hanconv::RawDictionary::{HKVariants, TSCharacters, TWVariants};
        let one = |s: &str| s.chars().next().filter(|c| c.len_utf8() == s.len());
        let mut han = HashMap::new();
        // Region variants lead from the standard form to the regional one; we need the way back.
        for (standard, regional) in HKVariants.iter().chain(TWVariants.iter()) {
            if let (Some(standard), Some(regional)) = (one(standard), one(regional)) {
                han.insert(regional, standard);
            }
        }
        for (traditional, simplified) in TSCharacters.iter() {
            if let (Some(t), Some(s)) = (one(traditional), one(simplified)) {
                // Characters beyond the BMP fold into it, never out of it.
                // A regional form that is also the simplified one must not lead back.
                if han.get(&s) == Some(&t) {
                    han.remove(&s);
                }
                match (t as u32 > 0xFFFF, s as u32 > 0xFFFF) {
                    (false, true) => han.insert(s, t),
                    _ if t != s => han.insert(t, s),
                    _ => han.remove(&t),
                };
            }
        }
        for pair in MORE_VARIANTS.split_whitespace() {
            let mut chars = pair.chars();
            if let (Some(variant), Some(standard)) = (chars.next(), chars.next())
                && variant != standard
            {
                han.insert(variant, standard);
                if han.get(&standard) == Some(&variant) {
                    han.remove(&standard);
                }
            }
        }
        han
    }

    fn step(c: char, han: &HashMap<char, char>) -> char {
        if let Some(mark) = MARKS.split_whitespace().find(|pair| pair.starts_with(c)) {
            return mark.chars().nth(1).unwrap_or(c);
        }
        if c.is_whitespace() || c == '\u{200b}' {
            return if c == '\n' { c } else { ' ' };
        }
        let mut lower = c.to_lowercase();
        if let (Some(l), None) = (lower.next(), lower.next())
            && l != c
        {
            return l;
        }
        // Compatibility forms (width, circled digits), and accents on Latin letters: the base letter stands for all.
        let decomposed: Vec<char> = std::iter::once(c).nfkd().collect();
        let bare: Vec<char> = decomposed.iter().copied().filter(|d| !is_combining_mark(*d)).collect();
        match (&decomposed[..], &bare[..]) {
            ([single], _) if *single != c => return *single,
            (_, [letter]) if letter.is_ascii_alphabetic() => return letter.to_ascii_lowercase(),
            _ => {}
        }
        han.get(&c).copied().unwrap_or(c)
    }

    pub fn text(&self, s: &str) -> String {
        s.chars().map(|c| self.map.get(&c).copied().unwrap_or(c)).collect()
    }

    /// A line for each character that folding changes, in order: the character and its fold.
    pub fn table(&self) -> String {
        self.map.iter().filter(|(c, _)| !c.is_ascii()).fold(String::new(), |mut table, (c, folded)| {
            assert!(u32::from(*c) > 0xffff || u32::from(*folded) <= 0xffff, "the BMP folds into the BMP: {c}");
            writeln!(table, "{c}{folded}").expect("a String can be written to");
            table
        })
    }
}
