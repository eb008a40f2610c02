//! Rows: which pairs of a revision stand in one row, and how they hang together there.
//!
//! In: a revision and the places of its clauses. Out: [`Rows`]: in the order of the new text, a removed row after the one it
//! followed. Every pair stands in exactly one row. Never: decides what is shown of a row.

use rustc_hash::{FxHashMap, FxHashSet};

use super::model::Which;
use super::places::{Part, Places};
use crate::diff::{Change, Pair, Place, Revision, Status, Tie};
use crate::report::bodies::{Body, bodies};

/// A pair in its row.
#[derive(Debug)]
pub(super) struct Node<'r, 'a> {
    /// The pair.
    pub(super) pair: &'r Pair<'a>,
    /// The nodes below it, in order.
    pub(super) children: Vec<usize>,
    /// It came from, or went to, another place: the reader must be told.
    pub(super) moved: bool,
    /// What happened to it, its sub-clauses apart.
    pub(super) state: State,
    /// It and everything below it is [`State::Quiet`].
    pub(super) all_quiet: bool,
    /// Its text got a number of its own, or lost it.
    pub(super) body: Option<Body>,
}

/// What happened to a clause, as the table shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing.
    Quiet,
    /// Its number is another, its heading and text are the same.
    Number,
    /// Its number, heading, text or place differs.
    Changed,
    /// It stands in the new text alone.
    Added,
    /// It stands in the old text alone.
    Removed,
}

/// A row.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowNode {
    /// The node that names it.
    pub(super) root: usize,
    /// A heading above rows.
    pub(super) is_group: bool,
    /// How many groups stand above it.
    pub(super) depth: usize,
    /// It stands among other rows than before.
    pub(super) displaced: bool,
    /// It only says, at the old place of a displaced row, where that went.
    pub(super) pointer: bool,
    /// What happened to all of it: [`State::Number`] where the root's number alone changed.
    pub(super) state: State,
}

/// The rows of a revision.
#[derive(Debug)]
pub(super) struct Rows<'r, 'a> {
    /// Every pair, by its place in the revision.
    pub(super) nodes: Vec<Node<'r, 'a>>,
    /// The rows from top to bottom.
    pub(super) rows: Vec<RowNode>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Key(Which, usize);

impl<'r, 'a> Rows<'r, 'a> {
    /// The rows of `revision`.
    pub(super) fn of(revision: &'r Revision<'a>, old: &Places<'a>, new: &Places<'a>) -> Self {
        let pairs = &revision.pairs;
        let ties: FxHashSet<(usize, usize)> = pairs
            .iter()
            .filter(|p| p.tie != Tie::Same)
            .filter_map(|p| Some((p.old.as_ref()?.index, p.new.as_ref()?.index)))
            .collect();
        let bodies = bodies(revision);
        let mut nodes: Vec<Node<'r, 'a>> = (pairs.iter().enumerate())
            .map(|(at, pair)| {
                let moved = is_moved(pair, old, new, &ties);
                let body = bodies.get(&at).copied();
                let state = state(pair, moved, body);
                Node {
                    body,
                    pair,
                    children: Vec::new(),
                    moved,
                    state,
                    all_quiet: state == State::Quiet,
                }
            })
            .collect();
        let old_nodes = old_nodes(pairs);
        let keys: Vec<Key> = pairs
            .iter()
            .map(|p| key(p, pairs, &old_nodes, old, new))
            .collect();
        let rows = link(&mut nodes, &keys, &old_nodes, old, new);
        let mut out = Self { nodes, rows };
        for n in 0..out.rows.len() {
            out.rows[n].state = out.row_state(&out.rows[n]);
        }
        out.find_displaced();
        out
    }

    fn row_state(&self, row: &RowNode) -> State {
        let root = &self.nodes[row.root];
        if root.all_quiet {
            return State::Quiet;
        }
        if root.state == State::Number && root.children.iter().all(|&c| self.nodes[c].all_quiet) {
            return State::Number;
        }
        for state in [State::Added, State::Removed] {
            if self.all_are(row.root, state) {
                return state;
            }
        }
        State::Changed
    }

    fn all_are(&self, node: usize, state: State) -> bool {
        let node = &self.nodes[node];
        node.state == state
            && node.pair.tie == Tie::Same
            && node.children.iter().all(|&c| self.all_are(c, state))
    }

    /// Rows that passed others: groups first, then the rows that did not go along with one.
    fn find_displaced(&mut self) {
        self.displace(true, &|_| false);
        let gone: FxHashSet<(usize, usize)> = self
            .rows
            .iter()
            .filter(|r| r.displaced)
            .filter_map(|r| self.both(r))
            .collect();
        let parents = |row: &RowNode| {
            let pair = self.nodes[row.root].pair;
            Some((pair.old.as_ref()?.parent?, pair.new.as_ref()?.parent?))
        };
        let along: Vec<bool> = (self.rows.iter())
            .map(|r| parents(r).is_some_and(|p| gone.contains(&p)))
            .collect();
        self.displace(false, &|n| along[n]);
        self.add_pointers();
    }

    /// The places in the two texts of a row that stands in both.
    fn both(&self, row: &RowNode) -> Option<(usize, usize)> {
        let pair = self.nodes[row.root].pair;
        let old = pair.old.as_ref().filter(|_| pair.tie == Tie::Same)?;
        Some((old.index, pair.new.as_ref()?.index))
    }

    /// All but the longest run of rows that kept their order have been displaced.
    fn displace(&mut self, groups: bool, except: &dyn Fn(usize) -> bool) {
        let both: Vec<(usize, usize)> = (self.rows.iter().enumerate())
            .filter(|(n, row)| row.is_group == groups && !except(*n))
            .filter_map(|(n, row)| Some((n, self.both(row)?.0)))
            .collect();
        let olds: Vec<usize> = both.iter().map(|b| b.1).collect();
        for (&(n, _), stayed) in both.iter().zip(rising(&olds)) {
            if stayed {
                continue;
            }
            let row = &mut self.rows[n];
            row.displaced = true;
            if matches!(row.state, State::Quiet | State::Number) {
                row.state = State::Changed;
            }
            let root = &mut self.nodes[row.root];
            root.moved = true;
            root.all_quiet = false;
            if matches!(root.state, State::Quiet | State::Number) {
                root.state = State::Changed;
            }
        }
    }

    /// A row that points, at the old place of each displaced one: after the row that stood before it.
    fn add_pointers(&mut self) {
        let mut pointers: Vec<(usize, RowNode)> = Vec::new();
        for row in self.rows.iter().filter(|r| r.displaced) {
            if let Some((old, _)) = self.both(row) {
                let pointer = RowNode {
                    pointer: true,
                    is_group: false,
                    ..*row
                };
                pointers.push((old, pointer));
            }
        }
        if pointers.is_empty() {
            return;
        }
        pointers.sort_by_key(|p| p.0);
        let mut pointers = pointers.into_iter().peekable();
        let rows = std::mem::take(&mut self.rows);
        for row in rows {
            let stayed = self.both(&row).map(|p| p.0).filter(|_| !row.displaced);
            if let Some(old) = stayed {
                while let Some((_, pointer)) = pointers.next_if(|p| p.0 < old) {
                    self.rows.push(pointer);
                }
            }
            self.rows.push(row);
        }
        self.rows.extend(pointers.map(|p| p.1));
    }
}

/// True where a change stands at a clause's number.
fn at_number(change: &Change<'_>) -> bool {
    change.place == Place::Marker
}

fn state(pair: &Pair<'_>, moved: bool, body: Option<Body>) -> State {
    match (pair.tie, pair.status) {
        _ if body == Some(Body::Numbered) => return State::Changed,
        (Tie::Merged, _) => return State::Removed,
        (Tie::Split, _) => return State::Added,
        (_, Status::Added) => return State::Added,
        (_, Status::Removed) => return State::Removed,
        _ => {}
    }
    if moved {
        return State::Changed;
    }
    let told = |c: &&Change<'_>| body.is_none() || c.place != Place::Text;
    let mut changed = (pair.changes.iter())
        .filter(|c| !c.is_equal())
        .filter(told)
        .peekable();
    if changed.peek().is_none() {
        State::Quiet
    } else if changed.all(at_number) {
        State::Number
    } else {
        State::Changed
    }
}

/// True where a clause inside a row came from another clause's, or changed places with its siblings.
///
/// A row that only stands under another 章 now has not moved: the 章 tells that by itself. Neither has what went along
/// with a clause that merged or split.
fn is_moved(
    pair: &Pair<'_>,
    old: &Places<'_>,
    new: &Places<'_>,
    ties: &FxHashSet<(usize, usize)>,
) -> bool {
    let (Some(a), Some(b)) = (&pair.old, &pair.new) else {
        return false;
    };
    if pair.tie != Tie::Same {
        return false;
    }
    let rows = |part| part != Part::Inside;
    if rows(old.get(a.index).part) && rows(new.get(b.index).part) {
        return false;
    }
    let along = matches!((a.parent, b.parent), (Some(p), Some(q)) if ties.contains(&(p, q)));
    (pair.moved && !along) || pair.reordered
}

/// By old clause: the pair that tells it.
fn old_nodes(pairs: &[Pair<'_>]) -> FxHashMap<usize, usize> {
    pairs
        .iter()
        .enumerate()
        .filter(|(_, p)| p.tie != Tie::Split)
        .filter_map(|(n, p)| Some((p.old.as_ref()?.index, n)))
        .collect()
}

/// The row of a pair: that of its new clause; for a removed one that of what became of the clause it stood in.
fn key(
    pair: &Pair<'_>,
    pairs: &[Pair<'_>],
    old_nodes: &FxHashMap<usize, usize>,
    old: &Places<'_>,
    new: &Places<'_>,
) -> Key {
    if let Some(side) = &pair.new {
        return Key(Which::New, new.get(side.index).root);
    }
    let Some(side) = &pair.old else {
        return Key(Which::Old, 0);
    };
    let root = old.get(side.index).root;
    match old_nodes.get(&root).and_then(|&n| pairs[n].new.as_ref()) {
        Some(side) => Key(Which::New, new.get(side.index).root),
        None => Key(Which::Old, root),
    }
}

/// The clause that names a pair's row, if it is one of the pair's own.
fn names_row(pair: &Pair<'_>, key: Key) -> bool {
    match key.0 {
        Which::New => {
            pair.tie != Tie::Merged && pair.new.as_ref().is_some_and(|s| s.index == key.1)
        }
        Which::Old => pair.old.as_ref().is_some_and(|s| s.index == key.1),
    }
}

fn link(
    nodes: &mut [Node<'_, '_>],
    keys: &[Key],
    old_nodes: &FxHashMap<usize, usize>,
    old: &Places<'_>,
    new: &Places<'_>,
) -> Vec<RowNode> {
    let mut rows = Vec::new();
    let mut roots: FxHashMap<Key, usize> = FxHashMap::default();
    for (n, key) in keys.iter().enumerate() {
        if names_row(nodes[n].pair, *key) {
            let place = match key.0 {
                Which::Old => old.get(key.1),
                Which::New => new.get(key.1),
            };
            roots.insert(*key, n);
            rows.push(RowNode {
                root: n,
                is_group: place.part == Part::Group,
                depth: place.depth,
                displaced: false,
                pointer: false,
                state: State::Quiet,
            });
        }
    }
    let new_nodes: FxHashMap<usize, usize> = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.pair.tie != Tie::Merged)
        .filter_map(|(n, node)| Some((node.pair.new.as_ref()?.index, n)))
        .collect();
    for n in 0..nodes.len() {
        let Some(&root) = roots.get(&keys[n]) else {
            continue;
        };
        if root == n {
            continue;
        }
        let pair = nodes[n].pair;
        let stands_new = pair.new.as_ref().filter(|_| pair.tie != Tie::Merged);
        let above = match stands_new {
            Some(side) => side.parent.and_then(|p| new_nodes.get(&p)),
            None => (pair.old.as_ref())
                .and_then(|s| s.parent)
                .and_then(|p| old_nodes.get(&p)),
        };
        let above = above
            .copied()
            .filter(|&p| keys[p] == keys[n])
            .unwrap_or(root);
        nodes[above].children.push(n);
    }
    // Whether everything below is quiet: from the leaves up.
    for row in &rows {
        settle(nodes, row.root);
    }
    rows
}

fn settle(nodes: &mut [Node<'_, '_>], n: usize) -> bool {
    let children = nodes[n].children.clone();
    let mut quiet = nodes[n].state == State::Quiet;
    for child in children {
        quiet &= settle(nodes, child);
    }
    nodes[n].all_quiet = quiet;
    quiet
}

/// By place: whether it belongs to the longest rising sequence.
fn rising(values: &[usize]) -> Vec<bool> {
    // The smallest last value of a rising sequence of each length, and where it stands.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (at, &value) in values.iter().enumerate() {
        let length = ends.partition_point(|&e| values[e] < value);
        before.push(length.checked_sub(1).map(|l| ends[l]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut out = vec![false; values.len()];
    let mut at = ends.last().copied();
    while let Some(n) = at {
        out[n] = true;
        at = before[n];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passed_others_is_the_smaller_part() {
        assert_eq!(rising(&[1, 2, 3]), [true, true, true]);
        assert_eq!(rising(&[4, 1, 2, 3]), [false, true, true, true]);
        assert_eq!(
            rising(&[1, 5, 2, 3, 4, 6]),
            [true, false, true, true, true, true]
        );
        assert!(rising(&[]).is_empty());
    }
}
