//! Compare: what several companies' texts say of the same things.
//!
//! In: documents and the table of topics. Out: pairs of clauses, topics by company, wording and facts side by side. Never:
//! prints, knows a format, does I/O, or says that something is lawful or not.
//!
//! 1. [`topics`] knows what policies regulate and finds it in a clause;
//! 2. [`profile`] lays a document out;
//! 3. [`matrix`] says which text deals with which topic, [`facts`] what it names;
//! 4. [`pairing`] says which clause speaks of what another's speaks of, [`wording`] in which words;
//! 5. [`cluster`] says whose wording is near whose;
//! 6. [`Comparison`] is all of it for a few texts, [`mod@survey`] the nearest among thousands;
//! 7. [`mod@over_time`] says when each had a topic first.

pub mod cluster;
mod comparison;
mod copies;
pub mod facts;
mod likely;
pub mod matrix;
pub mod over_time;
pub mod pairing;
pub mod profile;
mod seats;
pub mod survey;
pub mod topics;
pub mod wording;

pub use comparison::{Comparison, Doubt, FEW, MOST, Pair, Pairs};
pub use matrix::State;
pub use pairing::{Link, Pairing, Reason, pair};
pub use profile::Profile;
pub use topics::find::Strength;
pub use topics::{Kind, Topic, TopicError, Topics};
