//! `kaitei table` and `kaitei notice` as a user runs them: formats, house style, warnings, files written whole or not at all.

use crate::front::expect;
use crate::support::Room;

const OLD: &str = "---\nkaitei: 1\norganization: みどり株式会社\n---\n\n# 会員規約\n\n## （目的） **第１条**\n\nこの規約は、会員の権利を定める。\n\n\
## （届出） **第２条**\n\n会員は、住所を届け出る。\n\n### **２** \n\n届出は書面による。\n\n### **３** \n\n届出の様式は別に定める。\n\n### **４** \n\n届出は毎年行う。\n\n\
## （会費） **第３条**\n\n会費は月額100円とする。\n\n## （退会） **第４条**\n\n会員は、いつでも退会できる。\n\n## （細則） **第５条**\n\n細則は別に定める。\n";

fn new() -> String {
    OLD.replace("会員は、住所を届け出る", "会員は、氏名及び住所を届け出る")
        .replace("## （会費） **第３条**\n\n会費は月額100円とする。\n\n", "")
        .replace("**第４条**", "**第３条**")
        .replace("**第５条**", "**第４条**")
        + "\n## （雑則） **第５条**\n\nその他の事項は、理事会が定める。\n"
}

fn room() -> Room {
    let room = Room::new();
    room.write("old.md", OLD);
    room.write("new.md", new());
    room
}

fn table(room: &Room, more: &[&str]) -> String {
    let mut args = vec!["table", "old.md", "new.md"];
    args.extend(more);
    room.kaitei(&args).done()
}

#[test]
fn each_setting_does_what_it_says() {
    let room = room();
    let text = table(&room, &["--format", "markdown"]);
    for line in [
        "# 会員規約　新旧対照表",
        "| 現行 | 改定案 | 備考 |",
        "| （目的）<br>第１条　（略） | （目的）<br>第１条　（略） |  |",
        "| 第２条　会員は、住所を届け出る。 | 第２条　会員は、<ins>氏名及び</ins>住所を届け出る。 | 追加 |",
        "| ２〜４　（略） | ２〜４　（略） |  |",
        "| <ins>（会費）</ins> | （削除） | 削除 |",
        "| （新設） | <ins>（雑則）</ins> | 新設 |",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(
        text.contains("| 第<ins>４</ins>条・第<ins>５</ins>条　（略） | 第<ins>３</ins>条・第<ins>４</ins>条　（略） | 繰上げ |")
            || text.contains("| <ins>第４条</ins>・<ins>第５条</ins>　（略） | <ins>第３条</ins>・<ins>第４条</ins>　（略） | 繰上げ |"),
        "{text}"
    );
    let statute = table(&room, &["--format", "markdown", "--style", "statute"]);
    assert!(
        statute.contains("| 改正後 | 改正前 |\n") && statute.contains("| （削る） |"),
        "{statute}"
    );
    assert!(statute.contains("（傍線部分は改正部分）"), "{statute}");
    let own = table(
        &room,
        &[
            "--format",
            "markdown",
            "--columns",
            "new-old",
            "--labels",
            "旧/新",
            "--remarks",
            "blank",
            "--marks",
            "bold,red",
            "--legend",
            "太い赤字を御覧ください。",
            "--title",
            "{title}の比較",
        ],
    );
    for line in [
        "# 会員規約の比較",
        "太い赤字を御覧ください。",
        "| 新 | 旧 | 備考 |",
        "| 第２条　会員は、<span style=\"color:#c00000\"><b>氏名及び</b></span>住所を届け出る。 | 第２条　会員は、住所を届け出る。 |  |",
    ] {
        assert!(own.contains(line), "{line}\n{own}");
    }
    let shown = table(
        &room,
        &[
            "--format",
            "markdown",
            "--renumbered",
            "shown",
            "--remarks",
            "off",
        ],
    );
    assert!(shown.contains("| （退会）<br>"), "{shown}");
    let out = table(
        &room,
        &[
            "--format",
            "markdown",
            "--renumbered",
            "left-out",
            "--unchanged",
            "left-out",
        ],
    );
    assert!(!out.contains("退会") && !out.contains("第１条"), "{out}");
    let same = table(&room, &["--format", "markdown", "--unchanged", "same"]);
    assert!(
        same.contains("| 第１条　この規約は、会員の権利を定める。 |  |"),
        "{same}"
    );
    assert!(same.contains("（同左）"), "{same}");
    let full = table(&room, &["--format", "markdown", "--unchanged", "full"]);
    assert!(
        !full.contains("（略）") && full.matches("届出は毎年行う。").count() == 2,
        "{full}"
    );
    let nothing = room.kaitei(&["table", "old.md", "old.md"]).done();
    assert!(nothing.contains("変更箇所はありません。"), "{nothing}");
}

#[test]
fn the_ending_decides_and_a_file_is_whole_or_not_at_all() {
    let room = room();
    for (name, begins) in [
        ("out.html", "<!doctype html>"),
        ("out.MD", "# 会員規約"),
        ("out.json", "{\n  \"schema\": 1"),
        ("out.txt", " "),
    ] {
        assert_eq!(table(&room, &["--out", name]), "");
        assert!(room.read(name).starts_with(begins), "{name}");
    }
    table(&room, &["--out", "out.xlsx"]);
    assert!(
        std::fs::read(room.path("out.xlsx"))
            .unwrap()
            .starts_with(b"PK")
    );
    table(&room, &["--format", "markdown", "--out", "out.dat"]);
    let (what, hint) = room
        .kaitei(&["table", "old.md", "new.md", "--out", "out.pages"])
        .failed();
    assert_eq!(what, "out.pages: 拡張子から形式がわかりません");
    assert!(hint.contains(".xlsx"), "{hint}");
    let before = room.everything();
    let (what, _) = room
        .kaitei(&["table", "old.md", "new.md", "--out", "no/such/out.html"])
        .failed();
    assert!(what.starts_with("no/such/out.html: 書けません"), "{what}");
    assert_eq!(room.everything(), before);
}

#[test]
fn the_house_style_is_that_of_the_corpus() {
    let room = room();
    room.ingest("midori/kiyaku", "2024-04-01.md", OLD);
    room.ingest("midori/kiyaku", "2025-04-01.md", &new());
    let settings = room.read("kaitei-corpus/kaitei.toml");
    room.write(
        "kaitei-corpus/kaitei.toml",
        format!("{settings}\n[table]\nlabels = \"改定後/改定前\"\ncolumns = \"new-old\"\nremarks = \"off\"\n\n[notice]\ncontact = \"事務局\"\nnotice-days = 30\n"),
    );
    let text = room
        .kaitei(&["table", "midori/kiyaku", "--format", "markdown"])
        .done();
    assert!(text.contains("\n| 改定後 | 改定前 |\n"), "{text}");
    let flag = room
        .kaitei(&[
            "table",
            "midori/kiyaku",
            "--format",
            "markdown",
            "--remarks",
            "on",
            "--columns",
            "old-new",
        ])
        .done();
    assert!(flag.contains("\n| 改定前 | 改定後 | 備考 |\n"), "{flag}");
    let letter = room.kaitei(&[
        "notice",
        "midori/kiyaku",
        "--reason",
        "届出の項目を増やすため",
        "--effective",
        "2025-04-01",
        "--date",
        "2025-03-10",
        "--table",
    ]);
    assert!(letter.out.contains("事務局"), "{}", letter.out);
    assert_eq!(
        letter.err,
        "kaitei: 注意: 効力を生じる日まで 22 日しかありません（周知の期間は 30 日）\n"
    );
    room.write(
        "kaitei-corpus/kaitei.toml",
        format!("{settings}\n[table]\nremarks = \"yes\"\n"),
    );
    let (what, hint) = room.kaitei(&["table", "midori/kiyaku"]).failed();
    let line = settings.lines().count() + 3;
    assert_eq!(
        what,
        format!("kaitei-corpus/kaitei.toml:{line}: remarks に \"yes\" は指定できません")
    );
    assert_eq!(hint, "次のように指定してください: on、off、blank");
    room.write(
        "kaitei-corpus/kaitei.toml",
        format!("{settings}\n[table]\nremark = \"on\"\n"),
    );
    let (what, _) = room.kaitei(&["notice", "midori/kiyaku"]).failed();
    assert!(
        what.ends_with("[table] に「remark」という設定はありません"),
        "{what}"
    );
}

#[test]
fn a_notice_stands_in_the_order_of_practice_and_says_what_is_missing() {
    let room = room();
    let letter = room
        .kaitei(&[
            "notice",
            "old.md",
            "new.md",
            "--reason",
            "届出の項目を増やすため",
            "--effective",
            "2025-04-01",
            "--contact",
            "事務局",
            "--to",
            "会員各位",
            "--date",
            "2025-03-01",
            "--table",
            "--link",
            "https://example.jp/new",
            "--link",
            "https://example.jp/old",
        ])
        .done();
    let order = [
        "# 「会員規約」改定のお知らせ",
        "2025年3月1日",
        "会員各位",
        "みどり株式会社",
        "1. 改定の対象",
        "2. 施行日",
        "2025年4月1日から",
        "3. 改定の理由",
        "届出の項目を増やすため",
        "4. 主な改定内容",
        "第２条",
        "5. 新旧対照表",
        "6. 全文の掲載場所",
        "https://example.jp/new",
        "https://example.jp/old",
        "7. お問い合わせ先",
        "以上",
        "別紙",
        "| 改定前 | 改定後 | 備考 |",
    ];
    let mut at = 0;
    for words in order {
        let found = letter[at..].find(words);
        at += found.unwrap_or_else(|| panic!("{words} is missing or out of order\n{letter}"));
    }
    let bare = room.kaitei(&["notice", "old.md", "new.md", "--date", "2025-03-01"]);
    assert_eq!(bare.code, 0);
    for words in [
        "変更後の定型約款の内容",
        "効力発生時期",
        "改定の理由",
        "お問い合わせ先",
    ] {
        assert!(bare.err.contains(words), "{words}\n{}", bare.err);
    }
    let same = room.kaitei(&["notice", "old.md", "old.md", "--date", "2025-03-01"]);
    assert!(same.err.contains("定型約款を変更する旨"), "{}", same.err);
    let late = room.kaitei(&[
        "notice",
        "old.md",
        "new.md",
        "--date",
        "2025-04-11",
        "--effective",
        "2025-04-01",
        "--notice-days",
        "0",
        "--reason",
        "整備",
        "--contact",
        "事務局",
        "--table",
    ]);
    assert!(late.err.contains("10 日前に過ぎています"), "{}", late.err);
    assert!(late.out.contains("改定いたしました"), "{}", late.out);
    let (what, _) = room
        .kaitei(&[
            "notice",
            "old.md",
            "new.md",
            "--link",
            "javascript:alert(1)",
        ])
        .failed();
    assert!(what.starts_with("--link: "), "{what}");
    room.kaitei(&[
        "notice",
        "old.md",
        "new.md",
        "--date",
        "2025-03-01",
        "--out",
        "letter.html",
    ]);
    assert!(room.read("letter.html").contains("<h2>1. 改定の対象</h2>"));
}

#[test]
fn the_sample_corpus_is_compared_as_its_snapshots_say() {
    let room = Room::new();
    let project = |name: &str| {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        root.join("corpus").join(name).display().to_string()
    };
    for (old, new, args, name) in [
        (
            "soratome/privacy-policy/2022-10-01.md",
            "soratome/privacy-policy/2023-06-16.md",
            &["--format", "text"][..],
            "soratome_2023-06-16.txt",
        ),
        (
            "shionagi-shobo/riyo-kiyaku/2023-06-01.txt",
            "shionagi-shobo/riyo-kiyaku/2024-04-01.txt",
            &["--format", "markdown", "--style", "statute"],
            "shionagi-shobo_2024-04-01.md",
        ),
        (
            "shionagi-shobo/riyo-kiyaku/2025-04-01.txt",
            "shionagi-shobo/riyo-kiyaku/2025-10-01.txt",
            &["--format", "html"],
            "shionagi-shobo_2025-10-01.html",
        ),
        (
            "tokiwano-kagu/privacy-policy/2022-04-01.txt",
            "tokiwano-kagu/privacy-policy/2023-07-01.txt",
            &["--format", "text", "--unchanged", "left-out"],
            "tokiwano-kagu_2023-07-01.txt",
        ),
    ] {
        let (old, new) = (project(old), project(new));
        let mut all = vec!["table", &old, &new];
        all.extend(args);
        expect(
            &format!("tests/snapshots/table/{name}"),
            &room.kaitei(&all).out,
        );
    }
}

#[test]
fn what_is_read_is_never_written_over() {
    let room = room();
    room.write("firm.docx", "PK");
    let before = room.everything();
    for (out, args) in [
        ("old.md", &["table", "old.md", "new.md"][..]),
        ("new.md", &["table", "old.md", "new.md"]),
        ("./new.md", &["notice", "old.md", "new.md"]),
        ("old.md", &["diff", "old.md", "new.md", "--format", "text"]),
        ("new.md", &["compare", "old.md", "new.md"]),
        (
            "firm.docx",
            &["table", "old.md", "new.md", "--template", "firm.docx"],
        ),
    ] {
        let (what, _) = room.kaitei(&[args, &["--out", out]].concat()).failed();
        assert_eq!(what, format!("{out}: 読み込むファイルには書き込めません"));
    }
    assert_eq!(room.everything(), before);
}

#[test]
fn what_cannot_be_made_is_said_and_not_left_out_in_silence() {
    let room = room();
    for (args, word) in [
        (&["diff", "--out", "out.xlsx"][..], "out.xlsx: 拡張子"),
        (&["diff", "--out", "out.html"], "out.html: 拡張子"),
        (&["diff", "--author", "甲"], "--author は Word"),
        (&["table", "--template", "firm.docx"], "--template は Word"),
        (&["compare", "--author", "甲"], "--author は Word"),
        (
            &["table", "--orientation", "portrait", "--out", "out.xlsx"],
            "--orientation は Word",
        ),
        (
            &["notice", "--template", "firm.docx", "--out", "out.html"],
            "--template は Word",
        ),
        (
            &["table", "--out", "no/out.html"],
            "no/out.html: 書けません（フォルダがありません）",
        ),
    ] {
        let (command, more) = args.split_first().unwrap();
        let args = [&[*command, "old.md", "new.md"], more].concat();
        let (what, _) = room.kaitei(&args).failed();
        assert!(what.starts_with(word), "{what}");
    }
    for (flag, value, example) in [
        ("--labels", "旧", "改定前/改定後"),
        ("--marks", "blink", "underline"),
        ("--effective", "2025-13-40", "2025-04-01"),
    ] {
        let (_, hint) = room
            .kaitei(&["notice", "old.md", "new.md", flag, value])
            .failed();
        assert!(hint.contains(example), "{hint}");
    }
    room.write("mark.txt", "\u{feff}\n");
    let (what, _) = room.kaitei(&["table", "mark.txt", "new.md"]).failed();
    assert_eq!(what, "mark.txt: 空のファイルです");
}

#[test]
fn the_day_of_an_amendment_is_one_of_effect_where_the_text_says_so() {
    let room = Room::new();
    let text = |more: &str| {
        format!(
            "会員規約\n\n第1条（目的）\nこの規約は、会員の権利を定める。\n\n附則\n1　この規約は、2019年4月1日から施行する。\n{more}"
        )
    };
    room.write("old.txt", text(""));
    for (more, known) in [
        ("2　この規約は、2020年4月1日から改正施行する。\n", true),
        ("\n2020年4月1日改定\n", false),
    ] {
        room.write("new.txt", text(more));
        let letter = room.kaitei(&["notice", "old.txt", "new.txt", "--date", "2020-03-01"]);
        assert_eq!(
            letter.out.contains("2020年4月1日から"),
            known,
            "{}",
            letter.out
        );
        assert_eq!(
            !letter.err.contains("効力発生時期"),
            known,
            "{}",
            letter.err
        );
    }
}
