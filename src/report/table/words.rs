//! Words: what a 新旧対照表 says by itself, for a lawyer to read through.
//!
//! In: a style. Out: its words. Never: says anything that the conventions do not know.

use super::settings::Style;

/// The other side of a clause that came.
pub(super) const ADDED: &str = "（新設）";
/// Text that is the same and left out.
pub(super) const OMITTED: &str = "（略）";
/// Text that is the same as on the left.
pub(super) const SAME: &str = "（同左）";
/// Between the numbers of a range: 第2条〜第4条.
pub(super) const RANGE: &str = "〜";
/// Between the numbers of two: ２・３.
pub(super) const TWO: &str = "・";
/// Where a clause went: （第3条に移動）; `{name}` is the other clause.
pub(super) const MOVED_TO: &str = "（{name}に移動）";
/// The other side of a clause that came out of another.
pub(super) const SPLIT_FROM: &str = "（{name}から分割）";
/// The other side of a clause that went into another.
pub(super) const MERGED_INTO: &str = "（{name}に統合）";

/// The label of the third column.
pub(super) const REMARKS: &str = "備考";
// 備考: 条項の全体について
pub(super) const REMARK_ADDED: &str = "新設";
pub(super) const REMARK_REMOVED: &str = "削除";
// 備考: 文言について。一字でも削られれば変更、加えられただけなら追加
pub(super) const REMARK_INSERTED: &str = "追加";
pub(super) const REMARK_CHANGED: &str = "変更";
// 備考: 番号と位置について
pub(super) const REMARK_UP: &str = "繰上げ";
pub(super) const REMARK_DOWN: &str = "繰下げ";
pub(super) const REMARK_NUMBER: &str = "番号の変更";
pub(super) const REMARK_NUMBER_SET: &str = "番号の追加";
pub(super) const REMARK_NUMBER_DROPPED: &str = "番号の削除";
pub(super) const REMARK_HEAD_SET: &str = "番号及び見出しの追加";
pub(super) const REMARK_HEAD_DROPPED: &str = "番号及び見出しの削除";
pub(super) const REMARK_MOVED: &str = "移動";
pub(super) const REMARK_MOVED_FROM: &str = "{name}から移動";
pub(super) const REMARK_SPLIT: &str = "{name}から分割";
pub(super) const REMARK_MERGED: &str = "{name}に統合";

/// What stands above the table.
pub(super) const TITLE: &str = "{title}　新旧対照表";
/// The same for a text without a title.
pub(super) const TITLE_ALONE: &str = "新旧対照表";

/// In place of a table without rows.
pub(super) const NOTHING: &str = "変更箇所はありません。";

/// The other side of a clause that went.
pub(super) fn removed(style: Style) -> &'static str {
    match style {
        Style::Corporate => "（削除）",
        Style::Statute => "（削る）",
    }
}
