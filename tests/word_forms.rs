//! 新旧対照表 and お知らせ as Word files, and a firm's template: every character is there, every file keeps to the schema,
//! a hostile template is refused.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};

use kaitei::diff::diff;
use kaitei::report::docx::{self, Error, Excess, Fault, Options, Orientation, Template, visible};
use kaitei::report::notice::{Body, Line, Link, Notice, Section};
use kaitei::report::table::{self, Comparison, Marks, Piece, Remarks, Settings, Style, Unchanged};
use kaitei::segment::segment_bytes;
use kaitei::source::Format;
use zip::write::SimpleFileOptions;

use crate::office::{self, Task};
use crate::word::{Files, hostile, options, pairs, part, solid};

/// Every text of a table in the order in which a reader of Word meets it: title, legend, then row by row.
fn texts(table: &Comparison) -> String {
    let mut out = vec![table.title.clone()];
    out.extend(table.legend.clone());
    if !table.rows.is_empty() {
        out.extend(table.columns.iter().map(|c| c.label.clone()));
        out.extend(table.remarks.clone());
    }
    for part in table.rows.iter().flat_map(|r| &r.parts) {
        for column in &table.columns {
            for piece in part.cell(column.which) {
                match piece {
                    Piece::Paragraph(paragraph) => out.push(paragraph.text()),
                    Piece::Grid(grid) => {
                        let cells = grid.rows.iter().flatten().flatten();
                        out.extend(cells.map(|r| r.text.clone()));
                    }
                }
            }
        }
        if table.remarks.is_some() {
            out.push(part.remark.clone());
        }
    }
    solid(&visible(&out.concat()).0)
}

/// A table of each kind, with its name.
fn tables() -> Vec<(String, Comparison)> {
    let mut all = pairs();
    all.retain(|p| p.0.ends_with(|c: char| c.is_ascii_digit()) || p.0.contains("table"));
    all.push(("hostile".to_owned(), hostile(0), hostile(1)));
    let none = kaitei::document::Document::default();
    all.push(("none".to_owned(), none.clone(), none));
    let mut out = Vec::new();
    for (n, (name, old, new)) in all.iter().enumerate() {
        let mut settings = Settings::of(if n % 2 == 0 {
            Style::Corporate
        } else {
            Style::Statute
        });
        settings.marks = Marks {
            underline: n % 3 != 1,
            bold: n % 3 > 0,
            red: n % 3 > 1,
        };
        if n % 4 == 1 {
            settings.remarks = Remarks::Blank;
        }
        if n % 5 == 0 {
            settings.unchanged = Unchanged::Full;
        }
        out.push((name.clone(), table::compare(&diff(old, new), &settings)));
    }
    out
}

fn letter(annex: Option<Comparison>) -> Notice {
    Notice {
        date: Some("2026年1月5日".to_owned()),
        to: Some("お客さま各位".to_owned()),
        from: Some("みどり株式会社".to_owned()),
        title: "会員規約改定のお知らせ".to_owned(),
        lead: vec!["平素より<当社>のサービスをご利用いただき、ありがとうございます。".to_owned()],
        sections: vec![
            Section {
                heading: "改定日".to_owned(),
                body: vec![Body::Paragraph("2026年4月1日".to_owned())],
            },
            Section {
                heading: "主な改定内容".to_owned(),
                body: vec![Body::List(vec![Line {
                    text: "第3条（会費）の「10円」を「20円」に変更".to_owned(),
                    below: vec!["=SUM(A1)".to_owned()],
                }])],
            },
            Section {
                heading: "全文".to_owned(),
                body: vec![Body::Links(vec![
                    Link {
                        label: "改定後の全文".to_owned(),
                        url: "https://example.jp/a?b=1&c=2".to_owned(),
                    },
                    Link {
                        label: "引用符".to_owned(),
                        url: "https://example.jp/\"x\"".to_owned(),
                    },
                ])],
            },
        ],
        annex,
        lacks: Vec::new(),
        doubts: Vec::new(),
    }
}

#[test]
fn libreoffice_shows_every_character_of_tables_and_letters() {
    let tables = tables();
    let mut files = Files::new();
    let mut wanted = Vec::new();
    for (name, table) in &tables {
        let written = docx::comparison(table, &options()).unwrap();
        files.add(&format!("{name}.docx"), &written.bytes);
        wanted.push(texts(table));
    }
    let annex = tables[0].1.clone();
    let own = texts(&annex);
    let written = docx::notice(&letter(Some(annex)), &options()).unwrap();
    files.add("letter.docx", &written.bytes);
    let tasks: Vec<(Task, &Path)> = files
        .names
        .iter()
        .map(|path| (Task::Read, path.as_path()))
        .collect();
    let got = office::libreoffice(&tasks);
    for ((got, wanted), path) in got.iter().zip(&wanted).zip(&files.names) {
        assert_eq!(&solid(&office::text(got)), wanted, "{}", path.display());
    }
    let shown = office::text(got.last().unwrap());
    let words: Vec<&str> = shown
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty())
        .collect();
    assert_eq!(
        words[..14],
        [
            "2026年1月5日",
            "お客さま各位",
            "みどり株式会社",
            "会員規約改定のお知らせ",
            "平素より<当社>のサービスをご利用いただき、ありがとうございます。",
            "記",
            "1. 改定日",
            "2026年4月1日",
            "2. 主な改定内容",
            "・第3条（会費）の「10円」を「20円」に変更",
            "－=SUM(A1)",
            "3. 全文",
            "改定後の全文　https://example.jp/a?b=1&c=2",
            "引用符　https://example.jp/\"x\"",
        ]
    );
    assert_eq!(words[14..16], ["以上", "別紙"]);
    assert_eq!(solid(&words[16..].concat()), own);
}

#[test]
fn tables_letters_and_templates_keep_to_the_schema() {
    let mut files = Files::new();
    let tables = tables();
    for (n, (name, table)) in tables.iter().enumerate() {
        if n % 3 == 0 || name == "hostile" {
            let written = docx::comparison(table, &options()).unwrap();
            files.add(&format!("{name}.docx"), &written.bytes);
            let sheet = table::xlsx(table, options().properties.at).unwrap();
            files.add(&format!("{name}.xlsx"), &sheet);
        }
    }
    let template = Template::read(&firm(&HEADER)).unwrap();
    let dressed = Options {
        template: Some(&template),
        orientation: Some(Orientation::Portrait),
        ..options()
    };
    for (name, options) in [("plain", options()), ("firm", dressed)] {
        let written = docx::notice(&letter(Some(tables[0].1.clone())), &options).unwrap();
        files.add(&format!("letter-{name}.docx"), &written.bytes);
        let written = docx::redline(&diff(&hostile(0), &hostile(1)), &options).unwrap();
        files.add(&format!("redline-{name}.docx"), &written.bytes);
    }
    let paths: Vec<&Path> = files.names.iter().map(PathBuf::as_path).collect();
    assert_eq!(office::faults(&paths), [""; 0]);
}

#[test]
fn a_heading_stays_with_its_text_on_one_page() {
    let read = |fee: &str| {
        let text = format!(
            "会員規約\n\n（会費）\n第1条　会費は{fee}とする。\n（退会）\n第2条　会員は、退会できる。\n"
        );
        segment_bytes(text.as_bytes(), Format::Plain)
            .unwrap()
            .document
    };
    let (old, new) = (read("10円"), read("20円"));
    let table = table::compare(&diff(&old, &new), &Settings::default());
    let xml = part(
        &docx::comparison(&table, &options()).unwrap().bytes,
        "word/document.xml",
    );
    let rows: Vec<&str> = xml.split("<w:tr>").filter(|r| r.contains("会費")).collect();
    assert_eq!(rows.len(), 2, "{xml}");
    let paragraphs = rows[0].matches("<w:p>").count();
    assert_eq!(
        rows[0].matches("<w:keepNext/>").count(),
        paragraphs,
        "{}",
        rows[0]
    );
    assert!(!rows[1].contains("<w:keepNext/>"), "{}", rows[1]);
}

#[test]
fn the_header_row_is_repeated_and_rows_may_break() {
    let (_, table) = tables().swap_remove(0);
    let xml = part(
        &docx::comparison(&table, &options()).unwrap().bytes,
        "word/document.xml",
    );
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 1);
    // The header alone stays whole.
    assert_eq!(xml.matches("<w:cantSplit").count(), 1);
    assert!(xml.contains("w:orient=\"landscape\""));
}

/// Parts of a package: name, text.
type Parts<'a> = Vec<(&'a str, String)>;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A header with a text, and what it refers to.
const HEADER: (&str, &str) = (
    "<w:p><w:r><w:t>みどり株式会社　社外秘</w:t></w:r></w:p>",
    "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" \
     Target=\"https://example.jp/\" TargetMode=\"External\"/>",
);

/// A firm's template whose names and prefixes are others than ours, with this header.
fn firm(header: &(&str, &str)) -> Vec<u8> {
    pack(&firm_parts(header))
}

fn firm_parts(header: &(&str, &str)) -> Parts<'static> {
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let relations =
        |list: &str| format!("<Relationships xmlns=\"{package}\">{list}</Relationships>");
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{R}/{kind}\" Target=\"{target}\"/>")
    };
    vec![
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
                .to_owned(),
        ),
        (
            "_rels/.rels",
            relations(&relation("a", "officeDocument", "/文書/main.xml")),
        ),
        (
            "文書/main.xml",
            format!(
                "<x:document xmlns:x=\"{W}\" xmlns:q=\"{R}\"><x:body><x:p><x:r><x:t>ひな形の本文</x:t></x:r></x:p><x:sectPr>\
                 <x:headerReference x:type=\"default\" q:id=\"h\"/><x:pgSz x:w=\"11906\" x:h=\"16838\"/>\
                 <x:pgMar x:top=\"1418\" x:right=\"1134\" x:bottom=\"1134\" x:left=\"1418\" x:header=\"567\" x:footer=\"567\" x:gutter=\"0\"/>\
                 <x:cols x:num=\"3\"/></x:sectPr></x:body></x:document>"
            ),
        ),
        (
            "文書/_rels/main.xml.rels",
            relations(&(relation("s", "styles", "styles.xml") + &relation("h", "header", "h.xml"))),
        ),
        (
            "文書/styles.xml",
            format!(
                "<x:styles xmlns:x=\"{W}\"><x:style x:type=\"paragraph\" x:default=\"1\" x:styleId=\"a\"><x:name x:val=\"Normal\"/>\
                 <x:rPr><x:sz x:val=\"24\"/></x:rPr></x:style>\
                 <x:style x:type=\"paragraph\" x:styleId=\"Clause\"><x:name x:val=\"firm's own\"/><x:basedOn x:val=\"a\"/></x:style>\
                 <x:style x:type=\"paragraph\" x:styleId=\"11\"><x:name x:val=\"Heading 1\"/><x:basedOn x:val=\"a\"/></x:style>\
                 <!-- end --></x:styles>"
            ),
        ),
        (
            "文書/h.xml",
            format!(
                "<w:hdr xmlns:w=\"{W}\" xmlns:r=\"{R}\">{}</w:hdr>",
                header.0
            ),
        ),
        ("文書/_rels/h.xml.rels", relations(header.1)),
    ]
}

fn pack(parts: &Parts<'_>) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_firms_template_gives_its_styles_header_and_page() {
    let template = Template::read(&firm(&HEADER)).unwrap();
    let options = Options {
        template: Some(&template),
        ..options()
    };
    let bytes = docx::redline(&diff(&hostile(0), &hostile(1)), &options)
        .unwrap()
        .bytes;
    let (document, styles) = (
        part(&bytes, "word/document.xml"),
        part(&bytes, "word/styles.xml"),
    );
    // Its own heading by name, our 条文 under an id that is not taken, its size of type for the indents.
    assert!(document.contains("<w:pStyle w:val=\"11\"/>"));
    assert!(document.contains("<w:pStyle w:val=\"KaiteiClause\"/>"));
    assert!(document.contains("w:hanging=\"240\"") && !document.contains("w:hanging=\"210\""));
    assert!(document.contains("w:left=\"1418\"") && !document.contains("w:num=\"3\""));
    assert!(!document.contains("ひな形の本文"));
    assert!(styles.contains("firm's own"));
    assert!(
        styles.contains("<w:name w:val=\"条文の注\"/>\n    <w:basedOn w:val=\"KaiteiClause\"/>")
    );
    let at = document
        .split("<w:headerReference w:type=\"default\" r:id=\"")
        .nth(1)
        .unwrap();
    let id = at.split('"').next().unwrap();
    let relations = part(&bytes, "word/_rels/document.xml.rels");
    let target = relations.split(&format!("Id=\"{id}\"")).nth(1).unwrap();
    let name = target
        .split("Target=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    assert!(part(&bytes, &format!("word/{name}")).contains("社外秘"));
    // The page's number is ours where the firm has no footer.
    assert!(part(&bytes, "word/footer1.xml").contains("NUMPAGES"));
}

#[test]
fn a_hostile_template_is_refused() {
    let with = |name: &str, text: &str| {
        let mut parts = firm_parts(&HEADER);
        parts.iter_mut().find(|p| p.0 == name).unwrap().1 = text.to_owned();
        Template::read(&pack(&parts)).unwrap_err()
    };
    let relation = |kind: &str, target: &str, mode: &str| {
        format!("<Relationship Id=\"r\" Type=\"{R}/{kind}\" Target=\"{target}\" {mode}/>")
    };
    for (kind, target, mode) in [
        (
            "image",
            "https://example.jp/seen.png",
            "TargetMode=\"External\"",
        ),
        ("image", "program.exe", ""),
        ("oleObject", "o.bin", ""),
        ("chart", "c.xml", ""),
    ] {
        let own = relation(kind, target, mode);
        let error = Template::read(&firm(&(HEADER.0, own.as_str()))).unwrap_err();
        assert!(matches!(error, Error::TemplatePart(..)), "{kind}: {error}");
    }
    let out = relation("image", "../../../etc/passwd.png", "");
    let error = Template::read(&firm(&(HEADER.0, out.as_str()))).unwrap_err();
    assert!(
        matches!(&error, Error::NoTemplate(Fault::Outside(part, _)) if part == "文書/_rels/h.xml.rels"),
        "{error}"
    );
    let bomb = format!(
        "<!DOCTYPE a [<!ENTITY b \"{}\">]><a>&b;</a>",
        "x".repeat(1000)
    );
    let xml = |part: &str| Fault::Xml(part.to_owned(), 1);
    for (name, text, fault) in [
        ("文書/styles.xml", bomb.as_str(), xml("文書/styles.xml")),
        ("文書/styles.xml", "<styles/>", Fault::NoStyles),
        ("文書/styles.xml", "not XML", xml("文書/styles.xml")),
        ("文書/main.xml", "<a/>", Fault::NoDocument),
        ("_rels/.rels", "<Relationships/>", Fault::NoDocument),
        ("文書/h.xml", "<w:hdr>", xml("文書/h.xml")),
    ] {
        assert_eq!(with(name, text), Error::NoTemplate(fault), "{name}");
    }
    let strict = "<document xmlns=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"/>";
    assert_eq!(with("文書/main.xml", strict), Error::StrictTemplate);
    let huge = " ".repeat(17 << 20);
    let error = with("文書/styles.xml", &huge);
    let part = Excess::Part("文書/styles.xml".to_owned());
    assert_eq!(error, Error::LargeTemplate(part));
    let deep = "<a>".repeat(100_000);
    assert!(matches!(with("文書/h.xml", &deep), Error::NoTemplate(_)));
    for bytes in [&b""[..], b"PK\x03\x04", &[0xff; 64]] {
        let error = Template::read(bytes).err();
        assert_eq!(error, Some(Error::NoTemplate(Fault::NoZip)));
    }
    let good = firm(&HEADER);
    for cut in (0..good.len()).step_by(97) {
        assert!(Template::read(&good[..cut]).is_err());
    }
}

#[test]
fn the_commands_write_word_files() {
    let room = crate::support::Room::new();
    room.write("old.txt", "会員規約\n\n第1条（会費）\n会費は10円とする。\n");
    room.write("new.txt", "会員規約\n\n第1条（会費）\n会費は20円とする。\n");
    room.write("firm.docx", firm(&HEADER));
    let table = [
        "table",
        "old.txt",
        "new.txt",
        "--template",
        "firm.docx",
        "--out",
        "t.docx",
    ];
    room.kaitei(&table).done();
    let notice = ["notice", "old.txt", "new.txt", "--table", "--out", "n.docx"];
    assert_eq!(room.kaitei(&notice).code, 0);
    for (file, word) in [("t.docx", "10円"), ("n.docx", "別紙")] {
        let bytes = std::fs::read(room.path(file)).unwrap();
        assert!(part(&bytes, "word/document.xml").contains(word), "{file}");
        assert!(
            part(&bytes, "docProps/core.xml").contains("会員規約"),
            "{file}"
        );
    }
    // A device has no end.
    let (what, _) = room
        .kaitei(&[
            "table",
            "old.txt",
            "new.txt",
            "--template",
            "/dev/zero",
            "--out",
            "x.docx",
        ])
        .failed();
    assert_eq!(what, "/dev/zero: ファイルではありません");
    // A template that is none, and a place that is no file, leave nothing behind.
    room.write("none.docx", "PK");
    let (what, _) = room
        .kaitei(&[
            "table",
            "old.txt",
            "new.txt",
            "--template",
            "none.docx",
            "--out",
            "x.docx",
        ])
        .failed();
    assert!(what.starts_with("none.docx: "), "{what}");
    room.write("folder/file", "");
    room.kaitei(&[
        "diff", "old.txt", "new.txt", "--out", "folder", "--format", "docx",
    ])
    .failed();
    assert!(!room.path("x.docx").exists());
    let left = std::fs::read_dir(room.path("folder")).unwrap().count();
    assert_eq!(left, 1);
    let hidden = std::fs::read_dir(room.path("")).unwrap();
    assert!(
        hidden
            .flatten()
            .all(|e| !e.file_name().to_string_lossy().ends_with(".tmp"))
    );
}
