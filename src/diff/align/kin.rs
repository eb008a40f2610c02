//! Kin: clauses without a counterpart of their own whose text lives on in, or came out of, another one (統合, 分割).
//!
//! In: the pairs. Out: further ties between a clause that has no pair and one that has. Never: ties on
//! words that the other clause already had: only what it gained or lost counts.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::score::{Both, TELLING};
use super::{Alignment, Kin, KinKind};
use crate::diff::grams::Grams;
use crate::diff::line;
use crate::diff::ordinal::Level;
use crate::diff::tree::{Node, Tree};

/// How much of a clause must be found in what the other gained or lost.
const FOUND: f32 = 0.6;
/// The same for a clause of a sentence.
const FOUND_SHORT: f32 = 0.85;
/// The most pairs that are searched.
const SEARCHED: usize = 2_000_000;
/// How much of what stands below a clause must have gone under the other.
const FOLLOWED: f32 = 0.5;

/// The merges and splits that `alignment` leaves unsaid.
pub(crate) fn find(both: &Both<'_, '_>, alignment: &Alignment) -> Vec<Kin> {
    let mut out = Vec::new();
    let lone_old = lone(&alignment.new_of, both.old);
    let lone_new = lone(&alignment.old_of, both.new);
    // After a wholesale rewrite there is nothing to find, and much to search.
    if lone_old.len() * both.new.nodes.len() + lone_new.len() * both.old.nodes.len() > SEARCHED {
        return out;
    }
    // Clauses that live on and gained or lost something: only those can have taken another one in.
    let changed: Vec<(usize, usize)> = (0..both.new.nodes.len())
        .filter_map(|b| Some((alignment.old_of[b]?, b)))
        .filter(|&(a, b)| !both.equal(a, b))
        .collect();
    let mut by_old = changed.clone();
    by_old.sort_unstable();
    let gains = Differences::of(both, &changed, true);
    let losses = Differences::of(both, &by_old, false);
    for &a in &lone_old {
        let target = followed(both.old, a, &alignment.new_of, both.new, &alignment.old_of)
            .filter(|&(b, _)| {
                // Words over a list that left its parent's words alone went; they merged with nothing.
                let parent = both.old.nodes[a].parent;
                both.own_len(false, a) == 0 || parent.is_none_or(|p| alignment.new_of[p] != Some(b))
            })
            .or_else(|| gained(both, a, alignment, &gains));
        if let Some((b, confidence)) = target {
            out.push(Kin {
                old: a,
                new: b,
                kind: KinKind::Merged,
                confidence,
            });
        }
    }
    for &b in &lone_new {
        let source = followed(both.new, b, &alignment.old_of, both.old, &alignment.new_of)
            .filter(|&(a, _)| {
                let parent = both.new.nodes[b].parent;
                both.own_len(true, b) == 0 || parent.is_none_or(|p| alignment.old_of[p] != Some(a))
            })
            .or_else(|| lost(both, b, alignment, &losses));
        if let Some((a, confidence)) = source {
            out.push(Kin {
                old: a,
                new: b,
                kind: KinKind::Split,
                confidence,
            });
        }
    }
    claimed_once(both, alignment, &mut out);
    let short = short_parts(both, &lone_new, &out, KinKind::Split);
    out.extend(short);
    let short = short_parts(both, &lone_old, &out, KinKind::Merged);
    out.extend(short);
    out
}

/// Drops ties on words that another tie has claimed: of four tables under one head, one came out of the old table.
fn claimed_once(both: &Both<'_, '_>, alignment: &Alignment, found: &mut Vec<Kin>) {
    // The part, and the clause whose words it shares.
    let ends = |k: &Kin| match k.kind {
        KinKind::Split => (k.new, k.old),
        KinKind::Merged => (k.old, k.new),
    };
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by(|&m, &n| found[n].confidence.total_cmp(&found[m].confidence));
    let mut left: FxHashMap<(bool, usize), Grams> = FxHashMap::default();
    let mut kept = vec![true; found.len()];
    for at in order {
        let kin = &found[at];
        let (part, host) = ends(kin);
        let split = kin.kind == KinKind::Split;
        let (from, into) = if split {
            (both.new, both.old)
        } else {
            (both.old, both.new)
        };
        let text = from.whole(part);
        if !from.nodes[part].children.is_empty() || text.len() < TELLING {
            continue;
        }
        let left = left.entry((split, host)).or_insert_with(|| {
            let (own, other) = if split {
                let now = alignment.new_of[host];
                (into.own(host), now.map(|n| both.new.own(n)))
            } else {
                let was = alignment.old_of[host];
                (into.own(host), was.map(|n| both.old.own(n)))
            };
            other.map_or_else(|| own.clone(), |o| own.without(o))
        });
        kept[at] = text.inside(left) >= enough(text.len());
        if kept[at] {
            *left = left.without(text);
        }
    }
    let mut kept = kept.into_iter();
    found.retain(|_| kept.next().unwrap_or(true));
}

/// Parts of a body that are too short to tell by themselves, beside others that came out of it or went into it: their words
/// stand there.
fn short_parts(both: &Both<'_, '_>, lone: &[usize], found: &[Kin], kind: KinKind) -> Vec<Kin> {
    let (from, into) = match kind {
        KinKind::Split => (both.new, both.old),
        KinKind::Merged => (both.old, both.new),
    };
    // The part, and the clause that holds its words.
    let ends = |k: &Kin| match kind {
        KinKind::Split => (k.new, k.old),
        KinKind::Merged => (k.old, k.new),
    };
    let mut out = Vec::new();
    let mut hosts: FxHashMap<usize, String> = FxHashMap::default();
    for &part in lone {
        if found.is_empty() {
            break;
        }
        if !from.nodes[part].children.is_empty() {
            continue;
        }
        let parent = from.nodes[part].parent;
        let same = |k: &&Kin| k.kind == kind && from.nodes[ends(k).0].parent == parent;
        let (None, Some(beside)) = (
            found.iter().find(|k| same(k) && ends(k).0 == part),
            found.iter().find(same),
        ) else {
            continue;
        };
        let text = |node: &Node<'_>| {
            let mut text = String::new();
            line::each_text(&node.clause.blocks, &mut |t| text.extend(line::solid(t)));
            text
        };
        let words = text(&from.nodes[part]);
        let words = words.trim_end_matches('。');
        let host = ends(beside).1;
        if words.chars().count() > 2
            && hosts
                .entry(host)
                .or_insert_with(|| text(&into.nodes[host]))
                .contains(words)
        {
            out.push(match kind {
                KinKind::Split => Kin {
                    new: part,
                    ..*beside
                },
                KinKind::Merged => Kin {
                    old: part,
                    ..*beside
                },
            });
        }
    }
    out
}

fn enough(size: usize) -> f32 {
    if size < TELLING * 2 {
        FOUND_SHORT
    } else {
        FOUND
    }
}

/// True where a clause could have merged or split: both numbered or both not, at the same depth or in the body of its
/// own parent (a body that became numbered, and the reverse).
fn alike(both: &Both<'_, '_>, a: usize, b: usize, alignment: &Alignment) -> bool {
    let (x, y) = (&both.old.nodes[a], &both.new.nodes[b]);
    let parent_child = x.parent.is_some_and(|p| alignment.new_of[p] == Some(b))
        || y.parent.is_some_and(|p| alignment.old_of[p] == Some(a));
    let same_depth = || match (below_article(both.old, a), below_article(both.new, b)) {
        // Chapters may have come or gone above.
        (Some(m), Some(n)) => m == n,
        (None, None) => x.depth == y.depth,
        _ => false,
    };
    parent_child || (x.number.is_some() == y.number.is_some() && same_depth())
}

/// How far below an article a clause stands; none outside of articles.
fn below_article(tree: &Tree<'_>, n: usize) -> Option<usize> {
    let above = std::iter::successors(Some(n), |&n| tree.nodes[n].parent);
    above
        .map(|n| tree.nodes[n].level)
        .position(|level| level == Level::Article)
}

/// The clauses without a counterpart. A 附則 is enacted and repealed as a whole: it neither merges nor splits.
fn lone(pairs: &[Option<usize>], tree: &Tree<'_>) -> Vec<usize> {
    let whole = |n: usize| tree.nodes[n].level == Level::Supplement;
    (0..pairs.len())
        .filter(|&n| pairs[n].is_none() && !whole(n))
        .collect()
}

/// The clause on the other side under which most of what stands below `node` is found now.
fn followed(
    tree: &Tree<'_>,
    node: usize,
    pairs: &[Option<usize>],
    other: &Tree<'_>,
    back: &[Option<usize>],
) -> Option<(usize, f32)> {
    let mut parents: Vec<(usize, usize)> = Vec::new();
    for &child in &tree.nodes[node].children {
        let Some(parent) = pairs[child].and_then(|c| other.nodes[c].parent) else {
            continue;
        };
        // An article is no part of a chapter that took in its 項.
        if !tree.nodes[node].level.may_become(other.nodes[parent].level) {
            continue;
        }
        let size = tree.whole(child).len() + tree.head(child).len();
        match parents.iter_mut().find(|p| p.0 == parent) {
            Some(entry) => entry.1 += size,
            None => parents.push((parent, size)),
        }
    }
    let (parent, size) = parents.into_iter().max_by_key(|p| p.1)?;
    let total = tree.whole(node).len();
    let part = size as f32 / total.max(1) as f32;
    // Only a clause that has its own counterpart can have taken another one in.
    (part >= FOLLOWED && back[parent].is_some()).then_some((parent, part.min(1.0)))
}

/// True where the words of `node`, however few, are all that its `parent`'s counterpart `own` says itself: a number that was
/// dropped or set.
fn is_whole_body(
    tree: &Tree<'_>,
    node: usize,
    parent: usize,
    other: &Tree<'_>,
    own: usize,
    pairs: &[Option<usize>],
) -> bool {
    let words = &tree.nodes[node];
    // 号 that stood below the body stand below the number now.
    let follows = |&child: &usize| {
        let there = pairs[child].and_then(|c| other.nodes[c].parent);
        there == Some(own)
    };
    words.children.iter().all(follows)
        && words.size > 2
        && words.clause.caption.is_none()
        && tree.nodes[parent].clause.blocks.is_empty()
        && words.own_hash == other.nodes[own].own_hash
}

/// What the own texts of clauses that live on gained, or what they lost, each found when it is first asked for.
struct Differences<'d, 't, 'a> {
    both: &'d Both<'t, 'a>,
    /// Old and new clause.
    pairs: &'d [(usize, usize)],
    is_gain: bool,
    found: Vec<OnceCell<Grams>>,
}

impl<'d, 't, 'a> Differences<'d, 't, 'a> {
    fn of(both: &'d Both<'t, 'a>, pairs: &'d [(usize, usize)], is_gain: bool) -> Self {
        Self {
            both,
            pairs,
            is_gain,
            found: pairs.iter().map(|_| OnceCell::new()).collect(),
        }
    }

    /// The pair's difference.
    fn at(&self, k: usize) -> &Grams {
        self.found[k].get_or_init(|| {
            let (a, b) = self.pairs[k];
            let (old, new) = (self.both.old, self.both.new);
            if old.nodes[a].clause.blocks == new.nodes[b].clause.blocks {
                return Grams::default();
            }
            self.both.difference(a, b, self.is_gain)
        })
    }

    /// How much of `text` stands in the difference; none where it is less than `enough`, which mostly its size alone tells.
    fn part(&self, k: usize, tree: &Tree<'_>, node: usize, enough: f32) -> Option<f32> {
        let difference = self.at(k);
        let (size, is_sampled) = self.both.whole_size(!self.is_gain, node);
        if (difference.len() as f32 / size.max(1) as f32) < enough && !is_sampled {
            return None;
        }
        let part = self.both.within(tree.whole(node), difference);
        (part >= enough).then_some(part)
    }
}

/// The new clause that took in the text of the old clause `a`.
fn gained(
    both: &Both<'_, '_>,
    a: usize,
    alignment: &Alignment,
    gains: &Differences<'_, '_, '_>,
) -> Option<(usize, f32)> {
    let size = both.whole_len(false, a);
    let parent = both.old.nodes[a]
        .parent
        .and_then(|p| Some((p, alignment.new_of[p]?)));
    if let Some((p, b)) = parent
        && is_whole_body(both.old, a, p, both.new, b, &alignment.new_of)
    {
        return Some((b, 1.0));
    }
    if size < TELLING {
        return None;
    }
    let enough = enough(size);
    (gains.pairs.iter().enumerate())
        .filter(|&(_, &(_, b))| alike(both, a, b, alignment))
        .filter(|&(_, &(_, b))| both.own_len(true, b) * 10 >= size * 6)
        .filter_map(|(k, &(_, b))| Some((b, gains.part(k, both.old, a, enough)?)))
        .max_by(|x, y| x.1.total_cmp(&y.1))
}

/// The old clause that the text of the new clause `b` came out of.
fn lost(
    both: &Both<'_, '_>,
    b: usize,
    alignment: &Alignment,
    losses: &Differences<'_, '_, '_>,
) -> Option<(usize, f32)> {
    let size = both.whole_len(true, b);
    let parent = both.new.nodes[b]
        .parent
        .and_then(|p| Some((p, alignment.old_of[p]?)));
    if let Some((p, a)) = parent
        && is_whole_body(both.new, b, p, both.old, a, &alignment.old_of)
    {
        return Some((a, 1.0));
    }
    if size < TELLING {
        return None;
    }
    let enough = enough(size);
    (losses.pairs.iter().enumerate())
        .filter(|&(_, &(a, _))| alike(both, a, b, alignment))
        .filter(|&(_, &(a, _))| both.own_len(false, a) * 10 >= size * 6)
        .filter_map(|(k, &(a, _))| {
            let part = losses.part(k, both.new, b, enough)?;
            let part = part.min(both.inside(both.new.whole(b), both.old.own(a)));
            (part >= enough).then_some((a, part))
        })
        .max_by(|x, y| x.1.total_cmp(&y.1))
}
