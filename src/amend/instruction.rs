//! Instructions: what an amendment does, where, one after the other, as data.
//!
//! In, out: data. Never: knows how a sentence is worded, or touches a document.

/// A whole amendment.
///
/// Invariant: the instructions hold one after the other; each names its place as the text stands when the ones
/// before it are done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Amendment {
    /// What is done, in order.
    pub instructions: Vec<Instruction>,
}

/// One thing that is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instruction {
    /// Where: one place, except for words that are replaced and clauses that are removed in several.
    pub places: Vec<Place>,
    /// What.
    pub action: Action,
    /// Where it was read; zeros where it was drafted.
    pub origin: Origin,
}

/// The place of an instruction in the text of an amendment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Origin {
    /// 1-based line.
    pub line: usize,
    /// 1-based count of the sentences (until 。).
    pub sentence: usize,
}

/// A place in a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// The part of the document.
    pub part: Part,
    /// From the outside inwards; none for the part itself.
    pub steps: Vec<Step>,
    /// The last of several brothers of which this is the first: 第三条から第五条まで. None for one clause.
    pub to: Option<Vec<Step>>,
    /// Which of the clause's texts.
    pub spot: Spot,
}

/// A part of a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Part {
    /// 題名.
    Title,
    /// The date lines after the title.
    HeadDates,
    /// 前文.
    Preamble,
    /// 目次.
    Toc,
    /// お知らせ that stand inside the text.
    Notices,
    /// The clauses.
    #[default]
    Body,
    /// What stands after the clauses.
    Closing,
    /// The date lines after them.
    FootDates,
}

/// The last of several clauses of one name (最後の附則), as [`Step::nth`].
pub const LAST: u32 = u32::MAX;

/// One step on the way to a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which of several of this name, from 1, or [`LAST`]; 0 where there is but one.
    pub nth: u32,
    /// Its name.
    pub name: Name,
}

/// How a clause is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// A number that says what it counts, folded: `第3条の2`, `第2章`, `附則`, `別表第1`.
    Labelled(String),
    /// 第N項: the value, 枝番 after it.
    Paragraph(Vec<u32>),
    /// 第N号.
    Item(Vec<u32>),
    /// A bare number, folded: `イ`, `(1)`, `3`.
    Mark(String),
    /// A clause without a number, by its heading as it stands.
    Headed(String),
    /// The n-th clause right under the one before, from 1.
    Child(u32),
}

/// Which of a clause's texts is meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Spot {
    /// The clause with everything under it, without its heading.
    #[default]
    Whole,
    /// Its own text alone: 各号列記以外の部分.
    Own,
    /// Its 号: 各号.
    Items,
    /// Its heading.
    Heading,
    /// Heading and text: 見出しを含む。
    WithHeading,
    /// Its number as it stands.
    Marker,
    /// The row of its table that begins with this cell: 表…の項.
    Row(String),
    /// A sentence of its own text.
    Sentence(Sentence),
}

/// The sentences of a text that have names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sentence {
    /// 本文: what stands before the ただし書.
    Main,
    /// ただし書: the last sentence, which begins with ただし.
    Proviso,
    /// 前段: the first of two.
    First,
    /// 後段: the second of two.
    Latter,
}

/// What is done at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Words are replaced, one after the other, wherever they stand in the place.
    Words(Vec<Words>),
    /// The place is removed.
    Delete,
    /// Every clause from the place to this one is removed.
    DeleteTo(Place),
    /// The clause bears this number from now on.
    Renumber(Step),
    /// The clauses from the place to this one: each bears a number that is higher by so many.
    Shift {
        /// The last of them.
        to: Place,
        /// By how many; negative for 繰り上げ.
        by: i32,
    },
    /// New clauses.
    Insert {
        /// On which side of the place.
        side: Side,
        /// What the sentence says they are.
        what: Kind,
        /// How many it says they are.
        count: usize,
        /// They.
        text: NewText,
    },
    /// The place reads so from now on.
    Rewrite(NewText),
    /// The heading or the number reads so from now on.
    Set(String),
    /// The clause, which has no heading, is given this one.
    Caption(String),
    /// A sentence is put after the last one of the clause's own text.
    Append(String),
    /// The part, which the document lacks, is given to it.
    Add(NewText),
    /// The whole document reads so from now on.
    Everything(NewText),
    /// Organisation and dates read from the text are these.
    Facts(NewText),
}

/// One replacement of words.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Words {
    /// 「A」を「B」に改める.
    Replace(String, String),
    /// 「A」の下に「B」を加える.
    After(String, String),
    /// 「A」を削る.
    Delete(String),
}

/// Where new clauses go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Behind the place, beside it.
    After,
    /// Before the place, beside it.
    Before,
    /// Inside the place, at its end.
    Last,
    /// Inside the place, at its beginning.
    First,
}

/// What a clause is, in the words of an amendment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 編, 章, 節, 款, 目.
    Division(char),
    /// 条.
    Article,
    /// 項.
    Paragraph,
    /// 号.
    Item,
    /// 附則.
    Supplement,
    /// 別表 and its kin.
    Appendix,
    /// Rows of a table.
    Row,
    /// Anything else: 次のように加える.
    Other,
}

/// Text that an amendment brings, under its sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewText {
    /// The lines as they stand.
    pub lines: Vec<String>,
    /// 1-based line of the first in the amendment.
    pub line: usize,
    /// Canonical Markdown between fences, where the plain layout could be misread.
    pub fenced: bool,
}

impl Place {
    /// A part of the document as a whole.
    pub fn part(part: Part) -> Self {
        Self {
            part,
            ..Self::default()
        }
    }

    /// Another text of the same clause.
    #[must_use]
    pub fn at(&self, spot: Spot) -> Self {
        Self {
            spot,
            ..self.clone()
        }
    }
}

impl Step {
    /// The only clause of that name.
    pub fn new(name: Name) -> Self {
        Self { nth: 0, name }
    }
}

impl Instruction {
    /// At one place.
    pub fn new(place: Place, action: Action) -> Self {
        Self {
            places: vec![place],
            action,
            origin: Origin::default(),
        }
    }
}
