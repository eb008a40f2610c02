//! The page: its size, its margins, and what a section says of it.
//!
//! In, out: data. Never: knows what stands on the page.

/// A4, upright or lying.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Orientation {
    /// 縦.
    Portrait,
    /// 横.
    Landscape,
}

/// A page, in twips (1/20 point; 567 to the centimetre).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// The left and the right margin, the binding's included.
    pub(crate) sides: u32,
}

impl Page {
    /// From margin to margin; at least a character, whatever a template says.
    pub(crate) fn text_width(&self) -> u32 {
        self.width.saturating_sub(self.sides).max(210)
    }
}

/// An element of `w:sectPr` and its attributes, names with their prefix.
pub(crate) type Element = (&'static str, Vec<(String, String)>);

/// What the last `w:sectPr` of a document says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    /// `w:headerReference`, `w:footerReference` first, then the rest in the order of the schema.
    pub(crate) elements: Vec<Element>,
    pub(crate) page: Page,
}

impl Section {
    /// A4 with room for running text (30 mm at the sides), or for a table that fills the page (20 mm).
    pub(crate) fn a4(orientation: Orientation, table: bool) -> Self {
        let (side, top, bottom) = if table {
            (1134, 1134, 1134)
        } else {
            (1701, 1985, 1701)
        };
        let mut section = Self {
            elements: vec![
                element(
                    "w:footerReference",
                    &[("w:type", "default"), ("r:id", FOOTER)],
                ),
                element("w:pgSz", &[]),
                element(
                    "w:pgMar",
                    &[
                        ("w:top", &top.to_string()),
                        ("w:right", &side.to_string()),
                        ("w:bottom", &bottom.to_string()),
                        ("w:left", &side.to_string()),
                        ("w:header", "851"),
                        ("w:footer", "567"),
                        ("w:gutter", "0"),
                    ],
                ),
                element("w:cols", &[("w:space", "425")]),
                element("w:docGrid", &[("w:type", "lines"), ("w:linePitch", "360")]),
            ],
            page: Page {
                width: 11906,
                height: 16838,
                sides: 2 * side,
            },
        };
        section.turn(orientation);
        section
    }

    /// The same page, lying or upright.
    pub(crate) fn turn(&mut self, orientation: Orientation) {
        let (short, long) = (
            self.page.width.min(self.page.height),
            self.page.width.max(self.page.height),
        );
        let (width, height) = match orientation {
            Orientation::Portrait => (short, long),
            Orientation::Landscape => (long, short),
        };
        (self.page.width, self.page.height) = (width, height);
        let (width, height) = (width.to_string(), height.to_string());
        let mut size = element("w:pgSz", &[("w:w", &width), ("w:h", &height)]);
        if orientation == Orientation::Landscape {
            size.1.push(("w:orient".to_owned(), "landscape".to_owned()));
        }
        if let Some(old) = self.elements.iter_mut().find(|e| e.0 == "w:pgSz") {
            *old = size;
        }
    }
}

/// The relationship of our own footer.
pub(crate) const FOOTER: &str = "rIdFooter";

pub(crate) fn element(name: &'static str, attributes: &[(&str, &str)]) -> Element {
    let owned = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    (name, attributes.iter().map(owned).collect())
}
