//! XML of a part: every text and attribute escaped, every element closed.
//!
//! In: names of ours, texts of anybody. Out: the bytes of a part, well-formed whatever the texts hold. Never: drops a
//! character in silence: what XML 1.0 has no way to hold is written as a sign for it and counted.

use std::borrow::Cow;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A part that is being written.
pub(crate) struct Xml {
    writer: Writer<Vec<u8>>,
    open: Vec<&'static str>,
    replaced: usize,
}

impl Xml {
    /// An empty part with its declaration.
    pub(crate) fn new() -> Self {
        let mut out = Self {
            writer: Writer::new(Vec::new()),
            open: Vec::new(),
            replaced: 0,
        };
        out.event(Event::Decl(BytesDecl::new(
            "1.0",
            Some("UTF-8"),
            Some("yes"),
        )));
        out
    }

    /// Opens an element.
    pub(crate) fn open(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        let start = self.start(name, attributes);
        self.event(Event::Start(start));
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub(crate) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.event(Event::End(BytesEnd::new(name)));
        }
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &'static str, attributes: &[(&str, &str)]) {
        let start = self.start(name, attributes);
        self.event(Event::Empty(start));
    }

    /// An element that holds a text alone.
    pub(crate) fn leaf(&mut self, name: &'static str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close();
    }

    /// A text.
    pub(crate) fn text(&mut self, text: &str) {
        let (text, replaced) = visible(text);
        self.replaced += replaced;
        self.event(Event::Text(BytesText::new(&text)));
    }

    /// The part, every element closed, and how many characters XML could not hold.
    pub(crate) fn finish(mut self) -> (Vec<u8>, usize) {
        while !self.open.is_empty() {
            self.close();
        }
        (self.writer.into_inner(), self.replaced)
    }

    fn start(&mut self, name: &'static str, attributes: &[(&str, &str)]) -> BytesStart<'static> {
        let mut start = BytesStart::new(name);
        for (key, value) in attributes {
            let (value, replaced) = visible(value);
            self.replaced += replaced;
            start.push_attribute((*key, value.as_ref()));
        }
        start
    }

    fn event(&mut self, event: Event<'_>) {
        // Writing to memory does not fail.
        let _ = self.writer.write_event(event);
    }
}

/// `text` as XML 1.0 can hold it, and how many characters had to become a sign: a control character becomes its picture
/// (U+0007 → ␇), U+FFFE and U+FFFF the replacement character. Tabs and line feeds stay.
///
/// A carriage return is among them, since every XML reader turns it into a line feed.
pub fn visible(text: &str) -> (Cow<'_, str>, usize) {
    let is_held =
        |c: char| !matches!(c, '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let replaced = text.chars().filter(|c| !is_held(*c)).count();
    if replaced == 0 {
        return (Cow::Borrowed(text), 0);
    }
    let sign = |c: char| match c {
        c if is_held(c) => c,
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
    };
    (Cow::Owned(text.chars().map(sign).collect()), replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_well_formed_and_comes_back() {
        let every: String = ('\0'..='\u{ffff}').chain(['𠮷', '\u{e0100}']).collect();
        let mut xml = Xml::new();
        xml.open("a", &[("b", &every)]);
        xml.text(&every);
        let (bytes, replaced) = xml.finish();
        assert_eq!(replaced, 2 * (32 - 2 + 2));
        let text = String::from_utf8(bytes).unwrap();
        let read = roxmltree::Document::parse(&text).unwrap();
        let got = read.root_element().text().unwrap();
        assert_eq!(got, visible(&every).0);
        assert!(got.contains("\u{2407}") && got.contains("<>&") || got.contains("<=>"));
    }

    #[test]
    fn what_xml_holds_is_left_alone() {
        for text in [
            "=SUM(A1)<&>\"'`|",
            "𠮷葛\u{e0100}か\u{3099}\u{200f}\u{85}\u{7f}",
            "\t\n",
        ] {
            assert_eq!(visible(text), (Cow::Borrowed(text), 0));
        }
    }
}
