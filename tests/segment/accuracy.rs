//! How well the sample corpus is read: F1 over numbered clauses (path and heading), and title, organisation, dates.
//!
//! `tests/gold/*.tsv` is what a person says each text holds; `docs/accuracy.md` is what this test found, and must be
//! current (`KAITEI_BLESS=1 cargo test accuracy` writes it anew).

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use kaitei::document::{Block, Clause, Document};
use kaitei::segment::segment_bytes;
use kaitei::source::Format;
use kaitei::text::fold;

/// What is known of one text.
#[derive(Default)]
struct Gold {
    text: String,
    title: String,
    organization: String,
    dates: BTreeSet<String>,
    rows: Vec<(String, String)>,
}

fn gold(path: &Path) -> Gold {
    let mut out = Gold::default();
    let mut stack: Vec<String> = Vec::new();
    for line in fs::read_to_string(path).expect("gold").lines() {
        if let Some((key, value)) = line.strip_prefix("# ").and_then(|l| l.split_once(": ")) {
            match key {
                "text" => out.text = value.to_owned(),
                "title" => out.title = value.to_owned(),
                "organization" => out.organization = value.to_owned(),
                "date" => {
                    out.dates.insert(value.to_owned());
                }
                _ => panic!("{}: {key} is no key", path.display()),
            }
            continue;
        }
        let cells: Vec<_> = line.splitn(3, '\t').collect();
        let depth: usize = cells[0].parse().expect("a depth");
        stack.truncate(depth - 1);
        stack.push(cells[1].to_owned());
        out.rows.push((stack.join("/"), fold::key(cells[2])));
    }
    out
}

fn found(clauses: &[Clause], parent: &str, out: &mut Vec<(String, String)>) {
    for c in clauses {
        let path = match c.number() {
            Some(number) => {
                let path = format!("{parent}{number}");
                let first = match c.blocks.first() {
                    Some(Block::Paragraph(text) | Block::Note { text, .. }) => text.as_str(),
                    _ => "",
                };
                out.push((path.clone(), fold::key(c.heading().unwrap_or(first))));
                path + "/"
            }
            None => parent.to_owned(),
        };
        found(&c.clauses, &path, out);
    }
}

/// True where two texts begin alike, as far as both go.
fn agree(a: &str, b: &str) -> bool {
    let shorter = a.chars().count().min(b.chars().count()).min(12);
    a.chars().take(shorter).eq(b.chars().take(shorter))
}

/// Facts of the head that are right, of three.
fn head(gold: &Gold, d: &Document) -> usize {
    let dates: BTreeSet<String> = d
        .dates
        .iter()
        .map(|x| format!("{} {}", x.event.as_str(), x.date))
        .collect();
    usize::from(d.title.as_deref() == Some(&gold.title))
        + usize::from(d.organization.as_deref() == Some(&gold.organization))
        + usize::from(dates == gold.dates)
}

#[test]
fn accuracy() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = fs::read_dir(root.join("tests/gold"))
        .expect("gold")
        .map(|e| e.expect("an entry").path())
        .collect();
    files.sort();
    assert_eq!(
        files.len(),
        14,
        "every text of the sample corpus has its gold"
    );
    let mut table = String::new();
    let (mut hits, mut golds, mut founds, mut heads) = (0, 0, 0, 0);
    for path in &files {
        let gold = gold(path);
        let bytes = fs::read(root.join(&gold.text)).expect("a text of the corpus");
        let format = Format::of_name(&gold.text).expect("a format");
        let segmented = segment_bytes(&bytes, format).expect("text");
        let mut rows = Vec::new();
        found(&segmented.document.clauses, "", &mut rows);
        let count = rows.len();
        let mut hit = 0;
        for (path, text) in &gold.rows {
            if let Some(at) = rows.iter().position(|r| r.0 == *path && agree(&r.1, text)) {
                rows.remove(at);
                hit += 1;
            }
        }
        let right = head(&gold, &segmented.document);
        let f1 = 2.0 * hit as f64 / (gold.rows.len() + count) as f64;
        let name = gold.text.trim_start_matches("corpus/");
        let _ = writeln!(
            table,
            "| {name} | {} | {count} | {f1:.4} | {right} / 3 |",
            gold.rows.len()
        );
        hits += hit;
        golds += gold.rows.len();
        founds += count;
        heads += right;
    }
    let f1 = 2.0 * hits as f64 / (golds + founds) as f64;
    let page = format!(
        "{HEAD}{table}| 計 | {golds} | {founds} | {f1:.4} | {heads} / {} |\n{FOOT}",
        files.len() * 3
    );
    let docs = root.join("docs/accuracy.md");
    if std::env::var_os("KAITEI_BLESS").is_some() {
        fs::write(&docs, &page).expect("docs can be written");
    }
    assert_eq!(
        fs::read_to_string(&docs).unwrap_or_default(),
        page,
        "docs/accuracy.md is not current"
    );
    assert!(
        hits == golds && golds == founds && heads == files.len() * 3,
        "{table}"
    );
}

const HEAD: &str = "# どれだけ正しく読めるか

見本の方針・規程（`corpus/`）を `kaitei segment` と同じ手順で読み、人が作った正解（`tests/gold/*.tsv`）と突き合わせた結果です。
`cargo test accuracy` で再現できます。この頁はその試験が書き、古くなると試験が失敗します。

- **条項**：番号のある条項の数。番号の経路（`第2条/(3)/ア`）と、見出し（なければ本文）の初めの12字がともに合えば正しいと数えます。
- **F1**：正解と読み取りの両方から見た一致の割合（1 が完全）。
- **題名など**：題名、組織、日付（すべての日と、その意味）の三つのうち、合ったもの。

| 文書 | 条項（正解） | 条項（読取り） | F1 | 題名など |
| --- | ---: | ---: | ---: | ---: |
";

const FOOT: &str = "
見本は作り物で、変換の傷も限られています。ほかの文書でどこを間違えるかは [tricky-cases.md](tricky-cases.md) に書いてあります。
形の違う文書での試験は、別に二つあります。

- `tests/cases/segment/*.txt`：番号の書き方、変換の傷、目次、附則、日付などを一つずつ試す文書。
- `tests/segment/maker/`：34種類の番号の付け方で、平文と Markdown の文書を作り、目次、お知らせ、章、枝番、附則、別表、日付、署名を付け、折り返しや
  頁の飾りで傷めて、作ったとおりの木、題名、日付に戻るかを試します。戻らないものは `tests/segment/laws.rs` に記録します。
";
