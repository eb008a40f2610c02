//! Markdown → lines.
//!
//! In: CommonMark with tables. Out: its lines as a reader sees them (code ticks and emphasis gone,
//! links kept as they stand), numbered by pulldown-cmark's byte offsets, with what the markup says of
//! each as a [`Hint`](super::Hint). Never: loses text; markup that is not known stays as it stands.
//!
//! A list whose items all bear one number (`1.` `1.` `1.`) counts by position, as Markdown renders it;
//! any other list keeps the numbers that were written. Indented code is not preformatted here: rules
//! of employment indent their 項 and 号 by four blanks.

use std::borrow::Cow;

mod definitions;
mod lines;
mod position;
mod reader;

use pulldown_cmark::{Options, Parser};

use super::{Line, Lines};
use definitions::Shown;
use reader::Reader;

/// The lines of a Markdown text.
pub(super) fn read(text: &str) -> Lines<'_> {
    // A lone CR is a line break too; as LF it takes the same byte, so that every place stays right.
    if has_lone_cr(text) {
        let mut chars = text.chars().peekable();
        let mut fixed = String::with_capacity(text.len());
        while let Some(c) = chars.next() {
            let lone = c == '\r' && chars.peek() != Some(&'\n');
            fixed.push(if lone { '\n' } else { c });
        }
        return Lines {
            lines: read(&fixed)
                .lines
                .into_iter()
                .map(|l| Line {
                    text: Cow::Owned(l.text.into_owned()),
                    ..l
                })
                .collect(),
        };
    }
    let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader {
        text,
        starts: std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i + 1))
            .collect(),
        lines: Vec::new(),
        ordered: Vec::new(),
        buffer: String::new(),
        begun: None,
        soft: false,
        lazy: false,
        lists: Vec::new(),
        item: None,
        item_at: 0,
        outer: None,
        heading: None,
        quote: 0,
        table: None,
        columns: 0,
        verbatim: None,
        code: None,
        metadata: false,
        html: String::new(),
        html_at: 0,
        last: 0,
    };
    let parser = Parser::new_ext(text, options);
    let mut shown = Shown::of(text);
    for (event, range) in parser.into_offset_iter() {
        shown.note(&event, &range);
        reader.event(event, range);
    }
    reader.flush();
    for span in shown.definitions(text) {
        reader.definition(span);
    }
    position::renumber(&mut reader.lines, reader.ordered);
    Lines {
        lines: reader.lines,
    }
}

fn has_lone_cr(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
}

#[cfg(test)]
mod tests {
    use super::super::Hint;
    use super::*;

    fn texts(markdown: &str) -> Vec<(usize, String, Hint)> {
        read(markdown)
            .lines
            .into_iter()
            .map(|l| (l.number, l.text.into_owned(), l.hint))
            .collect()
    }

    #[test]
    fn markup_becomes_hints() {
        let lines = texts(
            "# 規程\n\n1. 第一項の`文`\n    - **細目**\n2. 第二項\n\n> 注記\n\n```\n例\n```\n",
        );
        let expected = [
            (1, "規程", Hint::Heading(1)),
            (3, "1. 第一項の文", Hint::Item(1)),
            (4, "- 細目", Hint::Item(2)),
            (5, "2. 第二項", Hint::Item(1)),
            (7, "注記", Hint::Quote),
            (10, "例", Hint::Code),
        ];
        assert_eq!(lines, expected.map(|(n, t, h)| (n, t.to_owned(), h)));
    }

    #[test]
    fn a_list_of_one_repeated_number_counts_by_position() {
        let lines: Vec<_> = texts("1. あ\n1. い\n1. う\n")
            .into_iter()
            .map(|l| l.1)
            .collect();
        assert_eq!(lines, ["1. あ", "2. い", "3. う"]);
        let kept: Vec<_> = texts("1. あ\n2. い\n2. う\n")
            .into_iter()
            .map(|l| l.1)
            .collect();
        assert_eq!(kept, ["1. あ", "2. い", "2. う"]);
    }

    #[test]
    fn cells_beyond_the_header_are_kept() {
        let lines = texts("| 年 | 日 |\n| - | - |\n| 1 | 2 | 三 |\n| 4 | 5 |\n");
        assert_eq!(lines[1].1, "| 1 | 2 | 三 |");
        assert_eq!(lines[2].1, "| 4 | 5 |");
        let lines = texts("| 年 | 日 |\n| - | - |\n\u{c}| 1 | 二 |\n");
        assert_eq!(lines[1].1, "|  | 1 | 二 |");
    }

    #[test]
    fn links_stay_as_they_stand() {
        assert_eq!(
            texts("詳細は[*こちら*](https://example.jp/a_b)を\n見る。\n")[0].1,
            "詳細は[*こちら*](https://example.jp/a_b)を"
        );
    }

    #[test]
    fn the_definition_of_a_link_is_text() {
        let lines: Vec<_> = texts("連絡先\n\n[住所]: 東京都港区1-2-3\n\n[こちら][1]を見る。\n\n[1]: https://example.jp/\n\n以上\n")
            .into_iter()
            .map(|l| (l.0, l.1))
            .collect();
        let expected = [
            (1, "連絡先"),
            (3, "[住所]: 東京都港区1-2-3"),
            (5, "[こちら][1]を見る。"),
            (7, "[1]: https://example.jp/"),
            (9, "以上"),
        ];
        assert_eq!(lines, expected.map(|(n, t)| (n, t.to_owned())));
    }

    #[test]
    fn a_second_definition_of_a_label_is_text_too() {
        let text =
            "[住所]: 東京都\n\n- 甲\n\n  [住所]: 大阪府\n> [住所]: 京都府\n> [a]:\n> 100\n\n乙\n";
        let lines: Vec<_> = texts(text).into_iter().map(|l| l.1).collect();
        let expected = [
            "[住所]: 東京都",
            "- 甲",
            "[住所]: 大阪府",
            "[住所]: 京都府",
            "[a]:",
            "100",
            "乙",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn what_only_looks_like_a_tag_is_text() {
        for text in [
            "甲は<company>とする。",
            "<会社名>は",
            "<img alt=\"料金 1,000円\">を見る。",
            "<a href=\"https://example.jp/\">別紙</a>を見る。",
            "<brand>と<trade>",
        ] {
            assert_eq!(texts(text)[0].1, text);
        }
        assert_eq!(
            texts("一<br>二<span class=\"x\">三</span>")
                .iter()
                .map(|l| l.1.as_str())
                .collect::<String>(),
            "一二三"
        );
    }

    #[test]
    fn tables_of_both_kinds_become_rows() {
        let lines = texts(
            "| 年 | 日 |\n| - | - |\n| 1 | a\\|b |\n\n<table>\n<tr><td>x</td><td>y</td></tr>\n</table>\n<!-- 覚書\n二行目 -->\n",
        );
        let expected = [
            (1, "| 年 | 日 |", Hint::Row { header: true }),
            (3, "| 1 | a\\|b |", Hint::Row { header: false }),
            (6, "| x | y |", Hint::Row { header: false }),
            (8, "<!-- 覚書", Hint::Comment),
            (9, "二行目 -->", Hint::Comment),
        ];
        assert_eq!(lines, expected.map(|(n, t, h)| (n, t.to_owned(), h)));
    }
}
