//! Markup: text of a policy as text of a page.
//!
//! In: a text. Out: the same text, such that no character of it is markup. Never: drops a character: a control character,
//! which neither format can hold, is shown by its picture (␛).

/// The picture of a control character; anything else as it is. A tab is a blank to every reader.
pub(crate) fn shown(c: char) -> char {
    match c {
        '\t' => c,
        '\u{7f}' => '␡',
        c if (c as u32) < 0x20 => char::from_u32(0x2400 + c as u32).unwrap_or(c),
        c => c,
    }
}

/// `text` inside an element or a quoted attribute of HTML.
pub(crate) fn html(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(shown(c)),
        }
    }
}

/// `text` inside a cell of a Markdown table.
pub(crate) fn markdown(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            // Entities: a backslash before them is not understood everywhere.
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' | '!' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(shown(c)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_markup_and_none_is_lost() {
        let text = "<b>&|`*_~$\\[x](y)\u{1b}[31m\u{200f}𠮷葛\u{e0100}か\u{3099}=SUM(A1)";
        let mut out = String::new();
        html(&mut out, text);
        assert_eq!(
            out,
            "&lt;b&gt;&amp;|`*_~$\\[x](y)␛[31m\u{200f}𠮷葛\u{e0100}か\u{3099}=SUM(A1)"
        );
        let mut out = String::new();
        markdown(&mut out, text);
        assert_eq!(
            out,
            "&lt;b&gt;&amp;\\|\\`\\*\\_\\~\\$\\\\\\[x\\](y)␛\\[31m\u{200f}𠮷葛\u{e0100}か\u{3099}=SUM(A1)"
        );
    }
}
