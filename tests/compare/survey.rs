//! A whole corpus: neighbours found through the indexes are those found by comparing all with all.

use std::sync::Mutex;

use kaitei::compare::survey::{Met, Sketch, near, survey};
use kaitei::compare::{Profile, Topics, cluster};
use kaitei::document::Document;

use super::plain;

/// Invented policies: every third is a copy of the one before with one clause changed.
fn policies(count: usize) -> Vec<Document> {
    const PLACES: [&str; 17] = [
        "若葉市",
        "木綿県",
        "風見町",
        "凪原",
        "欅台",
        "空留県",
        "潮音町",
        "桐生原",
        "白樺村",
        "青磁市",
        "藤棚",
        "雲雀丘",
        "柿木坂",
        "鳴砂浜",
        "朱鷺島",
        "銀杏町",
        "水車小路",
    ];
    const GOODS: [&str; 16] = [
        "家具",
        "書籍",
        "衣料品",
        "食料品",
        "雑貨",
        "楽器",
        "園芸用品",
        "文房具",
        "自転車",
        "時計",
        "茶葉",
        "陶磁器",
        "釣具",
        "玩具",
        "眼鏡",
        "寝具",
    ];
    (0..count)
        .map(|n| {
            let seed = if n % 3 == 2 { n - 1 } else { n };
            let place = PLACES[seed % 17];
            let goods = GOODS[seed % 16];
            let last = if n % 3 == 2 { "別の窓口で承ります。" } else { "本社の窓口で承ります。" };
            plain(&format!(
                "プライバシーポリシー\n1. 利用目的\n当社は、{place}で営む{goods}店{seed}号の{goods}を発送し、代金を請求し、{place}の催事を知らせるために利用します。\n2. 安全管理措置\n{place}の{goods}倉庫{seed}番の鍵を二重にし、{goods}係の従業者{seed}名に研修を行い、漏えいを防ぎます。\n3. お問い合わせ窓口\n{last}\n"
            ))
        })
        .collect()
}

fn met(documents: &[Document], threads: usize) -> Vec<Met> {
    let topics = Topics::standard();
    let sketches: Vec<Sketch> = documents
        .iter()
        .map(|d| Sketch::of(&Profile::of(d, topics), topics))
        .collect();
    let out = Mutex::new(Vec::new());
    survey(&sketches, threads, &|m| out.lock().unwrap().push(m.clone()));
    let mut out = out.into_inner().unwrap();
    out.sort_by_key(|m| (m.a, m.b));
    out
}

#[test]
fn each_two_meet_once_whatever_the_threads() {
    let documents = policies(12);
    let one = met(&documents, 1);
    assert_eq!(one.len(), 12 * 11 / 2);
    assert_eq!(one, met(&documents, 4));
    for m in &one {
        assert!(m.a < m.b && m.topics == 4, "{m:?}");
        // The seats of each topic are paired.
        for place in [(0, 0), (1, 1), (2, 2)] {
            assert!(m.links.iter().any(|l| (l.0, l.1) == place), "{m:?}");
        }
    }
}

#[test]
fn copies_are_found_and_others_are_not() {
    let documents = policies(15);
    let topics = Topics::standard();
    let profiles: Vec<Profile<'_>> = documents.iter().map(|d| Profile::of(d, topics)).collect();
    let exact = cluster::likeness(&profiles);
    let all = met(&documents, 2);
    let is_copy = |m: &Met| m.b == m.a + 1 && m.b % 3 == 2;
    // The template that all share is common to all; what a copy adds to that is told apart.
    let others = all.iter().filter(|m| !is_copy(m)).map(|m| m.likeness);
    let most = others.fold(0.0, f32::max);
    for m in all.iter().filter(|m| is_copy(m)) {
        assert!(
            m.likeness >= cluster::NEAR_IDENTICAL && m.likeness > most,
            "{m:?} {most}"
        );
        // The sketch is a sample: it is near the exact measure.
        let exact = exact[m.a][m.b];
        assert!((m.likeness - exact).abs() < 0.25, "{m:?} {exact}");
    }
}

#[test]
fn a_corpus_of_nothing_and_of_one() {
    assert!(met(&[], 2).is_empty());
    assert!(met(&policies(1), 2).is_empty());
    assert_eq!(
        met(&[Document::default(), Document::default()], 2)[0].likeness,
        0.0
    );
}

#[test]
fn those_that_share_wording_are_told_as_among_all() {
    let documents = policies(30);
    let topics = Topics::standard();
    let sketches: Vec<Sketch> = documents
        .iter()
        .map(|d| Sketch::of(&Profile::of(d, topics), topics))
        .collect();
    let out = Mutex::new(Vec::new());
    near(&sketches, 2, &|m| out.lock().unwrap().push(m.clone()));
    let mut near = out.into_inner().unwrap();
    near.sort_by_key(|m| (m.a, m.b));
    let all = met(&documents, 1);
    let expected: Vec<Met> = all.into_iter().filter(|m| m.likeness > 0.0).collect();
    assert_eq!(near, expected);
}

#[test]
fn boilerplate_that_all_share_does_not_make_all_meet() {
    // One clause in the same words everywhere, one of their own.
    let documents: Vec<Document> = (0..600)
        .map(|n| {
            let own: String = (0..12)
                .map(|k| char::from_u32(0x4e00 + (n * 131 + k * 977) % 9_000).unwrap())
                .collect();
            plain(&format!(
                "プライバシーポリシー\n1. 安全管理措置\n当社は、漏えい、滅失又は毀損の防止のために必要かつ適切な措置を講じ、従業者を監督します。\n2. 利用目的\n{own}のために用います。\n"
            ))
        })
        .collect();
    let topics = Topics::standard();
    let sketches: Vec<Sketch> = documents
        .iter()
        .map(|d| Sketch::of(&Profile::of(d, topics), topics))
        .collect();
    let calls = std::sync::atomic::AtomicUsize::new(0);
    near(&sketches, 2, &|_| {
        calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    });
    let calls = calls.into_inner();
    assert!(calls > 0 && calls <= 600 * 129, "{calls}");
}
