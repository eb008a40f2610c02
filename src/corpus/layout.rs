//! Where things lie: `policies/<organization>/<policy>/<version>/…`, as paths and as read from a commit.
//!
//! In: a commit's folder. Out: the policies and versions in it, and what has no business there.
//! Never: reads a text.

use std::collections::BTreeMap;

use super::git::{Entry, Git, Kind, Oid};
use super::{CorpusError, PolicyId, VersionKey};

/// The format version and settings.
pub(super) const KAITEI: &str = "kaitei.toml";
/// What git is told about the files.
pub(super) const ATTRIBUTES: &str = ".gitattributes";
/// The folder that holds the policies.
pub(super) const POLICIES: &str = "policies";
/// What holds for all versions of a policy.
pub(super) const POLICY_TOML: &str = "policy.toml";
/// The clause tree.
pub(super) const POLICY_MD: &str = "policy.md";
/// Where a version comes from.
pub(super) const VERSION_TOML: &str = "version.toml";
/// The bytes as received, before the ending.
pub(super) const SOURCE: &str = "source.";

/// The folder of a policy.
pub(super) fn policy_folder(id: &PolicyId) -> String {
    format!("{POLICIES}/{id}")
}

/// The folder of a version.
pub(super) fn version_folder(id: &PolicyId, key: VersionKey) -> String {
    format!("{POLICIES}/{id}/{key}")
}

/// The files of one version.
#[derive(Debug, Clone, Default)]
pub(super) struct Stored {
    pub(super) source: Option<(String, Oid)>,
    pub(super) policy_md: Option<Oid>,
    pub(super) version_toml: Option<Oid>,
}

/// The files of one policy.
#[derive(Debug, Clone, Default)]
pub(super) struct StoredPolicy {
    pub(super) policy_toml: Option<Oid>,
    pub(super) versions: BTreeMap<VersionKey, Stored>,
    /// Paths that have no place in the layout.
    pub(super) strange: Vec<String>,
}

/// The folders of policies in a commit's folder.
#[derive(Debug, Clone, Default)]
pub(super) struct Folders {
    pub(super) policies: BTreeMap<PolicyId, Oid>,
    /// Paths that have no place in the layout.
    pub(super) strange: Vec<String>,
}

/// The policies in a commit's folder.
pub(super) fn folders(git: &Git, root: Oid) -> Result<Folders, CorpusError> {
    let mut out = Folders::default();
    let Some(policies) = git.find(root, POLICIES)? else {
        return Ok(out);
    };
    if policies.kind != Kind::Folder {
        out.strange.push(POLICIES.to_owned());
        return Ok(out);
    }
    for organization in git.entries(policies.id)? {
        let path = format!("{POLICIES}/{}", organization.name);
        if organization.kind != Kind::Folder {
            out.strange.push(path);
            continue;
        }
        for policy in git.entries(organization.id)? {
            match PolicyId::parse(&format!("{}/{}", organization.name, policy.name)) {
                Ok(id) if policy.kind == Kind::Folder => {
                    out.policies.insert(id, policy.id);
                }
                _ => out.strange.push(format!("{path}/{}", policy.name)),
            }
        }
    }
    Ok(out)
}

/// The versions in a policy's folder.
pub(super) fn policy(git: &Git, id: &PolicyId, folder: Oid) -> Result<StoredPolicy, CorpusError> {
    let mut out = StoredPolicy::default();
    let path = policy_folder(id);
    for Entry { name, id, kind } in git.entries(folder)? {
        match (kind, VersionKey::parse(&name)) {
            (Kind::File, _) if name == POLICY_TOML => out.policy_toml = Some(id),
            (Kind::Folder, Some(key)) => {
                let version = version(git, &format!("{path}/{name}"), id, &mut out.strange)?;
                out.versions.insert(key, version);
            }
            _ => out.strange.push(format!("{path}/{name}")),
        }
    }
    Ok(out)
}

fn version(
    git: &Git,
    path: &str,
    folder: Oid,
    strange: &mut Vec<String>,
) -> Result<Stored, CorpusError> {
    let mut out = Stored::default();
    for Entry { name, id, kind } in git.entries(folder)? {
        match name.as_str() {
            POLICY_MD if kind == Kind::File => out.policy_md = Some(id),
            VERSION_TOML if kind == Kind::File => out.version_toml = Some(id),
            _ if kind == Kind::File && name.starts_with(SOURCE) && out.source.is_none() => {
                out.source = Some((name, id));
            }
            _ => strange.push(format!("{path}/{name}")),
        }
    }
    Ok(out)
}
