//! Citations as a part of the pile shows them: what is cited where, with all of the part that bears on which report is
//! meant. Which one it is is asked of the whole pile, once all parts are read (see `cite`).

use rayon::prelude::*;
use std::collections::BTreeMap;

use crate::Span;

use super::cited::{Cited, Index, What};
use super::doc::Doc;
use super::pile::Pile;

/// A citation whose report is not looked for yet. Reports by their numbers in the whole pile.
pub(super) struct Asked {
    pub citing: u32,
    pub place: Cited,
    /// The report that cited first; the citing one took the citation over with its sentence, where it is another.
    pub first: u32,
    /// Distinct words of the sentence that cites, ascending by hash.
    pub words: Vec<u64>,
    /// What the first has its text from, by the stemma.
    pub parents: Vec<u32>,
    /// Reports of its family that it shares narrative with, ascending.
    pub copied: Vec<u32>,
}

/// Every citation in a part. `parents` holds the stemma and `families` the copy families, by numbers in the part.
pub(super) fn asked(
    pile: &Pile,
    index: &Index,
    parents: &BTreeMap<u32, Vec<u32>>,
    families: &BTreeMap<u32, &[u32]>,
) -> Vec<Asked> {
    let asking = Asking { pile, parents, families };
    let of = |at: u32| index.cited(pile, at).into_iter().map(move |place| (at, place));
    let places: Vec<(u32, Cited)> = (0..pile.docs.len() as u32).into_par_iter().flat_map_iter(of).collect();
    places.into_par_iter().filter_map(|(at, place)| asking.asked(at, place)).collect()
}

struct Asking<'a> {
    pile: &'a Pile<'a>,
    parents: &'a BTreeMap<u32, Vec<u32>>,
    families: &'a BTreeMap<u32, &'a [u32]>,
}

impl Asking<'_> {
    /// `None` for a place whose words stand nowhere and that names no report.
    fn asked(&self, at: u32, place: Cited) -> Option<Asked> {
        let citing = self.number(at);
        let outlet = match place.what {
            What::Outlet(outlet) => outlet,
            What::Report(_) => {
                let (words, parents, copied) = Default::default();
                return Some(Asked { citing, place, first: citing, words, parents, copied });
            }
        };
        let (first, span) = self.first_citing(at, outlet, place.span?);
        let doc = &self.pile.docs[first as usize];
        let words = distinct(doc, context(doc, span));
        let parents = self.parents.get(&first).into_iter().flatten().map(|&parent| self.number(parent)).collect();
        Some(Asked { citing, place, first: self.number(first), words, parents, copied: self.copied(first, outlet) })
    }

    fn number(&self, at: u32) -> u32 {
        self.pile.numbers[at as usize]
    }

    /// A citation that was taken over with its sentence means what it meant where it stood first.
    fn first_citing(&self, citing: u32, outlet: u32, span: Span) -> (u32, Span) {
        let word = self.pile.docs[citing as usize].words.within(span).start;
        let from = self.parents.get(&citing).into_iter().flatten().find_map(|&parent| {
            let relation = self.pile.relation(parent, citing)?;
            let passage = relation.passages.iter().find(|passage| passage.b.contains(&word))?;
            let doc = &self.pile.docs[parent as usize];
            let mut there = self.pile.credits[parent as usize].iter().filter(|credit| credit.outlet == outlet);
            let credit = there.find(|credit| passage.a.contains(&doc.words.within(credit.span).start))?;
            Some((parent, credit.span))
        });
        from.unwrap_or((citing, span))
    }

    /// Reports of the cited outlet that share narrative with a report.
    fn copied(&self, at: u32, outlet: u32) -> Vec<u32> {
        let of_outlet = |other: &&u32| **other != at && self.pile.outlets[**other as usize] == Some(outlet);
        let copies = |other: &&u32| self.pile.relation(**other, at).is_some_and(|relation| relation.is_copy());
        let family = self.families.get(&at).copied().unwrap_or_default();
        family.iter().filter(of_outlet).filter(copies).map(|&other| self.number(other)).collect()
    }
}

/// The sentence that cites, with the one behind where it ends in a colon; the words around where the text has no
/// sentence there.
pub(super) fn context(doc: &Doc, span: Span) -> Span {
    let sentences = &doc.of.segmentation.sentences;
    let at = sentences.partition_point(|sentence| sentence.span.end <= span.start);
    let Some(sentence) = sentences.get(at).filter(|sentence| sentence.span.overlaps(span)) else { return span };
    let announces = sentence.span.of(doc.text()).trim_end().ends_with(':');
    match sentences.get(at + 1).filter(|_| announces) {
        Some(behind) => Span::new(sentence.span.start, behind.span.end),
        None => sentence.span,
    }
}

/// The distinct words of a span, ascending by hash.
pub(super) fn distinct(doc: &Doc, span: Span) -> Vec<u64> {
    let mut words = doc.words.hashes[doc.words.within(span)].to_vec();
    words.sort_unstable();
    words.dedup();
    words
}
