//! Excel and Word files of a comparison: they keep to the schema, and their links, headers and texts are there.

use std::path::Path;

use kaitei::compare::{Comparison, Topics};
use kaitei::report::compare::{self as report, text::Parts};

use crate::office;
use crate::support::Room;

const THREE: [&str; 3] = [
    "tokiwano-kagu/privacy-policy/2024-04-01.txt",
    "soratome/privacy-policy/2024-04-01.md",
    "shionagi-shobo/riyo-kiyaku/2025-10-01.txt",
];

fn sample(name: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    root.join(name).display().to_string()
}

fn part(path: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

/// The sheets of a workbook: name, XML.
fn sheets(path: &Path) -> Vec<(String, String)> {
    let book = part(path, "xl/workbook.xml");
    let book = roxmltree::Document::parse(&book).unwrap();
    book.descendants()
        .filter(|n| n.has_tag_name((MAIN, "sheet")))
        .enumerate()
        .map(|(n, sheet)| {
            let name = sheet.attribute("name").unwrap().to_owned();
            (
                name,
                part(path, &format!("xl/worksheets/sheet{}.xml", n + 1)),
            )
        })
        .collect()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// The texts of the cells of a sheet: place, text.
fn cells(path: &Path, xml: &str) -> Vec<(String, String)> {
    let shared = part(path, "xl/sharedStrings.xml");
    let shared = roxmltree::Document::parse(&shared).unwrap();
    let strings: Vec<String> = shared
        .root_element()
        .children()
        .filter(|n| n.has_tag_name((MAIN, "si")))
        .map(|si| {
            si.descendants()
                .filter(|n| n.has_tag_name((MAIN, "t")))
                .filter_map(|n| n.text())
                .collect()
        })
        .collect();
    let sheet = roxmltree::Document::parse(xml).unwrap();
    sheet
        .descendants()
        .filter(|n| n.has_tag_name((MAIN, "c")))
        .map(|c| {
            assert!(
                !c.children().any(|n| n.has_tag_name((MAIN, "f"))),
                "a formula"
            );
            let value = c.descendants().find(|n| n.has_tag_name((MAIN, "v")));
            let value = value.and_then(|v| v.text()).unwrap_or_default();
            let text = match c.attribute("t") {
                Some("s") => strings[value.parse::<usize>().unwrap()].clone(),
                _ => value.to_owned(),
            };
            (c.attribute("r").unwrap().to_owned(), text)
        })
        .collect()
}

fn compared(room: &Room, texts: &[String], out: &str) -> std::path::PathBuf {
    let mut args = vec!["compare"];
    args.extend(texts.iter().map(String::as_str));
    args.extend(["--out", out]);
    assert_eq!(room.kaitei(&args).done(), "");
    room.path(out)
}

#[test]
fn excel_has_its_sheets_headers_and_links() {
    let room = Room::new();
    let path = compared(&room, &THREE.map(sample), "out.xlsx");
    let sheets = sheets(&path);
    let names: Vec<&str> = sheets.iter().map(|s| s.0.as_str()).collect();
    assert_eq!(
        names,
        [
            "概要",
            "話題",
            "対応 A-B",
            "対応 A-C",
            "対応 B-C",
            "事実",
            "文言の近さ",
            "典型的な条項",
            "本文 A",
            "本文 B",
            "本文 C"
        ]
    );
    for (name, xml) in &sheets {
        for words in [
            "state=\"frozen\"",
            "<autoFilter ",
            "orientation=\"landscape\"",
            "fitToHeight=\"0\"",
        ] {
            assert!(xml.contains(words), "{name}: {words}");
        }
    }
    let topics = &sheets[1].1;
    assert!(topics.contains("xSplit=\"1\" ySplit=\"1\" topLeftCell=\"B2\""));
    let book = part(&path, "xl/workbook.xml");
    for words in ["_xlnm.Print_Titles", "_xlnm.Print_Area"] {
        assert_eq!(book.matches(words).count(), sheets.len(), "{words}");
    }
    // A link leads to the clause that its cell names first.
    let of = |name: &str| {
        let xml = &sheets.iter().find(|s| s.0 == name).unwrap().1;
        cells(&path, xml)
            .into_iter()
            .collect::<std::collections::HashMap<_, _>>()
    };
    let said = of("話題");
    let bodies: Vec<(&str, _)> = names[8..].iter().map(|n| (*n, of(n))).collect();
    let xml = roxmltree::Document::parse(topics).unwrap();
    let mut links = 0;
    for link in xml
        .descendants()
        .filter(|n| n.has_tag_name((MAIN, "hyperlink")))
    {
        let from = &said[link.attribute("ref").unwrap()];
        let (sheet, cell) = link
            .attribute("location")
            .unwrap()
            .rsplit_once('!')
            .unwrap();
        let body = &bodies
            .iter()
            .find(|b| format!("'{}'", b.0) == sheet)
            .unwrap()
            .1;
        let first = from.split([' ', '、']).nth(1).unwrap();
        let whole = &body[cell];
        assert!(
            first == whole || whole.starts_with(first.trim_end_matches('…')),
            "{from}: {cell} {whole}"
        );
        links += 1;
    }
    assert!(links > 40, "{links}");
}

#[test]
fn no_character_of_a_text_is_lost_and_none_becomes_a_formula() {
    let room = Room::new();
    let long = "当社は、次の目的のために利用します。".repeat(2500);
    room.write(
        "a.txt",
        format!("プライバシーポリシー\n1. 利用目的\n=SUM(1,2)\n{long}\n2. お問い合わせ窓口\n_x0041_を@見出しに\n"),
    );
    room.write(
        "b.txt",
        "プライバシーポリシー\n1. 利用目的\n=SUM(1,3)\n発送のため。\n",
    );
    let texts = ["a.txt", "b.txt"].map(|t| room.path(t).display().to_string());
    let path = compared(&room, &texts, "out.xlsx");
    let sheets = sheets(&path);
    let body = &sheets.iter().find(|s| s.0 == "本文 A").unwrap().1;
    let all: String = cells(&path, body)
        .into_iter()
        .filter(|c| c.0.starts_with('C'))
        .map(|c| c.1)
        .collect();
    assert!(
        all.contains("=SUM(1,2)") && all.contains("_x005F_x0041_を@見出しに"),
        "{}",
        all.len()
    );
    assert_eq!(all.matches("次の目的").count(), 2500);
    for (_, xml) in &sheets {
        cells(&path, xml);
        for height in xml.split(" ht=\"").skip(1) {
            let height: f64 = height.split('"').next().unwrap().parse().unwrap();
            assert!(height <= 409.0, "{height}");
        }
    }
    let word = compared(&room, &texts, "out.docx");
    assert_eq!(office::faults(&[&path, &word]), Vec::<String>::new());
    let document = part(&word, "word/document.xml");
    assert_eq!(document.matches("次の目的").count(), 2500);
}

#[test]
fn word_says_its_headers_again_and_lies() {
    let room = Room::new();
    let path = compared(&room, &THREE.map(sample), "out.docx");
    let document = part(&path, "word/document.xml");
    let tables = document.matches("<w:tbl>").count();
    assert!(tables > 6, "{tables}");
    assert_eq!(document.matches("<w:tblHeader/>").count(), tables);
    assert!(document.contains("w:orient=\"landscape\""));
    assert!(part(&path, "word/footer1.xml").contains("PAGE"));
    for words in ["条項の対応　A ↔ B", "対象外", "見当たらない記載"] {
        assert!(document.contains(words), "{words}");
    }
    // Many texts stand in several tables, none of them cut at the edge of the page.
    let many: Vec<String> = THREE.iter().cycle().take(13).map(|t| sample(t)).collect();
    let excel = compared(&room, &many, "many.xlsx");
    let many = compared(&room, &many, "many.docx");
    let three = compared(&room, &THREE.map(sample), "out.xlsx");
    assert_eq!(
        office::faults(&[&path, &three, &many, &excel]),
        Vec::<String>::new()
    );
}

#[test]
fn odd_input_is_told_in_every_format() {
    let room = Room::new();
    let ours = sample(THREE[0]);
    room.write(
        "none.txt",
        "プライバシーポリシー\n当社は、Cookieを使いません。\n",
    );
    room.write(
        "english.txt",
        "Privacy Policy\n1. Purpose\nWe use your data to ship goods.\n",
    );
    let texts = [
        ours.clone(),
        ours,
        room.path("none.txt").display().to_string(),
        room.path("english.txt").display().to_string(),
        sample(THREE[2]),
    ];
    for ending in ["txt", "md", "html", "json", "docx", "xlsx"] {
        let path = compared(&room, &texts, &format!("out.{ending}"));
        let said = match ending {
            "docx" => part(&path, "word/document.xml"),
            "xlsx" => part(&path, "xl/sharedStrings.xml"),
            _ => std::fs::read_to_string(&path).unwrap(),
        };
        for words in [
            "AとBは同じテキスト",
            "Cには条項が見当たりません",
            "Dは日本語のテキストではない",
            "種類の違う文書",
            "適法かどうかを示すものではありません",
        ] {
            if ending != "json" || !words.contains("適法") {
                assert!(said.contains(words), "{ending}: {words}");
            }
        }
    }
    // A name that tells no format; nothing is written.
    let (what, hint) = room
        .kaitei(&["compare", &texts[0], &texts[2], "--out", "out.pdf"])
        .failed();
    assert!(
        what.contains("out.pdf") && hint.contains(".xlsx"),
        "{what} {hint}"
    );
    assert!(!room.path("out.pdf").exists());
}

#[test]
fn many_texts_fit_the_terminal() {
    let documents: Vec<_> = THREE
        .iter()
        .map(|t| super::sample(&format!("corpus/{t}")))
        .collect();
    let texts: Vec<_> = documents.iter().cycle().take(20).collect();
    let names: Vec<String> = (0..20).map(|n| format!("{n}.txt")).collect();
    let comparison = Comparison::of(&texts, Topics::standard());
    let sheet = report::sheet(&comparison, &names);
    let parts = Parts {
        topics: true,
        pairs: false,
        wording: false,
        facts: true,
    };
    for (columns, blocks) in [(80, 4), (200, 2)] {
        let said = report::text::text(&sheet, parts, columns);
        let matrix = said.split("■ 話題の比較").nth(1).unwrap();
        let (matrix, after) = matrix.split_once("■ 見当たらない記載").unwrap();
        let facts = after.split_once("■ 文言の近さ").unwrap().1;
        for line in matrix.lines().skip(2).chain(facts.lines().skip(1)) {
            let wide = kaitei::text::width::of(line);
            assert!(
                wide <= columns || line.starts_with("ほぼ同じ"),
                "{columns}: {wide} {line}"
            );
        }
        // Each letter heads one column of the matrix.
        for text in &sheet.texts {
            let heads = matrix
                .lines()
                .filter(|l| l.split_whitespace().any(|w| w == text.letter));
            assert_eq!(heads.count(), 1, "{columns}: {}", text.letter);
        }
        let rows = matrix.lines().filter(|l| l.starts_with("利用目的 "));
        assert_eq!(rows.count(), blocks, "{columns}");
    }
}

#[test]
fn what_the_matrix_names_leads_to_its_clause_in_word() {
    let room = Room::new();
    let path = compared(&room, &THREE.map(sample), "out.docx");
    let xml = part(&path, "word/document.xml");
    let xml = roxmltree::Document::parse(&xml).unwrap();
    let named = |tag: &str, attribute: &str| -> Vec<String> {
        xml.descendants()
            .filter(|n| n.tag_name().name() == tag)
            .filter_map(|n| {
                n.attributes()
                    .find(|a| a.name() == attribute)
                    .map(|a| a.value().to_owned())
            })
            .collect()
    };
    let mut anchors = named("bookmarkStart", "name");
    let count = anchors.len();
    anchors.sort();
    anchors.dedup();
    assert_eq!(anchors.len(), count, "an anchor twice");
    let mut links = 0;
    for field in named("fldSimple", "instr") {
        let Some(anchor) = field.trim().strip_prefix("HYPERLINK \\l \"") else {
            continue;
        };
        let anchor = anchor.trim_end_matches('"').to_owned();
        assert!(anchors.binary_search(&anchor).is_ok(), "{field}");
        links += 1;
    }
    assert!(links > 80, "{links}");
    // A clause's anchor stands at its name: a link to it and its own row agree on the path.
    let text = |n: roxmltree::Node<'_, '_>| -> String {
        n.descendants()
            .filter(|t| t.tag_name().name() == "t")
            .filter_map(|t| t.text())
            .collect()
    };
    let place = |name: &str| {
        let start = xml
            .descendants()
            .find(|n| {
                n.tag_name().name() == "bookmarkStart" && n.attributes().any(|a| a.value() == name)
            })
            .unwrap();
        text(start.parent().unwrap())
    };
    assert!(
        place("clause_A_0").contains("個人情報の取得"),
        "{}",
        place("clause_A_0")
    );
    assert!(place("pair_1").contains("A ↔ C"), "{}", place("pair_1"));
}
