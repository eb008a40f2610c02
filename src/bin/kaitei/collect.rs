//! Which files an ingest reads: given ones, or those of a folder `organization/policy/*`.

use std::path::{Path, PathBuf};

use kaitei::corpus::{CorpusError, PolicyId};
use kaitei::source::Format;

use crate::failure::Failure;
use crate::wording;

/// Files to read and files left out.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    /// Texts, each with the policy it belongs to.
    pub(crate) texts: Vec<(PathBuf, PolicyId)>,
    /// Files that are no text of a policy.
    pub(crate) skipped: Vec<PathBuf>,
}

/// The texts at `paths`, of `policy` if one is given.
pub(crate) fn collect(paths: &[PathBuf], policy: Option<&PolicyId>) -> Result<Collected, Failure> {
    let mut out = Collected::default();
    for path in paths {
        let meta = std::fs::metadata(path).map_err(|e| unreadable(path, &e))?;
        match (meta.is_dir(), policy) {
            (false, policy) => out.texts.push((path.clone(), of_file(path, policy)?)),
            (true, Some(policy)) => of_one_policy(path, policy, &mut out)?,
            (true, None) => of_tree(path, &mut out)?,
        }
    }
    Ok(out)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    let name = path.display();
    match error.kind() {
        std::io::ErrorKind::NotFound => Failure::new(
            format!("{name}: ファイルがありません"),
            "パスを確かめてください",
        ),
        _ => Failure::new(
            format!("{name}: 読めません（{}）", crate::wording::io(error)),
            "ファイルの権限を確かめてください",
        ),
    }
}

fn of_file(path: &Path, policy: Option<&PolicyId>) -> Result<PolicyId, Failure> {
    if is_readme(path) {
        return Err(Failure::new(
            format!("{}: README は規程の版として扱いません", path.display()),
            "規程の本文なら、2025-04-01.md のような名前に変えてください",
        ));
    }
    policy.cloned().ok_or_else(|| {
        Failure::new(
            format!("{}: どの規程の版か分かりません", path.display()),
            "--policy acme/privacy のように規程の ID を指定してください",
        )
    })
}

/// A folder of one policy: its files, or those of its only sub-folder that has any.
fn of_one_policy(root: &Path, policy: &PolicyId, out: &mut Collected) -> Result<(), Failure> {
    let here = Folder::read(root, root)?;
    let mut groups = vec![here.texts];
    out.skipped.extend(here.others);
    if groups[0].is_empty() {
        groups.clear();
        for folder in &here.folders {
            let below = Folder::read(folder, root)?;
            out.skipped.extend(below.others);
            groups.extend((!below.texts.is_empty()).then_some(below.texts));
        }
    }
    match groups.as_slice() {
        [texts] if !texts.is_empty() => {
            out.texts
                .extend(texts.iter().map(|t| (t.clone(), policy.clone())));
            Ok(())
        }
        [] | [_] => Err(nothing(root)),
        _ => Err(Failure::new(
            format!(
                "{}: テキストのあるフォルダが 2 つ以上あります",
                root.display()
            ),
            "規程のフォルダを 1 つずつ指定するか、--policy を外してください",
        )),
    }
}

/// A folder `organization/policy/*`.
fn of_tree(root: &Path, out: &mut Collected) -> Result<(), Failure> {
    let before = out.texts.len();
    let top = Folder::read(root, root)?;
    let mut misplaced = top.texts;
    out.skipped.extend(top.others);
    for organization in &top.folders {
        let inside = Folder::read(organization, root)?;
        misplaced.extend(inside.texts);
        out.skipped.extend(inside.others);
        for policy in &inside.folders {
            let files = Folder::read(policy, root)?;
            out.skipped.extend(files.others);
            if files.texts.is_empty() {
                continue;
            }
            let id = format!("{}/{}", name(organization), name(policy));
            let id = PolicyId::parse(&id)
                .map_err(|fault| wording::failure(CorpusError::BadId { id, fault }))?;
            out.texts
                .extend(files.texts.into_iter().map(|t| (t, id.clone())));
        }
    }
    if out.texts.len() > before {
        out.skipped.extend(misplaced);
        return Ok(());
    }
    if misplaced.is_empty() {
        return Err(nothing(root));
    }
    Err(Failure::new(
        format!(
            "{}: 「組織/規程/ファイル」の形のフォルダではありません",
            root.display()
        ),
        "1 つの規程のフォルダなら、--policy acme/privacy のように規程の ID を指定してください",
    ))
}

fn nothing(root: &Path) -> Failure {
    Failure::new(
        format!(
            "{}: 規程のテキスト（.txt、.md）が見つかりません",
            root.display()
        ),
        "「組織/規程/2025-04-01.txt」の形に並べたフォルダを指定してください",
    )
}

/// The entries of a folder by what they are, in the order of their names.
#[derive(Default)]
struct Folder {
    texts: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    others: Vec<PathBuf>,
}

impl Folder {
    /// Reads a folder below `root`; a link that leads out of `root` is not followed.
    fn read(folder: &Path, root: &Path) -> Result<Self, Failure> {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(|e| unreadable(folder, &e))? {
            entries.push(entry.map_err(|e| unreadable(folder, &e))?.path());
        }
        entries.sort();
        let root = root.canonicalize().map_err(|e| unreadable(root, &e))?;
        let mut out = Self::default();
        for path in entries {
            if name(&path).starts_with('.') {
                continue;
            }
            let inside = path
                .canonicalize()
                .is_ok_and(|real| real.starts_with(&root));
            let meta = std::fs::metadata(&path).ok().filter(|_| inside);
            match meta {
                Some(meta) if meta.is_dir() => out.folders.push(path),
                Some(meta) if meta.is_file() && is_text(&path) => out.texts.push(path),
                _ => out.others.push(path),
            }
        }
        Ok(out)
    }
}

fn is_text(path: &Path) -> bool {
    Format::of_name(&name(path)).is_some() && !is_readme(path)
}

fn is_readme(path: &Path) -> bool {
    let name = name(path).to_ascii_lowercase();
    name.split('.').next() == Some("readme")
}

/// The last part of a path.
pub(crate) fn name(path: &Path) -> String {
    path.file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default()
}
