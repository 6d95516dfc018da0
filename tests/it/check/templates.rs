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

const LAW: &[Pair] = &[
    ("公司法", "the Company Act"),
    ("銀行法", "the Banking Act"),
    ("專利法", "the Patent Act"),
    ("土地法", "the Land Act"),
    ("森林法", "the Forestry Act"),
    ("保險法", "the Insurance Act"),
    ("著作權法", "the Copyright Act"),
    ("建築法", "the Building Act"),
];

const MINISTRY: &[Pair] = &[
    ("財政部", "the Ministry of Finance"),
    ("教育部", "the Ministry of Education"),
    ("交通部", "the Ministry of Transportation and Communications"),
    ("外交部", "the Ministry of Foreign Affairs"),
    ("法務部", "the Ministry of Justice"),
    ("經濟部", "the Ministry of Economic Affairs"),
    ("行政院", "the Executive Yuan"),
    ("中央銀行", "the Central Bank"),
];

const PLACE: &[Pair] = &[
    ("日本", "Japan"),
    ("新加坡", "Singapore"),
    ("加拿大", "Canada"),
    ("瑞士", "Switzerland"),
    ("巴西", "Brazil"),
    ("埃及", "Egypt"),
    ("上海", "Shanghai"),
    ("高雄", "Kaohsiung"),
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
    match random.below(12) {
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
        5 => {
            let (law, ministry, did) = (random.pick(LAW), random.pick(MINISTRY), random.pick(DID));
            let (article, paragraph) = (2 + random.below(90), random.pick(SMALL));
            (
                format!("{}依{}第{}條第{}項規定，{}{}。", ministry.0, law.0, han(article), paragraph.0, did.0, what.0),
                format!(
                    "Pursuant to Paragraph {} of Article {article} of {}, {} {} the {}.",
                    digit(paragraph),
                    law.1,
                    ministry.1,
                    did.1,
                    what.1
                ),
            )
        }
        6 => {
            let (ministry, may) = (random.pick(MINISTRY), random.pick(MAY));
            (
                format!("未經{}同意，{}不能{}{}。", ministry.0, whom.0, may.0, what.0),
                format!("Without the consent of {}, {} cannot {} the {}.", ministry.1, whom.1, may.1, what.1),
            )
        }
        7 => {
            let (place, n) = (random.pick(PLACE), 2 + random.below(8));
            (
                format!("{}在{}編列預算新臺幣{}億元，供{}使用。", who.0, place.0, han(n), whom.0),
                format!("{} budgets NT${n}00 million in {}, for the use of {}.", who.1, place.1, whom.1),
            )
        }
        8 => {
            let (place, did) = (random.pick(PLACE), random.pick(DID));
            (
                format!("{}無正當理由，在{}{}{}。", who.0, place.0, did.0, what.0),
                format!("{} {} the {} in {} without good reason.", who.1, did.1, what.1, place.1),
            )
        }
        9 => {
            let ministry = random.pick(MINISTRY);
            (
                format!("{}的報告不符合規定者，{}應退回{}。", whom.0, ministry.0, what.0),
                format!(
                    "If the reports of the {} do not meet the requirements, {} shall return the {}.",
                    whom.1, ministry.1, what.1
                ),
            )
        }
        10 => {
            let (law, years) = (random.pick(LAW), random.pick(SMALL));
            (
                format!("違反{}的{}，處{}年以下有期徒刑，並沒收{}。", law.0, whom.0, years.0, what.0),
                format!(
                    "The {} who violate {} are punished by imprisonment of not more than {} years, and the {} are confiscated.",
                    whom.1, law.1, years.1, what.1
                ),
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

/// A number below a hundred.
fn han(n: usize) -> String {
    let digit = |d: usize| ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"][d];
    match n / 10 {
        0 => digit(n).to_string(),
        1 => format!("十{}", digit(n % 10)),
        tens => format!("{}十{}", digit(tens), digit(n % 10)),
    }
}

fn digit(small: Pair) -> usize {
    SMALL.iter().position(|s| *s == small).map_or(0, |n| n + 2)
}

fn lower(who: &str) -> String {
    who.replacen("The ", "the ", 1)
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}
