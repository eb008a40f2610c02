//! Every policy against every other: how the time grows from 100 to 10,000 policies of about twenty clauses.
//!
//! `cargo bench --bench compare`; `-- 1000` ends there. The policies are invented: six model forms in several wordings, each
//! company with words of its own, its own clauses left out and sentences added; every seventh is a copy of an earlier one
//! with two clauses written anew.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a bench prints and takes the clock, and an error ends it"
)]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use kaitei::compare::survey::{self, Sketch};
use kaitei::compare::{Profile, Topics};
use kaitei::segment::segment_bytes;
use kaitei::source::Format;

/// Headings of privacy policies, and the sentences under them in the first form; words between braces vary by company.
const CLAUSES: [(&str, &str); 22] = [
    (
        "個人情報の取得",
        "当社は、{a}の方法により個人情報を取得します。取得にあたっては、適正な手段によります。{b}の場合は、あらかじめ知らせます。",
    ),
    (
        "取得する情報",
        "取得する情報は、次のとおりです。氏名、住所、{a}、{b}、その他{c}に必要な情報。",
    ),
    (
        "利用目的",
        "当社は、以下の目的で利用します。{a}のため、{b}のため、{c}のため。",
    ),
    (
        "利用目的の変更",
        "関連性を有すると認められる範囲で{a}のとおり利用目的を変更することがあります。",
    ),
    (
        "要配慮個人情報",
        "当社は、{a}を除き、要配慮個人情報を取得しません。",
    ),
    (
        "安全管理措置",
        "当社は、{a}、{b}その他の安全管理措置を講じ、漏えい、滅失又は毀損を防ぎます。",
    ),
    (
        "従業者の監督",
        "従業者に対し、{a}に関する教育を行い、{b}を監督します。",
    ),
    (
        "取扱いの委託",
        "当社は、{a}の業務を外部に委託することがあり、委託先を{b}により監督します。",
    ),
    (
        "第三者への提供",
        "当社は、{a}の場合を除き、同意を得ないで第三者に提供しません。{b}に基づく場合はこの限りではありません。",
    ),
    (
        "共同利用",
        "{a}と共同して利用します。項目は{b}、管理責任者は{c}です。",
    ),
    (
        "外国にある第三者への提供",
        "{a}にある第三者に提供するときは、当該国の制度を{b}で知らせます。",
    ),
    (
        "開示等の請求",
        "{a}は、開示、訂正、利用停止等を{b}により請求することができます。",
    ),
    (
        "本人確認",
        "請求には、{a}の写しその他の本人確認書類を添えてください。",
    ),
    ("手数料", "開示の手数料は、{a}につき{b}円とします。"),
    (
        "匿名加工情報",
        "当社は、{a}を含む匿名加工情報を作成し、{b}の方法で提供します。",
    ),
    (
        "Cookieの利用",
        "当社のサイトは、{a}のためCookieを用います。{b}の設定で拒否できます。",
    ),
    ("広告の配信", "{a}の広告配信のため、{b}を利用します。"),
    (
        "保存期間",
        "個人情報は、{a}の後{b}年間保管し、その後遅滞なく消去します。",
    ),
    (
        "提供の任意性",
        "提供は任意ですが、{a}がない場合、{b}を受けられないことがあります。",
    ),
    (
        "未成年者",
        "未成年者は、{a}の同意を得たうえで{b}を利用してください。",
    ),
    (
        "方針の変更",
        "当社は、{a}により本方針を変更することがあり、{b}に掲載します。",
    ),
    (
        "お問い合わせ窓口",
        "本方針に関するお問い合わせ先は、{a}{b}室です。",
    ),
];

/// What the other forms say instead, under the same headings.
const OTHERWISE: [&str; 10] = [
    "{a}にあたり、当社は{b}を踏まえ、{c}の範囲で個人情報を取り扱うものとします。",
    "お客様の情報は、{a}に照らして{b}に限り取り扱い、{c}が終わり次第その要否を見直します。",
    "当社が定める{a}に関する規程に従い、{b}の責任者が{c}を点検し、記録を残します。",
    "本項に定める取扱いは、{a}及び{b}において行い、{c}を除いて社外に及びません。",
    "{a}については、{b}を通じてあらかじめ明らかにし、{c}の申出があれば応じます。",
    "当社は{a}を行うとき、{b}の状況を確かめ、必要に応じて{c}を見直すこととしています。",
    "{a}を希望されない方は、{b}からいつでも申し出ることができ、{c}に不利益はありません。",
    "この定めは{a}に従事するすべての者に及び、{b}を離れた後も{c}について守られます。",
    "{a}の都合により{b}を変えるときは、{c}において少なくとも一週間前に掲示します。",
    "詳しくは{a}の案内に示し、{b}に変わりがあったときは{c}の案内を改めます。",
];

/// Sentences that companies add.
const MORE: [&str; 12] = [
    "ただし、{a}の求めがある場合は{b}によります。",
    "なお、{a}を利用しない方については{b}の取扱いはありません。",
    "{a}の記録は、{b}の後も三年のあいだ保管します。",
    "手続に要する日数は、{a}の受付からおおむね十日です。",
    "{a}に当たらないと当社が認めたときは、その理由を{b}により知らせます。",
    "{a}を営む部署には、{b}を担当する者を置いています。",
    "この場合、{a}と{b}を組み合わせて用いることがあります。",
    "{a}の見直しは年に一度行い、結果を{b}に報告します。",
    "{a}のために必要な範囲を超えて{b}を求めることはありません。",
    "また、{a}の際には{b}の提示をお願いすることがあります。",
    "{a}に変更が生じたときは、遅滞なく{b}に届け出てください。",
    "前の文の定めは、{a}には当てはまりません。",
];

const WORDS: [&str; 60] = [
    "会員登録",
    "店頭での申込み",
    "電子メール",
    "郵送",
    "商品の発送",
    "抽選",
    "社内研修",
    "規程の整備",
    "入退室の管理",
    "暗号化",
    "本人",
    "代理人",
    "法令",
    "裁判所",
    "グループ会社",
    "提携先",
    "運送会社",
    "米国",
    "窓口",
    "運転免許証",
    "請求一件",
    "五百",
    "閲覧の分析",
    "地域の催し",
    "修理の受付",
    "採寸",
    "貸出し",
    "講座の案内",
    "座席の予約",
    "鑑定",
    "見積りの作成",
    "会報の送付",
    "施設の点検",
    "駐車場の管理",
    "園芸の相談",
    "楽器の調律",
    "古書の買取り",
    "茶会の受付",
    "陶器の窯出し",
    "釣具の検品",
    "自転車の整備",
    "眼鏡の調整",
    "寝具の洗濯",
    "時計の修理",
    "玩具の回収",
    "献立の提案",
    "宿泊の手配",
    "船便の予約",
    "標本の整理",
    "展示の案内",
    "苗木の配達",
    "写真の現像",
    "印章の作成",
    "畳の張替え",
    "灯油の配達",
    "弁当の注文",
    "制服の貸与",
    "図面の保管",
    "水質の検査",
    "名簿の整理",
];

/// A linear congruential sequence: the same policies on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % sides as u64) as usize
    }

    fn fill(&mut self, sentence: &str) -> String {
        let mut out = sentence.to_owned();
        for place in ["{a}", "{b}", "{c}"] {
            if out.contains(place) {
                let (one, two) = (WORDS[self.roll(60)], WORDS[self.roll(60)]);
                let phrase = match self.roll(3) {
                    0 => one.to_owned(),
                    1 => format!("{one}及び{two}"),
                    _ => format!("{one}、{two}その他の{}", WORDS[self.roll(60)]),
                };
                out = out.replace(place, &phrase);
            }
        }
        out
    }
}

/// The clauses of the `n`th policy: heading and text.
fn clauses(n: usize) -> Vec<(&'static str, String)> {
    let mut own = Dice(n as u64 * 7_919 + 1);
    if n % 7 == 3 {
        // A copy of one of the policies before it, two clauses written anew.
        let mut out = clauses(n - 1 - own.roll(3));
        for _ in 0..2 {
            let place = own.roll(out.len());
            out[place].1 = own.fill(OTHERWISE[own.0 as usize % 10]);
        }
        return out;
    }
    let form = own.roll(6);
    let mut out = Vec::new();
    for (place, (heading, text)) in CLAUSES.into_iter().enumerate() {
        if own.roll(12) == 0 {
            continue;
        }
        let mut words = match form {
            0 | 1 => own.fill(text),
            _ => own.fill(OTHERWISE[(place * 7 + form) % 10]),
        };
        for _ in 0..own.roll(4) {
            let more = MORE[own.roll(12)];
            words.push_str(&own.fill(more));
        }
        out.push((heading, words));
    }
    out
}

fn policy(n: usize) -> String {
    let mut out = format!(
        "プライバシーポリシー\n株式会社第{n}商店（以下「当社」といいます。）は、次のとおり定めます。\n"
    );
    for (number, (heading, text)) in (1..).zip(clauses(n)) {
        out.push_str(&format!("{number}. {heading}\n{text}\n"));
    }
    out
}

/// Sketches, read on two threads.
fn sketches(count: usize, topics: &Topics) -> Vec<Sketch> {
    let read = |range: std::ops::Range<usize>| -> Vec<Sketch> {
        range
            .map(|n| {
                let read =
                    segment_bytes(policy(n).as_bytes(), Format::Plain).expect("text is UTF-8");
                Sketch::of(&Profile::of(&read.document, topics), topics)
            })
            .collect()
    };
    std::thread::scope(|scope| {
        let later = scope.spawn(|| read(count / 2..count));
        let mut out = read(0..count / 2);
        out.extend(later.join().expect("the reader ended"));
        out
    })
}

/// The most memory this process ever held, in MB.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<usize>().ok());
    kilobytes.unwrap_or_default() / 1024
}

fn growth(last: Option<(usize, f64)>, count: usize, time: f64) -> String {
    last.map_or(String::from("-"), |(n, t)| {
        format!("n^{:.2}", (time / t).ln() / (count as f64 / n as f64).ln())
    })
}

fn main() {
    let most: usize = std::env::args()
        .skip(1)
        .find_map(|a| a.parse().ok())
        .unwrap_or(10_000);
    let topics = Topics::standard();
    let (mut last_near, mut last_all) = (None, None);
    println!(
        "{:>8} {:>8} {:>9} | {:>9} {:>8} {:>7} | {:>10} {:>11} {:>8} {:>7} | {:>7}",
        "policies",
        "clauses",
        "reading s",
        "near prs",
        "near s",
        "growth",
        "all pairs",
        "clause prs",
        "all s",
        "growth",
        "peak MB"
    );
    for count in [100, 300, 1_000, 3_000, 10_000]
        .into_iter()
        .filter(|n| *n <= most)
    {
        let start = Instant::now();
        let sketches = sketches(count, topics);
        let reading = start.elapsed().as_secs_f64();
        let clauses: usize = sketches.iter().map(Sketch::clauses).sum();
        let near = AtomicUsize::new(0);
        let start = Instant::now();
        survey::near(&sketches, 2, &|_| {
            near.fetch_add(1, Ordering::Relaxed);
        });
        let near_time = start.elapsed().as_secs_f64();
        let (pairs, links) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let start = Instant::now();
        survey::survey(&sketches, 2, &|met| {
            pairs.fetch_add(1, Ordering::Relaxed);
            links.fetch_add(met.links.len(), Ordering::Relaxed);
        });
        let all_time = start.elapsed().as_secs_f64();
        println!(
            "{count:>8} {clauses:>8} {reading:>9.2} | {:>9} {near_time:>8.3} {:>7} | {:>10} {:>11} {all_time:>8.3} {:>7} | {:>7}",
            near.load(Ordering::Relaxed),
            growth(last_near, count, near_time),
            pairs.load(Ordering::Relaxed),
            links.load(Ordering::Relaxed),
            growth(last_all, count, all_time),
            peak()
        );
        last_near = Some((count, near_time));
        last_all = Some((count, all_time));
    }
}
