//! Text that looks like markup, formulas or control codes comes through every format unharmed.

use std::io::{Cursor, Read as _};

use kaitei::diff::diff;
use kaitei::document::{Block, Clause, Document, Item};
use kaitei::report::notice::{self, Facts};
use kaitei::report::table::{self, Comparison, Piece, Settings, Unchanged, Which, compare};

/// What must come through.
const TEXTS: [&str; 22] = [
    "<b>甲</b>は&amp;乙<script>alert(1)</script>",
    "甲|乙||丙",
    "`会員`は``届出``をする",
    "*会員*の_届出_と**規約**~~削除~~",
    "[会員](https://example.jp)と![図](x)",
    "=SUM(A1:A9)",
    "=HYPERLINK(\"https://example.jp\",\"届出\")",
    "+81-3-0000-0000",
    "-1日前まで",
    "@会員",
    "'会員",
    "\\会員\\n",
    "$会費$と#見出し!",
    "]]>と<!--会則-->と<![CDATA[会則]]>",
    "\u{200f}עברית\u{202e}逆順\u{202c}の会員",
    "𠮷野家具と𩸽と👨‍👩‍👧",
    "葛\u{e0100}城市と辻\u{e0101}堂",
    "か\u{3099}は\u{309a}と合成する",
    "制御\u{1}文字\u{b}と\u{1b}[31m赤\u{7f}",
    "_x0041_と_x005F_は会員番号",
    "＆ｌｔ；と&lt;と&#x3c;",
    "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

/// Every text as a heading's neighbour, an item and a cell, where nothing and where something changed.
fn documents() -> (Document, Document) {
    let clause = |n: usize, text: &str, more: &str| Clause {
        marker: format!("第{n}条"),
        caption: Some(format!("（{text}）")),
        blocks: vec![
            Block::paragraph(format!("{text}{more}")),
            Block::List(vec![Item::new("・", format!("{text}{more}"))]),
            Block::Table {
                header: vec!["区分".into(), text.into()],
                rows: vec![vec![format!("{text}{more}"), text.into()]],
            },
        ],
        ..Clause::default()
    };
    let document = |more: &str| Document {
        title: Some(TEXTS[0].into()),
        clauses: (1..)
            .zip(TEXTS)
            .map(|(n, text)| clause(n, text, if n % 2 == 0 { more } else { "" }))
            .collect(),
        ..Document::default()
    };
    (document("旧"), document("及び新設の規定"))
}

fn with_table(check: impl Fn(&Comparison)) {
    let (old, new) = documents();
    let revision = diff(&old, &new);
    let settings = Settings {
        unchanged: Unchanged::Full,
        ..Settings::default()
    };
    check(&compare(&revision, &settings));
}

/// A control character as the formats show it that cannot hold one.
fn pictured(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{7f}' => '␡',
            c if (c as u32) < 0x20 => char::from_u32(0x2400 + c as u32).unwrap(),
            c => c,
        })
        .collect()
}

/// A page without its tags, entities read.
fn read_html(page: &str) -> String {
    let body = page.split_once("<body>").unwrap().1;
    let mut out = String::new();
    let mut inside = false;
    for c in body.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    for (entity, c) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ] {
        out = out.replace(entity, c);
    }
    out
}

#[test]
fn json_holds_every_character() {
    let (old, new) = documents();
    let revision = diff(&old, &new);
    let settings = Settings {
        unchanged: Unchanged::Full,
        ..Settings::default()
    };
    let comparison = compare(&revision, &settings);
    let names = kaitei::report::Names::default();
    let json = kaitei::report::json::table(&revision, &comparison, &names);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let mut told = String::new();
    for row in value["rows"].as_array().unwrap() {
        for part in row["parts"].as_array().unwrap() {
            for piece in part["new"].as_array().unwrap() {
                for run in piece["runs"].as_array().into_iter().flatten() {
                    told.push_str(run["text"].as_str().unwrap());
                }
            }
        }
    }
    for text in TEXTS {
        assert!(told.contains(text), "{text:?}");
    }
}

#[test]
fn html_shows_every_character_and_runs_none() {
    with_table(|comparison| {
        let page = table::html(comparison);
        let shown = read_html(&page);
        for text in TEXTS.map(pictured) {
            // The heading, the paragraph, the item, and three cells, on either side.
            assert!(shown.matches(&text).count() >= 8, "{text:?}\n{shown}");
        }
        assert!(!page.contains("<script"), "{page}");
        assert!(!page.contains(['\u{1}', '\u{b}', '\u{1b}', '\u{7f}']));
    });
}

#[test]
fn markdown_reads_back_as_the_same_text() {
    with_table(|comparison| {
        let mut options = comrak::Options::default();
        options.extension.table = true;
        options.extension.strikethrough = true;
        options.extension.tasklist = true;
        options.extension.math_dollars = true;
        options.render.r#unsafe = true;
        let markdown = table::markdown(comparison, 1);
        let page = comrak::markdown_to_html(&markdown, &options);
        assert!(!page.contains("<script") && !page.contains("<a ") && !page.contains("<img"));
        let shown = read_html(&format!("<body>{page}"));
        for text in TEXTS.map(pictured) {
            assert!(shown.matches(&text).count() >= 8, "{text:?}\n{shown}");
        }
        let rows = page.matches("<tr>").count();
        let parts: usize = comparison.rows.iter().map(|r| r.parts.len()).sum();
        assert_eq!(rows, parts + 1, "{markdown}");
    });
}

#[test]
fn the_terminal_gets_every_character_and_no_control_code() {
    with_table(|comparison| {
        for columns in [40, 80, 200] {
            let shown = table::text(comparison, columns, true);
            for (at, line) in shown.lines().enumerate().skip(3) {
                let plain = line.replace("\u{1b}[4m", "").replace("\u{1b}[0m", "");
                let width = kaitei::text::width::of(&plain);
                assert!(
                    plain.starts_with(['|', '+']) && plain.ends_with(['|', '+']),
                    "{at}: {line}"
                );
                assert!(!plain.contains('\u{1b}'), "{line:?}");
                assert_eq!(
                    width,
                    kaitei::text::width::of(shown.lines().nth(3).unwrap()),
                    "{line}"
                );
            }
            // The second column from top to bottom, its lines joined.
            let column: String = shown
                .lines()
                .filter(|l| l.starts_with('|'))
                .map(|l| cells(l)[1].clone())
                .collect();
            let column = solid(&column);
            for text in TEXTS.map(pictured) {
                assert!(
                    column.contains(&solid(&text)),
                    "{columns}: {text:?}\n{column}"
                );
            }
        }
    });
}

/// The cells of a line, cut by their width: a text may hold a bar.
fn cells(line: &str) -> Vec<String> {
    let plain = line.replace("\u{1b}[4m", "").replace("\u{1b}[0m", "");
    let total = kaitei::text::width::of(&plain);
    let remark = match total {
        0..100 => 8,
        100..140 => 10,
        _ => 14,
    };
    let wide = (total - 10 - remark) / 2;
    let mut out = vec![String::new(); 3];
    let mut at = 0;
    for c in plain.chars() {
        let place = match at {
            a if a < 2 + wide => 0,
            a if a < 5 + wide * 2 => 1,
            _ => 2,
        };
        out[place].push(c);
        at += kaitei::text::width::of_char(c);
    }
    // The bar and the blanks at the edges.
    out[1] = out[1].trim_matches([' ', '|']).to_owned();
    out
}

/// Without blanks and the marks around a line that turns the direction of writing.
fn solid(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{2068}' | '\u{2069}'))
        .collect()
}

/// The text of a part of an Excel file.
fn part(file: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut out = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut out)
        .unwrap();
    out
}

/// Excel's own spelling of characters that XML cannot hold.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let code = rest
            .get(at + 2..at + 6)
            .and_then(|h| u32::from_str_radix(h, 16).ok());
        match code
            .filter(|_| rest[at + 6..].starts_with('_'))
            .and_then(char::from_u32)
        {
            Some(c) => {
                out.push_str(&rest[..at]);
                out.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    out + rest
}

#[test]
fn excel_gets_strings_and_no_formula() {
    with_table(|comparison| {
        let file = table::xlsx(comparison, jiff::Timestamp::UNIX_EPOCH).unwrap();
        let sheet = part(&file, "xl/worksheets/sheet1.xml");
        assert!(
            !sheet.contains("<f>") && !sheet.contains("<hyperlink"),
            "{sheet}"
        );
        let strings = part(&file, "xl/sharedStrings.xml");
        let tree = roxmltree::Document::parse(&strings).unwrap();
        let told: Vec<String> = tree
            .descendants()
            .filter(|n| n.has_tag_name("si") || n.tag_name().name() == "si")
            .map(|si| {
                let texts = si.descendants().filter(|n| n.tag_name().name() == "t");
                unescaped(&texts.filter_map(|t| t.text()).collect::<String>())
            })
            .collect();
        let told = told.join("\n");
        for text in TEXTS {
            assert!(told.contains(text), "{text:?}\n{told}");
        }
        // The same bytes again: nothing of the clock is in it.
        assert!(file == table::xlsx(comparison, jiff::Timestamp::UNIX_EPOCH).unwrap());
    });
}

#[test]
fn a_notice_escapes_what_the_user_says_too() {
    let (old, new) = documents();
    let revision = diff(&old, &new);
    for text in TEXTS {
        let facts = Facts {
            reason: Some(text.into()),
            contact: Some(text.into()),
            to: Some(text.into()),
            from: Some(text.into()),
            table: Some(Settings::default()),
            ..Facts::default()
        };
        let letter = notice::notice(&revision, &facts);
        let page = notice::html(&letter);
        assert!(!page.contains("<script"), "{page}");
        assert!(
            read_html(&page).matches(&pictured(text)).count() >= 4,
            "{text:?}"
        );
        let mut options = comrak::Options::default();
        options.extension.table = true;
        options.render.r#unsafe = true;
        let page = comrak::markdown_to_html(&notice::markdown(&letter), &options);
        let shown = read_html(&format!("<body>{page}"));
        assert!(
            shown.matches(&pictured(text)).count() >= 4,
            "{text:?}\n{shown}"
        );
    }
}

#[test]
fn a_cell_of_a_table_is_marked_by_itself() {
    let document = |sum: &str| Document {
        clauses: vec![Clause {
            marker: "第1条".into(),
            blocks: vec![Block::Table {
                header: vec!["区分".into(), "額".into()],
                rows: vec![
                    vec!["甲\t乙".into(), sum.into()],
                    vec!["丙".into(), "300円".into()],
                ],
            }],
            ..Clause::default()
        }],
        ..Document::default()
    };
    let (old, new) = (document("100円"), document("200円"));
    let revision = diff(&old, &new);
    let comparison = compare(&revision, &Settings::default());
    let grids: Vec<_> = comparison
        .rows
        .iter()
        .flat_map(|r| &r.parts)
        .flat_map(|p| p.cell(Which::New))
        .filter_map(|p| match p {
            Piece::Grid(grid) => Some(grid),
            Piece::Paragraph(_) => None,
        })
        .collect();
    assert_eq!(grids.len(), 1, "{comparison:?}");
    let grid = grids[0];
    assert!(grid.header);
    let marked = |row: usize, cell: usize| grid.rows[row][cell].iter().any(|r| r.changed);
    let cells: usize = grid.rows.iter().map(Vec::len).sum();
    assert_eq!(cells, 6, "{grid:?}");
    for (row, cells) in grid.rows.iter().enumerate() {
        for cell in 0..cells.len() {
            assert_eq!(marked(row, cell), (row, cell) == (1, 1), "{row} {cell}");
        }
    }
}
