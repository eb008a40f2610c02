//! The laws of a revision on generated documents: replay, accounted for, identity.

use kaitei::diff::{diff, line, prove};
use kaitei::document::{Block, Clause, Document, Item, Notice};
use kaitei::report::summary::{self, Detail};
use proptest::prelude::*;

/// Phrases that clauses are made of; some are spellings, numbers and references on purpose.
const PHRASES: [&str; 28] = [
    "会員は、",
    "当クラブは、",
    "事務局が、",
    "氏名及び住所を",
    "氏名および住所を",
    "第2条に定める",
    "第3条第1項の",
    "前項の規定にかかわらず、",
    "30日以内に",
    "14日以内に",
    "10,000円を",
    "届け出る",
    "支払うものとする",
    "ことができる",
    "なければならない",
    "利用規約",
    "「会員証」",
    "メールアドレス",
    "サービス",
    "Webサイト",
    "取扱い",
    "取り扱い",
    "。",
    "（以下同じ）",
    "2025年4月1日から",
    "ただし、",
    "　",
    "図書館の閲覧席",
];

pub(crate) fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(0..PHRASES.len(), 1..9).prop_map(|picks| {
        let text: String = picks.into_iter().map(|i| PHRASES[i]).collect();
        let text = text.trim_matches('　').to_owned();
        if text.is_empty() {
            "本文".to_owned()
        } else {
            text
        }
    })
}

fn blocks() -> impl Strategy<Value = Vec<Block>> {
    prop::collection::vec(
        prop_oneof![
            4 => text().prop_map(Block::paragraph),
            2 => prop::collection::vec((prop_oneof![Just("・"), Just("-")], text()), 1..4)
                .prop_map(|items| Block::List(items.into_iter().map(|(m, t)| Item::new(m, t)).collect())),
            1 => text().prop_map(|t| Block::note("※", t)),
            1 => prop::collection::vec(prop::collection::vec(text(), 2), 1..3)
                .prop_map(|rows| Block::Table { header: vec!["区分".into(), "額".into()], rows }),
        ],
        0..4,
    )
}

fn clause() -> impl Strategy<Value = Clause> {
    (
        prop::option::weighted(0.6, text()),
        blocks(),
        prop::collection::vec(blocks(), 0..4),
    )
        .prop_map(|(caption, blocks, children)| Clause {
            caption: caption.map(|c| format!("（{c}）")),
            blocks,
            clauses: children
                .into_iter()
                .map(|blocks| Clause {
                    blocks,
                    ..Clause::default()
                })
                .collect(),
            ..Clause::default()
        })
}

/// Numbers the clauses as a text would.
fn numbered(mut clauses: Vec<Clause>) -> Vec<Clause> {
    for (n, clause) in clauses.iter_mut().enumerate() {
        clause.marker = format!("第{}条", n + 1);
        for (k, child) in clause.clauses.iter_mut().enumerate() {
            child.marker = (k + 1).to_string();
        }
    }
    clauses
}

pub(crate) fn document() -> impl Strategy<Value = Document> {
    (
        prop::collection::vec(clause(), 0..6),
        blocks(),
        prop::option::of(text()),
        prop::collection::vec(text(), 0..2),
        blocks(),
    )
        .prop_map(|(clauses, preamble, title, toc, closing)| Document {
            title,
            preamble,
            toc,
            notices: closing
                .first()
                .map(|b| Notice {
                    heading: Some("お知らせ".into()),
                    blocks: vec![b.clone()],
                })
                .into_iter()
                .collect(),
            clauses: numbered(clauses),
            closing,
            ..Document::default()
        })
}

/// What a revision does to a document.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Insert(usize, Clause),
    Remove(usize),
    Swap(usize, usize),
    Reword(usize, Vec<Block>),
    Retitle(usize, String),
    Raise(usize),
    Merge(usize),
    Preamble(Vec<Block>),
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (any::<usize>(), clause()).prop_map(|(at, c)| Step::Insert(at, c)),
        any::<usize>().prop_map(Step::Remove),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Step::Swap(a, b)),
        (any::<usize>(), blocks()).prop_map(|(at, b)| Step::Reword(at, b)),
        (any::<usize>(), text()).prop_map(|(at, t)| Step::Retitle(at, t)),
        any::<usize>().prop_map(Step::Raise),
        any::<usize>().prop_map(Step::Merge),
        blocks().prop_map(Step::Preamble),
    ]
}

pub(crate) fn revised(mut document: Document, steps: Vec<Step>) -> Document {
    for step in steps {
        let clauses = &mut document.clauses;
        let count = clauses.len();
        match step {
            Step::Insert(at, clause) => clauses.insert(at % (count + 1), clause),
            Step::Preamble(blocks) => document.preamble = blocks,
            _ if count == 0 => {}
            Step::Remove(at) => {
                clauses.remove(at % count);
            }
            Step::Swap(a, b) => clauses.swap(a % count, b % count),
            Step::Reword(at, blocks) => clauses[at % count].blocks = blocks,
            Step::Retitle(at, text) => clauses[at % count].caption = Some(text),
            Step::Raise(at) => {
                // A paragraph becomes an article.
                if let Some(child) = clauses[at % count].clauses.pop() {
                    clauses.insert(at % count + 1, child);
                }
            }
            Step::Merge(at) => {
                let gone = clauses.remove(at % count);
                if let Some(before) = clauses.get_mut((at % count).saturating_sub(1)) {
                    before.blocks.extend(gone.blocks);
                    before.clauses.extend(gone.clauses);
                }
            }
        }
    }
    document.clauses = numbered(document.clauses);
    document
}

fn check(old: &Document, new: &Document) {
    let revision = diff(old, new);
    prove::replay(&revision).expect("the revision replays");
    for detail in [Detail::Brief, Detail::Standard, Detail::Full] {
        let summary = summary::summarise(&revision, detail);
        let covers = summary.covers();
        assert_eq!(
            (covers.deleted, covers.inserted),
            prove::changed_characters(&revision),
            "{}",
            summary::text(&summary)
        );
        assert_eq!(
            summary.is_empty(),
            prove::is_empty(&revision),
            "{}",
            summary::text(&summary)
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_revision_replays_and_is_accounted_for(old in document(), steps in prop::collection::vec(step(), 0..6)) {
        let new = revised(old.clone(), steps);
        check(&old, &new);
        check(&new, &old);
    }

    #[test]
    fn unrelated_texts_replay_too(old in document(), new in document()) {
        check(&old, &new);
    }

    #[test]
    fn a_text_does_not_differ_from_itself(document in document()) {
        let revision = diff(&document, &document);
        prop_assert!(prove::is_empty(&revision));
        prop_assert_eq!(summary::text(&summary::summarise(&revision, Detail::Standard)), "改定による変更はありません。\n");
    }

    #[test]
    fn renumbering_alone_modifies_nothing(document in document(), start in 2usize..9) {
        let mut new = document.clone();
        for (n, clause) in new.clauses.iter_mut().enumerate() {
            clause.marker = format!("第{}条", n + start);
        }
        let revision = diff(&document, &new);
        for pair in &revision.pairs {
            prop_assert_eq!(pair.status, kaitei::diff::Status::Unchanged);
            prop_assert!(pair.old.is_some() && pair.new.is_some());
        }
    }

    #[test]
    fn blanks_alone_count_for_nothing(old in text(), places in prop::collection::vec(any::<prop::sample::Index>(), 0..6)) {
        let mut new: Vec<char> = old.chars().collect();
        for place in places {
            new.insert(place.index(new.len()), '　');
        }
        let new: String = new.into_iter().collect();
        let document = |text: &str| Document {
            clauses: vec![Clause {
                marker: "第1条".into(),
                blocks: vec![Block::paragraph(text.trim_matches('　'))],
                ..Clause::default()
            }],
            ..Document::default()
        };
        let (old, new) = (document(&old), document(&new));
        let revision = diff(&old, &new);
        prop_assert!(prove::is_empty(&revision));
        prop_assert_eq!(prove::changed_characters(&revision), (0, 0));
    }

    #[test]
    fn edits_spell_both_texts(old in text(), new in text()) {
        let edits = kaitei::diff::inline::edits(&old, &new);
        prop_assert_eq!(kaitei::diff::inline::old_text(&edits), old);
        prop_assert_eq!(kaitei::diff::inline::new_text(&edits), new);
    }
}

#[test]
fn breaks_between_lines_count_for_nothing() {
    let document = |lines: &[&str]| Document {
        clauses: vec![Clause {
            marker: "第1条".into(),
            blocks: lines.iter().map(|l| Block::paragraph(*l)).collect(),
            ..Clause::default()
        }],
        ..Document::default()
    };
    let (old, new) = (
        document(&["会員は届け出る。 事務局は受け取る。"]),
        document(&["会員は届け出る。", "事務局は受け取る。"]),
    );
    let revision = diff(&old, &new);
    assert!(prove::is_empty(&revision));
    prove::replay(&revision).expect("the revision replays");
    assert_eq!(line::of_blocks(&new.clauses[0].blocks).len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_word_redline_leads_to_both_texts(old in document(), steps in prop::collection::vec(step(), 0..6), other in document()) {
        let new = revised(old.clone(), steps);
        for (old, new) in [(&old, &new), (&new, &old), (&old, &other)] {
            crate::word::leads_to_both(&diff(old, new));
        }
    }
}
