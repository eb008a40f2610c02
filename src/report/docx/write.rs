//! Blocks → the elements of `word/document.xml`, in the order the schema wants.
//!
//! In: blocks, the styles' ids and who made the changes. Out: elements. Never: decides what is shown.

use jiff::Timestamp;

use super::block::{Block, Cell, Look, Paragraph, Row, Run, Table, Track};
use super::page::Section;
use super::styles::{Ids, Style};
use super::xml::Xml;

/// Who made the tracked changes, and when.
#[derive(Debug, Clone)]
pub(crate) struct Reviser {
    pub(crate) author: String,
    pub(crate) at: Timestamp,
}

/// Writes blocks into a part.
pub(crate) struct Body<'a> {
    pub(crate) xml: Xml,
    ids: &'a Ids,
    /// One full-width character of the text, in twips.
    em: u32,
    author: &'a str,
    date: String,
    /// The id of the next tracked change or anchor; every one has its own.
    next: usize,
}

impl<'a> Body<'a> {
    pub(crate) fn new(xml: Xml, ids: &'a Ids, reviser: &'a Reviser) -> Self {
        Self {
            xml,
            ids,
            em: ids.em,
            author: &reviser.author,
            date: reviser.at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            next: 1,
        }
    }

    pub(crate) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.paragraph(paragraph),
                Block::Table(table) => self.table(table),
                Block::Section(page) => self.section_end(page),
            }
        }
    }

    /// The end of a section: a line as low as a line can be, which holds it.
    fn section_end(&mut self, page: &Section) {
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        self.xml
            .empty("w:pStyle", &[("w:val", self.ids.of(Style::Gap))]);
        section(&mut self.xml, page);
        self.xml.close();
        self.xml.close();
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.xml.open("w:p", &[]);
        self.xml.open("w:pPr", &[]);
        self.xml
            .empty("w:pStyle", &[("w:val", self.ids.of(paragraph.style))]);
        if paragraph.keep_next {
            self.xml.empty("w:keepNext", &[]);
        }
        if paragraph.indent > 0 || paragraph.hanging > 0 {
            let twips = |columns: u32| (columns * self.em / 2).to_string();
            let left = twips(paragraph.indent + paragraph.hanging);
            let hanging = twips(paragraph.hanging);
            self.xml
                .empty("w:ind", &[("w:left", &left), ("w:hanging", &hanging)]);
        }
        if paragraph.end != Track::Kept {
            self.xml.open("w:rPr", &[]);
            self.tracked(paragraph.end, false);
            self.xml.close();
        }
        self.xml.close();
        if let Some(anchor) = &paragraph.anchor {
            let id = self.next.to_string();
            self.next += 1;
            self.xml
                .empty("w:bookmarkStart", &[("w:id", &id), ("w:name", anchor)]);
            self.runs(&paragraph.runs);
            self.xml.empty("w:bookmarkEnd", &[("w:id", &id)]);
        } else {
            self.runs(&paragraph.runs);
        }
        self.xml.close();
    }

    /// Runs, those of one change within one element.
    fn runs(&mut self, runs: &[Run]) {
        let mut rest = runs;
        while let Some(first) = rest.first() {
            let same = rest
                .iter()
                .take_while(|run| run.track == first.track)
                .count();
            let (now, after) = rest.split_at(same);
            if first.track == Track::Kept {
                self.alike(now);
            } else {
                self.tracked(first.track, true);
                self.alike(now);
                self.xml.close();
            }
            rest = after;
        }
    }

    /// Runs of one change; neighbours that look alike are one run.
    fn alike(&mut self, runs: &[Run]) {
        for same in runs.chunk_by(|a, b| a.look == b.look && a.link == b.link) {
            let text: String = same.iter().map(|r| r.text.as_str()).collect();
            // A field holds its address in quotation marks; one that has such a mark itself is text alone.
            let link = same[0].link.as_ref().filter(|l| !l.contains(['"', '\\']));
            if let Some(link) = link {
                let field = match link.strip_prefix('#') {
                    Some(anchor) => format!(" HYPERLINK \\l \"{anchor}\" "),
                    None => format!(" HYPERLINK \"{link}\" "),
                };
                self.xml.open("w:fldSimple", &[("w:instr", &field)]);
            }
            self.run(&text, same[0].look, same[0].track);
            if link.is_some() {
                self.xml.close();
            }
        }
    }

    /// The element of a change, with or without content.
    fn tracked(&mut self, track: Track, open: bool) {
        let name = match track {
            Track::Kept => return,
            Track::Inserted => "w:ins",
            Track::Deleted => "w:del",
        };
        let id = self.next.to_string();
        self.next += 1;
        let attributes = [
            ("w:id", id.as_str()),
            ("w:author", self.author),
            ("w:date", self.date.as_str()),
        ];
        if open {
            self.xml.open(name, &attributes);
        } else {
            self.xml.empty(name, &attributes);
        }
    }

    fn run(&mut self, text: &str, look: Look, track: Track) {
        self.xml.open("w:r", &[]);
        self.look(look);
        let name = if track == Track::Deleted {
            "w:delText"
        } else {
            "w:t"
        };
        for (at, piece) in text.split('\t').enumerate() {
            if at > 0 {
                self.xml.empty("w:tab", &[]);
            }
            for (at, line) in piece.split('\n').enumerate() {
                if at > 0 {
                    self.xml.empty("w:br", &[]);
                }
                if !line.is_empty() {
                    self.xml.leaf(name, &[("xml:space", "preserve")], line);
                }
            }
        }
        self.xml.close();
    }

    fn look(&mut self, look: Look) {
        self.xml.open("w:rPr", &[]);
        // Marks that both scripts have (① … “ ”) are Japanese here.
        self.xml.empty("w:rFonts", &[("w:hint", "eastAsia")]);
        if look.bold {
            self.xml.empty("w:b", &[]);
        }
        if look.red {
            self.xml.empty("w:color", &[("w:val", "C00000")]);
        }
        if look.blue {
            self.xml.empty("w:color", &[("w:val", "0B57A4")]);
        }
        if look.underline {
            self.xml.empty("w:u", &[("w:val", "single")]);
        }
        self.xml.close();
    }

    fn table(&mut self, table: &Table) {
        let width = table.grid.iter().sum::<u32>().to_string();
        self.xml.open("w:tbl", &[]);
        self.xml.open("w:tblPr", &[]);
        self.xml
            .empty("w:tblStyle", &[("w:val", self.ids.of(table.style))]);
        self.xml
            .empty("w:tblW", &[("w:w", &width), ("w:type", "dxa")]);
        if table.indent > 0 {
            let indent = table.indent.to_string();
            self.xml
                .empty("w:tblInd", &[("w:w", &indent), ("w:type", "dxa")]);
        }
        // Columns as they are given, however long a word is.
        self.xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        self.xml.empty(
            "w:tblLook",
            &[
                ("w:val", "0420"),
                ("w:firstRow", "1"),
                ("w:lastRow", "0"),
                ("w:firstColumn", "0"),
                ("w:lastColumn", "0"),
                ("w:noHBand", "0"),
                ("w:noVBand", "1"),
            ],
        );
        self.xml.close();
        self.xml.open("w:tblGrid", &[]);
        for column in &table.grid {
            self.xml.empty("w:gridCol", &[("w:w", &column.to_string())]);
        }
        self.xml.close();
        for row in &table.rows {
            self.row(row, &table.grid);
        }
        self.xml.close();
    }

    fn row(&mut self, row: &Row, grid: &[u32]) {
        self.xml.open("w:tr", &[]);
        if row.header || row.whole || row.track != Track::Kept {
            self.xml.open("w:trPr", &[]);
            if row.header || row.whole {
                self.xml.empty("w:cantSplit", &[]);
                if row.header {
                    self.xml.empty("w:tblHeader", &[]);
                }
            } else {
                // The schema wants something before the change.
                self.xml.empty("w:cantSplit", &[("w:val", "off")]);
            }
            self.tracked(row.track, false);
            self.xml.close();
        }
        let mut at = 0;
        for cell in &row.cells {
            let end = (at + cell.span).min(grid.len());
            self.cell(cell, grid[at..end].iter().sum());
            at = end;
        }
        self.xml.close();
    }

    fn cell(&mut self, cell: &Cell, width: u32) {
        self.xml.open("w:tc", &[]);
        self.xml.open("w:tcPr", &[]);
        self.xml
            .empty("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
        if cell.span > 1 {
            self.xml
                .empty("w:gridSpan", &[("w:val", &cell.span.to_string())]);
        }
        if cell.joined_above || cell.joined_below {
            self.xml.open("w:tcBorders", &[]);
            if cell.joined_above {
                self.xml.empty("w:top", &[("w:val", "nil")]);
            }
            if cell.joined_below {
                self.xml.empty("w:bottom", &[("w:val", "nil")]);
            }
            self.xml.close();
        }
        self.xml.close();
        self.blocks(&cell.blocks);
        // A cell ends in a paragraph.
        if !matches!(cell.blocks.last(), Some(Block::Paragraph(_))) {
            self.paragraph(&Paragraph::plain(Style::Gap, ""));
        }
        self.xml.close();
    }
}

/// What a section says of its pages.
pub(crate) fn section(xml: &mut Xml, section: &Section) {
    xml.open("w:sectPr", &[]);
    for (name, attributes) in &section.elements {
        let attributes: Vec<(&str, &str)> = attributes
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        xml.empty(name, &attributes);
    }
    xml.close();
}
