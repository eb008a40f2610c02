//! Every policy against every other: how the time grows from 100 to 10,000 policies of about twenty clauses.
//!
//! `cargo bench --bench compare`; with `-- 10000` the largest too (some minutes).

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a bench prints and takes the clock, and an error ends it"
)]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use kaitei::compare::survey::{Sketch, survey};
use kaitei::compare::{Profile, Topics};
use kaitei::segment::segment_bytes;
use kaitei::source::Format;

/// Headings of privacy policies, and the sentences under them; words between braces vary by company.
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

const WORDS: [&str; 24] = [
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
}

/// The text of the `n`th policy: every fifth copies most of an earlier one.
fn policy(n: usize) -> String {
    let own = Dice(n as u64 * 7_919 + 1);
    let model = Dice((n - n % 5) as u64 * 7_919 + 1);
    let mut dice = if n % 5 == 1 { model } else { own };
    let mut out = format!(
        "プライバシーポリシー\n株式会社第{n}商店（以下「当社」といいます。）は、次のとおり定めます。\n"
    );
    let mut number = 0;
    for (heading, text) in CLAUSES {
        if dice.roll(10) == 0 {
            continue;
        }
        number += 1;
        let mut line = text.to_owned();
        for place in ["{a}", "{b}", "{c}"] {
            let phrase = format!(
                "{}、{}及び{}",
                WORDS[dice.roll(24)],
                WORDS[dice.roll(24)],
                WORDS[dice.roll(24)]
            );
            line = line.replace(place, &phrase);
        }
        out.push_str(&format!("{number}. {heading}\n{line}\n"));
    }
    out
}

fn main() {
    let most: usize = std::env::args()
        .skip(1)
        .find_map(|a| a.parse().ok())
        .unwrap_or(3_000);
    let topics = Topics::standard();
    let mut last: Option<(usize, f64)> = None;
    println!(
        "{:>8} {:>9} {:>12} {:>10} {:>10} {:>8}",
        "policies", "clauses", "pairs", "reading s", "pairing s", "growth"
    );
    for count in [100, 300, 1_000, 3_000, 10_000]
        .into_iter()
        .filter(|n| *n <= most)
    {
        let start = Instant::now();
        let sketches: Vec<Sketch> = (0..count)
            .map(|n| {
                let text = policy(n);
                let read = segment_bytes(text.as_bytes(), Format::Plain).expect("UTF-8");
                Sketch::of(&Profile::of(&read.document, topics), topics)
            })
            .collect();
        let reading = start.elapsed().as_secs_f64();
        let clauses: usize = sketches.iter().map(Sketch::clauses).sum();
        let (pairs, links) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let start = Instant::now();
        survey(&sketches, 2, &|met| {
            pairs.fetch_add(1, Ordering::Relaxed);
            links.fetch_add(met.links.len(), Ordering::Relaxed);
        });
        let pairing = start.elapsed().as_secs_f64();
        let growth = last.map_or(String::from("-"), |(n, t)| {
            format!(
                "n^{:.2}",
                (pairing / t).ln() / (count as f64 / n as f64).ln()
            )
        });
        println!(
            "{count:>8} {clauses:>9} {:>12} {reading:>10.2} {pairing:>10.3} {growth:>8}   {:.1} clause pairs a policy pair",
            pairs.load(Ordering::Relaxed),
            links.load(Ordering::Relaxed) as f64 / pairs.load(Ordering::Relaxed) as f64
        );
        last = Some((count, pairing));
    }
}
