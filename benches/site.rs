//! Site: `kaitei site` for a corpus of 1,000 policies of 10 versions, beside Hugo building as many pages of the same bytes.
//!
//! In: the sample corpus, from which every text is made. Out: pages a second, processor time, the peak of memory, and the time
//! of a rebuild after one new version. Never: reads a text from elsewhere, or fails because it is slow.
//!
//! `cargo bench --bench site [-- POLICIES [VERSIONS]]`; Linux, in `/dev/shm`, with `hugo` installed (else its lines are left out);
//! above 1,000 policies without Hugo.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench prints, takes the time, and an error ends it"
)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Policies that Hugo is given at most.
const MOST: usize = 1_000;
/// What Hugo takes of memory for a page besides the page's own bytes in source and outcome, in bytes: measured, and some more.
const HUGO: u64 = 80_000;

/// What a process took.
#[derive(Debug, Clone, Copy)]
struct Taken {
    wall: f64,
    cpu: f64,
    /// Megabytes.
    peak: f64,
}

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|a| a.parse().ok());
    let policies = numbers.next().unwrap_or(MOST);
    let versions = numbers.next().unwrap_or(10);
    let dir = tempfile::tempdir_in("/dev/shm").unwrap();
    let root = dir.path();
    texts(&root.join("texts"), policies, versions);
    run(kaitei(root).args(["ingest", "texts"]));
    fs::remove_dir_all(root.join("texts")).unwrap();
    let ours = run(kaitei(root).args(["site", "--out", "out"]));
    let pages = pages(&root.join("out"));
    let bytes: u64 = pages.iter().map(|p| p.1).sum();
    println!(
        "kaitei  {policies} policies × {versions} versions: {} pages, {} MB",
        pages.len(),
        bytes / 1_000_000
    );
    row("kaitei", ours, pages.len());
    rebuilds(root, policies, versions);
    if policies <= MOST {
        hugo(root, &pages, ours);
    }
}

fn row(name: &str, taken: Taken, pages: usize) {
    println!(
        "{name:<8}{:>9.0} pages/s  {:>7.1} s  {:>7.1} s processor  {:>6.3} ms a page  peak {:>6.0} MB",
        pages as f64 / taken.wall,
        taken.wall,
        taken.cpu,
        taken.cpu * 1e3 / pages as f64,
        taken.peak,
    );
}

fn kaitei(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kaitei"));
    command
        .current_dir(root)
        .env("SOURCE_DATE_EPOCH", "1767225600");
    command
}

/// One new version of one policy, and the site again: the best and the worst of some.
fn rebuilds(root: &Path, policies: usize, versions: usize) {
    let mut walls = Vec::new();
    for round in 0..5 {
        let n = (round * 211 + 7) % policies;
        let mut text = text(n, versions);
        text.push_str("\n新たに定める事項は、当社の掲示板に掲げる。\n");
        let path = root.join("new").join(format!("2026-0{}-01.txt", round + 1));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        run(kaitei(root)
            .arg("ingest")
            .arg(&path)
            .args(["--policy", &id(n)]));
        walls.push(run(kaitei(root).args(["site", "--out", "out"])).wall * 1e3);
    }
    walls.sort_by(f64::total_cmp);
    println!(
        "one new version: {:.0} ms (worst of {}: {:.0} ms)",
        walls[0],
        walls.len(),
        walls[walls.len() - 1]
    );
}

fn id(n: usize) -> String {
    format!("org-{:02}/policy-{n:04}", n % 40)
}

/// The texts of the sample corpus, changed a little for each policy and each version.
fn texts(root: &Path, policies: usize, versions: usize) {
    for n in 0..policies {
        let folder = root.join(id(n));
        fs::create_dir_all(&folder).unwrap();
        for version in 0..versions {
            fs::write(
                folder.join(format!("{}-04-01.txt", 2015 + version)),
                text(n, version),
            )
            .unwrap();
        }
    }
}

fn text(n: usize, version: usize) -> String {
    let samples = samples();
    let base = &samples[n % samples.len()];
    let lines: Vec<&str> = base.lines().collect();
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        // Each version keeps what the ones before it changed.
        let mut line = (*line).to_owned();
        for v in 0..=version {
            match (at * 31 + v * 17 + n * 7) % 97 {
                0 => line = line.replace("当社", "弊社"),
                1 => line = line.replace("場合", "とき"),
                2 => line = line.replace("提供", "開示又は提供"),
                3 if line.ends_with('。') => {
                    let _ = write!(
                        line,
                        "ただし、法令に別段の定めがあるときは、この限りではありません（{v}）。"
                    );
                }
                _ => {}
            }
        }
        out.push_str(&line);
        out.push('\n');
    }
    let _ = writeln!(out, "\n（管理番号 {n}）");
    out
}

/// The latest texts of the sample corpus.
fn samples() -> &'static [String] {
    static SAMPLES: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
        [
            "shionagi-shobo/riyo-kiyaku/2025-10-01.txt",
            "tokiwano-kagu/privacy-policy/2024-04-01.txt",
            "shionagi-shobo/riyo-kiyaku/2022-04-01.txt",
        ]
        .iter()
        .map(|p| {
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(p))
                .unwrap()
        })
        .collect()
    });
    &SAMPLES
}

/// The pages below a folder and their bytes.
fn pages(root: &Path) -> Vec<(PathBuf, u64)> {
    let (mut out, mut left) = (Vec::new(), vec![root.to_owned()]);
    while let Some(dir) = left.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                left.push(entry.path());
            } else if entry.path().extension().is_some_and(|e| e == "html") {
                out.push((entry.path(), entry.metadata().unwrap().len()));
            }
        }
    }
    out.sort();
    out
}

/// Hugo, with pages of Markdown as long as ours are, in a theme of two lines.
fn hugo(root: &Path, pages: &[(PathBuf, u64)], ours: Taken) {
    if Command::new("hugo").arg("version").output().is_err() {
        println!("hugo is not installed: apt-get install hugo");
        return;
    }
    let source = root.join("hugo");
    for folder in ["content", "layouts/_default"] {
        fs::create_dir_all(source.join(folder)).unwrap();
    }
    fs::write(
        source.join("config.toml"),
        "baseURL = \"https://example.jp/\"\ntitle = \"x\"\ndisableKinds = [\"taxonomy\", \"term\", \"RSS\", \"sitemap\", \"section\"]\n",
    )
    .unwrap();
    let layout = "<!doctype html><html lang=\"ja\"><head><meta charset=\"utf-8\"><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>\n";
    for name in ["single", "list"] {
        fs::write(source.join(format!("layouts/_default/{name}.html")), layout).unwrap();
    }
    fs::remove_dir_all(root.join("out")).unwrap();
    // All pages where the machine has the memory, else every so-manieth.
    let whole: u64 = pages.iter().map(|p| p.1 * 2 + HUGO).sum();
    let every = whole.div_ceil(available()).max(1) as usize;
    if every > 1 {
        println!(
            "hugo would take {} GB for all pages: every {every}th",
            whole >> 30
        );
    }
    let base = samples()[0].replace('#', "");
    let mut count = 0;
    let mut bytes = 0;
    for (at, (_, size)) in pages.iter().step_by(every).enumerate() {
        let mut body = String::with_capacity(*size as usize + 64);
        while body.len() < *size as usize {
            let left = *size as usize - body.len();
            let mut cut = left.min(base.len());
            while !base.is_char_boundary(cut) {
                cut += 1;
            }
            body.push_str(&base[..cut]);
        }
        bytes += body.len();
        fs::write(
            source.join(format!("content/{at:06}.md")),
            format!("---\ntitle: \"{at}\"\n---\n{body}\n"),
        )
        .unwrap();
        count += 1;
    }
    let theirs = run(Command::new("hugo")
        .args(["--quiet", "--source"])
        .arg(&source)
        .arg("--destination")
        .arg(root.join("hugo-out")));
    println!("hugo    {count} pages, {} MB", bytes / 1_000_000);
    row("hugo", theirs, count);
    let rate = |taken: Taken, pages: usize| pages as f64 / taken.wall;
    println!(
        "pages a second: {:.1} times; processor time a page: {:.2}",
        rate(ours, pages.len()) / rate(theirs, count),
        (ours.cpu / pages.len() as f64) / (theirs.cpu / count as f64),
    );
}

/// The memory that is free, in bytes.
fn available() -> u64 {
    let info = fs::read_to_string("/proc/meminfo").unwrap();
    let line = info
        .lines()
        .find_map(|l| l.strip_prefix("MemAvailable:"))
        .unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() << 10
}

/// Runs a process to its end.
fn run(command: &mut Command) -> Taken {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let folder = PathBuf::from(format!("/proc/{}", child.id()));
    let mut peak = 0.0f64;
    let cpu = loop {
        if let Ok(status) = fs::read_to_string(folder.join("status")) {
            let held = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
            let held = held.and_then(|l| l.trim().trim_end_matches(" kB").parse::<f64>().ok());
            peak = peak.max(held.unwrap_or(0.0) / 1024.0);
        }
        let stat = fs::read_to_string(folder.join("stat")).unwrap();
        let fields: Vec<&str> = stat
            .rsplit(')')
            .next()
            .unwrap()
            .split_whitespace()
            .collect();
        // A process that has ended keeps its account, all threads, until it is waited for.
        if fields[0] == "Z" {
            let ticks = |at: usize| fields[at].parse::<f64>().unwrap();
            break (ticks(11) + ticks(12)) / 100.0;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let wall = start.elapsed().as_secs_f64();
    assert!(child.wait().unwrap().success(), "{command:?}");
    Taken { wall, cpu, peak }
}
