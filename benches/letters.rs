//! Race of the documents that are sent: `kaitei table --format html` against `docdiff --char --html`, and with the path of a
//! Python that has python-redlines in `REDLINES_PYTHON`, `kaitei table|diff --out F.docx` against python-redlines.
//!
//! In: two versions of the sample corpus, 27 KB each. Out: the time of whole processes on the clock, the best of several
//! runs, and how many times faster kaitei is. Never: reads a text from elsewhere, or fails because it is slow.
//!
//! `cargo bench --bench letters`; docdiff: `apt-get install docdiff`.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a bench prints and takes the time, and an error ends it"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// As python-redlines is used: two Word files of a paragraph for each line come in, one with tracked changes goes out.
const REDLINES: &str = "
import sys
from python_redlines.engines import XmlPowerToolsEngine
old, new, out = sys.argv[1:]
made = XmlPowerToolsEngine().run_redline('kaitei', open(old, 'rb').read(), open(new, 'rb').read())
open(out, 'wb').write(made[0])
";

/// Makes a Word file of a paragraph for each line, outside of the time that is taken.
const PLAIN: &str = "
import sys
from docx import Document
document = Document()
for line in open(sys.argv[1], encoding='utf-8'):
    document.add_paragraph(line.rstrip('\\n'))
document.save(sys.argv[2])
";

fn main() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/shionagi-shobo/riyo-kiyaku");
    let (old, new) = (at("old.txt"), at("new.txt"));
    for (day, text) in [("2023-06-01", &old), ("2024-04-01", &new)] {
        // The articles twice over: 27 KB.
        let read = fs::read_to_string(corpus.join(format!("{day}.txt"))).unwrap();
        let (_, articles) = read.split_once("第１章").unwrap();
        let all = format!("{read}\n第２編　補則\n\n第１章{articles}");
        fs::write(text, all).unwrap();
    }
    let ours =
        |command: &str, out: &str| best(20, || kaitei(&[command, &old, &new, "--out", &at(out)]));
    let peer = best(10, || {
        let mut docdiff = Command::new("docdiff");
        docdiff.args(["--char", "--html", "--utf8", &old, &new]);
        docdiff
    });
    // Both print the page.
    let html = best(20, || kaitei(&["table", &old, &new, "--format", "html"]));
    say("新旧対照表, HTML", html, "docdiff --char --html", peer);
    let Some(python) = std::env::var_os("REDLINES_PYTHON") else {
        println!(
            "python-redlines: set REDLINES_PYTHON to a python that has python-redlines[ooxmlpowertools] and python-docx"
        );
        return;
    };
    let (old_word, new_word) = (at("old.docx"), at("new.docx"));
    for (text, word) in [(&old, &old_word), (&new, &new_word)] {
        let made = Command::new(&python)
            .args(["-c", PLAIN, text, word])
            .status();
        assert!(
            made.unwrap().success(),
            "python-docx: pip install python-docx"
        );
    }
    let peer = best(5, || {
        let mut redlines = Command::new(&python);
        redlines.args(["-c", REDLINES, &old_word, &new_word, &at("peer.docx")]);
        redlines
    });
    say(
        "新旧対照表, Word",
        ours("table", "t.docx"),
        "python-redlines",
        peer,
    );
    say(
        "tracked changes, Word",
        ours("diff", "r.docx"),
        "python-redlines",
        peer,
    );
}

fn kaitei(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kaitei"));
    command.args(args);
    command
}

/// The shortest of so many runs of a whole process.
fn best(rounds: usize, command: impl Fn() -> Command) -> Duration {
    let run = || {
        let mut command = command();
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let begun = Instant::now();
        let done = command.output().unwrap_or_else(|error| {
            panic!(
                "{}: {error} (apt-get install docdiff)",
                command.get_program().display()
            )
        });
        let spent = begun.elapsed();
        // kaitei diff and docdiff end as diff does: 1 where there are differences, and say nothing then.
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(
            matches!(done.status.code(), Some(0 | 1)) && !said.contains("Error"),
            "{}: {said}",
            command.get_program().display()
        );
        spent
    };
    (0..rounds).map(|_| run()).min().unwrap()
}

fn say(what: &str, ours: Duration, peer: &str, theirs: Duration) {
    println!(
        "{what}: kaitei {:.2} ms, {peer} {:.2} ms, {:.1} times",
        ours.as_secs_f64() * 1e3,
        theirs.as_secs_f64() * 1e3,
        theirs.as_secs_f64() / ours.as_secs_f64()
    );
}
