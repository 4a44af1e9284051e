//! What a copy changed: the gaps between the words that both have, read for numbers, doubt, sources, places, times, actors
//! and negation.
//!
//! A number counts as changed only where another stands in its place. A word of doubt counts as dropped only where the
//! sentence stands without it: "may have fallen" must become "fell" or "has fallen", for a lone missing "may" is a slip.

use std::cmp::Reverse;
use std::ops::Range;

use super::align::{self, Gap};
use super::copies::Copied;
use super::cues::{self, Found};
use super::draft::Draft;
use super::edges::{Bond, Tie};
use super::lexicon::Doubt;
use super::pile::{Doc, Word};
use super::words::fold;
use super::{Aspect, Change, versions};
use crate::Span;
use crate::situate::time::TimeKind;

/// Longest wording that is told, in characters.
const LONGEST: usize = 80;
/// Most words of an attribution that comes or goes.
const CLAUSE: usize = 14;
/// Most words on either side of a gap in which a number or a negation is read as changed.
const NARROW: usize = 4;

/// The changes along the copying ties of a claim, in the order of the ties.
pub(super) fn changes(draft: &Draft, ties: &[Tie]) -> Vec<Change> {
    let mut changes = Vec::new();
    for tie in ties {
        let (tie, deltas) = match tie.bond {
            Bond::Copy(_) => (*tie, with_numbers(draft, tie, deltas(draft, tie))),
            Bond::Descent(_) | Bond::Citation(_) => (*tie, versions::deltas(draft, tie.from, tie.to)),
            Bond::Same => (headline_last(draft, tie), versions::headline(draft, tie)),
        };
        changes.extend(deltas.iter().map(|delta| delta.record(draft, &tie)));
    }
    changes
}

/// The changes word for word, and numbers of one thing that differ where the words around them do too.
fn with_numbers(draft: &Draft, tie: &Tie, mut found: Vec<Delta>) -> Vec<Delta> {
    if !found.iter().any(|delta| delta.what == Aspect::Number) {
        found.extend(versions::numbers(draft, tie.from, tie.to));
    }
    found
}

/// Headline against body: what the text says comes first.
fn headline_last(draft: &Draft, tie: &Tie) -> Tie {
    match draft.unit(tie.from).headline {
        true => Tie { from: tie.to, to: tie.from, bond: tie.bond },
        false => *tie,
    }
}

/// One change before it is told: either side may be missing, not both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Delta {
    pub what: Aspect,
    pub was: Option<Span>,
    pub became: Option<Span>,
}

impl Delta {
    fn record(&self, draft: &Draft, tie: &Tie) -> Change {
        let (from, to) = (draft.doc(tie.from), draft.doc(tie.to));
        let words = |span: Option<Span>, doc: &Doc| span.map(|span| shortened(span.of(doc.text())));
        Change {
            from: draft.witnesses[tie.from].id.clone(),
            to: draft.witnesses[tie.to].id.clone(),
            from_report: from.id().to_string(),
            to_report: to.id().to_string(),
            what: self.what,
            was: words(self.was, from),
            became: words(self.became, to),
            was_span: self.was.map(|span| vec![span]),
            became_span: self.became.map(|span| vec![span]),
        }
    }
}

fn shortened(words: &str) -> String {
    if words.chars().count() <= LONGEST {
        return words.to_string();
    }
    words.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// The changes of one tie.
fn deltas(draft: &Draft, tie: &Tie) -> Vec<Delta> {
    let pair = Pair::new(draft, tie);
    let mut deltas = pair.deltas();
    deltas.retain(|delta| belongs(draft, tie, delta));
    deltas
}

/// Where several units share the two sentences, a change belongs to the pair that holds most of it, else to the first.
fn belongs(draft: &Draft, tie: &Tie, delta: &Delta) -> bool {
    let Bond::Copy(link) = tie.bond else { return false };
    let holds = |unit: usize, span: Option<Span>| {
        span.is_some_and(|span| draft.ground.units[unit].spans.iter().any(|part| part.overlaps(span)))
    };
    let (from, to) = (draft.members[tie.from], draft.members[tie.to]);
    let held = |pair: &&Copied| usize::from(holds(pair.from, delta.was)) + usize::from(holds(pair.to, delta.became));
    let owner =
        draft.ground.side_by_side(link, from, to).max_by_key(|pair| (held(pair), Reverse((pair.to, pair.from))));
    owner.is_some_and(|pair| (pair.from, pair.to) == (from, to))
}

/// Two aligned sentences.
struct Pair<'d, 'a> {
    from: Side<'d, 'a>,
    to: Side<'d, 'a>,
    gaps: Vec<Gap>,
}

/// One of them.
struct Side<'d, 'a> {
    doc: &'d Doc<'a>,
    words: &'d [Word],
    spans: Vec<Span>,
}

impl<'d, 'a> Side<'d, 'a> {
    fn new(doc: &'d Doc<'a>, sentence: usize) -> Self {
        let words = doc.sentences.get(sentence).map_or(&[][..], |range| &doc.words[range.clone()]);
        Side { doc, words, spans: words.iter().map(|word| word.span).collect() }
    }

    /// From the first to the last of these words.
    fn span(&self, words: Range<usize>) -> Option<Span> {
        let inside = self.spans.get(words)?;
        Some(inside.first()?.cover(*inside.last()?))
    }
}

impl<'d, 'a> Pair<'d, 'a> {
    fn new(draft: &Draft<'_, 'd, 'a>, tie: &Tie) -> Self {
        let from = Side::new(draft.doc(tie.from), draft.unit(tie.from).sentence);
        let to = Side::new(draft.doc(tie.to), draft.unit(tie.to).sentence);
        let gaps = align::gaps(from.words, to.words);
        Pair { from, to, gaps }
    }

    fn deltas(&self) -> Vec<Delta> {
        if self.gaps.is_empty() {
            return Vec::new();
        }
        let mut deltas = self.numbers();
        deltas.extend(self.hedges());
        deltas.extend(self.sources());
        deltas.extend(self.polarity());
        deltas.extend(self.mentions());
        deltas
    }

    /// Numbers that stand in one another's place.
    fn numbers(&self) -> Vec<Delta> {
        let mut deltas = Vec::new();
        for gap in self.gaps.iter().filter(|gap| gap.from.len() <= NARROW && gap.to.len() <= NARROW) {
            let numbers = |side: &Side, range: &Range<usize>| -> Vec<Span> {
                range.clone().filter(|&at| side.words[at].number).map(|at| side.spans[at]).collect()
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
        for gap in &self.gaps {
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
            let dropped = gap.and_then(|gap| self.from.span(gap.from.clone()));
            return dropped
                .map(|was| Delta { what: Aspect::Source, was: Some(was), became: None })
                .into_iter()
                .collect();
        }
        let gap = self.gaps.iter().find(|gap| was.len() < became.len() && clause(&became, &gap.to, &gap.from));
        let added = gap.and_then(|gap| self.to.span(gap.to.clone())).filter(|&span| !self.credits(span));
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

    /// Whether words of the copy name the outlet of the original.
    fn credits(&self, span: Span) -> bool {
        let words = fold(span.of(self.to.doc.text()));
        self.from.doc.outlet().map(fold).is_some_and(|outlet| !outlet.is_empty() && words.contains(&outlet))
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
                if let ([(span_a, id_a)], [(span_b, id_b)]) = (&a[..], &b[..])
                    && id_a != id_b
                {
                    deltas.push(Delta { what, was: Some(*span_a), became: Some(*span_b) });
                }
            }
        }
        deltas
    }
}

/// Whether a number belongs to a date or an hour.
pub(super) fn is_date(doc: &Doc, span: Span) -> bool {
    let times = &doc.source.situation.times;
    let from = times.partition_point(|time| time.span.end <= span.start);
    times.get(from).is_some_and(|time| time.span.contains(span) && matches!(time.kind, TimeKind::Date | TimeKind::Time))
}

/// A modal must leave another form of the verb in its place.
fn stands_without(hedge: &Found<Doubt>, instead: &Range<usize>) -> bool {
    hedge.kind != Doubt::Modal || !instead.is_empty()
}

/// Mentions of one kind that touch a span, with what they resolve to.
pub(super) fn mentioned(doc: &Doc, within: Span, what: Aspect) -> Vec<(Span, String)> {
    let situation = &doc.source.situation;
    let found: Vec<(Span, String)> = match what {
        Aspect::Place => {
            let id = |p: &crate::situate::place::PlaceMention| p.geonames_id.clone().unwrap_or_else(|| p.name.clone());
            situation.places.iter().map(|p| (p.span, id(p))).collect()
        }
        Aspect::Time => {
            let dated = situation.times.iter().filter(|t| t.earliest.is_some());
            dated.map(|t| (t.span, format!("{:?}-{:?}", t.earliest, t.latest))).collect()
        }
        Aspect::Actor => situation.actors.iter().map(|a| (a.span, a.id.clone())).collect(),
        _ => Vec::new(),
    };
    found.into_iter().filter(|(span, _)| span.overlaps(within)).collect()
}
