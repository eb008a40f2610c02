//! What a Word document of ours is made of: paragraphs, runs and tables with their tracked changes.
//!
//! In, out: data. Never: knows XML, or a revision.

use super::page::Section;
use super::styles::Style;

/// A paragraph or a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Block {
    Paragraph(Paragraph),
    Table(Table),
    /// What stands before it is on pages of this kind, what follows begins a new page.
    Section(Section),
}

/// Whether a text is in the document, or was put in or taken out by the revision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Track {
    /// In both texts.
    #[default]
    Kept,
    /// In the new text alone.
    Inserted,
    /// In the old text alone.
    Deleted,
}

/// How a run looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) underline: bool,
    pub(crate) bold: bool,
    pub(crate) red: bool,
    /// It leads somewhere.
    pub(crate) blue: bool,
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// A tab in it is a tab.
    pub(crate) text: String,
    pub(crate) look: Look,
    pub(crate) track: Track,
    /// An address that it leads to; `#name` is the paragraph of that anchor.
    pub(crate) link: Option<String>,
}

impl Run {
    /// A text that leads somewhere, if it does.
    pub(crate) fn linked(link: Option<String>, text: String) -> Self {
        Self {
            look: Look {
                blue: link.is_some(),
                ..Look::default()
            },
            link,
            ..Self::plain(text)
        }
    }

    /// A run without marks.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            look: Look::default(),
            track: Track::Kept,
            link: None,
        }
    }
}

/// A paragraph.
///
/// `indent` and `hanging` are counted in half-width characters: the first line begins at `indent`, the others at
/// `indent + hanging`.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Paragraph {
    pub(crate) style: Style,
    pub(crate) indent: u32,
    pub(crate) hanging: u32,
    pub(crate) runs: Vec<Run>,
    /// What became of its end: a paragraph whose end was taken out runs on in the next one.
    pub(crate) end: Track,
    /// What links within the document know it by: letters, digits and `_`, a letter first, once in a document.
    pub(crate) anchor: Option<String>,
    /// It stays on one page with the paragraph after it.
    pub(crate) keep_next: bool,
}

impl Paragraph {
    /// A paragraph of one plain text.
    pub(crate) fn plain(style: Style, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            style,
            runs: if text.is_empty() {
                Vec::new()
            } else {
                vec![Run::plain(text)]
            },
            ..Self::default()
        }
    }
}

/// A table. Its columns are those of `grid`; a cell spans as many of them as it says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table {
    pub(crate) style: Style,
    /// From the left edge of the text, in twips.
    pub(crate) indent: u32,
    /// Widths of the columns in twips; never empty.
    pub(crate) grid: Vec<u32>,
    /// Never empty.
    pub(crate) rows: Vec<Row>,
}

/// A row of a table.
///
/// Invariant: the spans of its cells add up to the columns of the table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    /// It is said again at the top of each page.
    pub(crate) header: bool,
    /// It stands on one page.
    pub(crate) whole: bool,
    pub(crate) track: Track,
    pub(crate) cells: Vec<Cell>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Cell {
    /// Columns of the grid, at least 1.
    pub(crate) span: usize,
    pub(crate) blocks: Vec<Block>,
    /// No line between it and the cell above.
    pub(crate) joined_above: bool,
    /// No line between it and the cell below.
    pub(crate) joined_below: bool,
}

/// Columns for rows of `counts` equally wide cells each, `width` twips in all: the grid, and for each count the spans of its
/// cells. Rows of different lengths share one grid.
pub(crate) fn equal_columns(counts: &[usize], width: u32) -> (Vec<u32>, Vec<Vec<usize>>) {
    // Edges as twips from the left.
    let edge = |count: usize, at: usize| -> u32 {
        (u64::from(width) * at as u64 / count.max(1) as u64) as u32
    };
    let mut edges: Vec<u32> = counts
        .iter()
        .flat_map(|count| (1..=(*count).max(1)).map(move |at| edge(*count, at)))
        .collect();
    edges.sort_unstable();
    edges.dedup();
    let grid: Vec<u32> = edges
        .iter()
        .scan(0, |before, at| {
            let wide = at - *before;
            *before = *at;
            Some(wide)
        })
        .collect();
    let place = |twips: u32| edges.partition_point(|e| *e < twips) + 1;
    let spans = counts
        .iter()
        .map(|count| {
            let mut before = 0;
            (1..=(*count).max(1))
                .map(|at| {
                    let here = place(edge(*count, at));
                    let span = here - before;
                    before = here;
                    span.max(1)
                })
                .collect()
        })
        .collect();
    (grid, spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_different_lengths_share_one_grid() {
        let (grid, spans) = equal_columns(&[2, 3], 6000);
        assert_eq!(grid, [2000, 1000, 1000, 2000]);
        assert_eq!(spans, [vec![2, 2], vec![1, 2, 1]]);
        let (grid, spans) = equal_columns(&[1], 10);
        assert_eq!((grid, spans), (vec![10], vec![vec![1]]));
        for counts in [[7, 11], [1, 9], [4, 4]] {
            let (grid, spans) = equal_columns(&counts, 9071);
            assert_eq!(grid.iter().sum::<u32>(), 9071);
            for (count, spans) in counts.iter().zip(&spans) {
                assert_eq!(spans.len(), *count);
                assert_eq!(spans.iter().sum::<usize>(), grid.len());
            }
        }
    }
}
