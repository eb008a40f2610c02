//! `--prove`: the laws of a revision, checked before anything is printed.

use kaitei::diff::Revision;
use kaitei::report::proof::{self, Proof};

use crate::failure::Failure;

/// What was checked where the user asked for it; a broken law is a failure.
pub(crate) fn checked(asked: bool, revision: &Revision<'_>) -> Result<Option<Proof>, Failure> {
    if !asked {
        return Ok(None);
    }
    proof::prove(revision).map(Some).map_err(|broken| {
        Failure::new(
            format!("照合に失敗しました（{broken}）"),
            "kaitei の不具合です。この出力は使わず、2 つのテキストを添えて報告してください",
        )
    })
}
