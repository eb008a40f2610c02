//! Revisions of known truth: documents are made, edited as a drafter edits, and compared; the pairs must be those that the
//! edits left.
//!
//! Only clear edits: a lawyer would not doubt which clause is which.

use std::collections::{BTreeMap, BTreeSet};

use kaitei::diff::{Status, Tie, diff};
use kaitei::document::{Block, Clause, Document};

/// Draws from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(0x5851_f42d_4c95_7f2d)
            .wrapping_add(0x1405_7b7e_f767_814f);
        (self.0 >> 33) as usize % n
    }

    fn of<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.below(list.len())]
    }
}

/// A clause and where it came from.
#[derive(Debug, Clone)]
struct Made {
    /// The same through every revision.
    id: usize,
    heading: Option<String>,
    text: String,
    items: Vec<Made>,
}

/// Who, when, what and how: every text of three sentences draws its own.
const WHO: [&str; 16] = [
    "船頭",
    "宿直の係",
    "温室の世話人",
    "写真部の代表",
    "会計監査",
    "夜間の守衛",
    "稽古場の主任",
    "茶室の亭主",
    "標本の保管者",
    "水門の見張り",
    "朗読の講師",
    "貸本の店番",
    "屋台の組頭",
    "養蜂の見習い",
    "観測員",
    "渡り廊下の清掃人",
];
const WHEN: [&str; 16] = [
    "濃霧の朝には",
    "祭礼の前夜までに",
    "月の初めに",
    "欠員を生じたときは",
    "台風の接近に際して",
    "冬至の日から",
    "帳簿を閉じた後",
    "来客の求めに応じて",
    "半年に一度",
    "鐘が鳴り次第",
    "日没の前に",
    "火気を用いる場合は",
    "停電の間",
    "収穫を終えたら",
    "満潮の刻限に",
    "開門の折に",
];
const WHAT: [&str; 16] = [
    "灯籠の油",
    "観覧席の座布団",
    "古い楽譜",
    "井戸の釣瓶",
    "硝子の器",
    "樽詰めの酢",
    "羊毛の見本",
    "測量の杭",
    "提灯の骨組み",
    "鳥籠の鍵",
    "銀の匙",
    "版木の箱",
    "縄梯子",
    "雨樋の金具",
    "薬草の苗",
    "風向きの記録",
];
const HOW: [&str; 16] = [
    "倉庫に運び入れる",
    "名簿と照らし合わせる",
    "二人で数える",
    "布で覆う",
    "隣村へ送り届ける",
    "乾いた場所に吊るす",
    "入札に付する",
    "黒板に書き出す",
    "順番に配る",
    "塩水で洗う",
    "台帳から消す",
    "蝋で封じる",
    "三段に積む",
    "窓辺に並べる",
    "灰に埋める",
    "翌朝まで預かる",
];

fn sentence(dice: &mut Dice) -> String {
    format!(
        "{}は、{}{}を{}。",
        dice.of(&WHO),
        dice.of(&WHEN),
        dice.of(&WHAT),
        dice.of(&HOW)
    )
}

fn text(dice: &mut Dice) -> String {
    (0..3).map(|_| sentence(dice)).collect()
}

/// Makes clauses, each with an id of its own.
struct Maker {
    dice: Dice,
    next: usize,
    /// Articles to which clauses came or from which they went: what is put where another one stood may be that one, rewritten.
    touched: BTreeSet<usize>,
    /// Whether articles come or go in this revision.
    comes: bool,
}

impl Maker {
    fn id(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    fn item(&mut self) -> Made {
        Made {
            id: self.id(),
            heading: None,
            text: text(&mut self.dice),
            items: Vec::new(),
        }
    }

    fn article(&mut self) -> Made {
        let id = self.id();
        let items = self.dice.below(4);
        let heading = format!("{}と{}", self.dice.of(&WHAT), self.dice.of(&WHO));
        Made {
            id,
            heading: Some(heading),
            text: text(&mut self.dice),
            items: (0..items).map(|_| self.item()).collect(),
        }
    }

    /// One edit of a drafter.
    fn edit(&mut self, articles: &mut Vec<Made>) {
        let at = self.dice.below(articles.len());
        let to = self.dice.below(articles.len());
        match self.dice.below(9) {
            0 if self.comes => {
                let made = self.article();
                self.touched.insert(made.id);
                articles.insert(at, made);
            }
            1 if !self.comes && articles.len() > 3 && !self.touched.contains(&articles[at].id) => {
                articles.remove(at);
            }
            2 if self.touched.insert(articles[at].id) => {
                let made = self.item();
                let place = self.dice.below(articles[at].items.len() + 1);
                articles[at].items.insert(place, made);
            }
            3 if self.touched.insert(articles[at].id) => {
                articles[at].items.pop();
            }
            4 if at != to
                && self.touched.insert(articles[at].id)
                && self.touched.insert(articles[to].id) =>
            {
                // A 項 goes to another article.
                if let Some(moved) = articles[at].items.pop() {
                    let place = self.dice.below(articles[to].items.len() + 1);
                    articles[to].items.insert(place, moved);
                }
            }
            5 => {
                // One sentence of three is written anew.
                let new = sentence(&mut self.dice);
                let made = &mut articles[at];
                let end = made.text.find('。').map_or(0, |i| i + '。'.len_utf8());
                made.text.replace_range(..end, &new);
            }
            6 => {
                // One word of an item.
                if let Some(item) = articles[at].items.last_mut() {
                    item.text = item.text.replacen('は', "及びその代理は", 1);
                }
            }
            7 => {
                let made = &mut articles[at];
                made.heading = Some(format!("{}の取扱い", made.heading.as_deref().unwrap_or("")));
            }
            8 if at + 1 < articles.len() => articles.swap(at, at + 1),
            _ => {}
        }
    }
}

fn document(articles: &[Made]) -> Document {
    let clauses = articles.iter().enumerate().map(|(n, made)| Clause {
        marker: format!("第{}条", n + 1),
        caption: made.heading.as_ref().map(|h| format!("（{h}）")),
        blocks: vec![Block::paragraph(&made.text)],
        clauses: (made.items.iter().enumerate())
            .map(|(k, item)| Clause {
                // The text of the article is its first 項.
                marker: (k + 2).to_string(),
                blocks: vec![Block::paragraph(&item.text)],
                ..Clause::default()
            })
            .collect(),
        ..Clause::default()
    });
    Document {
        clauses: clauses.collect(),
        ..Document::default()
    }
}

/// By id: path, parent, heading and text.
type Places = BTreeMap<usize, (String, Option<usize>, Option<String>, String)>;

fn places(articles: &[Made]) -> Places {
    let mut out = Places::new();
    for (n, made) in articles.iter().enumerate() {
        let path = format!("第{}条", n + 1);
        for (k, item) in made.items.iter().enumerate() {
            let own = format!("{path}/{}", k + 2);
            out.insert(item.id, (own, Some(made.id), None, item.text.clone()));
        }
        out.insert(
            made.id,
            (path, None, made.heading.clone(), made.text.clone()),
        );
    }
    out
}

/// What the edits did, one line a clause.
fn truth(old: &[Made], new: &[Made]) -> Vec<String> {
    let (was, is) = (places(old), places(new));
    let last = |path: &str| path.rsplit('/').next().map(str::to_owned);
    let mut out = Vec::new();
    for (id, (path, parent, heading, text)) in &was {
        out.push(match is.get(id) {
            None => format!("{path} → - {:?}", Status::Removed),
            Some((now, under, called, words)) => line(
                (path, now),
                if text == words {
                    Status::Unchanged
                } else {
                    Status::Modified
                },
                last(path) != last(now),
                parent != under,
                heading != called,
            ),
        });
    }
    for (path, ..) in is
        .iter()
        .filter(|(id, _)| !was.contains_key(id))
        .map(|p| p.1)
    {
        out.push(format!("- → {path} {:?}", Status::Added));
    }
    out.sort();
    out
}

fn line(
    paths: (&str, &str),
    status: Status,
    renumbered: bool,
    moved: bool,
    retitled: bool,
) -> String {
    format!(
        "{} → {} {status:?} {renumbered} {moved} {retitled}",
        paths.0, paths.1
    )
}

/// What is said of the two, likewise.
fn told(old: &Document, new: &Document) -> Vec<String> {
    let revision = diff(old, new);
    let mut out: Vec<String> = (revision.pairs.iter())
        .map(|pair| {
            let path = |side: &Option<kaitei::diff::Side<'_>>| {
                side.as_ref().map_or("-".to_owned(), |s| s.path.to_string())
            };
            let (was, is) = (path(&pair.old), path(&pair.new));
            match pair.status {
                Status::Added | Status::Removed => format!("{was} → {is} {:?}", pair.status),
                _ if pair.tie != Tie::Same => format!("{was} → {is} {:?}", pair.tie),
                status => line(
                    (&was, &is),
                    status,
                    pair.renumbered,
                    pair.moved,
                    pair.retitled,
                ),
            }
        })
        .collect();
    out.sort();
    out
}

/// So many revisions are made, unless `KAITEI_SURVEY` says how many.
const MADE: u64 = 600;

#[test]
fn clear_edits_are_told_as_they_were_made() {
    let count = std::env::var_os("KAITEI_SURVEY").and_then(|n| n.into_string().ok());
    let count = count.map_or(MADE, |n| n.parse().expect("a number"));
    let mut wrong = Vec::new();
    for seed in 0..count {
        let mut maker = Maker {
            dice: Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15)),
            next: 0,
            touched: BTreeSet::new(),
            comes: seed % 2 == 0,
        };
        let articles = 5 + maker.dice.below(9);
        let edits = 1 + maker.dice.below(6);
        let old: Vec<Made> = (0..articles).map(|_| maker.article()).collect();
        let mut new = old.clone();
        for _ in 0..edits {
            maker.edit(&mut new);
        }
        let (x, y) = (document(&old), document(&new));
        for (said, is) in [
            (told(&x, &y), truth(&old, &new)),
            (told(&y, &x), truth(&new, &old)),
        ] {
            if said != is {
                let only = |a: &[String], b: &[String]| -> Vec<String> {
                    a.iter().filter(|l| !b.contains(l)).cloned().collect()
                };
                wrong.push(format!(
                    "{seed}: said {:?}, is {:?}",
                    only(&said, &is),
                    only(&is, &said)
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
