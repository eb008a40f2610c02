//! How a user names a version: `POLICY@VERSION`, `POLICY@DATE`, `POLICY@latest~1`.
//!
//! In: the words. Out: a [`Spec`], and the version it means among those there are. Never: reads the
//! corpus.

use jiff::civil::Date;

use super::{CorpusError, PolicyId, VersionKey, version_key};

/// A version of a policy, as a user names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// Which policy.
    pub policy: PolicyId,
    /// Which of its versions.
    pub at: At,
    /// How many versions before that one.
    pub back: usize,
}

/// A version among those of a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// The first.
    First,
    /// The last.
    Latest,
    /// This very version (`2025-04-01.2`; `2025-04-01.1` is that day's first).
    Version(VersionKey),
    /// The version of this name, else the one in force on that day.
    Day(Date),
}

impl Spec {
    /// The version that `text` names. A lone `POLICY` is its latest.
    ///
    /// # Errors
    /// [`CorpusError::BadId`] or [`CorpusError::BadSpec`].
    pub fn parse(text: &str) -> Result<Self, CorpusError> {
        let (policy, version) = text.split_once('@').unwrap_or((text, "latest"));
        let policy = PolicyId::parse(policy).map_err(|fault| CorpusError::BadId {
            id: policy.to_owned(),
            fault,
        })?;
        let bad = || CorpusError::BadSpec {
            spec: text.to_owned(),
        };
        let (name, back) = match version.split_once('~') {
            None => (version, 0),
            Some((name, "")) => (name, 1),
            Some((name, back)) => (name, back.parse().map_err(|_| bad())?),
        };
        let at = match name {
            "first" => At::First,
            "latest" => At::Latest,
            _ => match version_key::parse_day(name) {
                Some(day) => At::Day(day),
                None => match (name.strip_suffix(".1"), VersionKey::parse(name)) {
                    (_, Some(key)) => At::Version(key),
                    (Some(day), None) => At::Version(VersionKey::first(
                        version_key::parse_day(day).ok_or_else(bad)?,
                    )),
                    (None, None) => return Err(bad()),
                },
            },
        };
        Ok(Self { policy, at, back })
    }

    /// The version meant among `versions`, which are in order.
    ///
    /// # Errors
    /// [`CorpusError::NoVersion`], [`CorpusError::NotYetInForce`], [`CorpusError::TooFarBack`].
    pub(super) fn choose(&self, versions: &[VersionKey]) -> Result<VersionKey, CorpusError> {
        let (Some(first), Some(last)) = (versions.first(), versions.last()) else {
            return Err(CorpusError::NoPolicy {
                id: self.policy.to_string(),
            });
        };
        let exact = |key: &VersionKey| versions.binary_search(key).ok();
        let index = match &self.at {
            At::First => 0,
            At::Latest => versions.len() - 1,
            At::Version(key) => exact(key).ok_or_else(|| CorpusError::NoVersion {
                id: self.policy.to_string(),
                version: key.to_string(),
                first: first.to_string(),
                last: last.to_string(),
            })?,
            At::Day(day) => match exact(&VersionKey::first(*day)) {
                Some(index) => index,
                None => versions
                    .partition_point(|v| v.day <= *day)
                    .checked_sub(1)
                    .ok_or_else(|| CorpusError::NotYetInForce {
                        id: self.policy.to_string(),
                        day: *day,
                        first: first.day,
                    })?,
            },
        };
        index
            .checked_sub(self.back)
            .map(|i| versions[i])
            .ok_or_else(|| CorpusError::TooFarBack {
                id: self.policy.to_string(),
                back: self.back,
                count: index,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(spec: &str) -> Result<String, CorpusError> {
        let versions: Vec<_> = ["2020-01-01", "2021-04-01", "2021-04-01.2", "2023-10-01"]
            .iter()
            .map(|k| VersionKey::parse(k).unwrap())
            .collect();
        Spec::parse(spec)?.choose(&versions).map(|k| k.to_string())
    }

    #[test]
    fn words_choose_a_version() {
        for (spec, version) in [
            ("a/b", "2023-10-01"),
            ("a/b@latest", "2023-10-01"),
            ("a/b@first", "2020-01-01"),
            ("a/b@latest~1", "2021-04-01.2"),
            ("a/b@latest~", "2021-04-01.2"),
            ("a/b@latest~3", "2020-01-01"),
            ("a/b@2020-01-01", "2020-01-01"),
            ("a/b@2021-03-31", "2020-01-01"),
            ("a/b@2021-04-01", "2021-04-01"),
            ("a/b@2021-04-01.1", "2021-04-01"),
            ("a/b@2021-04-01.2", "2021-04-01.2"),
            ("a/b@2022-01-01", "2021-04-01.2"),
            ("a/b@2099-01-01", "2023-10-01"),
        ] {
            assert_eq!(chosen(spec).unwrap(), version, "{spec}");
        }
    }

    #[test]
    fn what_names_no_version_says_so() {
        assert!(
            matches!(chosen("a/b@2019-12-31"), Err(CorpusError::NotYetInForce { first, .. }) if first.to_string() == "2020-01-01")
        );
        assert!(matches!(
            chosen("a/b@latest~4"),
            Err(CorpusError::TooFarBack { count: 3, .. })
        ));
        assert!(matches!(
            chosen("a/b@2021-04-01.3"),
            Err(CorpusError::NoVersion { .. })
        ));
        for spec in [
            "a/b@",
            "a/b@2021-02-30",
            "a/b@newest",
            "a/b@latest~x",
            "a/b@2021-04-01.0",
        ] {
            assert!(
                matches!(chosen(spec), Err(CorpusError::BadSpec { .. })),
                "{spec}"
            );
        }
        assert!(matches!(
            chosen("../b@first"),
            Err(CorpusError::BadId { .. })
        ));
    }
}
