//! Canonical Markdown: a document as a text that people read, correct and compare with git.
//!
//! In: a [`Document`](super::Document), or the text of a `policy.md`. Out: the other of the two.
//! Never: knows where a file lies, or reads ordinary Markdown.
//!
//! Law: `read(write(d)) == d` for every document. The form, line by line:
//!
//! ```text
//! ---
//! kaitei: 1
//! organization: みどり株式会社
//! dates:
//!   - amended 2021-09-06 head 2021年09月06日最終改定
//! ---
//!
//! # プライバシーポリシー          the title
//!
//! 前文の段落。                    a paragraph is one line; blocks are apart by a blank line
//!
//! <!-- 目次 -->                   a part: 目次, お知らせ, 本文, 末尾
//! - 目次
//! - １．取得
//!
//! <!-- 本文 -->
//!
//! ## **１．** 取得                a clause: as many # as its depth + 1, its number in bold, its heading
//!
//! - **・** 氏名                   a list item behind its mark; `- 氏名` where the mark is a hyphen
//!   - さらに細目                  two blanks a level
//!
//! > **※** 注記                    a remark
//!
//! ## （目的） **第１条**           an article whose caption stands before its number
//!
//! ### [提供目的]                  a labelled group without a number
//! ```
//!
//! A backslash at the start of a text keeps it from being read as one of these; inside a bold mark
//! it keeps `*`, and inside a table cell `|`.

mod read;
mod write;

pub use read::{CanonicalError, is_canonical, read};
pub use write::write;

/// The first lines of every canonical text.
const HEAD: &str = "---\nkaitei: 1\n";

const PART_TOC: &str = "<!-- 目次 -->";
const PART_NOTICE: &str = "<!-- お知らせ -->";
const PART_BODY: &str = "<!-- 本文 -->";
const PART_CLOSING: &str = "<!-- 末尾 -->";
/// Between two neighbours of one kind inside a list item, where no blank line can part them.
const APART: &str = "<!-- -->";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Clause, Document, Event, Item, Lines, Notice, Place, PolicyDate};

    fn sample() -> Document {
        let item = |m: &str, t: &str| Item::new(m, t);
        Document {
            title: Some("# 題名".into()),
            organization: Some("みどり株式会社".into()),
            dates: vec![PolicyDate {
                event: Event::Amended,
                date: jiff::civil::date(2021, 9, 6),
                text: "2021年09月06日最終改定".into(),
                place: Place::Head,
                lines: Lines(5, 5),
            }],
            preamble: vec![
                Block::paragraph("- 前文"),
                Block::paragraph("\\"),
                Block::paragraph("<!-- 本文 -->"),
            ],
            toc: vec!["目次".into(), "1. 取得".into()],
            notices: vec![
                Notice {
                    heading: Some("改定のお知らせ".into()),
                    blocks: vec![Block::paragraph("### 理由")],
                },
                Notice::default(),
            ],
            clauses: vec![
                Clause {
                    marker: "*1\\.".into(),
                    caption: Some("**取得**".into()),
                    blocks: vec![
                        Block::List(vec![
                            Item {
                                marker: "・".into(),
                                text: "**氏名".into(),
                                blocks: vec![
                                    Block::List(vec![item("-", "**姓")]),
                                    Block::List(vec![item("- ・", "名")]),
                                    Block::paragraph("- 段落"),
                                    Block::Table {
                                        header: vec![],
                                        rows: vec![
                                            vec!["a|b".into(), "\\".into()],
                                            vec!["".into()],
                                        ],
                                    },
                                ],
                            },
                            item("-", "住所"),
                        ]),
                        Block::note("※", "**注"),
                        Block::note("", "印のない注"),
                        Block::paragraph("---"),
                    ],
                    clauses: vec![
                        Clause {
                            marker: "（１）".into(),
                            ..Clause::default()
                        },
                        Clause {
                            caption: Some("**[目的]".into()),
                            ..Clause::default()
                        },
                    ],
                    ..Clause::default()
                },
                Clause {
                    marker: "第１条".into(),
                    caption: Some("（目的）".into()),
                    caption_first: true,
                    ..Clause::default()
                },
                Clause {
                    marker: "第２条".into(),
                    caption: Some("**範囲 **甲**".into()),
                    caption_first: true,
                    ..Clause::default()
                },
                Clause {
                    caption: Some("終わり **太字**".into()),
                    ..Clause::default()
                },
                Clause {
                    caption: Some("\\逆斜線**".into()),
                    ..Clause::default()
                },
                Clause {
                    marker: "2".into(),
                    blocks: vec![Block::Table {
                        header: vec!["年".into(), "日".into()],
                        rows: vec![vec!["1".into(), "10".into()]],
                    }],
                    ..Clause::default()
                },
            ],
            closing: vec![Block::paragraph("以上")],
        }
    }

    #[test]
    fn reads_back_what_it_wrote() {
        for document in [sample(), Document::default()] {
            let text = write(&document);
            assert!(is_canonical(&text));
            assert_eq!(read(&text).unwrap(), document, "{text}");
        }
    }

    #[test]
    fn hostile_depth_is_read() {
        let clauses: String = (2..20_000)
            .map(|n| "#".repeat(n % 5000 + 2) + " x\n")
            .collect();
        let lists: String = (0..4000).map(|n| "  ".repeat(n) + "- x\n").collect();
        let blank = "x\n-\u{c}\n- \u{c}\n".to_owned();
        for body in [clauses, lists, blank] {
            let text = format!("---\nkaitei: 1\n---\n\n{body}");
            assert!(read(&text).is_ok());
        }
    }

    #[test]
    fn an_item_that_begins_with_a_bar_is_no_row_of_the_table_before_it() {
        let table = Block::Table {
            header: vec![],
            rows: vec![vec!["1".into()]],
        };
        let items = vec![
            Item {
                marker: "-".into(),
                text: "表".into(),
                blocks: vec![table],
            },
            Item::new("-", "| 縦棒"),
        ];
        let document = Document {
            preamble: vec![Block::List(items)],
            ..Document::default()
        };
        assert_eq!(read(&write(&document)).unwrap(), document);
    }

    #[test]
    fn carriage_returns_end_no_title() {
        let document = read("---\nkaitei: 1\n---\n# 題名\r\r\r\n\n本文\r\n").unwrap();
        assert_eq!(document.title.as_deref(), Some("題名"));
        assert_eq!(read(&write(&document)).unwrap(), document);
    }

    #[test]
    fn other_texts_are_not_canonical() {
        assert!(!is_canonical("---\ntitle: x\n---\n"));
        assert!(read("# 規約\n").is_err());
    }
}
