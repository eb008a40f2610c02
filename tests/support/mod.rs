//! A hermetic room: a folder of its own, the built binary and ordinary git, nothing of the user's settings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// What a command said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    fn of(output: &Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout.clone()).unwrap(),
            err: String::from_utf8(output.stderr.clone()).unwrap(),
        }
    }

    /// The output of a command that is done.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        self.out
    }

    /// The output of a command that has findings.
    #[track_caller]
    pub(crate) fn found(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (1, ""), "{}", self.out);
        self.out
    }

    /// What and hint of a command that failed; it printed nothing else.
    #[track_caller]
    pub(crate) fn failed(self) -> (String, String) {
        assert_eq!((self.code, self.out.as_str()), (2, ""), "{}", self.err);
        let lines: Vec<_> = self.err.lines().collect();
        assert_eq!(lines.len(), 2, "{}", self.err);
        (
            lines[0].strip_prefix("kaitei: ").unwrap().to_owned(),
            lines[1].strip_prefix("  → ").unwrap().to_owned(),
        )
    }
}

/// A folder of its own. The corpus is `kaitei-corpus` in it.
pub(crate) struct Room {
    dir: TempDir,
    epoch: i64,
}

impl Room {
    pub(crate) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().unwrap(),
            epoch: 1_767_225_600,
        }
    }

    /// A room with another time.
    pub(crate) fn at(epoch: i64) -> Self {
        Self {
            epoch,
            ..Self::new()
        }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> String {
        String::from_utf8(std::fs::read(self.path(path)).unwrap()).unwrap()
    }

    fn hermetic(&self, program: &str, dir: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .current_dir(dir)
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", self.path("home"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("TZ", "UTC")
            .env("SOURCE_DATE_EPOCH", self.epoch.to_string());
        for who in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{who}_NAME"), "Test")
                .env(format!("GIT_{who}_EMAIL"), "test@example.jp")
                .env(format!("GIT_{who}_DATE"), format!("{} +0000", self.epoch));
        }
        command
    }

    /// The binary, not yet run, in this folder.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = self.hermetic(env!("CARGO_BIN_EXE_kaitei"), self.dir.path());
        command.args(args);
        command
    }

    /// A copy of the binary, not yet run, in this folder.
    #[cfg(unix)]
    pub(crate) fn copy_of(&self, binary: &Path, args: &[&str]) -> Command {
        let mut command = self.hermetic(binary.to_str().unwrap(), self.dir.path());
        command.args(args);
        command
    }

    /// Runs the binary in this folder.
    pub(crate) fn kaitei(&self, args: &[&str]) -> Said {
        Said::of(&self.command(args).output().unwrap())
    }

    /// Runs git in a folder below this one; it must succeed.
    #[track_caller]
    pub(crate) fn git_in(&self, dir: &str, args: &[&str]) -> String {
        let output = self
            .hermetic("git", &self.path(dir))
            .args(args)
            .output()
            .unwrap();
        let said = Said::of(&output);
        assert_eq!(said.code, 0, "git {args:?}: {}{}", said.out, said.err);
        said.out
    }

    /// Runs git in the corpus.
    #[track_caller]
    pub(crate) fn git(&self, args: &[&str]) -> String {
        self.git_in("kaitei-corpus", args)
    }

    /// Every file, folder and link of this room with its content, to be compared.
    pub(crate) fn everything(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        fn walk(dir: &Path, out: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in std::fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                let meta = std::fs::symlink_metadata(&path).unwrap();
                if meta.is_dir() {
                    out.insert(path.clone(), Vec::new());
                    walk(&path, out);
                } else if meta.is_symlink() {
                    out.insert(path.clone(), b"link".to_vec());
                } else {
                    out.insert(path.clone(), std::fs::read(&path).unwrap());
                }
            }
        }
        let mut out = BTreeMap::new();
        walk(self.dir.path(), &mut out);
        out
    }

    /// Ingests one text under `name` as a version of `policy`.
    #[track_caller]
    pub(crate) fn ingest(&self, policy: &str, name: &str, text: &str) -> String {
        self.write(&format!("in/{name}"), text);
        self.kaitei(&["ingest", &format!("in/{name}"), "--policy", policy])
            .done()
    }

    /// The corpus is whole: git finds no fault, kaitei finds none, nothing is uncommitted.
    #[track_caller]
    pub(crate) fn assert_whole(&self) {
        self.git(&["fsck", "--strict", "--no-dangling"]);
        assert_eq!(self.git(&["status", "--porcelain"]), "");
        self.kaitei(&["verify"]).done();
    }

    /// The versions of the policy, oldest first.
    #[track_caller]
    pub(crate) fn versions(&self, policy: &str) -> Vec<String> {
        let json = self.kaitei(&["log", policy, "--format", "json"]).done();
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let list = value["versions"].as_array().unwrap();
        list.iter()
            .map(|v| v["version"].as_str().unwrap().to_owned())
            .collect()
    }

    /// The versions its history branch tells, oldest first.
    #[track_caller]
    pub(crate) fn told(&self, policy: &str) -> Vec<String> {
        let branch = format!("history/{policy}");
        self.git(&[
            "log",
            "--reverse",
            "--format=%(trailers:key=Version,valueonly,separator=)",
            &branch,
        ])
        .lines()
        .map(str::to_owned)
        .collect()
    }
}

/// A text that names the day it was amended on, in the form kaitei itself writes, so that its dates and
/// clauses are known whatever the reading of other texts makes of them.
pub(crate) fn dated(day: &str, body: &str) -> String {
    format!(
        "---\nkaitei: 1\norganization: みどり株式会社\ndates:\n  - amended {day} head {day}改定\n---\n\n\
         # プライバシーポリシー\n\n{day}改定\n\n## **第１条** （目的）\n\n{body}\n\n### **（１）** 氏名\n\n\
         ## **第２条** （範囲）\n\nすべての個人情報。\n"
    )
}

/// A text that names no day.
pub(crate) fn undated(body: &str) -> String {
    format!("---\nkaitei: 1\n---\n\n# 利用規約\n\n## **1.** 目的\n\n{body}\n")
}
