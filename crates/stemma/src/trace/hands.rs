//! Hands: through whom a witness has what it says, each chain read once more with the whole story at hand.
//!
//! The room that finds statements sees one report, and mostly one phrase. Here a bare surname finds the full name that
//! another page gives, "the governor" the governor, a name that is an outlet's of the pile becomes that outlet; a pronoun
//! that nothing resolves is nobody's name, nor is an hour or a town.

use std::collections::BTreeMap;

use super::bodies;
use super::generic;
use super::names::same_outlet;
use super::people::People;
use super::pile::{Doc, Pile};
use super::pronouns;
use super::sources;
use super::spoken;
use super::units::Unit;
use super::words::fold;
use crate::Span;
use crate::attribute::{ChainLink, SourceClass, Stance, Statement};

/// One hand that a witness names: a source or a medium between.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Hand {
    /// As resolved.
    pub name: String,
    /// As compared.
    pub folded: String,
    /// What kind of source.
    pub class: SourceClass,
    /// The words here.
    pub span: Option<Span>,
    /// What the name rests on, where it is not plainly the words here.
    pub rests: Rests,
}

/// What the name of a hand rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rests {
    /// The words.
    Words,
    /// A pronoun that nothing resolves.
    Pronoun,
    /// A place that stands for its government.
    Government,
    /// A place that stands for somebody there.
    Somebody,
    /// The report describes the source first and names it next.
    NamedLater,
    /// The report credits its text to it.
    Credit,
    /// The sentence itself names it ("… the guard said").
    Sentence,
}

impl Hand {
    pub fn new(name: &str, class: SourceClass, span: Option<Span>) -> Self {
        Hand { name: name.to_string(), folded: fold(name), class, span, rests: Rests::Words }
    }
}

/// Origin first; those side by side together.
pub(super) type Chain = Vec<Vec<Hand>>;

/// The chains of a story's statements.
#[derive(Debug)]
pub(super) struct Hands {
    by_doc: BTreeMap<usize, Vec<Chain>>,
    people: People,
}

impl Hands {
    /// Reads every statement of these reports.
    pub fn new(pile: &Pile, docs: &[usize]) -> Self {
        let mut by_doc: BTreeMap<usize, Vec<Chain>> = BTreeMap::new();
        for &doc in docs {
            let report = &pile.docs[doc];
            by_doc.insert(doc, report.source.statements.iter().map(|said| chain(pile, report, said)).collect());
        }
        bodies::settle(&mut by_doc);
        by_doc.iter_mut().for_each(|(&doc, chains)| generic::settle(&pile.docs[doc], chains));
        let people = People::new(pile, &by_doc);
        for (&doc, chains) in &mut by_doc {
            let report = &pile.docs[doc];
            chains.iter_mut().flatten().flatten().for_each(|hand| people.complete(report, doc, hand));
            People::named_later(report, chains);
            chains.iter_mut().for_each(|chain| settle(report, chain));
        }
        Hands { by_doc, people }
    }

    /// The hands that a unit names: by its statement, by the statement around it, or by its own words.
    pub fn of(&self, pile: &Pile, unit: &Unit) -> Chain {
        let report = &pile.docs[unit.doc];
        let chains = self.by_doc.get(&unit.doc);
        let around = unit.statement.map(|at| within(report, unit, at)).or_else(|| around(report, unit));
        if let Some(chain) = around.and_then(|at| chains?.get(at)).filter(|chain| !chain.is_empty()) {
            return chain.clone();
        }
        if unit
            .statement
            .is_some_and(|at| !report.source.statements.get(at).is_some_and(|said| is_credit(report, said)))
        {
            return Vec::new();
        }
        let sentence = report.source.segmentation.sentences.get(unit.sentence).map(|sentence| sentence.span);
        let Some(spoken) = sentence.and_then(|sentence| spoken::spoken(report, sentence)) else { return Vec::new() };
        let whom = spoken.told.map(|span| ChainLink {
            name: span.of(report.text()).to_string(),
            class: SourceClass::Person,
            span: Some(span),
            members: Vec::new(),
        });
        let told =
            whom.and_then(|link| sources::read(pile, report, &link)).filter(|hand| hand.class == SourceClass::Outlet);
        let Some(mut hand) = sources::phrase(pile, report, spoken.source) else { return Vec::new() };
        self.people.complete(report, unit.doc, &mut hand);
        if hand.rests == Rests::Words {
            hand.rests = Rests::Sentence;
        }
        let mut chain: Chain = [Some(hand), told].into_iter().flatten().map(|hand| vec![hand]).collect();
        settle(report, &mut chain);
        chain
    }

    /// Whether a person is told to speak for a body, anywhere in the story.
    pub fn speaks_for(&self, person: &str, body: &str) -> bool {
        self.people.speaks_for(person, body)
    }
}

fn chain(pile: &Pile, doc: &Doc, said: &Statement) -> Chain {
    if is_label(doc, said) || is_credit(doc, said) {
        return Vec::new();
    }
    let mut chain: Chain = said.chain.iter().map(|link| side_by_side(pile, doc, link)).collect();
    if let Some(paper) = sources::paper(doc, said).filter(|_| chain.first().is_some_and(|hands| is_medium(hands))) {
        chain.insert(0, vec![paper]);
    }
    chain.extend(pronouns::interviewer(pile, doc, said).map(|outlet| vec![outlet]));
    chain
}

fn side_by_side(pile: &Pile, doc: &Doc, link: &ChainLink) -> Vec<Hand> {
    let links = if link.members.is_empty() { std::slice::from_ref(link) } else { &link.members };
    links.iter().filter_map(|link| sources::read(pile, doc, link)).collect()
}

fn is_medium(hands: &[Hand]) -> bool {
    hands.iter().all(|hand| hand.class == SourceClass::Outlet)
}

/// What holds most of the text is its credit, and no word of a source on this or that.
fn is_credit(doc: &Doc, said: &Statement) -> bool {
    let long = doc.source.segmentation.sentences.len() > 2;
    long && said.content.iter().map(|span| span.len()).sum::<usize>() * 2 > doc.text().len()
}

/// "BRIDGE OF BLOOD: eight dead", "Correction: …": words before a colon that name nobody whom the report quotes.
fn is_label(doc: &Doc, said: &Statement) -> bool {
    let colon = said.cue.iter().all(|cue| cue.of(doc.text()).trim() == ":") && !said.cue.is_empty();
    colon
        && said.chain.iter().all(|link| {
            link.class == SourceClass::Person && !link.name.trim().contains(' ')
                || link.name.chars().all(|c| !c.is_lowercase())
        })
}

/// Leaves out the page's own outlet and what stands twice.
fn settle(doc: &Doc, chain: &mut Chain) {
    for hands in chain.iter_mut() {
        hands.retain(|hand| !is_own(doc, hand));
    }
    chain.retain(|hands| !hands.is_empty());
    chain.dedup_by(|next, before| match (&next[..], &before[..]) {
        ([a], [b]) => {
            a.folded == b.folded
                || (a.class == SourceClass::Outlet && b.class == a.class && same_outlet(&a.name, &b.name))
        }
        _ => false,
    });
}

/// "told the Courier" in the Courier is no further hand.
fn is_own(doc: &Doc, hand: &Hand) -> bool {
    hand.class == SourceClass::Author || doc.outlet().is_some_and(|outlet| same_outlet(outlet, &hand.name))
}

/// The statement that says most of the unit within the unit's own: of "the colonel said no plane crossed, the Observer
/// reported" the colonel's.
fn within(doc: &Doc, unit: &Unit, outer: usize) -> usize {
    let length = |spans: &[Span]| spans.iter().map(|span| span.len()).sum::<usize>();
    let inside = |spans: &[Span]| spans.iter().all(|span| unit.spans.iter().any(|part| part.contains(*span)));
    let statements = doc.source.statements.iter().enumerate();
    let nested = statements.filter(|&(at, said)| {
        let named = said.source.as_ref().is_some_and(|source| !source.is_empty() && inside(source));
        let content: Vec<Span> = said.content.iter().map(|span| clip(*span, unit)).collect();
        at != outer && named && said.stance != Stance::Believes && length(&content) * 5 > length(&unit.spans) * 2
    });
    nested.min_by_key(|(at, said)| (length(&said.content), *at)).map_or(outer, |(at, _)| at)
}

fn clip(span: Span, unit: &Unit) -> Span {
    let part = unit.spans.iter().find(|part| part.overlaps(span)).copied().unwrap_or(Span::new(span.start, span.start));
    Span::new(span.start.max(part.start), span.end.min(part.end).max(span.start.max(part.start)))
}

/// For a sentence that the page seems to tell: the statement whose content holds most of it.
fn around(doc: &Doc, unit: &Unit) -> Option<usize> {
    let length: usize = unit.spans.iter().map(|span| span.len()).sum();
    let shared = |said: &Statement| -> usize {
        let overlap = |a: &Span, b: &Span| a.end.min(b.end).saturating_sub(a.start.max(b.start));
        said.content.iter().map(|content| unit.spans.iter().map(|span| overlap(content, span)).sum::<usize>()).sum()
    };
    let statements = doc.source.statements.iter().enumerate();
    let holding = statements
        .filter(|(_, said)| !is_credit(doc, said))
        .map(|(at, said)| (shared(said), at))
        .filter(|&(both, _)| both * 2 > length);
    holding
        .min_by_key(|&(_, at)| {
            let said = &doc.source.statements[at];
            (said.content.iter().map(|span| span.len()).sum::<usize>(), at)
        })
        .map(|(_, at)| at)
}
