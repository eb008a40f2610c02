//! Speed of segmenting: the sample corpus repeated to 1 MB and 10 MB, beside a CommonMark parser over the same bytes.
//!
//! In: the sample corpus, from which every input is made. Out: MB/s of processor time, the best of several runs, what ten
//! times the text takes, the peak of memory as a multiple of the text, and how texts made to be slow grow. Never: reads a
//! text from elsewhere, or fails because it is slow.
//!
//! `cargo bench --bench segment`; Linux, for it reads `/proc/self`. A MB is a million bytes of UTF-8. The time is that of
//! cutting a text into lines and making the document of them, on one core; giving its memory back is measured apart.
//! For a profiler: `cargo bench --bench segment -- only plain 10 20` segments 10 MB of plain text twenty times.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints, and an error ends it"
)]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

use kaitei::segment::{Segmented, segment};
use kaitei::source::{Format, lines};

const MB: usize = 1_000_000;

/// Name, unit and megabytes of texts made to be slow: each is measured at this size and at four times it.
const PATHOLOGICAL: [(&str, &str, usize); 10] = [
    ("a million markers", "1.\n", 3),
    ("markers and text", "(1) 甲\n", 1),
    ("one line", "当社は、", 10),
    ("brackets", "「（", 1),
    ("bracketed lines", "（目的）\n", 1),
    ("articles on a line", "第1条（", 1),
    ("bare ones", "1 甲\n", 1),
    ("bullets", "■甲\n", 1),
    ("dates", "2021年4月1日、", 1),
    ("torn lines", "甲は、乙をする。な\n\n", 1),
];

fn main() {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["only", name, megabytes, rounds] => {
            let (text, format) = input(name, megabytes.parse().unwrap());
            for _ in 0..rounds.parse().unwrap() {
                black_box(read(&text, format));
            }
        }
        ["memory", name, megabytes] => {
            let (text, format) = input(name, megabytes.parse().unwrap());
            black_box(read(&text, format));
            println!("{}", peak());
        }
        _ => {
            corpus();
            pathological();
        }
    }
}

fn corpus() {
    println!(
        "{:<10} {:>6} {:>9} {:>9} {:>15} {:>7} {:>10} {:>8}",
        "text", "MB", "ms", "MB/s", "pulldown-cmark", "ratio", "and freed", "memory"
    );
    for name in ["plain", "markdown"] {
        let mut spent = Vec::new();
        for megabytes in [1, 10] {
            let (text, format) = input(name, megabytes);
            let rounds = if megabytes == 1 { 40 } else { 10 };
            let (mut own, mut freed, mut other) = (u64::MAX, u64::MAX, u64::MAX);
            for _ in 0..rounds {
                let from = processor_time();
                let segmented = black_box(read(&text, format));
                let read = processor_time();
                drop(segmented);
                // The allocator puts off a part of the giving back until it is asked for something large.
                drop(black_box(Vec::<u8>::with_capacity(MB)));
                let dropped = processor_time();
                // A parser of CommonMark over the same bytes, as a yardstick.
                black_box(pulldown_cmark::Parser::new(black_box(&text)).count());
                let parsed = processor_time();
                own = own.min(read - from);
                freed = freed.min(dropped - from);
                other = other.min(parsed - dropped);
            }
            println!(
                "{name:<10} {megabytes:>6} {:>9.2} {:>9.1} {:>15.1} {:>7.2} {:>10.1} {:>8.2}",
                own as f64 / 1e6,
                rate(text.len(), own),
                rate(text.len(), other),
                own as f64 / other as f64,
                rate(text.len(), freed),
                memory(name, megabytes) as f64 / text.len() as f64,
            );
            spent.push(own);
        }
        println!(
            "{name:<10} ten times the text takes {:.2} times as long",
            spent[1] as f64 / spent[0] as f64
        );
    }
}

fn pathological() {
    println!(
        "\n{:<20} {:>9} {:>9} {:>7}",
        "made to be slow", "ms", "4 x ms", "growth"
    );
    let grow = |name: &str, small: String, large: String| {
        let spent = |text: &str| {
            (0..3)
                .map(|_| {
                    let from = processor_time();
                    let segmented = black_box(read(text, Format::Plain));
                    let spent = processor_time() - from;
                    drop(segmented);
                    spent
                })
                .min()
                .unwrap()
        };
        let (small, large) = (spent(&small), spent(&large));
        println!(
            "{name:<20} {:>9.2} {:>9.2} {:>7.2}",
            small as f64 / 1e6,
            large as f64 / 1e6,
            large as f64 / small as f64
        );
    };
    for (name, unit, megabytes) in PATHOLOGICAL {
        grow(
            name,
            repeat(unit, megabytes * MB / 4),
            repeat(unit, megabytes * MB),
        );
    }
    // Every line indented one blank more than the line before: the bytes grow by sixteen, and so may the time.
    let deep = |depth: usize| {
        (0..depth)
            .map(|n| format!("{}- 甲\n", " ".repeat(n)))
            .collect()
    };
    grow("indented levels", deep(2_500), deep(5_000));
    let nested = |depth: usize| {
        (0..depth)
            .map(|n| format!("{}第{}条　甲\n", "　".repeat(n % 40), n + 1))
            .collect()
    };
    grow("numbered levels", nested(2_500), nested(10_000));
}

fn read(text: &str, format: Format) -> Segmented {
    segment(&lines(black_box(text), format))
}

fn rate(bytes: usize, nanoseconds: u64) -> f64 {
    bytes as f64 * 1e3 / nanoseconds as f64
}

/// The plain texts, or the Markdown texts, of the sample corpus, over and over.
fn input(name: &str, megabytes: usize) -> (String, Format) {
    let format = match name {
        "plain" => Format::Plain,
        "markdown" => Format::Markdown,
        other => panic!("{other} is neither plain nor markdown"),
    };
    let mut texts = Vec::new();
    collect(
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus")),
        format,
        &mut texts,
    );
    texts.sort();
    let whole: String = texts
        .iter()
        .map(|path| fs::read_to_string(path).unwrap() + "\n")
        .collect();
    (repeat(&whole, megabytes * MB), format)
}

fn collect(dir: &Path, format: Format, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, format, out);
        } else if path.extension().is_some_and(|e| e == format.ending())
            && !path.ends_with("README.md")
        {
            out.push(path);
        }
    }
}

fn repeat(text: &str, bytes: usize) -> String {
    let mut out = text.repeat(bytes.div_ceil(text.len()));
    out.truncate(out.floor_char_boundary(bytes));
    out
}

/// Processor time of this process so far, in nanoseconds.
fn processor_time() -> u64 {
    // A running thread's account is brought up when it gives way.
    std::thread::yield_now();
    let text = fs::read_to_string("/proc/self/schedstat").unwrap();
    text.split_whitespace().next().unwrap().parse().unwrap()
}

/// The most memory that a process of its own held while it read the text, in bytes, the text itself counted.
fn memory(name: &str, megabytes: usize) -> usize {
    let out = Command::new(std::env::current_exe().unwrap())
        .args(["memory", name, &megabytes.to_string()])
        .output()
        .unwrap();
    String::from_utf8(out.stdout)
        .unwrap()
        .trim()
        .parse()
        .unwrap()
}

/// The most memory this process held, in bytes.
fn peak() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap();
    let kilobytes: usize = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kilobytes * 1024
}
