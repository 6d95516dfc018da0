//! Characters of a text forwards and backwards, folded so that one table serves every width and
//! script. Folding is one character to one, so that places stay places in the original.

/// A text to look at around a place. Places are bytes, always on a character boundary.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    pub text: &'t str,
}

impl<'t> Reader<'t> {
    /// The folded character at `pos` and where it ends.
    pub fn at(self, pos: usize) -> Option<(char, usize)> {
        let c = self.text.get(pos..)?.chars().next()?;
        Some((fold(c), pos + c.len_utf8()))
    }

    /// The folded character before `pos` and where it starts.
    pub fn before(self, pos: usize) -> Option<(char, usize)> {
        let c = self.text.get(..pos)?.chars().next_back()?;
        Some((fold(c), pos - c.len_utf8()))
    }

    pub fn peek(self, pos: usize) -> Option<char> {
        self.at(pos).map(|(c, _)| c)
    }

    pub fn peek_before(self, pos: usize) -> Option<char> {
        self.before(pos).map(|(c, _)| c)
    }

    /// Where `pattern` (folded) ends if it stands at `pos`.
    pub fn eat(self, pos: usize, pattern: &str) -> Option<usize> {
        pattern.chars().try_fold(pos, |pos, wanted| match self.at(pos) {
            Some((c, next)) if c == wanted => Some(next),
            _ => None,
        })
    }

    pub fn eat_any(self, pos: usize, patterns: &[&str]) -> Option<usize> {
        patterns.iter().find_map(|pattern| self.eat(pos, pattern))
    }

    /// Where `pattern` (folded) starts if it ends at `pos`.
    pub fn back(self, pos: usize, pattern: &str) -> Option<usize> {
        pattern.chars().rev().try_fold(pos, |pos, wanted| match self.before(pos) {
            Some((c, start)) if c == wanted => Some(start),
            _ => None,
        })
    }

    pub fn back_any(self, pos: usize, patterns: &[&str]) -> Option<usize> {
        patterns.iter().find_map(|pattern| self.back(pos, pattern))
    }

    /// Past at most two spaces: more of them part columns, not words.
    pub fn spaces(self, mut pos: usize) -> usize {
        for _ in 0..2 {
            match self.at(pos) {
                Some((' ', next)) => pos = next,
                _ => break,
            }
        }
        pos
    }

    pub fn back_spaces(self, mut pos: usize) -> usize {
        for _ in 0..2 {
            match self.before(pos) {
                Some((' ', start)) => pos = start,
                _ => break,
            }
        }
        pos
    }

    /// Where the folded word `pattern` ends if it stands at `pos` as a whole word.
    pub fn eat_word(self, pos: usize, pattern: &str) -> Option<usize> {
        let end = self.eat(pos, pattern)?;
        match self.peek(end) {
            Some(c) if c.is_ascii_alphanumeric() => None,
            _ => Some(end),
        }
    }

    pub fn eat_words(self, pos: usize, patterns: &[&str]) -> Option<usize> {
        patterns.iter().find_map(|pattern| self.eat_word(pos, pattern))
    }

    /// Where the folded word `pattern` starts if it ends at `pos` as a whole word.
    pub fn back_word(self, pos: usize, pattern: &str) -> Option<usize> {
        let start = self.back(pos, pattern)?;
        match self.peek_before(start) {
            Some(c) if c.is_ascii_alphanumeric() => None,
            _ => Some(start),
        }
    }

    pub fn back_words(self, pos: usize, patterns: &[&str]) -> Option<usize> {
        patterns.iter().find_map(|pattern| self.back_word(pos, pattern))
    }

    /// Whether nothing but spaces parts `pos` from the start of its paragraph.
    pub fn opens_paragraph(self, pos: usize) -> bool {
        matches!(self.peek_before(self.back_spaces(pos)), None | Some('\n' | '\r' | '\t'))
    }
}

/// Half-width, lower-case, traditional, and one sign for each kind of dash, dot and space.
pub(super) fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\u{0}'..='\u{7f}' => c,
        '〜' | '∼' => '~',
        '\u{ff01}'..='\u{ff5e}' => fold(char::from((u32::from(c) - 0xff01 + 0x21) as u8)),
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '─' | '﹣' => '-',
        '﹪' => '%',
        '﹐' => ',',
        '•' | '‧' | '・' | '･' | '∙' => '·',
        '’' => '\'',
        '○' | '◯' => '〇',
        '万' => '萬',
        '亿' => '億',
        // The phonetic sign is typed for it.
        'ㄧ' => '一',
        '两' => '兩',
        '余' => '餘',
        '数' => '數',
        '几' => '幾',
        '点' => '點',
        '条' => '條',
        '项' => '項',
        '届' => '屆',
        '时' => '時',
        '个' => '個',
        '约' => '約',
        '过' => '過',
        '于' => '於',
        '将' => '將',
        '满' => '滿',
        '内' => '內',
        '达' => '達',
        '后' => '後',
        '间' => '間',
        '岁' => '歲',
        '种' => '種',
        '类' => '類',
        '级' => '級',
        '组' => '組',
        '层' => '層',
        '节' => '節',
        '页' => '頁',
        '号' => '號',
        '处' => '處',
        '县' => '縣',
        '区' => '區',
        '镇' => '鎮',
        '长' => '長',
        '国' => '國',
        '审' => '審',
        '张' => '張',
        '台' => '臺',
        '户' => '戶',
        '栋' => '棟',
        '辆' => '輛',
        '只' => '隻',
        '门' => '門',
        '册' => '冊',
        '课' => '課',
        '亲' => '親',
        '周' => '週',
        '钟' => '鐘',
        '笔' => '筆',
        '强' => '強',
        '币' => '幣',
        '圆' => '圓',
        '镑' => '鎊',
        '欧' => '歐',
        '顿' | '吨' => '噸',
        '负' => '負',
        '贰' => '貳',
        '叁' | '参' | '參' => '參',
        '陆' => '陸',
        '规' => '規',
        '划' => '劃',
        '统' => '統',
        '专' => '專',
        '单' => '單',
        '会' => '會',
        '计' => '計',
        '营' => '營',
        '业' => '業',
        '学' => '學',
        '编' => '編',
        '双' => '雙',
        '颗' => '顆',
        '顷' => '頃',
        '阶' => '階',
        '职' => '職',
        '联' => '聯',
        '轮' => '輪',
        '码' => '碼',
        '亩' => '畝',
        '录' => '錄',
        '图' => '圖',
        '楼' => '樓',
        '场' => '場',
        '线' => '線',
        '应' => '應',
        '选' => '選',
        '举' => '舉',
        '员' => '員',
        '属' => '屬',
        '积' => '積',
        '为' => '為',
        '绩' => '績',
        '纪' => '紀',
        '华' => '華',
        '调' => '調',
        '边' => '邊',
        '围' => '圍',
        '样' => '樣',
        '经' => '經',
        '体' => '體',
        '从' => '從',
        _ => c,
    }
}
