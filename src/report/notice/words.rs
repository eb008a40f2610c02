//! Words: what a 改定のお知らせ says by itself, for a lawyer to read through.
//!
//! In: nothing. Out: sentences with the places to fill. Never: a reason, an apology or a promise: those are the user's.

use crate::report::summary::phrases::Phrase;

/// The heading of the letter.
pub(super) const TITLE: Phrase = "「{title}」改定のお知らせ";
/// The same for a text without a title.
pub(super) const TITLE_ALONE: Phrase = "規約改定のお知らせ";
/// What a text without a title is called.
pub(super) const UNTITLED: Phrase = "規約";
// 書き出し
pub(super) const GREETING: Phrase = "平素より格別のご高配を賜り、厚く御礼申し上げます。";
pub(super) const LEAD: Phrase =
    "このたび、「{title}」を下記のとおり改定いたしますので、お知らせいたします。";
pub(super) const LEAD_PAST: Phrase =
    "このたび、「{title}」を下記のとおり改定いたしましたので、お知らせいたします。";
// 記書きの見出し
pub(super) const SUBJECT: Phrase = "改定の対象";
pub(super) const EFFECTIVE: Phrase = "施行日";
pub(super) const REASON: Phrase = "改定の理由";
pub(super) const CONTENT: Phrase = "主な改定内容";
pub(super) const TABLE: Phrase = "新旧対照表";
pub(super) const LINKS: Phrase = "全文の掲載場所";
pub(super) const CONTACT: Phrase = "お問い合わせ先";
// 記書きの本文
pub(super) const SEE_ANNEX: Phrase = "別紙のとおりです。";
pub(super) const FROM: Phrase = "{date}から、改定後の内容が効力を生じます。";
pub(super) const FROM_PAST: Phrase = "{date}（改定後の内容は、同日から効力を生じています。）";
/// Links without a label of their own, in order.
pub(super) const LINK_LABELS: [Phrase; 2] = ["改定後の全文", "改定前の全文"];

/// Above the numbered sections, below them, and above the table.
pub const BELOW: &str = "記";
/// After the last section.
pub const END: &str = "以上";
/// Above the 新旧対照表.
pub const ANNEX: &str = "別紙";
