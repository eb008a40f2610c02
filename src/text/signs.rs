//! Which of a few telling characters stand in a text, found in one pass over its bytes with its columns.
//!
//! In: a text. Out: the set of its signs, its columns. Never: says where a sign stands, or how often.

use fearless_simd::Level;

use super::{fold, needle, width};

/// A set of telling characters. Rules that need one of them refuse by it every text that has none.
///
/// A sign that is missing is surely not in the text; one that is there nearly always is (a rare character that ends in the
/// same bytes counts too). What is cut from a text has no sign that the text hasn't; what two texts make together has the
/// signs of both, and [`Signs::PARTED`] where a mark may come to stand behind a digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Signs(u16);

impl Signs {
    /// `年`
    pub const YEAR: Self = Self(1);
    /// `.` `/` `-` behind a digit, or their full-width forms anywhere.
    pub const PARTED: Self = Self(1 << 1);
    /// `、`
    pub const COMMA: Self = Self(1 << 2);
    /// `（` `「` `『`
    pub const OPENS: Self = Self(1 << 3);
    /// `）` `」` `』`
    pub const CLOSES: Self = Self(1 << 4);
    /// A space or a tab.
    pub const SPACE: Self = Self(1 << 5);
    /// A full-width blank.
    pub const WIDE_BLANK: Self = Self(1 << 6);
    /// `.` `/` `-` of either width.
    pub const MARK: Self = Self(1 << 7);

    /// A tab.
    pub const TAB: Self = Self(1 << 8);
    /// Three spaces, or a full-width blank beside another.
    pub const GAP: Self = Self(1 << 9);

    /// The signs of a text.
    pub fn of(text: &str) -> Self {
        measure(text).1
    }

    /// What the blanks of a text are.
    fn blanks(text: &str, common: Self) -> Self {
        let mut out = Self::default();
        if common.any(Self::SPACE) {
            if memchr::memchr(b'\t', text.as_bytes()).is_some() {
                out = out.and(Self::TAB);
            }
            if needle::BLANKS.is_in(text) {
                out = out.and(Self::GAP);
            }
        }
        let beside = |at: usize| {
            text[at + WIDE_BLANK.len()..].starts_with(fold::is_blank)
                || text[..at].ends_with(fold::is_blank)
        };
        if common.any(Self::WIDE_BLANK) && needle::WIDE_BLANK.places(text).any(beside) {
            out = out.and(Self::GAP);
        }
        out
    }

    /// True where one of `signs` is in the set.
    #[inline]
    pub fn any(self, signs: Self) -> bool {
        self.0 & signs.0 != 0
    }

    /// The signs of both.
    #[inline]
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const WIDE_BLANK: &str = "\u{3000}";

/// The columns of a text, as [`width::of`] counts them, and its signs, in one pass.
pub fn measure(text: &str) -> (usize, Signs) {
    let bytes = text.as_bytes();
    let seen = fearless_simd::dispatch!(Level::new(), _ => look(bytes));
    let columns = if seen.odd {
        width::of(text)
    } else {
        seen.columns
    };
    let mut signs = Signs(u16::from(seen.signs));
    if signs.any(Signs::SPACE.and(Signs::WIDE_BLANK)) {
        signs = signs.and(Signs::blanks(text, signs));
    }
    (columns, signs)
}

/// What the bytes of a text tell.
struct Seen {
    signs: u8,
    columns: usize,
    /// True where a character's columns are not told by its bytes.
    odd: bool,
}

#[inline(always)]
fn look(bytes: &[u8]) -> Seen {
    let (mut lanes, mut columns) = (Lanes::default(), 0);
    let (mut at, mut looks) = (0, 0);
    while let Some(window) = bytes[at..].first_chunk() {
        lanes.look(window);
        at += MANY;
        looks += 1;
        if looks == MOST {
            columns += lanes.take_columns();
            looks = 0;
        }
    }
    // Filled up with bytes that count nothing and are no sign.
    let mut window = [0xbf; MANY + 1];
    window[..bytes.len() - at].copy_from_slice(&bytes[at..]);
    lanes.look(&window);
    columns += lanes.take_columns();
    let any = |places: [u8; MANY]| places.iter().fold(0, |all, place| all | place);
    Seen {
        signs: any(lanes.signs),
        columns,
        odd: any(lanes.odd) != 0,
    }
}

/// Bytes looked at together, without a branch.
const MANY: usize = 32;
/// Looks after which a lane's columns are taken, lest they overflow.
const MOST: usize = 100;

/// What was seen so far, by the place in the window.
struct Lanes {
    signs: [u8; MANY],
    columns: [u8; MANY],
    odd: [u8; MANY],
}

impl Default for Lanes {
    #[inline(always)]
    fn default() -> Self {
        Self {
            signs: [0; MANY],
            columns: [0; MANY],
            odd: [0; MANY],
        }
    }
}

impl Lanes {
    /// Looks at [`MANY`] bytes, each with the one after it.
    #[inline(always)]
    fn look(&mut self, window: &[u8; MANY + 1]) {
        for at in 0..MANY {
            let (a, b) = (window[at], window[at + 1]);
            self.signs[at] |= sign(a, b);
            // ASCII but controls counts one, U+3000 – U+9FFF (E3 to E9) and U+FF01 – U+FF3F (EF BC) two, a byte that
            // continues a character nothing.
            let narrow = a.wrapping_sub(b' ') < 0x5f;
            let form = a == 0xef;
            let wide = (a.wrapping_sub(0xe3) < 7) | form;
            let rest = a.wrapping_sub(0x80) < 0x40;
            self.columns[at] += u8::from(narrow) + u8::from(wide) + u8::from(wide);
            let common = (narrow | wide | rest) & !(form & (b != 0xbc));
            self.odd[at] |= u8::from(!common | (a == 0xbc) & (b == 0x80));
        }
    }

    /// The columns counted since they were last taken.
    #[inline(always)]
    fn take_columns(&mut self) -> usize {
        let columns = std::mem::replace(&mut self.columns, [0; MANY]);
        usize::from(columns.iter().map(|c| u16::from(*c)).sum::<u16>())
    }
}

/// The sign that two bytes are the end of, or the first one alone.
#[inline(always)]
fn sign(a: u8, b: u8) -> u8 {
    let when = |is: bool, sign: Signs| if is { sign.0 as u8 } else { 0 };
    // 、。「」『』 and the blank are E3 80 …; （）．／－ are EF BC …; 年 is E5 B9 B4.
    let mark = a == 0x80;
    let form = a == 0xbc;
    let wide = form & (b.wrapping_sub(0x8d) < 3);
    // Full-width digits end in 90 to 99.
    let digit = (a.wrapping_sub(b'0') < 10) | (a.wrapping_sub(0x90) < 10);
    when((a == 0xb9) & (b == 0xb4), Signs::YEAR)
        | when(mark & (b == 0x81), Signs::COMMA)
        | when(mark & (b & 0xfd == 0x8c) | form & (b == 0x88), Signs::OPENS)
        | when(
            mark & (b & 0xfd == 0x8d) | form & (b == 0x89),
            Signs::CLOSES,
        )
        | when((a == b' ') | (a == b'\t'), Signs::SPACE)
        | when(mark & (b == 0x80), Signs::WIDE_BLANK)
        | when((a.wrapping_sub(b'-') < 3) | wide, Signs::MARK)
        | when(digit & (b.wrapping_sub(b'-') < 3) | wide, Signs::PARTED)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: [(Signs, &str); 9] = [
        (Signs::YEAR, "年"),
        (Signs::COMMA, "、"),
        (Signs::OPENS, "（「『"),
        (Signs::CLOSES, "）」』"),
        (Signs::SPACE, " "),
        (Signs::SPACE.and(Signs::TAB), "\t"),
        (Signs::WIDE_BLANK, "　"),
        (Signs::MARK, "./-"),
        (Signs::MARK.and(Signs::PARTED), "．／－"),
    ];

    #[test]
    fn signs_are_seen_wherever_they_stand() {
        for (sign, letters) in TABLE {
            for c in letters.chars() {
                for (before, after) in (0..40).flat_map(|b| (0..20).map(move |a| (b, a))) {
                    let text = format!("{}{c}{}", "a".repeat(before), "a".repeat(after));
                    assert_eq!(measure(&text), (width::of(&text), sign), "{text}");
                }
            }
        }
    }

    #[test]
    fn columns_are_those_of_the_width() {
        let of = |text: &str| assert_eq!(measure(text).0, width::of(text), "{text}");
        for c in (0..0x1_0000).filter_map(char::from_u32) {
            of(&format!("a{c}目（{c}"));
        }
        for len in 0..60 {
            of(&"（第1条）".repeat(len));
        }
        of(&"あ".repeat(10_000));
        of(&"a".repeat(MANY * (MOST * 3 + 1) + 5));
    }

    #[test]
    fn texts_of_the_usual_letters_have_no_other_signs() {
        let usual = ('ぁ'..='ヶ')
            .chain('一'..='龥')
            .chain('0'..='9')
            .chain('A'..='z');
        let taken = |c: &char| {
            // The rare ones that end as a sign does.
            let mut bytes = [0; 4];
            let tail = &c.encode_utf8(&mut bytes).as_bytes()[1..];
            tail.len() == 2 && sign(tail[0], tail[1]) != 0
        };
        let rare: String = usual.filter(taken).filter(|c| *c != '年').collect();
        assert!(rare.chars().count() < 120, "{rare}");
        assert!(!rare.contains(['あ', 'ア', '日', '条', '者']), "{rare}");
        for text in ["   ", "甲　　乙", "甲 　乙", "　\u{a0}", "甲　乙　\t"] {
            assert!(Signs::of(text).any(Signs::GAP), "{text}");
        }
        assert!(!Signs::of("甲　乙  丙").any(Signs::GAP));
        for text in ["6.4", "1/", "９-", "あ９．"] {
            assert!(Signs::of(text).any(Signs::PARTED), "{text}");
        }
        assert!(!Signs::of("- 6 .").any(Signs::PARTED));
        assert_eq!(Signs::of(""), Signs::default());
        assert_eq!(Signs::of("第1条　当社は"), Signs::WIDE_BLANK);
    }
}
