//! 新旧対照表 and 改定のお知らせ.

mod commands;
mod escaping;
mod excel;
mod laws;
