//! `kaitei diff` for the terminal: it fits its columns, its colours are asked for, its numbers add up.

use kaitei::diff::{diff, prove};
use kaitei::document::Document;
use kaitei::report::{redline, stat};
use kaitei::segment::segment_bytes;
use kaitei::source::Format;
use kaitei::text::width;

use crate::support::Room;

fn document(text: &str) -> Document {
    segment_bytes(text.as_bytes(), Format::Plain)
        .unwrap()
        .document
}

/// A text of many long clauses, the `n`th of them reworded.
fn long(reworded: usize) -> String {
    let mut out = String::from("図書の貸出しに関する規程\n");
    for n in 1..=12 {
        let days = if n == reworded {
            "三十日以内に、館長が別に定める様式により"
        } else {
            "十四日以内に、"
        };
        out.push_str(&format!(
            "\n第{n}条（延滞、紛失その他の場合における利用者の届出及び負担に関する事項その{n}）\n利用者（当館の登録を受けた者をいう。）は、\
             借り受けた図書を返すことができないときは、その日から{days}（info@example.comに宛てた電子メールによる場合を含む。）「届出」をしなければならない。\n"
        ));
    }
    out
}

fn plain(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn every_line_fits_and_no_character_is_lost() {
    let (old, new) = (document(&long(0)), document(&long(5)));
    let revision = diff(&old, &new);
    let joined = |columns: usize| {
        let layout = redline::Layout {
            columns,
            all: false,
        };
        let text = plain(&redline::redline(&revision, layout));
        for line in text.lines() {
            assert!(width::of(line) <= columns, "{columns}: {line}");
            let first = line.trim_start().chars().next();
            assert!(!first.is_some_and(|c| "、。」）".contains(c)), "{line}");
        }
        text.lines().map(str::trim_start).collect::<String>()
    };
    let widest = joined(400);
    assert!(
        widest.contains("[-十四日-]{+三十日+}以内に、{+館長が別に定める様式により+}"),
        "{widest}"
    );
    for columns in [40, 61, 80, 200] {
        assert_eq!(joined(columns), widest);
    }
    for columns in [40, 80, 200] {
        for line in plain(&stat::stat(&revision, columns)).lines() {
            assert!(width::of(line) <= columns.max(60), "{columns}: {line}");
        }
    }
}

#[test]
fn colours_end_with_their_line_and_are_written_only_where_asked_for() {
    let room = Room::new();
    room.write("old.txt", long(0));
    room.write("new.txt", long(5));
    let said = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = room.command(&["diff", "old.txt", "new.txt"]);
        command.args(args).envs(env.iter().copied());
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let auto = said(&[], &[]);
    assert!(!auto.contains('\u{1b}'), "{auto}");
    let always = said(&["--color", "always"], &[("NO_COLOR", "1")]);
    assert_eq!(plain(&always), auto);
    for line in always.lines().filter(|l| l.contains('\u{1b}')) {
        let last = line.rfind("\u{1b}[").unwrap();
        assert!(line[last..].starts_with("\u{1b}[0m"), "{line:?}");
    }
    assert_eq!(
        said(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]),
        auto
    );
    assert!(said(&[], &[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert!(!said(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]).contains('\u{1b}'));
}

#[test]
fn a_pager_is_never_started_in_a_pipe() {
    let room = Room::new();
    room.write("old.txt", long(0));
    room.write("new.txt", long(5));
    let mut command = room.command(&["diff", "old.txt", "new.txt"]);
    command.env("PAGER", "echo paged");
    let out = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(out.contains("[-") && !out.contains("paged"), "{out}");
}

#[test]
fn the_numbers_of_stat_add_up() {
    let old = document(
        "会則\n\n第1条（目的）\n目的を定める。\n\n第2条（会費）\n会費は10円とする。\n\n第3条（退会）\n退会は届け出る。\n",
    );
    let new = document(
        "会則\n\n第1条（目的）\n目的を定める。\n\n第2条（入会）\n入会を望む者は申込書を出す。\n\n第3条（会費）\n会費は300円とする。\n\n第4条（退会）\n退会は届け出る。\n",
    );
    let revision = diff(&old, &new);
    let text = plain(&stat::stat(&revision, 80));
    let (mut come, mut gone) = (0, 0);
    let numbers = |line: &str, mark: char| -> usize {
        line.split_whitespace()
            .find_map(|w| w.strip_prefix(mark)?.parse().ok())
            .unwrap()
    };
    let rows: Vec<&str> = text.lines().filter(|l| l.starts_with(" 第")).collect();
    assert_eq!(rows.len(), 3, "{text}");
    for row in &rows {
        come += numbers(row, '+');
        gone += numbers(row, '-');
    }
    assert_eq!((gone, come), prove::changed_characters(&revision), "{text}");
    assert!(
        text.contains(&format!(" 計 3 箇所　+{come} 字　-{gone} 字\n")),
        "{text}"
    );
    assert!(
        text.ends_with(" 追加 1、変更 1、番号の変更 2、変更なし 1\n"),
        "{text}"
    );
    assert!(
        rows[0].contains("第2条（入会）") && rows[0].contains('追'),
        "{text}"
    );
    // Equal texts.
    assert_eq!(plain(&stat::stat(&diff(&old, &old), 80)), " 変更なし 3\n");
}

#[test]
fn a_body_that_got_a_number_is_no_change_of_its_words() {
    let (old, new) = (
        document(
            "会則\n\n第1条（会費）\n会員は、毎年4月末日までに年会費を納める。\n\n第2条（解散）\n本会は、総会の議決により解散する。\n",
        ),
        document(
            "会則\n\n第1条（会費）\n1 会員は、毎年4月末日までに年会費を納める。\n2 納めた会費は、返還しない。\n\n第2条（解散）\n本会は、総会の議決により解散する。\n",
        ),
    );
    for (old, new, number, other, total) in [
        (
            &old,
            &new,
            "番号の追加",
            "[-会員",
            "追加 1、番号の変更 1、変更なし 2",
        ),
        (
            &new,
            &old,
            "番号の削除",
            "{+会員",
            "削除 1、番号の変更 1、変更なし 2",
        ),
    ] {
        let revision = diff(old, new);
        let layout = |all| redline::Layout { columns: 200, all };
        let text = plain(&redline::redline(&revision, layout(false)));
        assert!(text.contains(number) && !text.contains("年会費"), "{text}");
        let text = plain(&redline::redline(&revision, layout(true)));
        assert!(text.contains("年会費") && !text.contains(other), "{text}");
        let text = plain(&stat::stat(&revision, 200));
        assert!(text.contains(total), "{text}");
        assert!(!text.contains("+26"), "{text}");
    }
}
