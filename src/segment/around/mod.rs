//! What stands around the clauses: title, 目次, notices of revision, dates and signatures at the end.
//!
//! In: the lines of a text without its furniture. Out: the role of each line. Never: looks inside a
//! clause.

mod closing;
mod notice;
mod title;
mod toc;

use super::Rule;
use super::wrap::Wrap;
use crate::source::Line;
use crate::text::fold;

/// What a line is to the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Part of the body: preamble or clauses.
    Body,
    /// The title.
    Title,
    /// The title once more, behind a notice.
    TitleAgain,
    /// A line of the 目次; true for its first.
    Toc(bool),
    /// A line of a notice; true for its heading.
    Notice(bool),
    /// A line after the clauses: dates, signatures, 以上.
    Closing,
}

impl Role {
    /// The rule behind the role; none for the body, whose lines have rules of their own.
    pub(super) fn rule(self) -> Option<Rule> {
        Some(match self {
            Self::Body => return None,
            Self::Title => Rule::Title,
            Self::TitleAgain => Rule::TitleAgain,
            Self::Toc(_) => Rule::Toc,
            Self::Notice(_) => Rule::Notice,
            Self::Closing => Rule::Closing,
        })
    }
}

/// The role of every line.
pub(super) fn roles(lines: &[&Line<'_>], wrap: Wrap) -> Vec<Role> {
    let mut roles = vec![Role::Body; lines.len()];
    let title = title::title(lines, wrap);
    if let Some(at) = title {
        roles[at] = Role::Title;
    }
    notice::notices(lines, title, &mut roles);
    toc::toc(lines, &mut roles);
    closing::closing(lines, &mut roles);
    roles
}

pub(super) use title::mark as title_mark;

fn is_bullet(text: &str) -> bool {
    super::body::bullet(text).is_some()
}

/// A cheap test before two keys are compared: width and blanks change a text's length only so much.
fn may_be(text: &str, key: &str) -> bool {
    text.len() <= key.len() * 6 + 60
        && key.len() <= text.len() * 3
        && fold::may_begin_key(text, key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Format, lines};

    fn of(text: &str) -> Vec<Role> {
        let l = lines(text, Format::Plain);
        let refs: Vec<_> = l.lines.iter().collect();
        roles(&refs, Wrap::of(&l.lines))
    }

    #[test]
    fn a_toc_ends_where_its_first_entry_returns() {
        let text = "個人情報保護方針\n目次\n1. 取得\n2. 利用\n1. 取得\n当社は取得します。\n2. 利用\n当社は利用します。\n";
        assert_eq!(
            of(text)[..5],
            [
                Role::Title,
                Role::Toc(true),
                Role::Toc(false),
                Role::Toc(false),
                Role::Body
            ]
        );
        let text = "方針\n目次\n- 取得\n- 利用\n\n1. 取得\n当社は取得します。\n";
        assert_eq!(
            of(text)[1..5],
            [
                Role::Toc(true),
                Role::Toc(false),
                Role::Toc(false),
                Role::Body
            ]
        );
    }

    #[test]
    fn a_notice_ends_where_the_title_returns() {
        let text = "個人情報保護方針\n個人情報保護方針改定のお知らせ\n【改定箇所】\n1. 取得\n個人情報保護方針\n当社は次のとおり定めます。\n1. 取得\n";
        let roles = of(text);
        assert_eq!(
            roles[..6],
            [
                Role::Title,
                Role::Notice(true),
                Role::Notice(false),
                Role::Notice(false),
                Role::TitleAgain,
                Role::Body
            ]
        );
    }

    #[test]
    fn dates_and_signatures_close_a_text() {
        let roles =
            of("方針\n1. 取得\n当社は取得します。\n以上\n制定 2019年4月1日\nみどり株式会社\n");
        assert_eq!(
            roles[2..],
            [Role::Body, Role::Closing, Role::Closing, Role::Closing]
        );
    }
}
