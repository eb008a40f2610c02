//! Race: whole processes side by side, `kaitei diff` against `git diff --no-index --word-diff-regex=.`, and comparisons in
//! process.
//!
//! In: the sample corpus, from which every input is made. Out: processor time, the best of several runs, and its ratio to
//! git's, which another machine shares more or less. Never: reads a text from elsewhere, or fails because it is slow.
//!
//! `cargo bench --bench race`; Linux, for it reads `/proc/PID/schedstat`.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints, and an error ends it"
)]

use std::fmt::Write as _;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kaitei::diff::diff;
use kaitei::document::Document;
use kaitei::segment::segment_bytes;
use kaitei::source::Format;

/// The sizes of the long pairs, in bytes, with how many volumes there are to a revised one.
const LONG: [(usize, usize); 2] = [(1_000_000, 50), (10_000_000, 100)];

fn main() {
    let dir = tempfile::tempdir().unwrap();
    println!(
        "{:<10} {:>9} {:>9} {:>6}",
        "pair", "git ms", "kaitei ms", "ratio"
    );
    for (name, rounds, old, new) in pairs() {
        let path = |side: &str, text: &str| {
            let path = dir.path().join(format!("{name}-{side}.txt"));
            fs::write(&path, text).unwrap();
            path
        };
        let (old, new) = (path("old", &old), path("new", &new));
        let (mut git, mut kaitei) = (u64::MAX, u64::MAX);
        for _ in 0..rounds {
            git = git.min(processor_time(
                Command::new("git")
                    .args(["diff", "--no-index", "--word-diff-regex=."])
                    .args([&old, &new]),
            ));
            kaitei = kaitei.min(processor_time(
                Command::new(env!("CARGO_BIN_EXE_kaitei"))
                    .arg("diff")
                    .args([&old, &new]),
            ));
        }
        println!(
            "{name:<10} {:>9.2} {:>9.2} {:>6.2}",
            git as f64 / 1e6,
            kaitei as f64 / 1e6,
            kaitei as f64 / git as f64
        );
    }
    in_process();
}

/// The processor time of a whole process, in nanoseconds.
fn processor_time(command: &mut Command) -> u64 {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = Vec::new();
    child.stdout.take().unwrap().read_to_end(&mut out).unwrap();
    assert!(!out.is_empty(), "nothing to compare");
    // A process that has ended keeps its account until it is waited for.
    let folder = PathBuf::from(format!("/proc/{}", child.id()));
    loop {
        let stat = fs::read_to_string(folder.join("stat")).unwrap();
        if stat
            .rsplit(')')
            .next()
            .unwrap()
            .trim_start()
            .starts_with('Z')
        {
            break;
        }
        std::thread::yield_now();
    }
    let spent = schedstat(&folder);
    child.wait().unwrap();
    spent
}

fn schedstat(folder: &Path) -> u64 {
    // A running thread's account is brought up when it gives way.
    std::thread::yield_now();
    let text = fs::read_to_string(folder.join("schedstat")).unwrap();
    text.split_whitespace().next().unwrap().parse().unwrap()
}

/// Name, rounds, old and new text.
fn pairs() -> Vec<(&'static str, usize, String, String)> {
    let rules = policy("shionagi-shobo/riyo-kiyaku");
    let privacy = policy("tokiwano-kagu/privacy-policy");
    let last = privacy.len() - 1;
    let scattered = scattered(&rules[2], LONG[0].0, LONG[0].1);
    let [(old, new), (longer, newer)] =
        LONG.map(|(size, revised)| long(&rules[2], &rules[3], size, revised));
    vec![
        ("ordinary", 60, rules[2].clone(), rules[3].clone()),
        ("rewrite", 60, privacy[0].clone(), privacy[last].clone()),
        ("1 MB", 12, scattered.0, scattered.1),
        ("1 MB 編", 12, old, new),
        ("10 MB 編", 4, longer, newer),
    ]
}

/// The versions of a policy of the sample corpus, in order.
fn policy(id: &str) -> Vec<String> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(id);
    let mut paths: Vec<PathBuf> = fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|p| fs::read_to_string(p).unwrap())
        .collect()
}

/// Reads a text as the file it came from would be read.
fn read(text: &str) -> Document {
    let format = if text.starts_with("# ") {
        Format::Markdown
    } else {
        Format::Plain
    };
    segment_bytes(text.as_bytes(), format).unwrap().document
}

/// A text repeated as 編 to so many bytes, each with a name of its own, and the same with one in so many revised.
fn long(old: &str, new: &str, size: usize, every: usize) -> (String, String) {
    let mut out = (
        String::from("大規模利用規約\n"),
        String::from("大規模利用規約\n"),
    );
    let body = |text: &str, number: usize| {
        let (_, articles) = text
            .split_once("第１章")
            .unwrap_or_else(|| text.split_once("第１条").unwrap());
        format!("\n第{number}編　第{number}店舗\n\n第１章{articles}")
            .replace("当社", &format!("第{number}店舗"))
    };
    let mut number = 0;
    while out.0.len() < size {
        number += 1;
        let _ = write!(out.0, "{}", body(old, number));
        let revised = if number % every == 0 { new } else { old };
        let _ = write!(out.1, "{}", body(revised, number));
    }
    out
}

/// A policy of many sections to so many bytes, each paragraph made its section's own, and the same with one paragraph in
/// so many reworded, lengthened or left out and one section moved.
fn scattered(text: &str, size: usize, every: usize) -> (String, String) {
    // Sentences without what numbers them.
    let unnumbered = |text: &str| {
        let words = text
            .trim_start_matches(|c: char| !matches!(c, 'ぁ'..='ん' | 'ァ'..='ヶ' | '一'..='龥'));
        words
            .split_once('　')
            .filter(|(number, _)| number.starts_with('第') || number.chars().count() < 4)
            .map_or(words, |(_, rest)| rest)
            .to_owned()
    };
    let pool: Vec<String> = text
        .lines()
        .map(unnumbered)
        .filter(|p| p.chars().count() >= 25)
        .collect();
    let mut sections: [Vec<String>; 2] = Default::default();
    let (mut length, mut count) = (0, 0);
    while length < size {
        let number = sections[0].len() + 1;
        let heading = format!("{number}. 事業{number}における取扱い\n\n");
        let (mut old, mut new) = (heading.clone(), heading);
        for item in 1..=12 {
            count += 1;
            let paragraph = pool[count * 7 % pool.len()].replace("当社", &format!("事業{number}"));
            let paragraph = format!("{paragraph}（事業{number}第{item}項）\n\n");
            old += &paragraph;
            new += &match (count % every, count / every % 4) {
                (0, 0) => paragraph.replace("個人情報", "個人データ"),
                (0, 1) => format!("原則として、{paragraph}"),
                (0, 2) => paragraph.replace("します", "いたします"),
                (0, _) => String::new(),
                _ => paragraph,
            };
        }
        length += old.len();
        sections[0].push(old);
        sections[1].push(new);
    }
    let moved = sections[1].remove(5);
    sections[1].insert(9, moved);
    let [old, new] = sections.map(|s| format!("総合サービス規約\n\n{}", s.concat()));
    (old, new)
}

/// Consecutive versions compared in this process, documents at hand and from their text.
fn in_process() {
    let policies: Vec<Vec<String>> = [
        "shionagi-shobo/riyo-kiyaku",
        "soratome/privacy-policy",
        "tokiwano-kagu/privacy-policy",
    ]
    .map(policy)
    .to_vec();
    let documents: Vec<Vec<Document>> = policies
        .iter()
        .map(|p| p.iter().map(|t| read(t)).collect())
        .collect();
    let all = |documents: &[Vec<Document>]| -> usize {
        let pairs = documents.iter().flat_map(|d| d.windows(2));
        pairs
            .map(|w| usize::from(!diff(&w[0], &w[1]).pairs.is_empty()))
            .sum()
    };
    let rate = |name: &str, work: &dyn Fn() -> usize| {
        let mut best = 0.0f64;
        for _ in 0..20 {
            let before = schedstat(Path::new("/proc/thread-self"));
            let pairs: usize = (0..5).map(|_| work()).sum();
            let spent = schedstat(Path::new("/proc/thread-self")) - before;
            best = best.max(pairs as f64 * 1e9 / spent as f64);
        }
        println!("{name:<40} {best:>9.0} pairs a second on one core");
    };
    rate("consecutive versions compared", &|| all(&documents));
    rate("consecutive versions read and compared", &|| {
        let read: Vec<Vec<Document>> = policies
            .iter()
            .map(|p| p.iter().map(|t| read(t)).collect())
            .collect();
        all(&read)
    });
}
