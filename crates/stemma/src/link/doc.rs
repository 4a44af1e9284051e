//! A report made ready for this room: its words, fingerprints and what kind of matter each word belongs to.

use std::sync::OnceLock;

use crate::{Annotated, Span};

use super::agency;
use super::background;
use super::fingerprint::{GRAM, Print, prints};
use super::matter;
use super::outlets;
use super::speech;
use super::words::Words;

/// A word stands in quotation marks.
pub(super) const QUOTED: u8 = 1;
/// A word belongs to the page or the trade: furniture, credits, footers.
pub(super) const BOILERPLATE: u8 = 2;
/// A word belongs to a sentence that tells of times long past.
pub(super) const BACKGROUND: u8 = 4;

/// A report with what the stages need of it.
#[derive(Debug)]
pub(super) struct Doc<'a> {
    pub of: &'a Annotated,
    pub words: Words,
    pub prints: Vec<Print>,
    /// For each word, [`QUOTED`], [`BOILERPLATE`] and [`BACKGROUND`].
    pub marks: Vec<u8>,
    /// Minutes between which it was published.
    pub time: Option<(i64, i64)>,
    agency: OnceLock<Option<String>>,
    told: OnceLock<Vec<(usize, String)>>,
}

impl<'a> Doc<'a> {
    /// `time` is that of its card.
    pub fn of(annotated: &'a Annotated, time: Option<(i64, i64)>) -> Self {
        let words = Words::of(&annotated.report.text);
        let prints = prints(&words);
        let marks = marks(annotated, &words);
        Doc { of: annotated, words, prints, marks, time, agency: OnceLock::new(), told: OnceLock::new() }
    }

    /// The key of the known agency that the whole text is owed to. Only reports of a family are asked.
    pub fn agency(&self) -> Option<&str> {
        self.agency.get_or_init(|| agency::known(self.of).map(|name| outlets::key(&name))).as_deref()
    }

    /// Where known agencies were told something or were there: the word, and the agency's key. As seldom asked.
    pub fn told(&self) -> &[(usize, String)] {
        let place = |(span, name): (Span, String)| (self.words.within(span).start, outlets::key(&name));
        self.told.get_or_init(|| agency::spoken_of(self.text()).map(place).collect())
    }

    pub fn id(&self) -> &'a str {
        &self.of.report.id
    }

    pub fn text(&self) -> &'a str {
        &self.of.report.text
    }

    /// Marks the words of fingerprints (ascending) that belong to pages.
    pub fn mark_boilerplate(&mut self, boilerplate: &[u64]) {
        let mut end = 0;
        for print in self.prints.iter().filter(|print| boilerplate.binary_search(&print.hash).is_ok()) {
            let at = print.at as usize;
            let from = if at <= end { end } else { at };
            let to = (at + GRAM).min(self.marks.len());
            self.marks[from.min(to)..to].iter_mut().for_each(|mark| *mark |= BOILERPLATE);
            end = to;
        }
    }

    /// Whether a word is the report's own matter.
    pub fn is_own(&self, word: usize) -> bool {
        self.marks[word] & BOILERPLATE == 0
    }

    /// How many words are the report's own matter.
    pub fn body(&self) -> usize {
        self.marks.iter().filter(|mark| **mark & BOILERPLATE == 0).count()
    }
}

/// Quotations shorter than this are titles, nicknames and scare quotes: part of the narrative.
pub(super) const SPEECH: usize = 4;
/// Where a mark is missing, no more words than this are taken to be quoted.
const OPEN: usize = 60;

fn marks(annotated: &Annotated, words: &Words) -> Vec<u8> {
    let mut marks = vec![0; words.len()];
    for quotation in &annotated.segmentation.quotations {
        let mut range = words.within(quotation.inner);
        if !(quotation.opened && quotation.closed) {
            range = if quotation.opened {
                range.start..range.end.min(range.start + OPEN)
            } else {
                range.start.max(range.end.saturating_sub(OPEN))..range.end
            };
        }
        if range.len() >= SPEECH {
            marks[range].iter_mut().for_each(|mark| *mark |= QUOTED);
        }
    }
    let text = &annotated.report.text;
    for span in speech::unmarked(text, &annotated.segmentation.paragraphs) {
        marks[words.within(span)].iter_mut().for_each(|mark| *mark |= QUOTED);
    }
    let sentences: Vec<Span> = annotated.segmentation.sentences.iter().map(|sentence| sentence.span).collect();
    for span in annotated.report.furniture.iter().copied().chain(matter::furniture(text, &sentences)) {
        marks[words.within(span)].iter_mut().for_each(|mark| *mark |= BOILERPLATE);
    }
    for span in background::sentences(annotated) {
        marks[words.within(span)].iter_mut().for_each(|mark| *mark |= BACKGROUND);
    }
    marks
}
