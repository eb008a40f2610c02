//! Sets of letters, made when the program is compiled.
//!
//! In: words of a table. Out: the set of their first, last or all letters, asked with one look. Never: holds a letter
//! beyond U+FFFF, as no table does.

/// A set of letters. A rule whose words all begin with one of them refuses most texts by it.
pub struct Letters([u64; 1024]);

impl Letters {
    /// The first letter of each word.
    pub const fn first(words: &[&str]) -> Self {
        Self([0; 1024]).and_first(words)
    }

    /// These letters and the first one of each word.
    pub const fn and_first(mut self, words: &[&str]) -> Self {
        let mut n = 0;
        while n < words.len() {
            self.add(words[n].as_bytes(), 0);
            n += 1;
        }
        self
    }

    /// Every letter of the words.
    pub const fn all(words: &[&str]) -> Self {
        Self([0; 1024]).and_all(words)
    }

    /// The last letter of each word.
    pub const fn last(words: &[&str]) -> Self {
        let mut out = Self([0; 1024]);
        let mut n = 0;
        while n < words.len() {
            let bytes = words[n].as_bytes();
            let mut at = bytes.len() - 1;
            while bytes[at] & 0xc0 == 0x80 {
                at -= 1;
            }
            out.add(bytes, at);
            n += 1;
        }
        out
    }

    /// These letters and every letter of the words.
    pub const fn and_all(mut self, words: &[&str]) -> Self {
        let mut n = 0;
        while n < words.len() {
            let bytes = words[n].as_bytes();
            let mut at = 0;
            while at < bytes.len() {
                at += self.add(bytes, at);
            }
            n += 1;
        }
        self
    }

    /// True for a letter of the set.
    #[inline]
    pub const fn contains(&self, c: char) -> bool {
        let c = c as usize;
        c < 0x1_0000 && self.0[c >> 6] >> (c & 63) & 1 == 1
    }

    /// Adds the letter that begins at a byte; how many bytes it has.
    const fn add(&mut self, bytes: &[u8], at: usize) -> usize {
        let first = bytes[at] as usize;
        let (c, len) = match bytes[at] {
            0..0x80 => (first, 1),
            0x80..0xe0 => ((first & 0x1f) << 6 | tail(bytes, at + 1), 2),
            _ => {
                let high = (first & 0xf) << 12 | tail(bytes, at + 1) << 6;
                (high | tail(bytes, at + 2), 3)
            }
        };
        self.0[c >> 6] |= 1 << (c & 63);
        len
    }
}

/// What a byte that continues a letter adds to it.
const fn tail(bytes: &[u8], at: usize) -> usize {
    (bytes[at] & 0x3f) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: [&str; 3] = ["改定", "é©", "Ver."];
    static FIRST: Letters = Letters::first(&WORDS);
    static LAST: Letters = Letters::last(&WORDS);
    static ALL: Letters = Letters::all(&WORDS).and_first(&["(C)"]);

    #[test]
    fn letters_of_words() {
        let of = |set: &Letters| {
            (0..0x11_0000)
                .filter_map(char::from_u32)
                .filter(|c| set.contains(*c))
                .collect::<String>()
        };
        assert_eq!(of(&FIRST), "Vé改");
        assert_eq!(of(&LAST), ".©定");
        assert_eq!(of(&ALL), "(.Ver©é定改");
    }
}
