//! The offices that open what kaitei writes: LibreOffice and a validator of the Open XML schema.
//!
//! One LibreOffice at a time: its tests take a lock, and each has a profile of its own.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// What LibreOffice is to do with one file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Task {
    /// The text as it is shown.
    Read,
    /// The text with all tracked changes accepted.
    Accept,
    /// The text with all tracked changes rejected.
    Reject,
}

impl Task {
    fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Accept => "accept",
            Self::Reject => "reject",
        }
    }
}

/// What LibreOffice makes of files, in one run, in the order of `tasks`.
#[track_caller]
pub(crate) fn libreoffice(tasks: &[(Task, &Path)]) -> Vec<Vec<u8>> {
    let lock = File::create(std::env::temp_dir().join("kaitei-libreoffice.lock")).unwrap();
    lock.lock().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let outs: Vec<PathBuf> = (0..tasks.len())
        .map(|n| dir.path().join(format!("{n}.out")))
        .collect();
    let list: String = tasks
        .iter()
        .zip(&outs)
        .map(|((task, path), out)| {
            format!("{}\t{}\t{}\n", task.word(), path.display(), out.display())
        })
        .collect();
    let list_path = dir.path().join("list");
    std::fs::write(&list_path, list).unwrap();
    let profile = dir.path().join("profile");
    // The first start lays the profile out and would write over our macro.
    soffice(&dir, &profile, &["--terminate_after_init"]);
    let macros = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/office/macro");
    let basic = profile.join("user/basic");
    std::fs::create_dir_all(basic.join("Standard")).unwrap();
    for (from, to) in [
        ("script.xlc", "script.xlc"),
        ("script.xlb", "Standard/script.xlb"),
        ("Check.xba", "Standard/Check.xba"),
    ] {
        std::fs::copy(macros.join(from), basic.join(to)).unwrap();
    }
    let call = format!("macro:///Standard.Check.Main(\"{}\")", list_path.display());
    soffice(&dir, &profile, &[&call]);
    assert!(
        dir.path().join("list.done").is_file(),
        "LibreOffice did not finish its list"
    );
    outs.iter()
        .zip(tasks)
        .map(|(out, task)| {
            std::fs::read(out)
                .unwrap_or_else(|e| panic!("LibreOffice made nothing of {task:?}: {e}"))
        })
        .collect()
}

fn soffice(dir: &TempDir, profile: &Path, args: &[&str]) {
    let output = Command::new("soffice")
        .args(["--headless", "--norestore", "--nologo"])
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(args)
        .env("HOME", dir.path())
        .output();
    match output {
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(error) => panic!(
            "soffice: {error}: apt-get install --no-install-recommends libreoffice-writer libreoffice-calc fonts-noto-cjk"
        ),
    }
}

/// The text that LibreOffice wrote.
#[track_caller]
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec())
        .unwrap()
        .trim_start_matches('\u{feff}')
        .to_owned()
}

/// What breaks the schema or the rules of the package in `files` (.docx, .xlsx), a line each; empty where all is well.
#[track_caller]
pub(crate) fn faults(files: &[&Path]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = [
        root.join("target/office"),
        PathBuf::from("/usr/local/lib/kaitei-tests/office"),
    ];
    let python = places
        .iter()
        .map(|p| p.join("bin/python"))
        .find(|p| p.is_file());
    let python = python.expect("the validator is missing: run tests/office/install.sh");
    let output = Command::new(&python)
        .arg(root.join("tests/office/validate.py"))
        .args(files)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}
