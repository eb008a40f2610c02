//! Phrases: the words of an amendment, in tables that both the writer and the reader use.
//!
//! In: nothing. Out: words. Never: decides anything. The wording is that of 法制執務 as statutes of Japan use it.

use super::instruction::{Kind, Part, Sentence};

/// A verb as it goes on (連用形, before 、) and as it ends a sentence (終止形, before 。).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verb {
    pub(crate) goes_on: &'static str,
    pub(crate) ends: &'static str,
}

const fn verb(goes_on: &'static str, ends: &'static str) -> Verb {
    Verb { goes_on, ends }
}

/// Every verb of an amendment; a longer one before one that it ends with.
pub(crate) const VERBS: [Verb; 10] = [
    SHIFT_DOWN,
    SHIFT_UP,
    AMEND,
    REVISE,
    ADD,
    DELETE,
    BECOME_MADE,
    ATTACH,
    BECOME,
    SET,
];
/// 改める.
pub(crate) const AMEND: Verb = verb("改め", "改める");
/// 改正する, of a whole text.
pub(crate) const REVISE: Verb = verb("改正し", "改正する");
/// 加える.
pub(crate) const ADD: Verb = verb("加え", "加える");
/// 削る.
pub(crate) const DELETE: Verb = verb("削り", "削る");
/// 第五条を第六条とする.
pub(crate) const BECOME: Verb = verb("とし", "とする");
/// The same, said with となる.
pub(crate) const BECOME_MADE: Verb = verb("となし", "となす");
/// 一条ずつ繰り下げる.
pub(crate) const SHIFT_DOWN: Verb = verb("繰り下げ", "繰り下げる");
/// 一条ずつ繰り上げる.
pub(crate) const SHIFT_UP: Verb = verb("繰り上げ", "繰り上げる");
/// 見出しを付する.
pub(crate) const ATTACH: Verb = verb("付し", "付する");
/// 次のように定める: a part that the text lacked.
pub(crate) const SET: Verb = verb("定め", "定める");

/// What the parts of a document are called.
pub(crate) const PARTS: [(Part, &str); 8] = [
    (Part::Title, "題名"),
    (Part::HeadDates, "題名の次の日付"),
    (Part::Preamble, "前文"),
    (Part::Toc, "目次"),
    (Part::Notices, "改定のお知らせ"),
    (Part::Body, "本則"),
    (Part::Closing, "末尾の記載"),
    (Part::FootDates, "末尾の日付"),
];

/// The name of a part.
pub(crate) fn part_name(part: Part) -> &'static str {
    PARTS.iter().find(|p| p.0 == part).map_or("本則", |p| p.1)
}

/// What new clauses are counted in: 次の二条, 次の一項.
pub(crate) const KINDS: [(Kind, &str); 11] = [
    (Kind::Division('編'), "編"),
    (Kind::Division('章'), "章"),
    (Kind::Division('節'), "節"),
    (Kind::Division('款'), "款"),
    (Kind::Division('目'), "目"),
    (Kind::Article, "条"),
    (Kind::Paragraph, "項"),
    (Kind::Item, "号"),
    (Kind::Supplement, "附則"),
    (Kind::Appendix, "別表"),
    (Kind::Other, "事項"),
];

/// The name of a kind.
pub(crate) fn kind_name(kind: Kind) -> &'static str {
    KINDS.iter().find(|k| k.0 == kind).map_or("事項", |k| k.1)
}

/// What points back to the place before: 同条, 同項. The outermost first.
pub(crate) const SAME: [(&str, char); 8] = [
    ("同編", '編'),
    ("同章", '章'),
    ("同節", '節'),
    ("同款", '款'),
    ("同条", '条'),
    ("同項", '項'),
    ("同号", '号'),
    ("同表", '表'),
];

/// The heading of an article, and of a 章 and its kin.
pub(crate) const HEADINGS: [&str; 6] = ["見出し", "章名", "節名", "款名", "目名", "編名"];
/// Own text of a clause that has 号.
pub(crate) const OWN: &str = "各号列記以外の部分";
/// All 号 of a clause.
pub(crate) const ITEMS: &str = "各号";
/// A range of clauses, between its first and its last, behind its last, and behind that where its text is meant.
pub(crate) const RANGE: [&str; 3] = ["から", "まで", "の規定"];
/// A heading that changes with the text.
pub(crate) const WITH_HEADING: &str = "（見出しを含む。）";
/// The number of a clause as it stands.
pub(crate) const MARKER: &str = "番号";
/// What the sentences of a text are called, as written and as read; the first of each is written.
pub(crate) const SENTENCES: [(Sentence, &str); 6] = [
    (Sentence::Main, "本文"),
    (Sentence::Proviso, "ただし書"),
    (Sentence::Proviso, "ただし書き"),
    (Sentence::Proviso, "但書"),
    (Sentence::First, "前段"),
    (Sentence::Latter, "後段"),
];

/// The sentence of that name.
pub(crate) fn sentence_named(name: &str) -> Option<Sentence> {
    SENTENCES.iter().find(|s| s.1 == name).map(|s| s.0)
}

/// The name of a sentence.
pub(crate) fn sentence_name(sentence: Sentence) -> &'static str {
    SENTENCES
        .iter()
        .find(|s| s.0 == sentence)
        .map_or("", |s| s.1)
}
/// 「A」の下に「B」を加える; the reader takes の次に, too.
pub(crate) const BELOW: [&str; 2] = ["の下に", "の次に"];
/// The line that opens and closes text in canonical Markdown.
pub(crate) const FENCE: &str = "```";
/// What the last paragraph restates: what kaitei reads out of a text beside the text itself.
pub(crate) const FACTS: &str = "文書の日付及び組織名（本文から読み取ったもの）";

/// True where every 「 has its 」 and none is left over: such a text can stand between 「 and 」.
pub(crate) fn is_balanced(text: &str) -> bool {
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '「' => depth += 1,
            '」' => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            _ => {}
        }
    }
    depth == 0 && !text.contains(['\n', '\r'])
}
