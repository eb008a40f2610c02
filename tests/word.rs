//! Word files: the redline leads to both texts, in our own reading of it and in LibreOffice's; every file keeps to the
//! schema; nothing of a text is lost, whatever it holds.

use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use kaitei::diff::{Revision, diff};
use kaitei::document::{Block, Clause, Document, Item};
use kaitei::report::docx::{self, Options, Properties, visible};
use kaitei::segment::segment_bytes;
use kaitei::source::Format;
use kaitei::text::fold;
use roxmltree::Node;
use tempfile::TempDir;

use crate::office::{self, Task};
use crate::support::Room;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

pub(crate) fn options() -> Options<'static> {
    Options {
        properties: Properties {
            title: "変更履歴".to_owned(),
            author: "法務部 <甲&乙>".to_owned(),
            company: Some("みどり株式会社".to_owned()),
            at: jiff::Timestamp::from_second(1_767_225_600).unwrap(),
        },
        template: None,
        orientation: None,
    }
}

/// One part of a package.
#[track_caller]
pub(crate) fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut file = zip.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

/// Which changes are taken: those put in, or those taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Take {
    /// The new text.
    Accepted,
    /// The old text.
    Rejected,
}

impl Take {
    /// True where what stands in `w:ins` or `w:del` is not taken.
    fn drops(self, node: Node<'_, '_>) -> bool {
        let gone = match self {
            Self::Accepted => "del",
            Self::Rejected => "ins",
        };
        node.has_tag_name((W, gone))
    }
}

/// The paragraphs and cells of a document with all changes taken one way; empty ones left out.
fn taken(xml: &str, take: Take) -> Vec<String> {
    fn blocks(node: Node<'_, '_>, take: Take, out: &mut Vec<String>) {
        // A paragraph whose end goes runs on in the next one.
        let mut open = String::new();
        for child in node.children() {
            if child.has_tag_name((W, "tbl")) {
                for row in child.children().filter(|c| c.has_tag_name((W, "tr"))) {
                    let mut marks = row
                        .children()
                        .filter(|c| c.has_tag_name((W, "trPr")))
                        .flat_map(|p| p.children());
                    if marks.any(|m| take.drops(m)) {
                        continue;
                    }
                    for cell in row.children().filter(|c| c.has_tag_name((W, "tc"))) {
                        blocks(cell, take, out);
                    }
                }
            } else if child.has_tag_name((W, "p")) {
                texts(child, take, &mut open);
                let goes_on = child
                    .children()
                    .filter(|c| c.has_tag_name((W, "pPr")))
                    .flat_map(|p| p.children())
                    .filter(|c| c.has_tag_name((W, "rPr")))
                    .flat_map(|p| p.children())
                    .any(|m| take.drops(m));
                if !goes_on {
                    out.push(std::mem::take(&mut open));
                }
            }
        }
        out.push(open);
    }
    fn texts(node: Node<'_, '_>, take: Take, out: &mut String) {
        for child in node.children() {
            if take.drops(child) || child.has_tag_name((W, "pPr")) {
                continue;
            }
            if child.has_tag_name((W, "tab")) {
                out.push('\t');
            } else if child.has_tag_name((W, "t")) || child.has_tag_name((W, "delText")) {
                out.push_str(child.text().unwrap_or_default());
            } else {
                texts(child, take, out);
            }
        }
    }
    let read = roxmltree::Document::parse(xml).unwrap();
    let body = read.root_element().first_element_child().unwrap();
    let mut out = Vec::new();
    blocks(body, take, &mut out);
    out.retain(|line| !line.is_empty());
    out
}

/// Characters without blanks.
pub(crate) fn solid(text: &str) -> String {
    text.chars()
        .filter(|c| *c != '\n' && !fold::is_blank(*c))
        .collect()
}

/// Every character of a document, blanks left out, as XML can hold them.
fn characters(document: &Document) -> String {
    let mut out = String::new();
    for leaf in shown(document) {
        out.push_str(&solid(&visible(&leaf).0));
    }
    out
}

/// The texts of a document in the order in which they are shown: a heading before its number stands there.
fn shown(document: &Document) -> Vec<String> {
    let mut leaves = document.leaves();
    let firsts: Vec<_> = document
        .walk()
        .into_iter()
        .filter(|(_, c)| c.caption_first && c.caption.is_some() && !c.marker.is_empty())
        .map(|(path, _)| path)
        .collect();
    for path in firsts {
        if let Some(at) = leaves.iter().position(|l| l.path == path) {
            leaves.swap(at, at + 1);
        }
    }
    leaves.into_iter().map(|l| l.marker + &l.text).collect()
}

fn redline(revision: &Revision<'_>) -> Vec<u8> {
    docx::redline(revision, &options()).unwrap().bytes
}

/// The redline of a revision leads to both of its texts, line by line.
#[track_caller]
pub(crate) fn leads_to_both(revision: &Revision<'_>) {
    let xml = part(&redline(revision), "word/document.xml");
    for (take, document) in [
        (Take::Accepted, revision.new),
        (Take::Rejected, revision.old),
    ] {
        let lines = taken(&xml, take);
        assert_eq!(
            solid(&lines.concat()),
            characters(document),
            "{take:?}\n{xml}"
        );
        let clean = redline(&diff(document, document));
        assert_eq!(
            lines,
            taken(&part(&clean, "word/document.xml"), take),
            "{take:?}\n{xml}"
        );
    }
}

/// Old and new text of each case of the comparison, and each two versions in a row of the sample corpus.
pub(crate) fn pairs() -> Vec<(String, Document, Document)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |bytes: &[u8], format| segment_bytes(bytes, format).unwrap().document;
    let mut out = Vec::new();
    for path in sorted(&root.join("tests/cases/diff")) {
        let text = std::fs::read_to_string(&path).unwrap();
        let old = text.split("--- 改定前\n").nth(1).unwrap();
        let (old, rest) = old.split_once("--- 改定後\n").unwrap();
        let new = rest.split("--- 改定概要\n").next().unwrap();
        let plain = |text: &str| read(text.as_bytes(), Format::Plain);
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        out.push((name, plain(old), plain(new)));
    }
    for organization in sorted(&root.join("corpus")).iter().filter(|p| p.is_dir()) {
        for policy in sorted(organization) {
            let versions: Vec<Document> = sorted(&policy)
                .iter()
                .map(|path| {
                    let format = if path.extension().is_some_and(|e| e == "md") {
                        Format::Markdown
                    } else {
                        Format::Plain
                    };
                    read(&std::fs::read(path).unwrap(), format)
                })
                .collect();
            let name = organization.file_name().unwrap().to_string_lossy();
            for (n, two) in versions.windows(2).enumerate() {
                out.push((format!("{name}-{n}"), two[0].clone(), two[1].clone()));
            }
        }
    }
    assert!(out.len() > 40);
    out
}

fn sorted(dir: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = std::fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    out.sort();
    out
}

/// Texts that mean something to a format, a shell, a spreadsheet or a terminal.
const HOSTILE: [&str; 13] = [
    "<w:p/>&amp;<!-- --> ]]> \"'",
    "=SUM(A1:A9) +1 -1 @x",
    "| a | b | `code` **強調** \\",
    "𠮷野家の𠮷、葛\u{e0100}城と葛󠄁城",
    "か\u{3099}き\u{3099}ハ\u{309a}、é と e\u{301}",
    "\u{200f}עברית\u{200e} \u{202e}逆\u{202c}",
    "鳴\u{7}る\u{1b}[31m赤\u{0}終",
    "タブ\tと\u{b}改\u{c}頁",
    "\u{85}\u{7f}\u{ad}\u{2028}\u{feff}\u{fffe}\u{ffff}",
    "①㈱Ⅳ％～〜−－—…“”‘’",
    "https://example.jp/とても/長い?a=1&b=2",
    "_x0041_ &#65; %41 \\u0041",
    "ｶﾞｷﾞｸﾞ ＡＢＣ　　全角空白",
];

/// A document of hostile texts in every place, the `n`th of them apart from the others.
pub(crate) fn hostile(n: usize) -> Document {
    let text = |at: usize| {
        HOSTILE[(at + n) % HOSTILE.len()]
            .trim_matches(fold::is_blank)
            .to_owned()
    };
    let word = "超".repeat(300) + &"W".repeat(300);
    Document {
        title: Some(text(0)),
        preamble: vec![Block::paragraph(text(1)), Block::paragraph(word)],
        toc: vec![text(2)],
        clauses: (0..HOSTILE.len())
            .map(|at| Clause {
                marker: format!("第{}条", at + 1),
                caption: (at % 2 == 0).then(|| text(at)),
                caption_first: at % 4 == 0,
                blocks: vec![
                    Block::paragraph(text(at + 1)),
                    Block::List(vec![
                        Item::new("・", text(at)),
                        Item::new("-", text(at + 2)),
                    ]),
                    Block::Table {
                        header: vec![text(at), "=1+1".to_owned(), String::new()],
                        rows: vec![
                            vec![text(at + 3), text(at)],
                            vec!["同じ".to_owned(), text(at + 4), "三".to_owned()],
                        ],
                    },
                    Block::note("※", text(at)),
                ],
                ..Clause::default()
            })
            .collect(),
        closing: vec![Block::paragraph("以上")],
        ..Document::default()
    }
}

#[test]
fn the_redline_leads_to_both_texts() {
    for (name, old, new) in pairs() {
        println!("{name}");
        leads_to_both(&diff(&old, &new));
        leads_to_both(&diff(&new, &old));
    }
    for n in [1, 4, 12] {
        leads_to_both(&diff(&hostile(0), &hostile(n)));
    }
    let none = Document::default();
    leads_to_both(&diff(&none, &hostile(1)));
    leads_to_both(&diff(&hostile(1), &none));
    leads_to_both(&diff(&none, &none));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let (old, new) = (hostile(0), hostile(1));
    assert_eq!(redline(&diff(&old, &new)), redline(&diff(&old, &new)));
}

#[test]
fn control_characters_are_shown_and_counted() {
    let document = Document {
        title: Some("鳴\u{7}る".to_owned()),
        ..Document::default()
    };
    let written = docx::redline(&diff(&document, &document), &options()).unwrap();
    assert_eq!(written.replaced, 1);
    assert!(part(&written.bytes, "word/document.xml").contains("鳴␇る"));
    let room = Room::new();
    room.write("old.txt", "規約\n\n第1条 鳴る\n");
    room.write("new.txt", "規約\n\n第1条 鳴\u{7}る\n");
    let said = room.kaitei(&["diff", "old.txt", "new.txt", "--out", "r.docx"]);
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(said.err.contains("制御文字が 1 字"), "{}", said.err);
}

/// Files in a folder that goes with the test.
pub(crate) struct Files {
    dir: TempDir,
    pub(crate) names: Vec<PathBuf>,
}

impl Files {
    pub(crate) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            names: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) {
        let path = self.dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        self.names.push(path);
    }
}

#[test]
fn libreoffice_accepts_to_the_new_text_and_rejects_to_the_old() {
    // All texts of the sample corpus, and the cases in which tables, moves and breaks between lines change.
    let names = [
        "table",
        "moved",
        "reorder",
        "line-break",
        "became",
        "merged",
        "split",
        "preamble",
    ];
    let mut pairs = pairs();
    pairs.retain(|p| {
        p.0.ends_with(|c: char| c.is_ascii_digit()) || names.iter().any(|n| p.0.contains(n))
    });
    let last = HOSTILE.len() - 1;
    for (n, m) in [(0, 1), (3, 2), (last, 5)] {
        pairs.push((format!("hostile-{n}-{m}"), hostile(n), hostile(m)));
    }
    pairs.push(("empty-old".to_owned(), Document::default(), hostile(0)));
    pairs.push(("empty-new".to_owned(), hostile(0), Document::default()));
    let mut files = Files::new();
    for (name, old, new) in &pairs {
        files.add(&format!("{name}.docx"), &redline(&diff(old, new)));
    }
    let tasks: Vec<(Task, &Path)> = files
        .names
        .iter()
        .flat_map(|path| {
            [
                (Task::Accept, path.as_path()),
                (Task::Reject, path.as_path()),
            ]
        })
        .collect();
    let texts = office::libreoffice(&tasks);
    for (both, (name, old, new)) in texts.chunks(2).zip(&pairs) {
        for (got, document) in both.iter().zip([new, old]) {
            assert_eq!(solid(&office::text(got)), characters(document), "{name}");
        }
    }
}

#[test]
fn every_file_keeps_to_the_schema() {
    let mut files = Files::new();
    for (n, (name, old, new)) in pairs().iter().enumerate() {
        if n % 4 == 0 || name.contains("table") || name.ends_with("-0") {
            files.add(&format!("{name}.docx"), &redline(&diff(old, new)));
        }
    }
    files.add("hostile.docx", &redline(&diff(&hostile(0), &hostile(1))));
    let none = Document::default();
    files.add("none.docx", &redline(&diff(&none, &none)));
    let paths: Vec<&Path> = files.names.iter().map(PathBuf::as_path).collect();
    assert_eq!(office::faults(&paths), [""; 0]);
}

/// The validator sees what it is for: an element out of order, one that is unknown, a value that is none.
#[test]
fn the_validator_sees_faults() {
    let good = redline(&diff(&hostile(0), &hostile(1)));
    let xml = part(&good, "word/document.xml");
    let mut files = Files::new();
    for (n, (from, to)) in [
        ("<w:tcW ", "<w:gridSpan w:val=\"1\"/><w:tcW "),
        ("<w:body>", "<w:body><w:unknown/>"),
        ("w:type=\"dxa\"", "w:type=\"ell\""),
        ("<w:tblGrid>", "<w:tblGrid/><w:tblGrid>"),
    ]
    .into_iter()
    .enumerate()
    {
        assert!(xml.contains(from));
        let bad = xml.replacen(from, to, 1);
        files.add(
            &format!("{n}.docx"),
            &with_part(&good, "word/document.xml", &bad),
        );
    }
    let paths: Vec<&Path> = files.names.iter().map(PathBuf::as_path).collect();
    let faults = office::faults(&paths);
    for path in &files.names {
        let name = path.display().to_string();
        assert!(
            faults.iter().any(|f| f.starts_with(&name)),
            "{name}: {faults:#?}"
        );
    }
}

/// The package with another part of that name.
fn with_part(bytes: &[u8], name: &str, text: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let options = zip::write::SimpleFileOptions::default();
        let own = file.name().unwrap().into_owned();
        out.start_file(own.as_str(), options).unwrap();
        if own == name {
            out.write_all(text.as_bytes()).unwrap();
        } else {
            let mut all = Vec::new();
            file.read_to_end(&mut all).unwrap();
            out.write_all(&all).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}
