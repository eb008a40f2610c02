//! Inline: what changed inside a text, in units that a reader sees.
//!
//! In: the old and the new text. Out: [`Edit`]s that spell both exactly: equal and deleted pieces are the old text,
//! equal and inserted ones the new. Never: cuts a word, or scatters single characters.

mod around;
pub(crate) mod script;
pub(crate) mod tokens;

use similar::{Algorithm, DiffOp, capture_diff_slices};

pub(crate) use super::line::is_space;
pub(crate) use around::{
    first_run, in_one_word, is_letter, is_of_reference, last_run, law_before, reference_after,
};
pub use around::{first_word, last_word};

/// What happened to a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// Stands in both.
    Equal,
    /// Stands in the old text only.
    Delete,
    /// Stands in the new text only.
    Insert,
}

/// A piece of text and what happened to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What happened.
    pub op: Op,
    /// The piece; never empty.
    pub text: String,
}

impl Edit {
    /// An edit.
    pub fn new(op: Op, text: impl Into<String>) -> Self {
        Self {
            op,
            text: text.into(),
        }
    }
}

/// Equal characters between two changes that are too few to be read as such.
const ISLAND: usize = 2;
/// Two texts of which less than this part is common are shown as one replaced by the other.
const COMMON: f32 = 0.2;
/// Above this many tokens the search for the shortest edit is bounded.
const LONG: usize = 4_000;

/// Above this many tokens nothing is searched: what stands between a common beginning and end is replaced as a whole.
const MOST: usize = 60_000;

/// The edits that lead from `old` to `new`. A delete comes before the insert that replaces it.
pub fn edits(old: &str, new: &str) -> Vec<Edit> {
    let mut out = Vec::new();
    if old == new {
        push(&mut out, Op::Equal, old);
        return out;
    }
    if old.is_empty() || new.is_empty() {
        push(&mut out, Op::Delete, old);
        push(&mut out, Op::Insert, new);
        return out;
    }
    if super::line::same_but_blanks(old, new) {
        blanks(&mut out, old, new);
        return out;
    }
    if tokens::is_number(old) && tokens::is_number(new) {
        replace(&mut out, old, new);
        return out;
    }
    let (head, tail) = tokens::beside(old, new);
    let (x, y) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    let found = (head + tail > 0)
        .then(|| changed(x, y, &old[..head], &old[old.len() - tail..]))
        .flatten()
        .map(|found| (found, head));
    let (found, offset) =
        found.unwrap_or_else(|| (changed(old, new, "", "").unwrap_or_default(), 0));
    let (mut i, mut j) = (0, 0);
    for hunk in found {
        let (o, n) = (hunk.old.start + offset, hunk.new.start + offset);
        let (oe, ne) = (hunk.old.end + offset, hunk.new.end + offset);
        push(&mut out, Op::Equal, &old[i..o]);
        replace(&mut out, &old[o..oe], &new[n..ne]);
        debug_assert_eq!(o - i, n - j);
        (i, j) = (oe, ne);
    }
    push(&mut out, Op::Equal, &old[i..]);
    out
}

/// The changed stretches in bytes of two texts that stand between a common beginning and end; none where those may matter.
fn changed(old: &str, new: &str, head: &str, tail: &str) -> Option<Vec<Hunk>> {
    let [a, b] = tokens::split_both(old, new);
    let (x, y) = (words(old, &a), words(new, &b));
    let algorithm = if x.len() + y.len() > LONG {
        Algorithm::Myers
    } else {
        Algorithm::RawMyers
    };
    let outside = solid_count(head) + solid_count(tail);
    let found = if x.len() + y.len() > MOST {
        vec![middle(&x, &y)]
    } else {
        let ops = capture_diff_slices(algorithm, &x, &y);
        // A stretch may be moved along a text as far as it repeats itself.
        if !tail.is_empty() && !matches!(ops.last(), Some(DiffOp::Equal { .. })) {
            return None;
        }
        hunks(&ops, &x, &y, outside)?
    };
    let start = |ranges: &[std::ops::Range<usize>], at: usize, len: usize| {
        ranges.get(at).map_or(len, |r| r.start)
    };
    let bytes = |h: Hunk| Hunk {
        old: start(&a, h.old.start, old.len())..start(&a, h.old.end, old.len()),
        new: start(&b, h.new.start, new.len())..start(&b, h.new.end, new.len()),
    };
    Some(found.into_iter().map(bytes).collect())
}

/// The texts of some tokens.
fn words<'t>(text: &'t str, ranges: &[std::ops::Range<usize>]) -> Vec<&'t str> {
    ranges.iter().map(|r| &text[r.clone()]).collect()
}

/// A stretch of tokens that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hunk {
    old: std::ops::Range<usize>,
    new: std::ops::Range<usize>,
}

/// What stands between a common beginning and a common end.
fn middle(old: &[&str], new: &[&str]) -> Hunk {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    Hunk {
        old: head..old.len() - tail,
        new: head..new.len() - tail,
    }
}

/// The changed stretches, those with too little between them made one; `outside` characters stand in both beside. None
/// where what stands beside is to be replaced too.
fn hunks(ops: &[DiffOp], old: &[&str], new: &[&str], outside: usize) -> Option<Vec<Hunk>> {
    let mut out: Vec<Hunk> = Vec::new();
    let mut common = outside;
    for op in ops {
        if let DiffOp::Equal { old_index, len, .. } = op {
            common += old[*old_index..old_index + len]
                .iter()
                .map(|t| solid_count(t))
                .sum::<usize>();
            continue;
        }
        let hunk = Hunk {
            old: op.old_range(),
            new: op.new_range(),
        };
        match out.last_mut() {
            Some(last) if joins(last, &hunk, old, new) => {
                last.old.end = hunk.old.end;
                last.new.end = hunk.new.end;
            }
            _ => out.push(hunk),
        }
    }
    let count = |tokens: &[&str]| tokens.iter().map(|t| solid_count(t)).sum::<usize>();
    let all = outside + count(old).max(count(new));
    if out.len() > 1 && (common as f32) < COMMON * all as f32 {
        return (outside == 0).then(|| {
            vec![Hunk {
                old: 0..old.len(),
                new: 0..new.len(),
            }]
        });
    }
    Some(out)
}

/// True where what stands between two changes is too little to be read as equal.
fn joins(a: &Hunk, b: &Hunk, old: &[&str], new: &[&str]) -> bool {
    let between = &old[a.old.end..b.old.start];
    if between.is_empty() {
        return true;
    }
    let text: String = between.concat();
    let size = text.chars().count();
    // Two numbers that changed, each by itself, are two changes however close they stand.
    let number = |h: &Hunk| {
        let is = |tokens: &[&str]| tokens.len() == 1 && tokens[0].chars().any(script::is_numeral);
        is(&old[h.old.clone()]) && is(&new[h.new.clone()])
    };
    if number(a) && number(b) {
        return false;
    }
    // A sentence end or a bracket parts by itself.
    if text.contains(['。', '\n']) {
        return false;
    }
    let particles = text.chars().all(|c| {
        matches!(
            script::of(c),
            script::Script::Hiragana | script::Script::Blank | script::Script::Other
        )
    });
    let span = |h: &Hunk| {
        let count = |t: &[&str]| t.iter().map(|t| t.chars().count()).sum::<usize>();
        count(&old[h.old.clone()]).max(count(&new[h.new.clone()]))
    };
    size <= ISLAND || (particles && size <= ISLAND * 2 && span(a).min(span(b)) >= size * 2)
}

/// One stretch replaced: what both begin or end with is kept where that cuts no word.
fn replace(out: &mut Vec<Edit>, old: &str, new: &str) {
    if !old.is_empty() && !new.is_empty() && super::line::same_but_blanks(old, new) {
        blanks(out, old, new);
        return;
    }
    let head = common_head(old, new);
    let tail = common_tail(&old[head..], &new[head..]);
    // Cutting inside two words that differ shows half of each: only where one of them is left empty.
    if head + tail == old.len() || head + tail == new.len() {
        push(out, Op::Equal, &old[..head]);
        push(out, Op::Delete, &old[head..old.len() - tail]);
        push(out, Op::Insert, &new[head..new.len() - tail]);
        push(out, Op::Equal, &old[old.len() - tail..]);
    } else {
        push(out, Op::Delete, old);
        push(out, Op::Insert, new);
    }
}

/// Two texts that differ in blanks only: the blanks alone are marked.
fn blanks(out: &mut Vec<Edit>, old: &str, new: &str) {
    let (mut x, mut y) = (old, new);
    loop {
        let blank = |text: &str| -> usize {
            text.chars()
                .take_while(|c| is_space(*c))
                .map(char::len_utf8)
                .sum()
        };
        let (i, j) = (blank(x), blank(y));
        if x[..i] == y[..j] {
            push(out, Op::Equal, &x[..i]);
        } else {
            push(out, Op::Delete, &x[..i]);
            push(out, Op::Insert, &y[..j]);
        }
        (x, y) = (&x[i..], &y[j..]);
        let Some(c) = x.chars().next() else {
            return;
        };
        push(out, Op::Equal, &x[..c.len_utf8()]);
        (x, y) = (&x[c.len_utf8()..], &y[c.len_utf8()..]);
    }
}

/// Bytes that both texts begin with, up to a place where both may be cut.
pub(crate) fn common_head(old: &str, new: &str) -> usize {
    let mut best = 0;
    for ((at, a), b) in old.char_indices().zip(new.chars()) {
        if a != b {
            break;
        }
        let end = at + a.len_utf8();
        let cut = |text: &str| {
            text[end..]
                .chars()
                .next()
                .is_none_or(|n| script::may_cut(a, n))
        };
        if cut(old) && cut(new) {
            best = end;
        }
    }
    best
}

/// Bytes that both texts end with, down to a place where both may be cut.
pub(crate) fn common_tail(old: &str, new: &str) -> usize {
    let mut best = 0;
    let mut length = 0;
    for (a, b) in old.chars().rev().zip(new.chars().rev()) {
        if a != b {
            break;
        }
        length += a.len_utf8();
        let cut = |text: &str| {
            text[..text.len() - length]
                .chars()
                .next_back()
                .is_none_or(|p| script::may_cut(p, a))
        };
        if cut(old) && cut(new) {
            best = length;
        }
    }
    best
}

fn solid_count(text: &str) -> usize {
    super::line::solid(text).count()
}

fn push(out: &mut Vec<Edit>, op: Op, text: &str) {
    if text.is_empty() {
        return;
    }
    match out.last_mut() {
        Some(last) if last.op == op => last.text.push_str(text),
        // A delete stands before the insert that replaces it.
        Some(last) if last.op == Op::Insert && op == Op::Delete => {
            let at = out.len() - 1;
            if at > 0 && out[at - 1].op == Op::Delete {
                out[at - 1].text.push_str(text);
            } else {
                out.insert(at, Edit::new(op, text));
            }
        }
        _ => out.push(Edit::new(op, text)),
    }
}

/// The old text that `edits` spell.
pub fn old_text(edits: &[Edit]) -> String {
    spelled(edits, Op::Insert)
}

/// The new text that `edits` spell.
pub fn new_text(edits: &[Edit]) -> String {
    spelled(edits, Op::Delete)
}

fn spelled(edits: &[Edit], without: Op) -> String {
    edits
        .iter()
        .filter(|e| e.op != without)
        .map(|e| e.text.as_str())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[-old-]{+new+}` around what changed.
    fn marked(old: &str, new: &str) -> String {
        let edits = edits(old, new);
        assert_eq!(old_text(&edits), old);
        assert_eq!(new_text(&edits), new);
        edits
            .iter()
            .map(|e| match e.op {
                Op::Equal => e.text.clone(),
                Op::Delete => format!("[-{}-]", e.text),
                Op::Insert => format!("{{+{}+}}", e.text),
            })
            .collect()
    }

    #[test]
    fn changes_are_words() {
        for (old, new, expected) in [
            (
                "会員は10日以内に届け出る。",
                "会員は30日以内に届け出る。",
                "会員は[-10日-]{+30日+}以内に届け出る。",
            ),
            (
                "企業・団体等に提供する。",
                "企業・学校・団体等に提供する。",
                "企業・{+学校・+}団体等に提供する。",
            ),
            (
                "氏名及び住所を記載します。",
                "氏名および住所を記載いたします。",
                "氏名[-及び-]{+および+}住所を記載{+いた+}します。",
            ),
            (
                "第5条及び第7条に定める。",
                "第6条及び第8条に定める。",
                "[-第5条-]{+第6条+}及び[-第7条-]{+第8条+}に定める。",
            ),
            (
                "メールで連絡する。",
                "メールアドレスで連絡する。",
                "[-メール-]{+メールアドレス+}で連絡する。",
            ),
            ("同じ。", "同じ。", "同じ。"),
            ("東京 都の 規程", "東京都の規程", "東京[- -]都の[- -]規程"),
        ] {
            assert_eq!(marked(old, new), expected);
        }
    }

    #[test]
    fn what_stands_in_both_beside_a_change_makes_no_difference() {
        let parts = [
            "会員は、",
            "会費を、",
            "会員は、",
            "「甲、",
            "乙」を、",
            "第3条、",
            "払う。",
            "、、",
            "及び、",
            "を含む。",
            "A、",
            "令和7年、",
            "ただし、",
        ];
        let mut state = 7usize;
        let mut next = |below: usize| {
            state = state
                .wrapping_mul(0x5851_f42d_4c95_7f2d)
                .wrapping_add(0x1405_7b7e);
            (state >> 33) % below
        };
        let mut beside = 0;
        for _ in 0..3_000 {
            let mut list: Vec<&str> = (0..3 + next(9)).map(|_| parts[next(parts.len())]).collect();
            let old = list.concat();
            for _ in 0..=next(2) {
                let at = next(list.len());
                match next(3) {
                    0 => list.insert(at, parts[next(parts.len())]),
                    1 => list[at] = parts[next(parts.len())],
                    _ => list.insert(at, list[at]),
                }
            }
            let new = list.concat();
            if old == new || super::super::line::same_but_blanks(&old, &new) {
                continue;
            }
            let (head, tail) = tokens::beside(&old, &new);
            beside += usize::from(head + tail > 0);
            let mut whole = Vec::new();
            let (mut i, mut j) = (0, 0);
            for hunk in changed(&old, &new, "", "").unwrap() {
                push(&mut whole, Op::Equal, &old[i..hunk.old.start]);
                replace(&mut whole, &old[hunk.old.clone()], &new[hunk.new.clone()]);
                (i, j) = (hunk.old.end, hunk.new.end);
            }
            push(&mut whole, Op::Equal, &old[i..]);
            assert_eq!(old[i..], new[j..]);
            assert_eq!(edits(&old, &new), whole, "{old} {new}");
        }
        assert!(beside > 1_000, "{beside}");
    }

    #[test]
    fn a_very_long_text_is_not_searched() {
        let text = |from: usize| -> String {
            (from..from + 40_000)
                .map(|n| format!("第{n}条、"))
                .collect()
        };
        let (old, new) = (
            text(1),
            text(1).replace("第7条", "第8条").replace("第9条", "第5条"),
        );
        let changed = edits(&old, &new);
        assert_eq!((old_text(&changed), new_text(&changed)), (old, new));
        assert_eq!(changed.iter().filter(|e| e.op == Op::Delete).count(), 1);
    }

    #[test]
    fn a_rewrite_is_one_change() {
        let text = marked("春には桜の花が咲く。", "工場の煙突を撤去した。");
        assert_eq!(text.matches("[-").count(), 1, "{text}");
    }
}
