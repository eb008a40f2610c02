//! Facts: what lawyers put side by side — items, purposes, recipients, periods, contacts, laws, defined terms.
//!
//! In: profiles. Out: [`Fact`]s, each with the clauses it stands in. Never: infers what the text doesn't say in words.

mod found;
mod spans;

use rustc_hash::FxHashMap;

use super::profile::Profile;
use super::topics::Topics;

/// What kind of fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactKind {
    /// 取得する情報.
    Item,
    /// 利用目的.
    Purpose,
    /// 提供先・委託先.
    Recipient,
    /// 期間・期限: 14日以内, 5年間.
    Period,
    /// 連絡先: telephone, mail address, postal address, link.
    Contact,
    /// 引用法令.
    Law,
    /// 定義語: 以下「…」という.
    Term,
}

impl FactKind {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Self; 7] = [
        Self::Item,
        Self::Purpose,
        Self::Recipient,
        Self::Period,
        Self::Contact,
        Self::Law,
        Self::Term,
    ];

    /// As lawyers call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Item => "取得・利用する情報",
            Self::Purpose => "利用目的",
            Self::Recipient => "提供先・委託先",
            Self::Period => "期間・期限",
            Self::Contact => "連絡先",
            Self::Law => "引用法令",
            Self::Term => "定義語",
        }
    }

    /// The word of the JSON contract.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Item => "item",
            Self::Purpose => "purpose",
            Self::Recipient => "recipient",
            Self::Period => "period",
            Self::Contact => "contact",
            Self::Law => "law",
            Self::Term => "term",
        }
    }
}

/// A fact across the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What kind.
    pub kind: FactKind,
    /// The value: the name in the table, or the words of the text.
    pub value: String,
    /// By text: the clauses it stands in, by their place among the nodes; the 前文 and the end are `usize::MAX`.
    pub places: Vec<Vec<usize>>,
}

/// The facts of the texts: by kind, then those that most texts have, then in the order of the table or the text.
pub fn facts(profiles: &[Profile<'_>], topics: &Topics) -> Vec<Fact> {
    let mut out: Vec<Fact> = Vec::new();
    let mut at: FxHashMap<(FactKind, String), usize> = FxHashMap::default();
    for (text, profile) in profiles.iter().enumerate() {
        let mut put = |kind: FactKind, value: String, node: usize| {
            let place = *at.entry((kind, value)).or_insert_with_key(|(kind, value)| {
                out.push(Fact {
                    kind: *kind,
                    value: value.clone(),
                    places: vec![Vec::new(); profiles.len()],
                });
                out.len() - 1
            });
            let places = &mut out[place].places[text];
            if places.last() != Some(&node) {
                places.push(node);
            }
        };
        found::each(profile, topics, &mut put);
        spans::each(profile, &mut put);
    }
    let order = |f: &Fact| found::order(f.kind, &f.value);
    let having = |f: &Fact| f.places.iter().filter(|p| !p.is_empty()).count();
    out.sort_by_key(|f| (f.kind, order(f), std::cmp::Reverse(having(f))));
    out
}
