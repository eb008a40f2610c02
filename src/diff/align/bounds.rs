//! Bounds: how many texts an alignment compares, however long or odd the documents are.
//!
//! In: made documents. Out: nothing but failures. Never: looks at a clock: work is counted.

use super::score::Both;
use super::{Alignment, align_both};
use crate::diff::tree::Tree;
use crate::document::{Block, Clause, Document};

/// Clauses of a long text.
const CLAUSES: usize = 5_000;

/// A document of one article a text.
fn document(caption: impl Fn(usize) -> String, texts: &[String]) -> Document {
    let clauses = texts.iter().enumerate().map(|(n, text)| Clause {
        marker: format!("第{}条", n + 1),
        caption: Some(caption(n)),
        blocks: vec![Block::paragraph(text)],
        ..Clause::default()
    });
    Document {
        clauses: clauses.collect(),
        ..Document::default()
    }
}

/// A sentence that no other number makes, of common words in a rare order.
fn sentence(seed: usize) -> String {
    const WORDS: [&str; 16] = [
        "会員",
        "届出",
        "会費",
        "事務局",
        "山小屋",
        "登山道",
        "写真",
        "保険",
        "役員",
        "総会",
        "監査",
        "図書",
        "装備",
        "天候",
        "合宿",
        "名簿",
    ];
    let mut state = seed.wrapping_mul(0x9e37_79b9).wrapping_add(0x7f4a_7c15);
    let mut out = String::new();
    for _ in 0..9 {
        state = state
            .wrapping_mul(0x5851_f42d_4c95_7f2d)
            .wrapping_add(0x1405_7b7e);
        out.push_str(WORDS[(state >> 33) % WORDS.len()]);
        out.push_str(["は", "を", "に", "の", "が"][(state >> 43) % 5]);
    }
    format!("{out}{seed}号に定めるものとする。")
}

fn sentences(seeds: impl Iterator<Item = usize>) -> Vec<String> {
    seeds.map(sentence).collect()
}

/// How many texts were compared for each clause, and the pairs.
fn work(old: &Document, new: &Document) -> (usize, Alignment) {
    let (x, y) = (Tree::of(old), Tree::of(new));
    let (alignment, both) = align_both(Both::new(&x, &y));
    let clauses = x.nodes.len().max(y.nodes.len());
    (both.work() / clauses, alignment)
}

fn pairs(alignment: &Alignment) -> usize {
    alignment.new_of.iter().flatten().count()
}

#[test]
fn a_revision_of_a_long_text_compares_what_changed() {
    let own = |n: usize| format!("事項{n}");
    let old = sentences(0..CLAUSES);
    let mut new = old.clone();
    for n in (0..CLAUSES).step_by(100) {
        new[n] = format!("ただし、{}", new[n]);
    }
    new.drain(2_000..2_020);
    new.extend(sentences(90_000..90_020));
    let moved: Vec<String> = new.drain(300..305).collect();
    new.splice(4_000..4_000, moved);
    let (each, alignment) = work(&document(own, &old), &document(own, &new));
    assert!(each <= 4, "{each} texts compared for each clause");
    assert!(pairs(&alignment) >= CLAUSES - 60, "{}", pairs(&alignment));
}

#[test]
fn copies_of_one_clause_are_paired_without_comparing_each_with_each() {
    let texts = |count: usize| vec![sentence(7); count];
    let same = |_: usize| "通則".to_owned();
    for (m, n) in [
        (CLAUSES, CLAUSES),
        (CLAUSES, CLAUSES - 10),
        (CLAUSES - 10, CLAUSES),
    ] {
        let (each, alignment) = work(&document(same, &texts(m)), &document(same, &texts(n)));
        assert!(each <= 4, "{each} texts compared for each clause");
        assert_eq!(pairs(&alignment), m.min(n));
    }
    // Copies between others, so that neither end is common.
    let mixed = |first: usize| -> Vec<String> {
        let ends = sentences(first..first + 2);
        [&ends[..1], &texts(CLAUSES)[..], &ends[1..]].concat()
    };
    let (each, alignment) = work(
        &document(same, &mixed(50_000)),
        &document(same, &mixed(60_000)),
    );
    assert!(each <= 4, "{each} texts compared for each clause");
    assert!(pairs(&alignment) >= CLAUSES / 2, "{}", pairs(&alignment));
}

#[test]
fn clauses_of_one_heading_are_told_by_their_text() {
    let same = |_: usize| "通則".to_owned();
    let old = sentences(0..CLAUSES);
    let mut new = old.clone();
    for n in (0..CLAUSES).step_by(3) {
        new[n] = new[n].replace("ものとする", "こととする");
    }
    new.rotate_left(700);
    let (each, alignment) = work(&document(same, &old), &document(same, &new));
    assert!(each <= 12, "{each} texts compared for each clause");
    assert!(
        pairs(&alignment) >= CLAUSES * 9 / 10,
        "{}",
        pairs(&alignment)
    );
}

#[test]
fn a_wholesale_rewrite_is_given_up_in_time() {
    let heading = |side: &'static str| move |n: usize| format!("{side}{}", n * 7);
    for count in [800, 1_400, CLAUSES] {
        let old = document(heading("旧章"), &sentences(0..count));
        let new = document(heading("新編"), &sentences(70_000..70_000 + count));
        let (each, _) = work(&old, &new);
        assert!(each <= 30, "{count}: {each} texts compared for each clause");
    }
}
