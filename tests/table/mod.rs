//! 新旧対照表 and 改定のお知らせ.

mod laws;
