//! Order: which clauses changed their place among their siblings although no number tells so.
//!
//! In: the pairs. Out: by old node, whether it changed places. Never: tells a clause that stayed while others passed it.

use super::align::{Alignment, chain};
use super::tree::Tree;

/// By old node: it stands elsewhere among the same siblings. Of those that cross, the fewest and shortest have moved.
pub(crate) fn reordered(old: &Tree<'_>, new: &Tree<'_>, alignment: &Alignment) -> Vec<bool> {
    let mut out = vec![false; old.nodes.len()];
    let parents = std::iter::once((None, None))
        .chain((0..old.nodes.len()).filter_map(|a| Some((Some(a), Some(alignment.new_of[a]?)))));
    for (p, q) in parents {
        let pairs: Vec<(usize, usize)> = old
            .children(p)
            .iter()
            .filter_map(|&a| Some((a, alignment.new_of[a]?)))
            .filter(|&(_, b)| new.nodes[b].parent == q)
            .collect();
        if pairs.is_sorted_by_key(|p| p.1) {
            continue;
        }
        let weighted = pairs
            .iter()
            .map(|&(a, b)| (a, b, 1.0 + old.nodes[a].size as f32 / 1e4))
            .collect();
        let stayed = chain::heaviest(weighted);
        for &(a, b) in &pairs {
            // A number tells of its place by itself.
            let numbered = old.nodes[a].number.is_some() || new.nodes[b].number.is_some();
            out[a] = !numbered && stayed.binary_search(&(a, b)).is_err();
        }
    }
    out
}
