//! The files and the message of an ingest's commit.
//!
//! In: texts and the versions they became. Out: paths and bytes. Never: writes.

use std::collections::{BTreeMap, BTreeSet};

use super::git::Git;
use super::ingest::Stamp;
use super::layout::{self, Folders};
use super::plan::{NewText, Outcome, Placed};
use super::records::{self, DateRecord, PolicyRecord, SourceRecord, VersionRecord};
use super::{CorpusError, PolicyId};
use crate::document::canonical;

/// A file to be written.
pub(super) struct NewFile {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
    /// True where a file of this path is there already.
    pub(super) replaces: bool,
}

pub(super) fn new_file(path: &str, bytes: &[u8]) -> NewFile {
    NewFile {
        path: path.to_owned(),
        bytes: bytes.to_owned(),
        replaces: false,
    }
}

/// The three files of a new version.
pub(super) fn version_files(
    text: &NewText,
    placed: &Placed,
    stamp: &Stamp,
    files: &mut Vec<NewFile>,
) -> Result<(), CorpusError> {
    let folder = layout::version_folder(&text.policy, placed.version);
    let record = VersionRecord {
        ingested: stamp.at,
        reader: records::reader(text.format),
        day: text.day.origin().to_owned(),
        title: text.title.clone(),
        organization: text.organization.clone(),
        source: SourceRecord {
            name: text.name.clone(),
            sha256: super::sha256(&text.bytes),
            bytes: text.bytes.len() as u64,
        },
        dates: text.document.dates.iter().map(DateRecord::of).collect(),
    };
    let toml = format!("{folder}/{}", layout::VERSION_TOML);
    files.push(new_file(
        &format!("{folder}/{}{}", layout::SOURCE, text.format.ending()),
        &text.bytes,
    ));
    files.push(new_file(
        &format!("{folder}/{}", layout::POLICY_MD),
        canonical::write(&text.document).as_bytes(),
    ));
    files.push(new_file(&toml, records::write(&toml, &record)?.as_bytes()));
    Ok(())
}

/// `policy.toml` of each new policy, told by its newest text, and of those whose title or organisation was given.
pub(super) fn policy_files(
    git: &Git,
    texts: &[NewText],
    placed: &[Placed],
    folders: &Folders,
    files: &mut Vec<NewFile>,
) -> Result<(), CorpusError> {
    let mut newest: BTreeMap<&PolicyId, (&NewText, &Placed)> = BTreeMap::new();
    for (text, one) in texts.iter().zip(placed) {
        let last = newest.entry(&text.policy).or_insert((text, one));
        if one.version >= last.1.version {
            *last = (text, one);
        }
    }
    for (id, (text, _)) in newest {
        let path = format!("{}/{}", layout::policy_folder(id), layout::POLICY_TOML);
        let there = match folders.policies.get(id) {
            Some(folder) => git.find(*folder, layout::POLICY_TOML)?,
            None => None,
        };
        let Some(there) = there else {
            let record = PolicyRecord {
                title: text.title.clone().or_else(|| text.document.title.clone()),
                organization: text
                    .organization
                    .clone()
                    .or_else(|| text.document.organization.clone()),
                url: None,
            };
            files.push(new_file(&path, records::write(&path, &record)?.as_bytes()));
            continue;
        };
        let bytes = git.blob(there.id)?;
        let record: PolicyRecord = records::read(&path, &bytes)?;
        let mut toml = String::from_utf8_lossy(&bytes).into_owned();
        for (field, given, kept) in [
            ("title", &text.title, &record.title),
            ("organization", &text.organization, &record.organization),
        ] {
            if let Some(value) = given
                && given != kept
            {
                toml = records::with_field(&toml, field, value);
            }
        }
        if toml.as_bytes() != bytes {
            records::read::<PolicyRecord>(&path, toml.as_bytes())?;
            files.push(NewFile {
                path,
                bytes: toml.into_bytes(),
                replaces: true,
            });
        }
    }
    Ok(())
}

/// What the commit says.
pub(super) fn message(placed: &[Placed]) -> String {
    let added: Vec<_> = placed
        .iter()
        .filter(|p| p.outcome != Outcome::Unchanged)
        .collect();
    let policies: BTreeSet<_> = added.iter().map(|p| &p.policy).collect();
    let name = |p: &Placed| format!("{} {}", p.policy, p.version);
    match (added.as_slice(), policies.len()) {
        ([], _) => "規程の情報を変更\n".to_owned(),
        ([one], _) => format!("{} を追加\n", name(one)),
        (many, policies) => {
            let head = if policies == 1 {
                format!("{} の {} 版を追加", many[0].policy, many.len())
            } else {
                format!("{policies} 件の規程に {} 版を追加", many.len())
            };
            let list: String = many.iter().map(|p| format!("{}\n", name(p))).collect();
            format!("{head}\n\n{list}")
        }
    }
}
