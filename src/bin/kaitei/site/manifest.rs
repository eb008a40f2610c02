//! What a site was made from, kept in its folder `.kaitei-site/`.
//!
//! In: the file, or facts. Out: facts, or the file. Never: trusted: what cannot be read means that all is made anew.

use kaitei::site::{Brief, Settings};
use serde::{Deserialize, Serialize};

/// The folder of what the program keeps for itself.
pub(crate) const FOLDER: &str = ".kaitei-site";
/// The file in it that says the folder around it is a site of ours.
pub(crate) const MARKER: &str = ".kaitei-site/README";
/// What that file says.
pub(crate) const MARKER_TEXT: &str = "このフォルダは kaitei site が作りました。もう一度実行すると、変わったページだけを書き直します。\n\
     Made by kaitei site; running it again rewrites the pages that changed.\n";
/// What the site was made from.
pub(crate) const MANIFEST: &str = ".kaitei-site/manifest.json";

/// The make of this file.
const SCHEMA: u32 = 1;

/// What a site was made from.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Manifest {
    schema: u32,
    fingerprint: String,
    /// Files of the search's lists.
    pub(crate) shards: usize,
    /// The number that the next policy gets.
    pub(crate) next: u32,
    /// The policies, in the order of their ids.
    pub(crate) policies: Vec<Held>,
    /// The day the pages were made for.
    pub(crate) today: String,
}

/// A policy of the site.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Held {
    /// Its number in the search's lists.
    pub(crate) number: u32,
    /// What it was made from.
    pub(crate) digest: String,
    /// What the pages of the whole site say of it.
    pub(crate) brief: Brief,
}

impl Manifest {
    /// One of these settings.
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            schema: SCHEMA,
            fingerprint: settings.fingerprint(),
            ..Self::default()
        }
    }

    /// The one of a site made with the same settings by the same program.
    pub(crate) fn read(bytes: &[u8], settings: &Settings) -> Option<Self> {
        let read: Self = serde_json::from_slice(bytes).ok()?;
        (read.schema == SCHEMA && read.fingerprint == settings.fingerprint()).then_some(read)
    }

    /// As it is kept.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        // Strings, numbers and lists only: serialising them has no way to fail.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// Where the news of a policy are kept.
pub(crate) fn news(number: u32) -> String {
    format!("{FOLDER}/news/{number}.json")
}

/// Where the addresses of a policy's clauses are kept: by its id, whatever number it gets.
pub(crate) fn addresses(id: &kaitei::corpus::PolicyId) -> String {
    format!("{FOLDER}/addresses/{id}.json")
}
