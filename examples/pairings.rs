//! Scores the pairing of two texts against one made by hand: `cargo run --example pairings -- GOLD A B`.
//!
//! GOLD as in `tests/pairings`; A and B are the two texts it names by digest. `# only a: 条` scores those clauses of A alone
//! whose number has the word. Prints what differs and the F1.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "an example prints what it found"
)]

use std::collections::BTreeSet;
use std::process::ExitCode;

use kaitei::compare::{Profile, Topics, pair};
use kaitei::segment::segment_bytes;
use kaitei::source::Format;
use sha2::{Digest as _, Sha256};

type Row = (String, String);

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [gold, a, b] = args.as_slice() else {
        eprintln!("pairings GOLD A B");
        return ExitCode::from(2);
    };
    match score(gold, a, b) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn score(gold: &str, a: &str, b: &str) -> Result<bool, Box<dyn std::error::Error>> {
    let gold = std::fs::read_to_string(gold)?;
    let (mut must, mut may) = (BTreeSet::new(), BTreeSet::new());
    for line in gold
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
    {
        let cells: Vec<&str> = line.split('\t').collect();
        let row: Row = (cells[0].to_owned(), cells[1].to_owned());
        if cells.get(2) == Some(&"?") {
            may.insert(row);
        } else {
            must.insert(row);
        }
    }
    let mut documents = Vec::new();
    for (side, path) in [("a", a), ("b", b)] {
        let bytes = std::fs::read(path)?;
        let digest: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let named = gold
            .lines()
            .find_map(|l| l.strip_prefix(&format!("# {side}: ")))
            .unwrap_or_default();
        if named != format!("sha256 {digest}") && !path.ends_with(named) {
            return Err(format!("{path} is not the text {side} of the gold").into());
        }
        let format = if path.ends_with(".md") {
            Format::Markdown
        } else {
            Format::Plain
        };
        documents.push(segment_bytes(&bytes, format)?.document);
    }
    let topics = Topics::standard();
    let (x, y) = (
        Profile::of(&documents[0], topics),
        Profile::of(&documents[1], topics),
    );
    let pairing = pair(&x, &y);
    let only = |side: &str| {
        gold.lines()
            .find_map(|l| l.strip_prefix(&format!("# only {side}: ")))
            .map(str::to_owned)
    };
    let (only_a, only_b) = (only("a"), only("b"));
    let numbered = |p: &Profile<'_>, n: usize| -> Option<String> {
        p.nodes[n].clause.number()?;
        let only = if std::ptr::eq(p, &x) {
            &only_a
        } else {
            &only_b
        };
        let path = p.nodes[n].path.as_str().split('/');
        if let Some(unit) = only {
            // Articles are known by their number alone: 第2章/第7条 is 第7条.
            let last = path.clone().next_back()?;
            if !last.contains(unit) || last.starts_with('(') {
                return None;
            }
            if unit == "条" {
                return Some(last.to_owned());
            }
        }
        Some(
            path.filter(|s| !s.starts_with('['))
                .collect::<Vec<_>>()
                .join("/"),
        )
    };
    let mut found: BTreeSet<Row> = BTreeSet::new();
    for link in &pairing.links {
        if let (Some(a), Some(b)) = (numbered(&x, link.a), numbered(&y, link.b)) {
            found.insert((a, b));
        }
    }
    // Without a counterpart among the clauses that are scored.
    let (with_a, with_b): (BTreeSet<String>, BTreeSet<String>) = found.iter().cloned().unzip();
    for path in (0..x.nodes.len()).filter_map(|n| numbered(&x, n)) {
        if !with_a.contains(&path) {
            found.insert((path, "-".to_owned()));
        }
    }
    for path in (0..y.nodes.len()).filter_map(|n| numbered(&y, n)) {
        if !with_b.contains(&path) {
            found.insert(("-".to_owned(), path));
        }
    }
    if std::env::var_os("SHOW").is_some() {
        for l in &pairing.links {
            println!(
                "{} ~ {}  {:.2} {:?}",
                x.nodes[l.a].path,
                y.nodes[l.b].path,
                l.score,
                match l.reason {
                    kaitei::compare::Reason::Topic(t) => topics.all()[t].id.clone(),
                    o => format!("{o:?}"),
                }
            );
        }
        println!("kin {}", pairing.is_kin);
    }
    // A pair that may be read either way excuses the rows without a pair that it replaces.
    let mut excused = may.clone();
    for (a, b) in may.iter().chain(&must) {
        excused.insert((a.clone(), "-".to_owned()));
        excused.insert(("-".to_owned(), b.clone()));
    }
    for (a, b) in must.difference(&found) {
        println!("missing {a}\t{b}");
    }
    let extra: Vec<&Row> = found
        .iter()
        .filter(|row| !must.contains(*row) && !excused.contains(*row))
        .collect();
    for (a, b) in &extra {
        println!("extra   {a}\t{b}");
    }
    let hit = must.intersection(&found).count();
    let f1 = 2.0 * hit as f64 / (2 * hit + (must.len() - hit) + extra.len()) as f64;
    println!(
        "F1 {f1:.4} ({hit} of {}, {} extra)",
        must.len(),
        extra.len()
    );
    Ok(hit == must.len() && extra.is_empty())
}
