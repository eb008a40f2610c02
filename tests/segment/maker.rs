//! Invented documents whose true tree is known: every style of numbering, wrapped and damaged as conversions do.
//!
//! In: a seed. Out: a text and the numbers it counts, in order, with their depth and text. Never: a sentence of a real
//! policy.

/// A clause as it was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meant {
    pub(super) depth: usize,
    pub(super) number: String,
    /// Heading and text, without blanks.
    pub(super) text: String,
}

/// A text with what it means.
#[derive(Debug)]
pub(super) struct Made {
    pub(super) text: String,
    pub(super) meant: Vec<Meant>,
    pub(super) markdown: bool,
}

/// How the numbers of a level are written: `{}` Arabic, `{w}` full width, `{k}` 漢数字, `{c}` 丸数字, `{a}` アイウ,
/// `{i}` イロハ, `{r}` Ⅰ Ⅱ, `{l}` a b c, `{p}` the parent's number and a point.
type Style = &'static [&'static str];

const STYLES: [(Style, bool); 16] = [
    // The second value: the first paragraph bears no number, the second is ２.
    (&["第{}条", "{w}", "({})", "{a}"], true),
    (&["第{w}条", "{w}", "（{w}）", "{a}"], true),
    (&["第{k}条", "{w}", "{k}", "{i}"], true),
    (&["第{}条", "{}.", "({})", "{c}"], false),
    (&["第{}条", "{w}．", "（{w}）", "{c}"], false),
    (&["{}.", "({})", "{c}", "{l}."], false),
    (&["{w}．", "（{w}）", "{c}", "{l}）"], false),
    (&["{}.", "{p}{}", "({})", "{c}"], false),
    (&["{r}", "{w}", "({})", "{a}"], false),
    (&["第{w}", "{w}", "({})", "{a}"], false),
    (&["【第{}条】", "{}.", "({})", "{c}"], false),
    (&["{}）", "（{}）", "{c}"], false),
    (&["{k}、", "({})", "{a}"], false),
    (&["■ {}.", "({})", "{c}"], false),
    (&["第 {} 条", "{w}", "({})", "（{a}）"], true),
    (&["[{}]", "({})", "{c}"], false),
];

const HEADINGS: [&str; 12] = [
    "目的",
    "適用の範囲",
    "定義",
    "届出の方法",
    "利用の制限",
    "費用の負担",
    "記録の保存",
    "苦情の処理",
    "秘密の保持",
    "雑則の定め",
    "窓口について",
    "改定の手続",
];

const SENTENCES: [&str; 16] = [
    "会員は、届け出た事項に変更があったときは、速やかに変更の届出をするものとする。",
    "事務局は、会員から求めがあったときは、その理由を書面により説明する。",
    "貸し出した道具が壊れたときは、借りた者がその修理に要する費用を負担する。ただし、通常の使用によって傷んだ場合は、この限りでない。",
    "理事会は、必要があると認めるときは、会員に対して資料の提出を求めることができる。",
    "前二項の規定は、見学に来た者について準用する。",
    "係員（事務局が指名した者をいう。以下同じ。）は、利用者の求めに応じて、展示品の由来を説明しなければならない。",
    "記録は、作成した日から五年間保存し、期間が過ぎた後は、復元できない方法によって廃棄する。",
    "届出は、第３条に定める様式又は事務局が別に定める電子的な方法によって行うものとし、口頭による届出は受け付けない。",
    "費用は、利用の翌月の末日までに、事務局が指定する口座に振り込む方法によって支払う。",
    "催しの日時及び場所は、開催の十四日前までに、掲示板及び会報によって会員に知らせる。",
    "この規約に定めのない事項については、その都度、総会の決議によってこれを定める。",
    "退会した者は、在籍していた間に知った他の会員の事情を、正当な理由なく第三者に話してはならない。",
    "利用者は、施設内において、火気を使用し、又は大きな音を出してはならない。",
    "開館の時間は、午前九時から午後五時までとし、土曜日及び日曜日は休館とする。",
    "事務局は、事故が起きたときは、直ちに関係する機関に連絡し、その経過を記録するものとする。",
    "抽選に当たった者が辞退したときは、次の順位の者を繰り上げて当選者とする。",
];

const LEADS: [&str; 3] = [
    "次の各号に掲げる事項は、それぞれ当該各号に定めるところによるものとする。",
    "事務局は、次に掲げる場合に限り、利用を断ることができるものとする。",
    "届出をしようとする者は、次の事項を書面に記載しなければならない。",
];

const ITEMS: [&str; 8] = [
    "氏名及び住所",
    "電話番号",
    "届出の年月日",
    "利用する施設の名称",
    "代理人がいるときは、その氏名",
    "希望する日時を記した書面の写し",
    "同居する家族の人数",
    "その他事務局が定める事項",
];

/// A small generator of numbers, so that a seed is a text.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % sides.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

/// A document of the seed.
pub(super) fn make(seed: u64) -> Made {
    let mut dice = Dice::new(seed);
    let (levels, unnumbered) = STYLES[dice.roll(STYLES.len())];
    let mut maker = Maker {
        levels,
        unnumbered,
        gap: ["　", " ", "　　"][dice.roll(3)],
        indent: ["", "　", "  "][dice.roll(3)],
        bracket: dice.roll(3),
        lines: Vec::new(),
        meant: Vec::new(),
        dice,
    };
    let articles = 4 + maker.dice.roll(6);
    for n in 1..=articles {
        maker.article(n);
    }
    let Maker {
        mut dice,
        mut lines,
        meant,
        ..
    } = maker;
    // A page has one width; text from a web page has none.
    let wrap = [0, 0, 64, 76, 88][dice.roll(5)];
    if wrap > 0 {
        lines = lines.iter().flat_map(|l| fold(l, wrap)).collect();
    }
    let mut text = String::from("野草園利用規程\n\n");
    let spaced = dice.roll(4) == 0;
    let pages = wrap > 0 && lines.len() >= 50 && dice.roll(3) == 0;
    for (at, line) in lines.iter().enumerate() {
        text.push_str(line);
        text.push('\n');
        if spaced {
            text.push('\n');
        }
        if pages && at % 25 == 24 {
            text.push_str(&format!("野草園事務局\n- {} -\n", at / 25 + 1));
        }
    }
    Made {
        text,
        meant,
        markdown: false,
    }
}

struct Maker {
    levels: Style,
    unnumbered: bool,
    gap: &'static str,
    indent: &'static str,
    /// Where an article's caption stands: behind the number in brackets, before it, or plain behind it.
    bracket: usize,
    lines: Vec<String>,
    meant: Vec<Meant>,
    dice: Dice,
}

impl Maker {
    fn article(&mut self, n: usize) {
        let heading = HEADINGS[(n - 1) % HEADINGS.len()];
        let marker = number(self.levels[0], n, "");
        let article = marker.contains('条');
        let mut meant = heading.to_owned();
        let own = self.dice.pick(&SENTENCES);
        let plain = if article { self.bracket } else { 2 };
        match plain {
            0 => {
                self.lines.push(format!("{marker}（{heading}）"));
                self.lines.push(own.to_owned());
            }
            1 => {
                self.lines.push(format!("（{heading}）"));
                self.lines.push(format!("{marker}{}{own}", self.gap));
            }
            _ => {
                self.lines.push(format!("{marker}{}{heading}", self.gap));
                self.lines.push(own.to_owned());
            }
        }
        meant.push_str(own);
        self.meant.push(Meant {
            depth: 1,
            number: marker.clone(),
            text: meant,
        });
        let children = self.dice.roll(4);
        let from = if self.unnumbered { 2 } else { 1 };
        if children > 0 {
            for m in from..from + children.max(2) {
                self.level(1, m, &digits(&marker));
            }
        }
    }

    fn level(&mut self, depth: usize, n: usize, parent: &str) {
        let marker = number(self.levels[depth], n, parent);
        let deeper = depth + 1 < self.levels.len() && self.dice.roll(3) == 0;
        let text = if deeper {
            self.dice.pick(&LEADS)
        } else if depth >= 2 && self.dice.roll(3) > 0 {
            self.dice.pick(&ITEMS)
        } else {
            self.dice.pick(&SENTENCES)
        };
        let fenced = marker.ends_with([')', '）', '.', '．', '、']);
        let gap = if fenced && self.dice.roll(4) == 0 {
            ""
        } else {
            self.gap
        };
        self.lines
            .push(format!("{}{marker}{gap}{text}", self.indent.repeat(depth)));
        self.meant.push(Meant {
            depth: depth + 1,
            number: marker.clone(),
            text: text.to_owned(),
        });
        if deeper {
            for m in 1..=2 + self.dice.roll(3) {
                self.level(depth + 1, m, "");
            }
        }
    }
}

fn digits(marker: &str) -> String {
    marker.chars().filter(char::is_ascii_digit).collect()
}

/// A marker of a style.
fn number(style: &str, n: usize, parent: &str) -> String {
    let kanji = [
        "〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二",
    ];
    let wide: String = n
        .to_string()
        .chars()
        .filter_map(|c| char::from_u32(c as u32 + 0xfee0))
        .collect();
    let nth = |from: &str| {
        from.chars()
            .nth(n - 1)
            .map(String::from)
            .unwrap_or_default()
    };
    style
        .replace("{p}", &format!("{parent}."))
        .replace("{}", &n.to_string())
        .replace("{w}", &wide)
        .replace("{k}", kanji[n.min(12)])
        .replace("{c}", &nth("①②③④⑤⑥⑦⑧⑨⑩⑪⑫"))
        .replace("{a}", &nth("アイウエオカキクケコ"))
        .replace("{i}", &nth("イロハニホヘトチリヌ"))
        .replace("{r}", &nth("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"))
        .replace("{l}", &nth("abcdefghij"))
}

/// A line broken at `width` columns, no line beginning with closing punctuation.
fn fold(line: &str, width: usize) -> Vec<String> {
    let mut out = Vec::new();
    let mut now = String::new();
    let mut columns = 0;
    for c in line.chars() {
        let w = if c.is_ascii() { 1 } else { 2 };
        if columns + w > width && !"、。）」".contains(c) {
            out.push(std::mem::take(&mut now));
            columns = 0;
        }
        now.push(c);
        columns += w;
    }
    out.push(now);
    out
}
