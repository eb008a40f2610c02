//! Speed of segmenting: the sample corpus repeated to 1 MB and 10 MB, beside a CommonMark parser over the same bytes.
//!
//! `cargo bench --bench segment`. Throughput is in bytes of UTF-8; everything runs on one core. The pathological texts
//! must stay linear: each is measured at two sizes.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use kaitei::segment::segment;
use kaitei::source::{Format, lines};

fn main() {
    divan::main();
}

const MB: usize = 1 << 20;

/// The plain texts, or the Markdown texts, of the sample corpus, over and over.
fn corpus(ending: &str, bytes: usize) -> String {
    let mut texts = Vec::new();
    let mut left = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/corpus"
    ))];
    while let Some(dir) = left.pop() {
        for entry in std::fs::read_dir(dir).expect("the sample corpus") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                left.push(path);
            } else if path.extension().is_some_and(|e| e == ending) && !path.ends_with("README.md")
            {
                texts.push((path.clone(), std::fs::read_to_string(path).expect("UTF-8")));
            }
        }
    }
    texts.sort();
    repeat(
        &texts.into_iter().map(|t| t.1 + "\n").collect::<String>(),
        bytes,
    )
}

fn repeat(text: &str, bytes: usize) -> String {
    let mut out = text.repeat(bytes.div_ceil(text.len()));
    let cut = (bytes..)
        .find(|at| out.is_char_boundary(*at))
        .unwrap_or(out.len());
    out.truncate(cut);
    out
}

#[divan::bench(args = [1, 10], sample_count = 5, sample_size = 1)]
fn plain(bencher: Bencher<'_, '_>, megabytes: usize) {
    let text = corpus("txt", megabytes * MB);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| segment(&lines(black_box(&text), Format::Plain)));
}

#[divan::bench(args = [1, 10], sample_count = 5, sample_size = 1)]
fn markdown(bencher: Bencher<'_, '_>, megabytes: usize) {
    let text = corpus("md", megabytes * MB);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| segment(&lines(black_box(&text), Format::Markdown)));
}

/// What a parser of CommonMark needs for the same bytes, as a yardstick.
#[divan::bench(args = ["txt", "md"], sample_count = 5, sample_size = 1)]
fn pulldown_cmark_10_mb(bencher: Bencher<'_, '_>, ending: &str) {
    let text = corpus(ending, 10 * MB);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| pulldown_cmark::Parser::new(black_box(&text)).count());
}

const PATHOLOGICAL: [(&str, &str); 8] = [
    ("markers", "(1) 甲\n"),
    ("ones", "1.\n"),
    ("one_line", "当社は、"),
    ("brackets", "「（"),
    ("bracket_lines", "（目的）\n"),
    ("articles", "第1条（"),
    ("bare_ones", "1 甲\n"),
    ("bullets", "■甲\n"),
];

#[divan::bench(args = PATHOLOGICAL.iter().map(|p| p.0), consts = [1, 4], sample_count = 3, sample_size = 1)]
fn pathological<const MEGABYTES: usize>(bencher: Bencher<'_, '_>, name: &str) {
    let unit = PATHOLOGICAL
        .iter()
        .find(|p| p.0 == name)
        .map_or("", |p| p.1);
    let text = repeat(unit, MEGABYTES * MB);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| segment(&lines(black_box(&text), Format::Plain)));
}

/// Every line indented one blank more than the line before.
#[divan::bench(args = [2_500, 10_000], sample_count = 3, sample_size = 1)]
fn levels(bencher: Bencher<'_, '_>, depth: usize) {
    let text: String = (0..depth)
        .map(|n| format!("{}- 甲\n", " ".repeat(n % 4000)))
        .collect();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| segment(&lines(black_box(&text), Format::Plain)));
}
