//! Which number comes after which.
//!
//! In: two numbers of one style. Out: whether the second follows the first. Never: looks at a line.

use super::{Family, Style, Value};

/// True where `b` is the number after `a`: one more in the last part, or a first 枝番, or the next whole number after
/// 枝番.
pub(crate) fn follows(style: Style, a: Value, b: Value) -> bool {
    if let Family::Compound(_) = style.family {
        // 1.2 → 1.3, and 1.2 → 2.1 where no number stands for the 2 alone.
        let last = (0..4).rev().find(|i| b[*i] > 0).unwrap_or(0);
        return (0..=last).any(|k| {
            a[..k] == b[..k] && b[k] == a[k] + 1 && b[k + 1..=last].iter().all(|n| *n == 1)
        });
    }
    if b[1] == 0 {
        return b[0] == a[0] + 1;
    }
    // 第3条 → 第3条の2 → 第3条の3 → 第3条の3の2
    let depth = (0..4).rev().find(|i| b[*i] > 0).unwrap_or(0);
    if a[..depth] != b[..depth] {
        return false;
    }
    b[depth] == a[depth] + 1 || (a[depth] == 0 && b[depth] == 2)
}

/// True for the first number of a level.
pub(crate) fn is_first(style: Style, value: Value) -> bool {
    match style.family {
        Family::Compound(_) => {
            let last = (0..4).rev().find(|i| value[*i] > 0).unwrap_or(0);
            value[last] == 1
        }
        _ => value == [1, 0, 0, 0],
    }
}
