//! Lists that number by position.
//!
//! In: the lines of all ordered lists. Out: the same, numbered as a reader sees them. Never: touches a list whose
//! numbers differ.

use std::borrow::Cow;

use super::reader::Raw;

/// Numbers by position the items of each list whose items all bear one number.
pub(super) fn renumber(lines: &mut [Raw<'_>]) {
    let mut lists: rustc_hash::FxHashMap<usize, Vec<usize>> = rustc_hash::FxHashMap::default();
    for (index, raw) in lines.iter().enumerate() {
        if let Some((id, _)) = raw.ordered {
            lists.entry(id).or_default().push(index);
        }
    }
    for raw in lists.into_values() {
        let marker = |i: usize| &lines[i].line.text[..lines[i].ordered.map_or(0, |o| o.1)];
        let first = marker(raw[0]);
        if raw.len() < 2 || raw.iter().any(|i| marker(*i) != first) {
            continue;
        }
        let first = first.to_owned();
        let digits = first.trim_end_matches(['.', ')']);
        let (Ok(start), close) = (digits.parse::<usize>(), &first[digits.len()..]) else {
            continue;
        };
        for (position, index) in raw.iter().enumerate() {
            let line = &mut lines[*index].line;
            let body = line.text[first.len()..].to_owned();
            line.text = Cow::Owned(format!("{}{close}{body}", start + position));
        }
    }
}
