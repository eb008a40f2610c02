//! Ids: `organization/policy`, the name a policy keeps through all its versions.
//!
//! In: a name from outside. Out: a [`PolicyId`], or what is wrong with it. Never: lets a name
//! through that a file system or git would read as something else.

use std::fmt;

/// The longest segment, in bytes; file systems stop at 255 and git adds to it.
const LONGEST: usize = 100;

/// Names that Windows keeps for devices, with any ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// `organization/policy`.
///
/// Invariant: exactly two segments, each of which is a safe folder name on every system and a safe
/// part of a git branch name: 1 to 100 bytes, no blank, no control or invisible character, none of
/// `\ / : * ? " < > | @ ^ ~ [`, no `..`, neither beginning with `-` or `.` nor ending in `.` or `.lock`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PolicyId {
    text: String,
    slash: usize,
}

/// What is wrong with an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdFault {
    /// Not two segments around one `/`.
    #[error("an id reads organization/policy")]
    Shape,
    /// Nothing before or after the `/`.
    #[error("a part of it is empty")]
    Empty,
    /// A part is too long.
    #[error("a part of it is longer than 100 bytes")]
    Long,
    /// A part begins with `-` or `.`.
    #[error("a part of it begins with {0:?}")]
    Start(char),
    /// A part ends in `.` or `.lock`.
    #[error("a part of it ends in \".\" or \".lock\"")]
    End,
    /// `..` somewhere.
    #[error("it holds \"..\"")]
    Dots,
    /// A character that may not stand in an id.
    #[error("it holds {0:?}")]
    Character(char),
    /// A name that Windows keeps for a device.
    #[error("a part of it is a device name of Windows")]
    Device,
}

impl PolicyId {
    /// The id that `text` spells.
    ///
    /// # Errors
    /// The first fault found; see the invariant of the type.
    pub fn parse(text: &str) -> Result<Self, IdFault> {
        if text.contains("..") {
            return Err(IdFault::Dots);
        }
        let (organization, policy) = text.split_once('/').ok_or(IdFault::Shape)?;
        if policy.contains('/') && !policy.starts_with('/') {
            return Err(IdFault::Shape);
        }
        for segment in [organization, policy] {
            check(segment)?;
        }
        Ok(Self {
            text: text.to_owned(),
            slash: organization.len(),
        })
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What stands before the `/`.
    pub fn organization(&self) -> &str {
        &self.text[..self.slash]
    }

    /// What stands after the `/`.
    pub fn policy(&self) -> &str {
        &self.text[self.slash + 1..]
    }
}

impl fmt::Display for PolicyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn check(segment: &str) -> Result<(), IdFault> {
    let Some(first) = segment.chars().next() else {
        return Err(IdFault::Empty);
    };
    if matches!(first, '-' | '.') {
        return Err(IdFault::Start(first));
    }
    if let Some(c) = segment.chars().find(|c| !is_allowed(*c)) {
        return Err(IdFault::Character(c));
    }
    if segment.len() > LONGEST {
        return Err(IdFault::Long);
    }
    let lower = segment.to_ascii_lowercase();
    if lower.ends_with('.') || lower.ends_with(".lock") {
        return Err(IdFault::End);
    }
    let stem = lower.split('.').next().unwrap_or_default();
    let port = stem
        .strip_prefix("com")
        .or_else(|| stem.strip_prefix("lpt"))
        .is_some_and(|n| matches!(n.as_bytes(), [b'0'..=b'9']));
    if port || DEVICES.contains(&stem) {
        return Err(IdFault::Device);
    }
    Ok(())
}

fn is_allowed(c: char) -> bool {
    // Marks that turn or hide what follows would let two ids look the same.
    let invisible = matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}');
    !(c.is_control() || c.is_whitespace() || invisible || "\\/:*?\"<>|@^~[".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safe_names_pass() {
        for text in [
            "acme/privacy",
            "みどり株式会社/就業規則",
            "a/b-c_d.2",
            "A1/（案）",
            "console/communication",
        ] {
            let id = PolicyId::parse(text).unwrap();
            assert_eq!(format!("{}/{}", id.organization(), id.policy()), text);
        }
    }

    #[test]
    fn each_fault_is_named() {
        let long = format!("a/{}", "x".repeat(101));
        for (text, fault) in [
            ("acme", IdFault::Shape),
            ("a/b/c", IdFault::Shape),
            ("", IdFault::Shape),
            ("/etc", IdFault::Empty),
            ("a/", IdFault::Empty),
            ("a//b", IdFault::Character('/')),
            ("../x", IdFault::Dots),
            ("a/..", IdFault::Dots),
            ("a/b..c", IdFault::Dots),
            ("-a/b", IdFault::Start('-')),
            ("a/.git", IdFault::Start('.')),
            ("a\\b/c", IdFault::Character('\\')),
            ("a/b\n", IdFault::Character('\n')),
            ("a b/c", IdFault::Character(' ')),
            ("a/b\u{202e}c", IdFault::Character('\u{202e}')),
            ("a/b@c", IdFault::Character('@')),
            ("a/b:c", IdFault::Character(':')),
            ("a/b.", IdFault::End),
            ("a/b.lock", IdFault::End),
            ("a/NUL", IdFault::Device),
            ("com1.x/b", IdFault::Device),
            (&long, IdFault::Long),
        ] {
            assert_eq!(PolicyId::parse(text), Err(fault), "{text:?}");
        }
        assert!(PolicyId::parse(&long[..102]).is_ok());
    }
}
