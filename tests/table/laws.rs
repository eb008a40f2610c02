//! The laws of a 新旧対照表 on generated documents: in full, each column spells its document, and what is marked is what
//! differs; abbreviated, nothing that differs is left out.

use kaitei::diff::{Kind, Op, Pair, Revision, Status, Tie, diff};
use kaitei::document::{Block, Clause, Document, Place};
use kaitei::report::table::{
    Comparison, Order, Part, Piece, Remarks, Renumbered, Row, RowKind, Run, Settings, Style,
    Unchanged, Which, compare,
};
use proptest::prelude::*;

use crate::laws::{document, revised, step};

/// The characters of a text without blanks.
fn solid(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '\u{3000}')
        .collect()
}

/// Every run of a side from top to bottom.
fn runs(table: &Comparison, which: Which) -> Vec<Run> {
    let mut out = Vec::new();
    for part in table.rows.iter().flat_map(|r| &r.parts) {
        for piece in part.cell(which) {
            match piece {
                Piece::Paragraph(p) => out.extend(p.runs.iter().cloned()),
                Piece::Grid(g) => out.extend(g.rows.iter().flatten().flatten().cloned()),
            }
        }
    }
    out
}

fn text(runs: &[Run], marked: bool) -> String {
    let runs = runs
        .iter()
        .filter(|r| r.is_text() && (!marked || r.changed));
    solid(&runs.map(|r| r.text.as_str()).collect::<String>())
}

/// The words of a document as a reader reads them: a heading before or after its number, as it stands.
fn spelled(document: &Document) -> String {
    fn blocks(blocks: &[Block], out: &mut String) {
        for block in blocks {
            match block {
                Block::Paragraph(t) => out.push_str(t),
                Block::Note { marker, text } => {
                    out.push_str(marker);
                    out.push_str(text);
                }
                Block::Table { header, rows } => {
                    for cell in header.iter().chain(rows.iter().flatten()) {
                        out.push_str(cell);
                    }
                }
                Block::List(items) => {
                    for item in items {
                        out.push_str(&item.marker);
                        out.push_str(&item.text);
                        blocks_of(&item.blocks, out);
                    }
                }
            }
        }
    }
    fn blocks_of(list: &[Block], out: &mut String) {
        blocks(list, out);
    }
    fn clauses(list: &[Clause], out: &mut String) {
        for clause in list {
            let caption = clause.caption.as_deref().unwrap_or_default();
            if clause.caption_first {
                out.push_str(caption);
                out.push_str(&clause.marker);
            } else {
                out.push_str(&clause.marker);
                out.push_str(caption);
            }
            blocks(&clause.blocks, out);
            clauses(&clause.clauses, out);
        }
    }
    let mut out = String::new();
    let dates = |place: Place, out: &mut String| {
        for date in document.dates.iter().filter(|d| d.place == place) {
            out.push_str(&date.text);
        }
    };
    out.push_str(document.title.as_deref().unwrap_or_default());
    dates(Place::Head, &mut out);
    blocks(&document.preamble, &mut out);
    document.toc.iter().for_each(|t| out.push_str(t));
    for notice in &document.notices {
        out.push_str(notice.heading.as_deref().unwrap_or_default());
        blocks(&notice.blocks, &mut out);
    }
    clauses(&document.clauses, &mut out);
    blocks(&document.closing, &mut out);
    dates(Place::Foot, &mut out);
    solid(&out)
}

fn sorted(text: &str) -> Vec<char> {
    let mut chars: Vec<char> = text.chars().collect();
    chars.sort_unstable();
    chars
}

/// What differs according to the revision: the characters that went, and those that came.
fn differs(revision: &Revision<'_>) -> (String, String) {
    let (mut old, mut new) = (String::new(), String::new());
    let still = numbered(revision);
    let pairs = revision.pairs.iter().enumerate().flat_map(|(at, pair)| {
        let still = still.contains(&at);
        let changes = pair.changes.iter();
        changes.filter(move |c| !(still && c.place == kaitei::diff::Place::Text))
    });
    let changes = revision
        .sections
        .iter()
        .flat_map(|s| &s.changes)
        .chain(pairs);
    for change in changes {
        for spot in change.spots.iter().filter(|s| s.kind != Kind::Blank) {
            old.push_str(&spot.old);
            new.push_str(&spot.new);
        }
        let told: String = change
            .edits
            .iter()
            .filter(|e| e.op != Op::Equal)
            .map(|e| e.text.as_str())
            .collect();
        assert!(told.is_empty() || !change.spots.is_empty());
    }
    (solid(&old), solid(&new))
}

/// The pairs of a text that got a number of its own or lost it, and of the clause it stands in: their text is the same.
fn numbered(revision: &Revision<'_>) -> Vec<usize> {
    let mut out = Vec::new();
    for (at, tie) in revision.pairs.iter().enumerate() {
        if !tie.is_within_parent() || tie.status != Status::Unchanged {
            continue;
        }
        let split = tie.tie == Tie::Split;
        let index = |p: &Pair<'_>| {
            let side = if split { &p.old } else { &p.new };
            side.as_ref().map(|s| s.index)
        };
        let stem =
            (revision.pairs.iter()).position(|p| p.tie == Tie::Same && index(p) == index(tie));
        let Some(stem) = stem.filter(|s| s + 1 == at) else {
            continue;
        };
        let mut lines = revision.pairs[stem].text();
        if !out.contains(&stem) && lines.all(|c| if split { c.is_removed() } else { c.is_added() })
        {
            out.extend([stem, at]);
        }
    }
    out
}

fn settings(unchanged: Unchanged) -> Settings {
    Settings {
        unchanged,
        remarks: Remarks::On,
        ..Settings::default()
    }
}

/// True where clauses of the old text stand beside another place of the new one.
fn is_out_of_order(revision: &Revision<'_>, table: &Comparison) -> bool {
    let places = revision.pairs.iter().filter_map(|p| p.old.as_ref());
    table.rows.iter().any(|r| r.kind == RowKind::Pointer)
        || revision.pairs.iter().any(|p| p.tie != Tie::Same || p.moved)
        || !places.map(|s| s.index).is_sorted()
}

fn check(old: &Document, new: &Document) {
    let revision = diff(old, new);
    let (went, came) = differs(&revision);

    // In full, each column spells its document.
    let full = compare(&revision, &settings(Unchanged::Full));
    let (left, right) = (runs(&full, Which::Old), runs(&full, Which::New));
    assert_eq!(text(&right, false), spelled(new));
    if is_out_of_order(&revision, &full) {
        assert_eq!(sorted(&text(&left, false)), sorted(&spelled(old)));
    } else {
        assert_eq!(text(&left, false), spelled(old));
    }
    // The marks are what differs.
    assert_eq!(sorted(&text(&left, true)), sorted(&went));
    assert_eq!(sorted(&text(&right, true)), sorted(&came));

    // Abbreviated, everything that differs is still marked, and what is shown is spelled as it stands.
    for unchanged in [Unchanged::Same, Unchanged::Abbreviated, Unchanged::LeftOut] {
        for style in [Style::Corporate, Style::Statute] {
            let wanted = Settings {
                unchanged,
                renumbered: Renumbered::Shown,
                ..Settings::of(style)
            };
            let table = compare(&revision, &wanted);
            assert_eq!(
                table.columns[0].which == Which::New,
                wanted.order == Order::NewOld
            );
            let (left, right) = (runs(&table, Which::Old), runs(&table, Which::New));
            assert_eq!(sorted(&text(&left, true)), sorted(&went), "{unchanged:?}");
            assert_eq!(sorted(&text(&right, true)), sorted(&came), "{unchanged:?}");
            if unchanged == Unchanged::Same {
                let (on_left, whole) = match wanted.order {
                    Order::OldNew => (&left, spelled(old)),
                    Order::NewOld => (&right, spelled(new)),
                };
                assert_eq!(sorted(&text(on_left, false)), sorted(&whole));
            }
        }
    }
    check_shape(&full);
}

fn check_shape(table: &Comparison) {
    for row in &table.rows {
        assert!(!row.parts.is_empty());
        for part in &row.parts {
            assert!(!part.old.is_empty() || !part.new.is_empty());
            assert!(pieces(part).all(|p| match p {
                Piece::Paragraph(p) =>
                    !p.runs.is_empty() && p.runs.iter().all(|r| !r.text.is_empty()),
                Piece::Grid(g) => !g.rows.is_empty(),
            }));
        }
    }
}

fn pieces(part: &Part) -> impl Iterator<Item = &Piece> {
    part.old.iter().chain(&part.new)
}

/// So many articles in a 章.
fn in_chapters(mut document: Document, size: usize) -> Document {
    let articles = std::mem::take(&mut document.clauses);
    for (n, articles) in (1..).zip(articles.chunks(size)) {
        document.clauses.push(Clause {
            marker: format!("第{n}章"),
            caption: articles[0].caption.clone().or_else(|| Some("総則".into())),
            clauses: articles.to_vec(),
            ..Clause::default()
        });
    }
    document
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn columns_spell_the_documents_and_marks_are_what_differs(
        old in document(),
        steps in prop::collection::vec(step(), 0..6),
    ) {
        let new = revised(old.clone(), steps);
        check(&old, &new);
        check(&new, &old);
    }

    #[test]
    fn so_they_do_where_chapters_come_and_go(
        old in document(),
        steps in prop::collection::vec(step(), 0..4),
        sizes in (1usize..4, 1usize..4),
    ) {
        let new = in_chapters(revised(old.clone(), steps), sizes.1);
        let old = in_chapters(old, sizes.0);
        check(&old, &new);
        check(&new, &old);
    }

    #[test]
    fn so_they_do_for_unrelated_texts(old in document(), new in document()) {
        check(&old, &new);
    }

    #[test]
    fn where_nothing_changed_there_is_no_row(document in document()) {
        let revision = diff(&document, &document);
        let table = compare(&revision, &settings(Unchanged::Abbreviated));
        prop_assert_eq!(table.rows, Vec::<Row>::new());
        prop_assert_eq!(table.legend, None);
    }
}
