//! Rewrite: clauses and parts that go, or read anew.
//!
//! In: a place, and new text where there is one. Out: the document without it, or with the new text in its place. Never:
//! takes text for a clause that has no number.

use super::{Told, Work};
use crate::amend::instruction::{NewText, Part, Place, Spot};
use crate::amend::place::{Target, scope};
use crate::amend::{Trouble, newtext};
use crate::text::fold;

impl Work {
    pub(super) fn delete(
        &mut self,
        at: &Told<'_>,
        place: &Place,
        target: Target,
    ) -> Result<(), Trouble> {
        let Some(id) = target.id else {
            if !self.has(place.part) {
                return Err(at.says("削るものがありません", "その部分は改正前の文書にありません"));
            }
            let state = &mut self.state;
            match place.part {
                Part::Title => state.title = None,
                Part::HeadDates => state.head.clear(),
                Part::Preamble => state.preamble.clear(),
                Part::Toc => state.toc.clear(),
                Part::Notices => state.notices.clear(),
                Part::Body => {
                    for id in state.roots.clone() {
                        state.remove(id);
                    }
                }
                Part::Closing => state.closing.clear(),
                Part::FootDates => state.foot.clear(),
            }
            return Ok(());
        };
        match &place.spot {
            Spot::Whole | Spot::WithHeading if target.first => Err(at.says(
                "番号のない第1項は削れません",
                "「各号列記以外の部分を次のように改める」で新しい文を示してください",
            )),
            Spot::Whole | Spot::WithHeading => {
                // Of two places, one may lie in the other.
                self.state.remove(id);
                Ok(())
            }
            Spot::Own => {
                self.state.nodes[id].clause.blocks.clear();
                Ok(())
            }
            Spot::Items => {
                let (items, _) = self.items(at, id)?;
                items.into_iter().for_each(|item| self.state.remove(item));
                Ok(())
            }
            Spot::Marker => Err(at.says(
                "番号だけを削ることはできません",
                "「…を次のように改める」にしてください",
            )),
            Spot::Heading => {
                let clause = &mut self.state.nodes[id].clause;
                if clause.caption.is_none() {
                    return Err(at.says("見出しがありません", "場所を確かめてください"));
                }
                if clause.marker.is_empty() {
                    return Err(at.says(
                        "番号も見出しもない条項になります",
                        "その部分ごと削ってください",
                    ));
                }
                clause.caption = None;
                clause.caption_first = false;
                Ok(())
            }
            Spot::Sentence(name) => {
                let (text, range) = at.sentence(&mut self.state, id, *name)?;
                text.replace_range(range, "");
                Ok(())
            }
            Spot::Row(cell) => {
                let (rows, row) = at.row(&mut self.state, id, cell)?;
                rows.remove(row);
                Ok(())
            }
        }
    }

    pub(super) fn has(&self, part: Part) -> bool {
        let state = &self.state;
        match part {
            Part::Title => state.title.is_some(),
            Part::HeadDates => !state.head.is_empty(),
            Part::Preamble => !state.preamble.is_empty(),
            Part::Toc => !state.toc.is_empty(),
            Part::Notices => !state.notices.is_empty(),
            Part::Body => !state.roots.is_empty(),
            Part::Closing => !state.closing.is_empty(),
            Part::FootDates => !state.foot.is_empty(),
        }
    }
}

impl Work {
    pub(super) fn rewrite(
        &mut self,
        at: &Told<'_>,
        place: &Place,
        text: &NewText,
    ) -> Result<(), Trouble> {
        let lines = || -> Vec<String> {
            text.lines
                .iter()
                .map(|l| fold::trim(l).to_owned())
                .filter(|l| !l.is_empty())
                .collect()
        };
        let content = || newtext::read(text, &self.style).map_err(|e| at.reads(e));
        if place.steps.is_empty() {
            match place.part {
                Part::Title => self.state.title = Some(lines().concat()),
                Part::HeadDates => self.state.head = lines(),
                Part::FootDates => self.state.foot = lines(),
                Part::Toc => self.state.toc = lines(),
                Part::Notices => {
                    self.state.notices = newtext::read_document(text)
                        .map_err(|e| at.reads(e))?
                        .notices;
                }
                Part::Preamble | Part::Closing => {
                    let content = content()?;
                    let mut blocks = content.blocks;
                    if !content.clauses.is_empty() {
                        return Err(at.says(
                            "新しい文が条項として読めます",
                            "前後を ``` の行で囲んで正準 Markdown で示してください",
                        ));
                    }
                    std::mem::swap(
                        &mut blocks,
                        if place.part == Part::Preamble {
                            &mut self.state.preamble
                        } else {
                            &mut self.state.closing
                        },
                    );
                }
                Part::Body => {
                    let content = content()?;
                    for id in self.state.roots.clone() {
                        self.state.remove(id);
                    }
                    for (at, clause) in content.clauses.iter().enumerate() {
                        self.state.insert(None, at, clause);
                    }
                }
            }
            return Ok(());
        }
        let target = at.find(&self.state, place)?;
        let id = at.clause(target)?;
        if let Spot::Row(cell) = &place.spot {
            let new: Vec<_> = text.lines.iter().map(|l| newtext::cells(l)).collect();
            let (rows, row) = at.row(&mut self.state, id, cell)?;
            rows.splice(row..=row, new);
            return Ok(());
        }
        if let Spot::Sentence(name) = &place.spot {
            let new = lines().concat();
            let (text, range) = at.sentence(&mut self.state, id, *name)?;
            text.replace_range(range, &new);
            return Ok(());
        }
        if matches!(place.spot, Spot::Heading) {
            let caption = self.caption(at, id, text, lines().concat())?;
            self.state.nodes[id].clause.caption = Some(caption);
            return Ok(());
        }
        let content = content()?;
        let misread = |what: &str| {
            at.says(
                what,
                "新しい文は番号から示し、条の見出しはその前の行に置いてください。``` の行で囲めば正準 Markdown でも示せます",
            )
        };
        if place.spot == Spot::Items {
            let (items, from) = self.items(at, id)?;
            if !content.blocks.is_empty() || content.clauses.is_empty() {
                return Err(misread("新しい文が号の番号から始まっていません"));
            }
            items.into_iter().for_each(|item| self.state.remove(item));
            for (at, clause) in content.clauses.iter().enumerate() {
                self.state.insert(Some(id), from + at, clause);
            }
            return Ok(());
        }
        if place.spot == Spot::Own {
            if !content.clauses.is_empty() {
                return Err(misread("各号列記以外の部分に番号のある文が続いています"));
            }
            self.state.nodes[id].clause.blocks = content.blocks;
            return Ok(());
        }
        if target.first {
            if content.blocks.is_empty() {
                return Err(misread("第1項の文がありません"));
            }
            let scopes = scope(&self.state, target, &Spot::Whole);
            let parent = Some(id);
            for old in scopes.iter().map(|s| s.id) {
                if self.state.nodes[old].parent == parent {
                    self.state.remove(old);
                }
            }
            self.state.nodes[id].clause.blocks = content.blocks;
            for (at, clause) in content.clauses.iter().enumerate() {
                self.state.insert(parent, at, clause);
            }
            return Ok(());
        }
        match (content.blocks.as_slice(), content.clauses.as_slice()) {
            ([], [one]) => {
                self.state.replace(id, one);
                Ok(())
            }
            ([], []) => Err(misread("新しい文がありません")),
            ([], _) => Err(misread("新しい文に条項が二つ以上あります")),
            _ => Err(misread("新しい文が番号から始まっていません")),
        }
    }

    /// Several clauses put anew at once: 第三条及び第四条を次のように改める.
    pub(super) fn rewrite_each(
        &mut self,
        at: &Told<'_>,
        places: &[Place],
        text: &NewText,
    ) -> Result<(), Trouble> {
        let targets: Vec<_> = self.each(at, places)?.into_iter().flatten().collect();
        let content = newtext::read(text, &self.style).map_err(|e| at.reads(e))?;
        let hint = "改める条項を、同じ番号で順に示してください";
        if !content.blocks.is_empty() || content.clauses.len() != targets.len() {
            return Err(at.says(
                &format!(
                    "改める条項は {} つのはずですが、新しい文には {} つあります",
                    targets.len(),
                    content.clauses.len()
                ),
                hint,
            ));
        }
        let mut ids = Vec::with_capacity(targets.len());
        for ((place, target), clause) in targets.iter().zip(&content.clauses) {
            let id = at.clause(*target)?;
            if target.first || place.spot != Spot::Whole {
                return Err(at.says("まとめて改められない所があります", "一つずつ改めてください"));
            }
            if self.state.nodes[id].number != clause.number() {
                return Err(at.says(
                    &format!("新しい文の「{}」は改める条項ではありません", clause.marker),
                    hint,
                ));
            }
            ids.push(id);
        }
        for (id, clause) in ids.into_iter().zip(&content.clauses) {
            self.state.replace(id, clause);
        }
        Ok(())
    }

    /// The 号 of a clause, and where the first of them stands among its sub-clauses.
    fn items(&self, at: &Told<'_>, id: usize) -> Result<(Vec<usize>, usize), Trouble> {
        let units = self.state.units(Some(id));
        let children = self.state.nodes[id].children.iter().copied().zip(units);
        let items: Vec<usize> = children
            .filter(|(_, unit)| *unit == Some('号'))
            .map(|(child, _)| child)
            .collect();
        match items.first() {
            Some(first) => Ok((items.clone(), self.state.position(*first))),
            None => Err(at.says("号がありません", "場所を確かめてください")),
        }
    }

    /// A heading as the lines under a sentence give it, with its number before it or without.
    fn caption(
        &self,
        at: &Told<'_>,
        id: usize,
        text: &NewText,
        line: String,
    ) -> Result<String, Trouble> {
        let read = newtext::read(text, &self.style).unwrap_or_default();
        let ([], [clause]) = (read.blocks.as_slice(), read.clauses.as_slice()) else {
            return Ok(line);
        };
        let (Some(number), Some(caption)) = (clause.number(), &clause.caption) else {
            return Ok(line);
        };
        if self.state.nodes[id].number.as_ref() != Some(&number) {
            return Err(at.says(
                &format!("新しい見出しの番号「{}」が違います", clause.marker),
                "番号を移すときは「…を…とし」で示してください",
            ));
        }
        Ok(caption.clone())
    }
}
