//! What stands around the clauses of a made document: dates, 目次, notice, 附則, 別表, signatures.
//!
//! In: the clauses. Out: lines before and after them, clauses behind them, and the days they name. Never: a real name.

use super::numbers::{kanji, wide};
use super::words::{POINTS, SENTENCES};
use super::{Caption, Dice, Node, TITLE};

/// The frame of a document.
pub(super) struct Frame {
    /// Text before the title.
    pub(super) before: String,
    /// Lines between the title and the clauses.
    pub(super) head: Vec<String>,
    /// Clauses behind the body: 附則, 別表.
    pub(super) tail: Vec<Node>,
    /// Lines behind the clauses.
    pub(super) foot: Vec<String>,
    pub(super) dates: Vec<String>,
    pub(super) toc: usize,
    pub(super) notice: bool,
}

/// A day as it is written, and as a date.
fn day(dice: &mut Dice) -> (String, String) {
    let (year, month, day) = (2019 + dice.roll(6), 1 + dice.roll(12), 1 + dice.roll(28));
    let iso = format!("{year:04}-{month:02}-{day:02}");
    let reiwa = year - 2018;
    let era = if reiwa == 1 {
        "元".to_owned()
    } else {
        reiwa.to_string()
    };
    // 令和 began in May 2019.
    let in_reiwa = iso.as_str() >= "2019-05-01";
    let words = match dice.roll(7) {
        0 if in_reiwa => format!("令和{era}年{month}月{day}日"),
        1 if in_reiwa => format!(
            "令和{}年{}月{}日",
            if reiwa == 1 {
                "元".into()
            } else {
                wide(reiwa)
            },
            wide(month),
            wide(day)
        ),
        2 if in_reiwa => format!(
            "令和{}年{}月{}日",
            if reiwa == 1 {
                "元".into()
            } else {
                kanji(reiwa)
            },
            kanji(month),
            kanji(day)
        ),
        3 if in_reiwa => format!("R{reiwa}.{month}.{day}"),
        4 => format!("{year}.{month}.{day}"),
        5 => format!("{year}/{month:02}/{day:02}"),
        _ => format!("{year}年{month:02}月{day:02}日"),
    };
    (words, iso)
}

/// A day as a sentence names it.
fn said(dice: &mut Dice) -> (String, String) {
    loop {
        let (words, iso) = day(dice);
        if words.contains('年') {
            return (words, iso);
        }
    }
}

impl Frame {
    pub(super) fn roll(dice: &mut Dice, nodes: &[Node], article: bool, markdown: bool) -> Self {
        let mut frame = Self {
            before: String::new(),
            head: Vec::new(),
            tail: Vec::new(),
            foot: Vec::new(),
            dates: Vec::new(),
            toc: 0,
            notice: false,
        };
        if dice.one_in(4) {
            let (words, iso) = day(dice);
            frame
                .head
                .push(["制定　", "最終改定日："][dice.roll(2)].to_owned() + &words);
            frame.dates.push(iso);
        }
        if dice.one_in(8) && !markdown {
            frame.notice = true;
            let h = &mut frame.head;
            h.push(format!("{TITLE}改定のお知らせ"));
            h.push("いつも野草園をご利用いただき、ありがとうございます。".to_owned());
            h.push("このたび、次のとおり規程を改めましたので、お知らせします。".to_owned());
            h.push("・第2条を改めました。".to_owned());
            h.push(TITLE.to_owned());
        }
        if dice.one_in(5) && !markdown {
            frame.contents(dice, nodes, article);
        }
        if dice.one_in(3) {
            frame.head.push(dice.pick(&SENTENCES[..4]).to_owned());
        }
        if article {
            frame.supplements(dice);
            frame.appendices(dice);
        }
        if dice.one_in(3) {
            frame.closing(dice);
        }
        frame
    }

    /// A 目次 of the chapters, or of the articles.
    fn contents(&mut self, dice: &mut Dice, nodes: &[Node], article: bool) {
        let chapters: Vec<&Node> = nodes.iter().filter(|n| n.depth == 1).collect();
        let dots = dice.roll(3);
        let bulleted = !article && dice.one_in(3) && !chapters[0].marker.starts_with('■');
        self.head
            .push(["目次", "目　次", "【目次】"][dice.roll(3)].to_owned());
        for (at, node) in chapters.iter().enumerate() {
            let heading = match node.caption {
                Caption::Plain => format!("　{}", node.heading),
                _ => format!("（{}）", node.heading),
            };
            let page = match dots {
                0 => String::new(),
                1 => format!("……{}", at / 3 + 1),
                _ => format!("　{}", at / 3 + 1),
            };
            let bullet = if bulleted { "・" } else { "" };
            self.head
                .push(format!("{bullet}{}{heading}{page}", node.marker));
        }
        self.toc = chapters.len() + 1;
    }

    /// One 附則, or several, each counting for itself.
    fn supplements(&mut self, dice: &mut Dice) {
        let word = ["附則", "附　則", "付則"][dice.roll(3)];
        for _ in 0..[0, 1, 1, 2, 3][dice.roll(5)] {
            let (words, iso) = said(dice);
            let effect = format!("この規程は、{words}から施行する。");
            let plain = |marker: &str, depth: usize, text: &str| Node {
                depth,
                marker: marker.to_owned(),
                caption: Caption::None,
                heading: String::new(),
                text: text.to_owned(),
                points: Vec::new(),
                rows: Vec::new(),
            };
            self.dates.push(iso);
            let later =
                "この規程の施行の際現に届け出ている者は、改正後の規程により届け出たものとみなす。";
            let mut head = plain(word, 1, "");
            let markers = match dice.roll(5) {
                0 => ["１", "２"],
                1 => ["1.", "2."],
                2 => ["第１条", "第２条"],
                3 => {
                    // （施行期日） over each 項.
                    self.tail.push(head);
                    for (marker, caption, text) in [
                        ("１", "施行期日", effect.as_str()),
                        ("２", "経過措置", later),
                    ] {
                        self.tail.push(Node {
                            caption: Caption::Before,
                            heading: caption.to_owned(),
                            ..plain(marker, 2, text)
                        });
                    }
                    continue;
                }
                _ => {
                    head.caption = Caption::Plain;
                    head.text = effect;
                    self.tail.push(head);
                    continue;
                }
            };
            self.tail.push(head);
            self.tail.push(plain(markers[0], 2, &effect));
            self.tail.push(plain(markers[1], 2, later));
        }
    }

    /// 別表 with rows, 別紙 with a text, 別記.
    fn appendices(&mut self, dice: &mut Dice) {
        if !dice.one_in(3) {
            return;
        }
        let kind = dice.roll(4);
        let (marker, heading) = [
            ("別表", "（第３条関係）"),
            ("別表第一", "（第三条関係）"),
            ("別紙１", "貸出しの条件"),
            ("別記", "（第２条関係）"),
        ][kind];
        let rows = if kind < 2 {
            [
                "| 区分 | 金額 |",
                "| --- | --- |",
                "| 大人 | 三百円 |",
                "| 子供 | 百円 |",
            ]
            .map(str::to_owned)
            .to_vec()
        } else {
            Vec::new()
        };
        self.tail.push(Node {
            depth: 1,
            marker: marker.to_owned(),
            caption: Caption::Plain,
            heading: heading.trim_matches(['（', '）']).to_owned(),
            text: if rows.is_empty() {
                dice.pick(&SENTENCES).to_owned()
            } else {
                String::new()
            },
            points: if kind == 3 {
                vec![("・", dice.pick(&POINTS).to_owned())]
            } else {
                Vec::new()
            },
            rows,
        });
    }

    /// 以上, dates, and who signs.
    fn closing(&mut self, dice: &mut Dice) {
        if dice.one_in(2) {
            self.foot.push("以上".to_owned());
        }
        for event in ["制定", "改定"].iter().take(1 + dice.roll(2)) {
            let (words, iso) = day(dice);
            self.foot.push(if dice.one_in(2) {
                format!("{event}　{words}")
            } else {
                format!("{words}　{event}")
            });
            self.dates.push(iso);
        }
        if dice.one_in(2) {
            self.foot.push("株式会社野草園".to_owned());
        }
    }
}
