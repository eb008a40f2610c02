//! Words: what the pages say besides the policies' own text, in both languages, side by side for whoever reviews them.
//!
//! In: a language. Out: its words. Never: says a thing in one language only; the compiler asks for both.

use jiff::civil::Date;

use crate::diff::life::What;
use crate::diff::{Pair, Part, Status, Tie};
use crate::document::Event;

/// A language of the interface. Policy texts and what the 改定概要 says of them stay Japanese.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// 日本語.
    Ja,
    /// English.
    En,
}

impl Lang {
    /// Both, the one of the front page first.
    pub const ALL: [Self; 2] = [Self::Ja, Self::En];

    /// The tag of BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The other one.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Ja => Self::En,
            Self::En => Self::Ja,
        }
    }

    /// Its words.
    pub(super) fn words(self) -> &'static Words {
        match self {
            Self::Ja => &JA,
            Self::En => &EN,
        }
    }

    /// The word that fits.
    fn pick(self, ja: &'static str, en: &'static str) -> &'static str {
        match self {
            Self::Ja => ja,
            Self::En => en,
        }
    }

    /// A day in words: 2024年4月1日, 1 April 2024.
    pub(super) fn day(self, day: Date) -> String {
        match self {
            Self::Ja => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
            Self::En => {
                let month = MONTHS[usize::from(day.month().unsigned_abs()).saturating_sub(1) % 12];
                format!("{} {month} {}", day.day(), day.year())
            }
        }
    }

    /// A version: its day, and which of that day's texts.
    pub(super) fn version(self, key: crate::corpus::VersionKey) -> String {
        let day = self.day(key.day);
        match (key.nth, self) {
            (1, _) => day,
            (nth, Self::Ja) => format!("{day}（同日{nth}番目）"),
            (nth, Self::En) => format!("{day} (no. {nth} of that day)"),
        }
    }

    /// What happened on a day.
    pub(super) fn event(self, event: Event) -> &'static str {
        match event {
            Event::Enacted => self.pick("制定", "Enacted"),
            Event::Amended => self.pick("改定", "Amended"),
            Event::Effective => self.pick("施行", "Effective"),
            Event::Published => self.pick("公表", "Published"),
        }
    }

    /// A part of a text outside its clauses.
    pub(super) fn part(self, part: Part) -> &'static str {
        match part {
            Part::Title => self.pick("表題", "Title"),
            Part::HeadDates | Part::FootDates => self.pick("日付", "Dates"),
            Part::Preamble => self.pick("前文", "Preamble"),
            Part::Toc => self.pick("目次", "Table of contents"),
            Part::Notices => self.pick("お知らせ", "Notice"),
            Part::Closing => self.pick("末尾", "Closing"),
        }
    }

    /// What a tie tells of a body that got a number of its own, or lost it.
    pub(super) fn of_body(self, pair: &Pair<'_>) -> Option<&'static str> {
        match pair.tie {
            Tie::Merged => Some(self.pick("番号の削除", "Number removed")),
            Tie::Split => Some(self.pick("番号の追加", "Number added")),
            Tie::Same => None,
        }
    }

    /// What happened to a clause, in words.
    pub(super) fn of_pair(self, pair: &Pair<'_>) -> Vec<&'static str> {
        let mut out = Vec::new();
        match (pair.tie, pair.status) {
            (Tie::Merged, _) => out.push(self.pick("統合", "Merged")),
            (Tie::Split, _) => out.push(self.pick("分割", "Split off")),
            (_, Status::Added) => out.push(self.pick("追加", "Added")),
            (_, Status::Removed) => out.push(self.pick("削除", "Removed")),
            _ if pair.editorial => out.push(self.pick("表記", "Spelling only")),
            (_, Status::Modified) => out.push(self.pick("変更", "Changed")),
            (_, Status::Unchanged) => {}
        }
        for (is, ja, en) in [
            (pair.renumbered, "番号の変更", "Renumbered"),
            (pair.moved, "移動", "Moved"),
            (pair.reordered, "順序の変更", "Reordered"),
            (pair.retitled, "見出しの変更", "Heading changed"),
            (pair.is_doubtful(), "対応は不確か", "Pairing uncertain"),
        ] {
            if is {
                out.push(self.pick(ja, en));
            }
        }
        out
    }

    /// What a version did to a clause.
    pub(super) fn what(self, what: What) -> &'static str {
        match what {
            What::First => self.pick("最初の版", "First version"),
            What::Added => self.pick("追加", "Added"),
            What::Split => self.pick("分割により設置", "Split off"),
            What::Merged => self.pick("統合", "Merged"),
            What::Parted => self.pick("分割", "Split"),
            What::Modified => self.pick("変更", "Changed"),
            What::Editorial => self.pick("表記", "Spelling only"),
            What::Retitled => self.pick("見出しの変更", "Heading changed"),
            What::Renumbered => self.pick("番号の変更", "Renumbered"),
            What::Moved => self.pick("移動", "Moved"),
            What::Carried => self.pick("上位の条項の変更", "Moved with its parent"),
            What::Below => self.pick("配下の変更", "Changed below"),
        }
    }

    /// So many of something.
    pub(super) fn count(self, count: &Count, n: usize) -> String {
        let n_text = grouped(n);
        match self {
            Self::Ja => format!("{n_text}{}", count.ja),
            Self::En if n == 1 => format!("{n_text} {}", count.one),
            Self::En => format!("{n_text} {}", count.many),
        }
    }
}

/// A number with a comma before every third digit.
fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// How things of a kind are counted.
pub(super) struct Count {
    ja: &'static str,
    one: &'static str,
    many: &'static str,
}

pub(super) const VERSIONS: Count = Count {
    ja: "版",
    one: "version",
    many: "versions",
};
pub(super) const CLAUSES: Count = Count {
    ja: "条項",
    one: "clause",
    many: "clauses",
};
pub(super) const CHARACTERS: Count = Count {
    ja: "字",
    one: "character",
    many: "characters",
};
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $ja:literal, $en:literal;)*) => {
        /// The words of one language.
        #[derive(Debug)]
        pub(super) struct Words { pub(super) tag: &'static str, $($(#[$doc])* pub(super) $name: &'static str,)* }
        const JA: Words = Words { tag: "ja", $($name: $ja,)* };
        const EN: Words = Words { tag: "en", $($name: $en,)* };
    };
}

words! {
    skip: "本文へ移動", "Skip to content";
    home: "一覧", "All policies";
    search: "検索", "Search";
    site_nav: "サイト", "Site";
    place: "現在地", "You are here";
    other_language: "English", "日本語";
    feed: "更新フィード（Atom）", "Feed (Atom)";
    made_by: "kaitei で作成", "Made with kaitei";
    published_at: "掲載場所", "Published at";
    latest_revisions: "新しい改定", "Latest revisions";
    all_policies: "すべての規程", "All policies";
    revision_of: "の改定", ": what changed";
    pair_of: "の二つの版の比較", ": two versions compared";
    between: "この二つの版の間の改定", "Revisions between these two versions";
    versions: "版の一覧", "Versions";
    timeline: "分量と条項の推移", "Length and clauses over time";
    timeline_about: "棒は各版の字数、印は追加・変更・削除された条項の数です。", "Bars: characters of each version. Marks: clauses added, changed and removed.";
    added: "追加", "Added";
    changed: "変更", "Changed";
    removed: "削除", "Removed";
    in_force: "現行", "In force";
    to_come: "施行前", "To come";
    past: "旧版", "Superseded";
    in_force_is: "本日現在の版", "The version in force today";
    to_come_is: "これから効力を生じる版", "The version to come";
    in_force_note: "このサイトを作成した日の時点で効力のある版です。", "In force on the day this site was made.";
    past_note: "この版は旧版です。", "This version has been superseded.";
    to_come_note: "この版はまだ効力を生じていません。", "This version is not yet in force.";
    read_in_force: "現行の版を読む", "Read the version in force";
    full_text: "全文", "Full text";
    what_changed: "変更点", "What changed";
    summary: "改定概要", "Summary of changes";
    more: "続きを見る", "Show the rest";
    json: "JSON（変更点）", "JSON (changes)";
    json_summary: "JSON（改定概要）", "JSON (summary)";
    compare: "二つの版を比べる", "Compare two versions";
    compare_old: "改定前", "Before";
    compare_new: "改定後", "After";
    compare_go: "比べる", "Compare";
    compare_note: "続く二つの版の比較は、このサイトにあります。離れた二つの版は、その間の改定を順にお読みください。手元にこの記録（コーパス）があるときは、次のコマンドで一度に比べられます。", "Comparisons of neighbouring versions are on this site. For versions further apart read the revisions between them in turn. If you have the corpus at hand, this command compares them at once.";
    compare_chain: "続く二つの版の比較の一覧", "Comparisons of neighbouring versions";
    compare_between: "選んだ二つの版の間の改定です。古い順にお読みください。", "These revisions lie between the two versions you chose, oldest first.";
    compare_same: "同じ版が選ばれています。二つの版を選んでください。", "The same version is chosen twice. Choose two.";
    bring: "版を加える", "Add a version";
    bring_about: "本文のファイルを、規程の版としてコーパスに加えます。加えた版は消えません。誤りは、新しい版か訂正のコミットで直します。", "Puts the file of a text into the corpus as a version of its policy. What was added stays: a mistake is mended by a new version or a commit that corrects it.";
    bring_file: "本文（.txt、.md）", "The text (.txt, .md)";
    bring_policy: "規程の ID", "The policy's id";
    bring_policy_about: "「組織/規程」の形で、たとえば acme/privacy。まだない ID なら、新しい規程になります。", "As organization/policy, for example acme/privacy. An id that is not there yet makes a new policy.";
    bring_date: "効力の生じた日", "In force from";
    bring_date_about: "空なら、ファイル名の初めの日付か、本文にある日付から読み取ります。", "If empty, read from the beginning of the file's name, or from the text.";
    bring_go: "加える", "Add";
    bring_read: "その版を読む", "Read that version";
    no_page: "ページがありません", "No such page";
    no_page_hint: "アドレスを確かめるか、一覧から探してください。", "Check the address, or look for the page in the list.";
    clause_index: "条項の索引", "Index of clauses";
    clause_index_about: "これまでに付いたすべての番号から、その条項の履歴へ進めます。", "Every number ever borne leads to the history of its clause.";
    number: "番号", "Number";
    clause: "条項", "Clause";
    period: "期間", "Period";
    outline: "この版の構成", "Outline";
    prelude: "前文・日付", "Preamble and dates";
    table: "表", "Table";
    source: "もとのファイル", "Source file";
    previous_version: "前の版", "Previous version";
    next_version: "次の版", "Next version";
    previous_revision: "前の改定", "Previous revision";
    next_revision: "次の改定", "Next revision";
    changes: "条項ごとの変更", "Changes clause by clause";
    view: "表示", "View";
    view_inline: "見え消し", "Inline";
    view_side: "新旧対照表", "Side by side";
    unfold: "変更のない条項もすべて開く", "Unfold unchanged clauses";
    fold: "変更のない条項を畳む", "Fold unchanged clauses";
    previous_change: "前の変更", "Previous change";
    next_change: "次の変更", "Next change";
    keys: "n で次、p で前の変更へ", "Keys: n next, p previous";
    unchanged: "変更なし", "Unchanged";
    colon: "：", ": ";
    nothing_changed: "変更された条項はありません。", "No clause changed.";
    newly: "（新設）", "(new)";
    gone: "（削除）", "(removed)";
    absorbed: "（統合先の条項に含まれます）", "(now part of the clause it was merged into)";
    parted: "（分割元の条項に含まれていました）", "(was part of the clause it was split from)";
    legend: "下線は追加、取消線は削除です。", "Underlined: added. Struck through: removed.";
    ins_begin: "追加ここから", "[added:";
    ins_end: "追加ここまで", "end of addition]";
    del_begin: "削除ここから", "[removed:";
    del_end: "削除ここまで", "end of removal]";
    history: "この条項の履歴", "History of this clause";
    history_short: "履歴", "History";
    text_now: "現在の文言", "Text";
    text_last: "最後の文言", "Last text";
    was_removed: "この条項は削除されました。", "This clause was removed.";
    was_merged: "この条項は、次の条項に統合されました。", "This clause was merged into:";
    came_from: "この条項は、次の条項から分かれました。", "This clause was split from:";
    no_changes_in: "変更のない版", "Versions that did not change it";
    numbers_so_far: "これまでの番号", "Numbers so far";
    since: "から", "since";
    moved_here: "この番号の条項の履歴", "The history of the clause with this number";
    same_number: "同じ番号だった別の条項", "Other clauses that bore this number";
    in_version: "この版で読む", "Read it in this version";
    below: "配下の条項", "Clauses below";
    search_for: "探す言葉", "Search for";
    search_about: "表題、見出し、本文から、そのままの文字の並びを探します。全角と半角、大文字と小文字は区別しません。", "Finds the very characters in titles, headings and texts, whatever their width or case.";
    search_noscript: "検索には JavaScript が必要です。一覧と条項の索引は JavaScript なしで使えます。", "Searching needs JavaScript. The lists and the indexes of clauses do without.";
    search_none: "見つかりませんでした。", "Nothing found.";
    search_found: "件見つかりました。", "found.";
    search_more: "さらに探す", "Search on";
    search_busy: "探しています…", "Searching…";
    search_failed: "索引を読めませんでした。通信を確かめて、もう一度お試しください。", "The index could not be read. Check the connection and try again.";
    search_gone: "廃止された条項", "No longer in the text";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_counts_are_said_in_both_languages() {
        let day: Date = "2024-04-01".parse().unwrap();
        assert_eq!(Lang::Ja.day(day), "2024年4月1日");
        assert_eq!(Lang::En.day(day), "1 April 2024");
        assert_eq!(Lang::Ja.count(&CHARACTERS, 12_345), "12,345字");
        assert_eq!(Lang::En.count(&VERSIONS, 1), "1 version");
    }
}
