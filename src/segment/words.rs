//! The words the rules of this room go by, as tables that a lawyer can review and extend.
//!
//! In, out: constants. Never: a rule of its own, or a word of one company's text.

/// Lines of navigation that web pages leave behind (compared without brackets, links and blanks).
pub(super) const NAVIGATION: [&str; 14] = [
    "TOPへ戻る",
    "トップへ戻る",
    "ページトップへ",
    "ページトップへ戻る",
    "ページの先頭へ",
    "ページの先頭へ戻る",
    "このページの先頭へ",
    "このページのトップへ",
    "PAGETOP",
    "PageTop",
    "BacktoTop",
    "ページ上部へ戻る",
    "先頭へ戻る",
    "上へ戻る",
];

/// What a site calls its first page, from which the way to a page is told.
pub(super) const HOMES: [&str; 8] = [
    "HOME",
    "Home",
    "ホーム",
    "TOP",
    "Top",
    "トップ",
    "トップページ",
    "TOPページ",
];

/// Headings of a 目次.
pub(super) const TOC: [&str; 6] = [
    "目次",
    "もくじ",
    "目　次",
    "CONTENTS",
    "Contents",
    "TableofContents",
];

/// Endings of the heading of a notice of revision.
pub(super) const NOTICE_ENDS: [&str; 6] = [
    "お知らせ",
    "ご案内",
    "お知らせ）",
    "のお知らせについて",
    "改定について",
    "改訂について",
];

/// What a notice of revision speaks of.
pub(super) const NOTICE_SUBJECTS: [&str; 5] = ["改定", "改訂", "改正", "変更", "更新"];

/// Words that end or make up the title of a policy.
pub(super) const TITLES: [&str; 38] = [
    "ポリシー",
    "規約",
    "規程",
    "規定",
    "規則",
    "方針",
    "要項",
    "要領",
    "基準",
    "定款",
    "約款",
    "細則",
    "内規",
    "取扱い",
    "取り扱い",
    "取扱",
    "について",
    "条件",
    "契約",
    "契約書",
    "宣言",
    "ガイドライン",
    "特約",
    "法律",
    "施行令",
    "施行規則",
    "条例",
    "省令",
    "政令",
    "会則",
    "憲章",
    "Policy",
    "POLICY",
    "Terms",
    "表示",
    "告知",
    "同意書",
    "ルール",
];

/// Legal forms that stand before a name.
pub(super) const FORMS_BEFORE: [&str; 26] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "一般社団法人",
    "公益社団法人",
    "一般財団法人",
    "公益財団法人",
    "社団法人",
    "財団法人",
    "特定非営利活動法人",
    "認定特定非営利活動法人",
    "NPO法人",
    "学校法人",
    "国立大学法人",
    "公立大学法人",
    "医療法人社団",
    "医療法人",
    "社会福祉法人",
    "宗教法人",
    "独立行政法人",
    "国立研究開発法人",
    "地方独立行政法人",
    "相互会社",
    "弁護士法人",
];

/// Endings of a name that stand for a legal form.
pub(super) const FORMS_AFTER: [&str; 30] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "相互会社",
    "大学",
    "高等専門学校",
    "学園",
    "学院",
    "協会",
    "学会",
    "連盟",
    "連合会",
    "機構",
    "研究所",
    "組合",
    "財団",
    "病院",
    "銀行",
    "信用金庫",
    "委員会",
    "商工会議所",
    "法人",
    "Inc.",
    "LLC",
    "Ltd.",
    "Corporation",
    "事務所",
    "振興会",
];

/// What an organisation calls itself behind 以下.
pub(super) const SELF_NAMES: [&str; 22] = [
    "当社",
    "弊社",
    "当会社",
    "会社",
    "当会",
    "本会",
    "本学",
    "当学",
    "当法人",
    "本法人",
    "当協会",
    "本協会",
    "当組合",
    "当機構",
    "当行",
    "当金庫",
    "当院",
    "当園",
    "当財団",
    "当学園",
    "当団体",
    "当事務所",
];

/// What happened on a date, by the words around it; longer words first where one holds another.
pub(super) const EVENTS: [(&str, crate::document::Event); 27] = {
    use crate::document::Event::{Amended, Effective, Enacted, Published};
    [
        ("施行", Effective),
        ("適用", Effective),
        ("発効", Effective),
        ("実施", Effective),
        ("効力", Effective),
        ("制定", Enacted),
        ("策定", Enacted),
        ("作成", Enacted),
        ("設定", Enacted),
        ("初版", Enacted),
        ("裁定", Enacted),
        ("改定", Amended),
        ("改訂", Amended),
        ("改正", Amended),
        ("変更", Amended),
        ("更新", Amended),
        ("修正", Amended),
        ("見直し", Amended),
        ("最終版", Amended),
        ("公表", Published),
        ("公開", Published),
        ("掲載", Published),
        ("公布", Published),
        ("公示", Published),
        ("発行", Published),
        ("一部改", Amended),
        ("改版", Amended),
    ]
};

/// Marks that do not count, before an item; those that need a blank after them in the second table.
pub(super) const BULLETS: &str = "・●■□☑☐◆◇•‣▪▸➢✓✔◎★▼▶･";
/// Marks that are bullets only before a blank.
pub(super) const BULLETS_BEFORE_BLANK: &str = "-*+‐–—―－＊○→⇒▲△▽";

/// Marks of a remark, with what must follow; compared at the start of a line.
pub(super) const NOTES: [&str; 16] = [
    "※",
    "＊※",
    "注）",
    "注)",
    "（注）",
    "(注)",
    "注：",
    "注:",
    "【注】",
    "（例）",
    "(例)",
    "例：",
    "例:",
    "例）",
    "［注］",
    "（補足）",
];

/// Text that no clause begins with: behind a number it shows that the number stands inside a sentence.
pub(super) const RUNS_ON: [&str; 50] = [
    "の",
    "を",
    "に定",
    "に規",
    "によ",
    "に関",
    "に従",
    "に基",
    "に対",
    "につ",
    "に掲",
    "に該",
    "に係",
    "に違",
    "に記",
    "に準",
    "に抵",
    "において",
    "における",
    "にお",
    "に同",
    "にか",
    "に、",
    "は、",
    "は，",
    "が、",
    "が定",
    "が適",
    "と同",
    "とす",
    "とし",
    "と、",
    "では",
    "でい",
    "で定",
    "で規",
    "であ",
    "まで",
    "及び",
    "および",
    "又は",
    "または",
    "若しくは",
    "もしくは",
    "並びに",
    "ならびに",
    "、",
    "。",
    "，",
    "へ",
];

/// What a sentence goes on with behind 第N条, 第N項 and their kin, but may begin with elsewhere.
pub(super) const RUNS_ON_LABELLED: [&str; 15] = [
    "から",
    "より",
    "各号",
    "各項",
    "所定",
    "記載",
    "以降",
    "以下",
    "後段",
    "前段",
    "ただし書",
    "本文",
    "と",
    "に",
    "」",
];

/// Who signs for an organisation.
pub(super) const REPRESENTATIVES: [&str; 12] = [
    "代表取締役",
    "代表執行役",
    "代表社員",
    "代表理事",
    "代表者",
    "代表",
    "取締役",
    "理事長",
    "会長",
    "社長",
    "学長",
    "院長",
];

/// Lines that close a text.
pub(super) const CLOSINGS: [&str; 11] = [
    "以上",
    "以　上",
    "以 上",
    "（以上）",
    "（了）",
    "(了)",
    "了",
    "（終わり）",
    "（終）",
    "以下余白",
    "（以下余白）",
];

/// How the 後文 of a contract says what the document is made for; 作成 follows.
pub(super) const CONCLUDES: [&str; 4] = ["を証するため", "の証として", "の証とし", "の証に"];

/// Words of a bracketed line that says when and as what a text was issued.
pub(super) const ISSUED: [&str; 8] = ["号", "年", "版", "改正", "改定", "制定", "仮称", "案）"];

/// Labels of a list of revisions (compared without brackets and blanks).
pub(super) const HISTORIES: [&str; 12] = [
    "改定履歴",
    "改訂履歴",
    "改正履歴",
    "変更履歴",
    "更新履歴",
    "制定履歴",
    "制定改定履歴",
    "制定改訂履歴",
    "制定改正履歴",
    "制改定履歴",
    "沿革",
    "履歴",
];

/// How a line ends that says to whom a text is sent.
pub(super) const ADDRESSEES: [&str; 6] = ["各位", "御中", "皆様", "皆さま", "の皆様へ", "殿"];

/// How a remark behind an article says that it was changed.
pub(super) const AMENDED: [&str; 12] = [
    "一部改正",
    "全部改正",
    "全改",
    "改正",
    "改称",
    "追加",
    "削除",
    "繰上",
    "繰下",
    "繰上げ",
    "繰下げ",
    "移動",
];

/// Words by which a text announces the items below it.
pub(super) const ANNOUNCES: [&str; 8] = [
    "次の",
    "次に",
    "以下の",
    "以下に",
    "下記",
    "左の",
    "左に",
    "各号",
];

/// Marks that head a section of a web page where each stands before text of its own.
pub(super) const HEADING_MARKS: &str = "■●◆◇▼★◎□○▶►❖◼";

/// What follows a number that measures: 3日, 2名, 一般 is no 一.
pub(super) const UNITS: [&str; 34] = [
    "日", "年", "月", "回", "人", "名", "円", "か", "箇", "ヶ", "カ", "ケ", "個", "分", "時", "つ",
    "週", "割", "号", "項", "条", "章", "節", "者", "部", "通", "点", "倍", "台", "以", "般", "切",
    "定", "部",
];
