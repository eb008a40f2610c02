//! Compare: what several companies' texts say of the same things.
//!
//! In: documents and the table of topics. Out: pairs of clauses, topics by company, wording and facts side by side. Never:
//! prints, knows a format, does I/O, or says that something is lawful or not.
//!
//! 1. [`topics`] knows what policies regulate and finds it in a clause;
//! 2. [`profile`] lays a document out;
//! 3. [`pairing`] says which clause speaks of what another's speaks of.

pub mod pairing;
pub mod profile;
pub mod topics;

pub use pairing::{Link, Pairing, Reason, pair};
pub use profile::Profile;
pub use topics::{Kind, Topic, TopicError, Topics};
