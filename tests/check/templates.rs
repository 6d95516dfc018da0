//! Clean pairs of our own: sentences put together from parts, the same in both languages.

use super::inject::Random;

type Pair = (&'static str, &'static str);

const WHO: &[Pair] = &[
    ("財政局", "The Bureau of Finance"),
    ("教育委員會", "The Education Commission"),
    ("海港管理局", "The Harbour Authority"),
    ("農業銀行", "The Agricultural Bank"),
    ("中央圖書館", "The Central Library"),
    ("環境保護署", "The Environmental Protection Agency"),
    ("鐵路公司", "The Railway Company"),
    ("城市法院", "The City Court"),
    ("大學醫院", "The University Hospital"),
    ("出版協會", "The Publishing Association"),
    ("氣象台", "The Weather Observatory"),
    ("電力公司", "The Electricity Company"),
];

const WHOM: &[Pair] = &[
    ("會員", "members"),
    ("學生", "students"),
    ("工人", "workers"),
    ("律師", "lawyers"),
    ("教師", "teachers"),
    ("司機", "drivers"),
    ("病人", "patients"),
    ("農民", "farmers"),
    ("旅客", "passengers"),
    ("作家", "writers"),
];

const WHAT: &[Pair] = &[
    ("合同", "contracts"),
    ("專利", "patents"),
    ("報告", "reports"),
    ("船舶", "ships"),
    ("學校", "schools"),
    ("橋樑", "bridges"),
    ("圖書", "books"),
    ("商標", "trademarks"),
    ("證書", "certificates"),
    ("機器", "machines"),
];

const DID: &[Pair] = &[
    ("登記了", "registered"),
    ("檢查了", "inspected"),
    ("購買了", "purchased"),
    ("批准了", "approved"),
    ("出售了", "sold"),
    ("修理了", "repaired"),
];

const MAY: &[Pair] = &[
    ("轉讓", "transfer"),
    ("出租", "lease"),
    ("複製", "copy"),
    ("銷毀", "destroy"),
    ("公開", "publish"),
    ("使用", "use"),
    ("借用", "borrow"),
    ("修改", "amend"),
];

const SMALL: &[Pair] = &[
    ("二", "two"),
    ("三", "three"),
    ("四", "four"),
    ("五", "five"),
    ("六", "six"),
    ("七", "seven"),
    ("八", "eight"),
    ("九", "nine"),
];

/// Pairs of one to three sentences.
pub fn pairs(n: usize, seed: u64) -> Vec<(String, String)> {
    let mut random = Random::new(seed);
    (0..n)
        .map(|_| {
            let sentences = 1 + random.below(3);
            let (zh, en): (Vec<String>, Vec<String>) = (0..sentences).map(|_| sentence(&mut random)).unzip();
            (zh.concat(), en.join(" "))
        })
        .collect()
}

fn sentence(random: &mut Random) -> (String, String) {
    let who = random.pick(WHO);
    let whom = random.pick(WHOM);
    let what = random.pick(WHAT);
    match random.below(6) {
        0 => {
            let did = random.pick(DID);
            let n = 11 + random.below(9000);
            (
                format!("{}去年{}{n}件{}。", who.0, did.0, what.0),
                format!("{} {} {n} {} last year.", who.1, did.1, what.1),
            )
        }
        1 => {
            let may = random.pick(MAY);
            (
                format!("{}不得{}{}。", whom.0, may.0, what.0),
                format!("The {} shall not {} the {}.", whom.1, may.1, what.1),
            )
        }
        2 => {
            let small = random.pick(SMALL);
            let did = random.pick(DID);
            (
                format!("{}的{}名{}{}{}。", who.0, small.0, whom.0, did.0, what.0),
                format!("{} {} of {} {} the {}.", capital(small.1), whom.1, lower(who.1), did.1, what.1),
            )
        }
        3 => {
            let n = 2 + random.below(90);
            (
                format!("{}向{}支付新臺幣{n}萬元。", who.0, whom.0),
                format!("{} pays NT${},000 to the {}.", who.1, n * 10, whom.1),
            )
        }
        4 => {
            let share = 2 + random.below(90);
            (
                format!("{}的{}增加了{share}%。", who.0, what.0),
                format!("The {} of {} increased by {share}%.", what.1, lower(who.1)),
            )
        }
        _ => {
            let may = random.pick(MAY);
            let small = random.pick(SMALL);
            (
                format!("{}應於{}日內通知{}，才可以{}{}。", whom.0, small.0, who.0, may.0, what.0),
                format!(
                    "The {} shall notify {} within {} days before they may {} the {}.",
                    whom.1,
                    lower(who.1),
                    small.1,
                    may.1,
                    what.1
                ),
            )
        }
    }
}

fn lower(who: &str) -> String {
    who.replacen("The ", "the ", 1)
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}
