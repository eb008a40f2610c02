//! Proof: the laws of a revision, checked on the user's own pair.
//!
//! In: a revision. Out: the characters that were checked, or the law that is broken. Never: lets a broken law pass.

use crate::diff::prove::{self, Broken};
use crate::diff::{Revision, line};
use crate::document::Document;
use crate::report::summary::{self, Detail};

/// What was checked, in characters without blanks.
///
/// Invariant: replay, accounting and identity hold, so `old - deleted + inserted == new`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Proof {
    /// Of the old text.
    pub old_characters: usize,
    /// Of the new text.
    pub new_characters: usize,
    /// That went.
    pub deleted: usize,
    /// That came.
    pub inserted: usize,
}

/// Checks that the revision leads from the old text to the new one and back, character for character, that its 改定概要
/// tells every changed character once, and that neither text differs from itself.
///
/// # Errors
/// The law that is broken; it is a fault of this program.
pub fn prove(revision: &Revision<'_>) -> Result<Proof, Broken> {
    prove::replay(revision)?;
    let changed = prove::changed_characters(revision);
    let covers = summary::summarise(revision, Detail::Standard).covers();
    let told = (covers.deleted, covers.inserted);
    if told != changed {
        return Err(Broken::Untold { changed, told });
    }
    prove::identity(revision)?;
    let proof = Proof {
        old_characters: characters(revision.old),
        new_characters: characters(revision.new),
        deleted: changed.0,
        inserted: changed.1,
    };
    Ok(proof)
}

/// One line that says what was checked.
pub fn text(proof: &Proof) -> String {
    format!(
        "照合済み：改定前 {} 字から改定後 {} 字へ、逆にも一字の違いなく復元できます（削除 {} 字・追加 {} 字をすべて改定概要に計上）\n",
        proof.old_characters, proof.new_characters, proof.deleted, proof.inserted
    )
}

/// Characters of a document, blanks apart.
fn characters(document: &Document) -> usize {
    let solid = |text: &str| line::solid(text).count();
    document
        .leaves()
        .iter()
        .map(|l| solid(&l.marker) + solid(&l.text))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::{Kind, diff};
    use crate::document::canonical;

    fn read(text: &str) -> Document {
        canonical::read(&format!(
            "---\nkaitei: 1\n---\n\n## **第1条** 目的\n\n{text}\n"
        ))
        .expect("canonical Markdown")
    }

    #[test]
    fn a_fault_is_found_whatever_the_law() {
        let (old, new) = (
            read("会員は10日以内に届け出る。"),
            read("会員は30日以内に届け出る。"),
        );
        let sound = diff(&old, &new);
        let proof = prove(&sound).expect("the laws hold");
        assert_eq!((proof.deleted, proof.inserted), (3, 3));
        assert_eq!(proof.old_characters, proof.new_characters);
        // 4: a character is lost.
        let mut lost = sound.clone();
        lost.pairs[0].changes[2].edits[0].text.pop();
        assert!(matches!(prove(&lost), Err(Broken::Forward { .. })));
        // 5: a change that nothing tells.
        let mut untold = sound.clone();
        for spot in untold.pairs[0]
            .changes
            .iter_mut()
            .flat_map(|c| &mut c.spots)
        {
            spot.kind = Kind::Blank;
        }
        assert!(matches!(prove(&untold), Err(Broken::Untold { .. })));
        // 6: a clause that is the same and said to be modified.
        let mut same = diff(&old, &old);
        same.pairs[0].status = crate::diff::Status::Modified;
        assert!(matches!(prove(&same), Err(Broken::Unmodified(_))));
    }
}
