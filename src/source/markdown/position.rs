//! Lines in the order of the source, and lists that number by position.
//!
//! In: the lines of a text and the items of its ordered lists. Out: the same, numbered as a reader sees them. Never:
//! touches a list whose numbers differ.

use super::super::Line;
use super::reader::Ordered;

/// Puts the lines in order, and numbers by position the items of each list whose items all bear one number.
pub(super) fn renumber(lines: &mut Vec<Line<'_>>, mut ordered: Vec<Ordered>) {
    // Definitions of links, and empty items, were read after what stands below them.
    if !lines.is_sorted_by_key(|l| l.number) {
        let mut numbered: Vec<_> = std::mem::take(lines).into_iter().enumerate().collect();
        numbered.sort_by_key(|(_, l)| l.number);
        let mut places = vec![0; numbered.len()];
        for (place, (before, _)) in numbered.iter().enumerate() {
            places[*before] = place;
        }
        for item in &mut ordered {
            item.line = places[item.line];
        }
        lines.extend(numbered.into_iter().map(|(_, line)| line));
    }
    ordered.sort_by_key(|item| (item.list, item.line));
    for items in ordered.chunk_by(|a, b| a.list == b.list) {
        let marker = |item: &Ordered| &lines[item.line].text[..item.marker];
        let first = marker(&items[0]);
        if items.len() < 2 || items.iter().any(|i| marker(i) != first) {
            continue;
        }
        let first = first.to_owned();
        let digits = first.trim_end_matches(['.', ')']);
        let (Ok(start), close) = (digits.parse::<usize>(), &first[digits.len()..]) else {
            continue;
        };
        for (position, item) in items.iter().enumerate() {
            let line = &mut lines[item.line];
            let body = &line.text[first.len()..];
            line.set_text(format!("{}{close}{body}", start + position));
        }
    }
}
