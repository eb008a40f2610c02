//! Amendments: what is written leads from the old text to the new one, and what a person writes is read.

use std::path::{Path, PathBuf};

use kaitei::amend::{self, Closeness, Options};
use kaitei::diff::diff;
use kaitei::document::{Document, canonical};
use kaitei::segment::segment_bytes;
use kaitei::source::Format;
use proptest::prelude::*;

use crate::laws::{document, revised, step};
use crate::support::Room;

/// The amendment of a pair, proved again from its text alone.
fn proved(old: &Document, new: &Document) -> amend::Drafted {
    let revision = diff(old, new);
    let drafted = amend::amendment(&revision, &Options::default());
    if old == new {
        assert!(
            drafted.amendment.instructions.is_empty(),
            "{}",
            drafted.text
        );
        return drafted;
    }
    let applied = amend::apply_text(old, &drafted.text)
        .unwrap_or_else(|e| panic!("{e}\n→ {}\n{}", e.hint, drafted.text));
    assert_eq!(
        canonical::write(&applied.document),
        canonical::write(new),
        "{}",
        drafted.text
    );
    drafted
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_amendment_leads_to_the_new_text(old in document(), steps in prop::collection::vec(step(), 0..6)) {
        let new = revised(old.clone(), steps);
        proved(&old, &new);
        proved(&new, &old);
    }

    #[test]
    fn unrelated_texts_are_amended_too(old in document(), new in document()) {
        proved(&old, &new);
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = amend::read(&text);
    }

    #[test]
    fn damaged_amendments_are_read_or_refused(
        old in document(),
        steps in prop::collection::vec(step(), 1..4),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..4),
    ) {
        let new = revised(old.clone(), steps);
        let mut text: Vec<char> = amend::amendment(&diff(&old, &new), &Options::default()).text.chars().collect();
        for (a, b) in cuts {
            let (a, b) = (a.index(text.len()), b.index(text.len()));
            text.swap(a, b);
        }
        let text: String = text.into_iter().collect();
        if let Ok(applied) = amend::apply_text(&old, &text) {
            // Whatever was read, the result is a document like any other.
            let written = canonical::write(&applied.document);
            prop_assert!(canonical::read(&written).is_ok());
        }
    }
}

fn read(text: &str) -> Document {
    segment_bytes(text.as_bytes(), Format::Plain)
        .unwrap()
        .document
}

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    out.sort();
    out
}

#[test]
fn the_pairs_of_the_sample_corpus_and_of_the_cases_are_amended() {
    let mut pairs: Vec<(String, Document, Document)> = Vec::new();
    for organization in files(&project("corpus")).iter().filter(|p| p.is_dir()) {
        for policy in files(organization) {
            let versions = files(&policy);
            let of = |path: &PathBuf| {
                let format = Format::of_name(&path.display().to_string()).unwrap();
                segment_bytes(&std::fs::read(path).unwrap(), format)
                    .unwrap()
                    .document
            };
            for pair in versions.windows(2) {
                pairs.push((pair[1].display().to_string(), of(&pair[0]), of(&pair[1])));
            }
        }
    }
    for case in files(&project("tests/cases/diff")) {
        let text = std::fs::read_to_string(&case).unwrap();
        let (_, rest) = text.split_once("--- 改定前\n").unwrap();
        let (old, rest) = rest.split_once("--- 改定後\n").unwrap();
        let (new, _) = rest.split_once("--- ").unwrap();
        pairs.push((case.display().to_string(), read(old), read(new)));
    }
    assert!(pairs.len() > 40, "{}", pairs.len());
    let mut whole = Vec::new();
    for (name, old, new) in &pairs {
        for (old, new) in [(old, new), (new, old)] {
            if proved(old, new).closeness != Closeness::Words {
                whole.push(name);
            }
        }
    }
    assert!(whole.is_empty(), "told as a whole: {whole:?}");
}

/// What a case file says under each of its headings.
fn section<'t>(text: &'t str, heading: &str) -> Option<&'t str> {
    let (_, rest) = text.split_once(&format!("--- {heading}\n"))?;
    Some(rest.split_once("\n--- ").map_or(rest, |(body, _)| body))
}

#[test]
fn amendments_that_people_write_are_applied_or_refused() {
    let cases = files(&project("tests/cases/amend"));
    assert!(cases.len() >= 15, "{}", cases.len());
    for case in cases {
        let name = case.display();
        let text = std::fs::read_to_string(&case).unwrap();
        let format = if text.contains("| --- |") {
            Format::Markdown
        } else {
            Format::Plain
        };
        let of = |text: &str| segment_bytes(text.as_bytes(), format).unwrap().document;
        let old = of(section(&text, "改正前").unwrap());
        let applied = amend::apply_text(&old, section(&text, "改め文").unwrap());
        match (applied, section(&text, "改正後"), section(&text, "誤り")) {
            (Ok(applied), Some(new), None) => {
                let new = of(new);
                assert_eq!(
                    canonical::write(&applied.document),
                    canonical::write(&new),
                    "{name}"
                );
                let drafted = proved(&old, &new);
                if let Some(expected) = section(&text, "起案") {
                    assert_eq!(drafted.text.trim_end(), expected.trim_end(), "{name}");
                }
                proved(&new, &old);
            }
            (Err(trouble), None, Some(expected)) => {
                assert_eq!(
                    format!("{trouble}\n{}", trouble.hint),
                    expected.trim_end(),
                    "{name}"
                );
            }
            (Ok(_), _, _) => panic!("{name}: applied, though it should not be"),
            (Err(trouble), _, _) => panic!("{name}: {trouble} → {}", trouble.hint),
        }
    }
}

#[test]
fn the_commands_go_there_and_back() {
    let room = Room::new();
    let text = std::fs::read_to_string(project("tests/cases/amend/article-put-in.txt")).unwrap();
    room.write("old.txt", section(&text, "改正前").unwrap());
    room.write("new.txt", section(&text, "改正後").unwrap());
    let written = room
        .kaitei(&[
            "amend",
            "old.txt",
            "new.txt",
            "--effective",
            "令和七年四月一日",
        ])
        .found();
    assert_eq!(
        written,
        "みなと写真愛好会会則の一部を次のように改正する。
　第六条を第七条とし、第五条を第六条とし、第四条の次に次の一条を加える。
　（会費の不返還）
第五条　既に納めた会費は、返還しない。

　　　附　則
この改正は、令和七年四月一日から施行する。
"
    );
    room.write("kaisei.txt", &written);
    let new = room
        .kaitei(&["segment", "new.txt", "--format", "markdown"])
        .done();
    assert_eq!(room.kaitei(&["apply", "old.txt", "kaisei.txt"]).done(), new);
    let arabic = room
        .kaitei(&["amend", "old.txt", "new.txt", "--numerals", "arabic"])
        .found();
    assert!(arabic.contains("第4条の次に次の1条を加える。"), "{arabic}");
    assert_eq!(
        room.kaitei(&["amend", "new.txt", "new.txt"]).done(),
        "改正する箇所はありません。\n"
    );
}

#[test]
fn an_amendment_that_does_not_fit_prints_nothing() {
    let room = Room::new();
    room.write(
        "old.txt",
        "第1条　会費は、年3,000円とする。\n第2条　会費と入会金は、返さない。会費は前納する。\n",
    );
    room.write(
        "bad.txt",
        "第1条中「3,000円」を「4,000円」に改める。\n第9条を削る。\n",
    );
    assert_eq!(
        room.kaitei(&["apply", "old.txt", "bad.txt"]).failed(),
        (
            "bad.txt: 2 行目（第 2 文「第9条」）: 第9条がありません".to_owned(),
            "それより前の文で番号が変わっていないか、改正前の番号を確かめてください".to_owned()
        )
    );
    room.write("many.txt", "第2条中「会費」を「年会費」に改める。\n");
    let said = room.kaitei(&["apply", "old.txt", "many.txt"]);
    assert_eq!(
        (said.code, said.out.matches("年会費").count()),
        (0, 2),
        "{}",
        said.out
    );
    assert_eq!(
        said.err,
        "kaitei: many.txt: 1 行目: 第2条の「会費」は 2 か所あり、すべて改めました\n"
    );
    let (what, hint) = room
        .kaitei(&["amend", "old.txt", "old.txt", "--effective", "\n"])
        .failed();
    assert!(
        what.contains("--effective") && hint.contains("令和七年"),
        "{what} {hint}"
    );
    let (what, _) = room.kaitei(&["apply", "old.txt", "none.txt"]).failed();
    assert!(what.contains("ファイルがありません"), "{what}");
}

#[test]
fn a_short_amendment_fills_no_memory() {
    let old = read("第1条　会費。\n");
    let mut text = String::new();
    for n in 0..64 {
        let (a, b) = if n == 0 {
            ("会費", "ああ")
        } else {
            ("あ", "ああ")
        };
        text.push_str(&format!("第1条中「{a}」を「{b}」に改める。\n"));
    }
    let trouble = amend::apply_text(&old, &text).unwrap_err();
    assert!(trouble.what.contains("大きくなりすぎます"), "{trouble}");
    // Sentences that never end, lists without an end, quotations in quotations.
    for text in [
        "第1条中「会費\n".repeat(20_000),
        format!(
            "第1条{}中「会費」を「費」に改める。",
            "、第1条".repeat(50_000)
        ),
        format!("第1条中{}会費", "「".repeat(50_000)),
        "第1条、第1条".repeat(50_000) + "を削る。",
    ] {
        assert!(amend::apply_text(&old, &text).is_err());
    }
}

#[test]
fn the_revisions_of_the_sample_corpus_read_as_their_snapshots_say() {
    for organization in files(&project("corpus")).iter().filter(|p| p.is_dir()) {
        for policy in files(organization) {
            for pair in files(&policy).windows(2) {
                let [old, new] = [&pair[0], &pair[1]].map(|path| {
                    let format = Format::of_name(&path.display().to_string()).unwrap();
                    segment_bytes(&std::fs::read(path).unwrap(), format)
                        .unwrap()
                        .document
                });
                let name = pair[1]
                    .strip_prefix(project("corpus"))
                    .unwrap()
                    .with_extension("txt")
                    .display()
                    .to_string()
                    .replace('/', "_");
                crate::front::expect(
                    &format!("tests/snapshots/amend/{name}"),
                    &proved(&old, &new).text,
                );
            }
        }
    }
}
