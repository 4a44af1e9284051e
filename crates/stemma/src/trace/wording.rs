//! What a copy changed word for word: the gaps between the words that both have, read for numbers, doubt, sources,
//! places, times, actors and negation.
//!
//! A number counts as changed only where another stands in its place. A word of doubt counts as dropped only where the
//! sentence stands without it: "may have fallen" must become "fell" or "has fallen", for a lone missing "may" is a slip.
//! What was only moved, or came with a whole clause of another sentence, was not changed.

use std::ops::Range;

use super::Aspect;
use super::align::{self, Gap};
use super::changes::Delta;
use super::cues::{self, Found};
use super::draft::Draft;
use super::edges::Tie;
use super::lexicon::{self, Doubt};
use super::mentions::mentioned;
use super::phrase::is_pronoun;
use super::pile::{Doc, Word};
use super::units::Unit;
use super::words::fold;
use crate::Span;

/// Most words of an attribution that comes or goes.
const CLAUSE: usize = 14;
/// Most words on either side of a gap in which a number or a negation is read as changed.
const NARROW: usize = 4;
/// Most words of a gap in which a word of doubt comes or goes by itself, and not with the clause that it stands in.
const PHRASE: usize = 6;
/// Share of words in common from which two units are of one wording.
const ONE: f64 = 0.7;

/// The words of two units, laid side by side where they are of one wording.
pub(super) fn one<'d, 'a>(draft: &Draft<'_, 'd, 'a>, tie: &Tie) -> Option<Pair<'d, 'a>> {
    let side = |member: usize| Side::of_unit(draft.doc(member), draft.unit(member));
    let (from, to) = (side(tie.from), side(tie.to));
    (align::dice(&from.words, &to.words) >= ONE).then(|| Pair::aligned(from, to))
}

/// Two aligned sentences, or stretches of them.
pub(super) struct Pair<'d, 'a> {
    from: Side<'d, 'a>,
    to: Side<'d, 'a>,
    gaps: Vec<Gap>,
}

/// One of them.
struct Side<'d, 'a> {
    doc: &'d Doc<'a>,
    words: Vec<Word>,
    spans: Vec<Span>,
}

impl<'d, 'a> Side<'d, 'a> {
    fn new(doc: &'d Doc<'a>, words: impl Iterator<Item = usize>) -> Self {
        let words: Vec<Word> = words.map(|at| doc.words[at]).collect();
        Side { doc, spans: words.iter().map(|word| word.span).collect(), words }
    }

    fn of_sentence(doc: &'d Doc<'a>, sentence: usize) -> Self {
        Side::new(doc, doc.sentences.get(sentence).cloned().into_iter().flatten())
    }

    fn of_unit(doc: &'d Doc<'a>, unit: &Unit) -> Self {
        Side::new(doc, unit.spans.iter().flat_map(|&span| doc.words_in(span)))
    }

    /// The sentence, the one before it and the one behind it, folded.
    fn around(&self) -> String {
        let (Some(first), Some(last)) = (self.spans.first(), self.spans.last()) else { return String::new() };
        fold(self.doc.around(first.cover(*last)).of(self.doc.text()))
    }

    fn text(&self, span: Span) -> &'d str {
        span.of(self.doc.text())
    }

    /// From the first to the last of these words.
    fn span(&self, words: Range<usize>) -> Option<Span> {
        let inside = self.spans.get(words)?;
        Some(inside.first()?.cover(*inside.last()?))
    }
}

impl<'d, 'a> Pair<'d, 'a> {
    /// The sentences of two witnesses.
    pub fn of_sentences(draft: &Draft<'_, 'd, 'a>, tie: &Tie) -> Self {
        let side = |member: usize| Side::of_sentence(draft.doc(member), draft.unit(member).sentence);
        Pair::aligned(side(tie.from), side(tie.to))
    }

    fn aligned(from: Side<'d, 'a>, to: Side<'d, 'a>) -> Self {
        let gaps = align::gaps(&from.words, &to.words);
        Pair { from, to, gaps }
    }

    /// All that changed.
    pub fn deltas(&self) -> Vec<Delta> {
        let mut deltas = self.in_content();
        if !self.gaps.is_empty() {
            deltas.extend(self.sources());
        }
        deltas
    }

    /// What changed but for who is said to say it.
    pub fn in_content(&self) -> Vec<Delta> {
        if self.gaps.is_empty() {
            return Vec::new();
        }
        let mut deltas = self.numbers();
        deltas.extend(self.hedges());
        deltas.extend(self.polarity());
        deltas.extend(self.mentions());
        deltas
    }

    /// Numbers that stand in one another's place.
    fn numbers(&self) -> Vec<Delta> {
        let mut deltas = Vec::new();
        for gap in self.gaps.iter().filter(|gap| gap.from.len() <= NARROW && gap.to.len() <= NARROW) {
            let numbers = |side: &Side, range: &Range<usize>| -> Vec<Span> {
                range
                    .clone()
                    .filter(|&at| side.words[at].number && !is_code(side.text(side.spans[at])))
                    .map(|at| side.spans[at])
                    .collect()
            };
            let (was, became) = (numbers(&self.from, &gap.from), numbers(&self.to, &gap.to));
            if was.len() == became.len() {
                let pairs = was.into_iter().zip(became);
                deltas.extend(pairs.map(|(was, became)| Delta {
                    what: Aspect::Number,
                    was: Some(was),
                    became: Some(became),
                }));
            }
        }
        deltas
    }

    /// Words of doubt that one side has in a gap where the other has none, or one that does something else.
    fn hedges(&self) -> Vec<Delta> {
        let was = cues::hedges(self.from.doc.text(), &self.from.spans);
        let became = cues::hedges(self.to.doc.text(), &self.to.spans);
        let mut deltas = Vec::new();
        for gap in self.gaps.iter().filter(|gap| gap.from.len() <= PHRASE && gap.to.len() <= PHRASE) {
            let inside = |found: &[Found<Doubt>], range: &Range<usize>| {
                found.iter().find(|f| f.from >= range.start && f.to <= range.end.max(f.from)).copied()
            };
            let pair = (inside(&was, &gap.from), inside(&became, &gap.to));
            let told = match pair {
                (Some(a), Some(b)) => a.kind != b.kind,
                (Some(a), None) => stands_without(&a, &gap.to),
                (None, Some(b)) => stands_without(&b, &gap.from),
                (None, None) => false,
            };
            if told {
                let span = |side: &Side, found: Option<Found<Doubt>>| found.and_then(|f| side.span(f.from..f.to));
                let (was, became) = (span(&self.from, pair.0), span(&self.to, pair.1));
                deltas.push(Delta { what: Aspect::Hedge, was, became });
            }
        }
        deltas
    }

    /// An attribution that one side has and the other has not. A copy that names the outlet it copies changes nothing.
    fn sources(&self) -> Vec<Delta> {
        let was = cues::attributions(self.from.doc.text(), &self.from.spans);
        let became = cues::attributions(self.to.doc.text(), &self.to.spans);
        let clause = |found: &[Found<()>], here: &Range<usize>, there: &Range<usize>| {
            let cue = found.iter().any(|f| here.start <= f.from && f.to <= here.end && f.to - f.from < here.len());
            cue && here.len() <= CLAUSE && there.len() <= 1
        };
        if let Some(delta) = self.hidden_outlet() {
            return vec![delta];
        }
        if was.len() > became.len() {
            let gap = self.gaps.iter().find(|gap| clause(&was, &gap.from, &gap.to));
            let dropped = gap.and_then(|gap| self.from.span(gap.from.clone())).filter(|&span| !self.moved(span));
            return dropped
                .map(|was| Delta { what: Aspect::Source, was: Some(was), became: None })
                .into_iter()
                .collect();
        }
        let gap = self.gaps.iter().find(|gap| was.len() < became.len() && clause(&became, &gap.to, &gap.from));
        let added = gap
            .and_then(|gap| self.to.span(gap.to.clone()))
            .filter(|&span| !self.to.doc.names_outlet_of(self.from.doc, span) && self.is_new(span));
        added.map(|became| Delta { what: Aspect::Source, was: None, became: Some(became) }).into_iter().collect()
    }

    /// "Imrek told Quillon" that becomes "Imrek said": the copy hides through whom it has it.
    fn hidden_outlet(&self) -> Option<Delta> {
        let outlet = self.from.doc.outlet().map(fold).filter(|outlet| !outlet.is_empty())?;
        let names = |side: &Side, range: &Range<usize>| {
            let words = side.span(range.clone()).map_or(String::new(), |span| fold(span.of(side.doc.text())));
            format!(" {words} ").contains(&format!(" {outlet} "))
        };
        let own = self.to.doc.outlet().map(fold).unwrap_or_default();
        let house = |gap: &Gap| {
            let words = self.to.span(gap.to.clone()).map_or(String::new(), |span| fold(span.of(self.to.doc.text())));
            !own.is_empty() && words.contains(&own)
        };
        let gap = self.gaps.iter().filter(|gap| !house(gap)).find(|gap| {
            gap.from.len() <= CLAUSE
                && gap.to.len() <= CLAUSE
                && names(&self.from, &gap.from)
                && !names(&self.to, &gap.to)
        })?;
        let told =
            cues::attributions(self.from.doc.text(), &self.from.spans).iter().any(|cue| gap.from.contains(&cue.from));
        let became = self.to.span(gap.to.clone());
        told.then(|| Delta { what: Aspect::Source, was: self.from.span(gap.from.clone()), became })
    }

    /// Whether a source and its word of saying, dropped here, stand beside the sentence of the copy.
    fn moved(&self, dropped: Span) -> bool {
        let words = fold(dropped.of(self.from.doc.text()));
        words.contains(' ') && format!(" {} ", self.to.around()).contains(&format!(" {words} "))
    }

    /// Whether an attribution that the copy has names somebody whom the original does not name hereabouts.
    fn is_new(&self, added: Span) -> bool {
        let doc = self.to.doc;
        let inside = |spans: &[Span]| spans.iter().any(|span| span.overlaps(added));
        let mut said = doc.source.statements.iter().filter(|said| inside(&said.cue));
        let Some(source) = said.find_map(|said| said.source.as_ref()?.iter().copied().find(|span| inside(&[*span])))
        else {
            return false;
        };
        let source = source.of(doc.text());
        let (source, around) = (if is_pronoun(source) { String::new() } else { fold(source) }, self.from.around());
        let known = |word: &str| lexicon::is_stop(word) || format!(" {around} ").contains(&format!(" {word} "));
        !source.split(' ').all(|word| word.is_empty() || known(word))
    }

    /// A negation that one side has and the other has not.
    fn polarity(&self) -> Vec<Delta> {
        let was = cues::negations(self.from.doc.text(), &self.from.spans);
        let became = cues::negations(self.to.doc.text(), &self.to.spans);
        if was.len() % 2 == became.len() % 2 {
            return Vec::new();
        }
        let inside = |found: &[Found<()>], range: fn(&Gap) -> &Range<usize>| {
            let mut gaps = self.gaps.iter().filter(|gap| gap.from.len().max(gap.to.len()) <= NARROW);
            gaps.find_map(|gap| found.iter().find(|f| range(gap).contains(&f.from)).copied())
        };
        let (a, b) = (inside(&was, |gap| &gap.from), inside(&became, |gap| &gap.to));
        let span = |side: &Side, found: Option<Found<()>>| found.and_then(|f| side.span(f.from..f.to));
        match (span(&self.from, a), span(&self.to, b)) {
            (None, None) => Vec::new(),
            (was, became) => vec![Delta { what: Aspect::Polarity, was, became }],
        }
    }

    /// Places, times and actors that stand in one another's place.
    fn mentions(&self) -> Vec<Delta> {
        let mut deltas = Vec::new();
        for gap in self.gaps.iter().filter(|gap| !gap.from.is_empty() && !gap.to.is_empty()) {
            let (Some(was), Some(became)) = (self.from.span(gap.from.clone()), self.to.span(gap.to.clone())) else {
                continue;
            };
            for what in [Aspect::Place, Aspect::Time, Aspect::Actor] {
                let (a, b) = (mentioned(self.from.doc, was, what), mentioned(self.to.doc, became, what));
                if let ([a], [b]) = (&a[..], &b[..])
                    && !a.is_one(self.from.text(a.span()), b, self.to.text(b.span()))
                {
                    deltas.push(Delta { what, was: Some(a.span()), became: Some(b.span()) });
                }
            }
        }
        deltas
    }
}

/// Whether what begins like a number is none: "16.04.2017", "9mm".
fn is_code(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.replace(',', "").parse::<f64>().is_err()
}

/// A modal must leave another form of the verb in its place.
fn stands_without(hedge: &Found<Doubt>, instead: &Range<usize>) -> bool {
    hedge.kind != Doubt::Modal || !instead.is_empty()
}
