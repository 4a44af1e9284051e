//! Whom a pronoun in the place of a source stands for, and to whom he was speaking.

use super::hands::{Hand, Rests};
use super::lexicon::{self, english};
use super::phrase::{self, is_capital, is_day, is_pronoun};
use super::pile::{Doc, Pile};
use super::sources::{as_outlet, is_misread, read};
use crate::Span;
use crate::attribute::{ChainLink, SourceClass, Statement, naming};

/// "it", "who": the last source of the report that it can mean; else nobody whom one could name.
pub(super) fn pronoun(pile: &Pile, doc: &Doc, link: &ChainLink, words: &str) -> Option<Hand> {
    let lower = words.to_lowercase();
    if matches!(lower.as_str(), "i" | "we" | "our" | "you") {
        return None;
    }
    let name = link.name.to_lowercase();
    let resolved =
        !is_pronoun(&name) && !lexicon::is_stop(&name) && !is_misread(doc, &link.name, &link.name, link.class);
    if resolved {
        return Some(as_outlet(pile, Hand { span: link.span, ..Hand::new(&link.name, link.class, None) }));
    }
    let before = link.span.and_then(|span| antecedent(pile, doc, span, &lower).or_else(|| subject(doc, span, &lower)));
    let unresolved = || Hand { rests: Rests::Pronoun, ..Hand::new(&lower, SourceClass::Unnamed, link.span) };
    Some(before.map_or_else(unresolved, |found| Hand { span: link.span, ..found }))
}

/// The nearest source before a pronoun that it can stand for, in its paragraph or the one before.
fn antecedent(pile: &Pile, doc: &Doc, span: Span, pronoun: &str) -> Option<Hand> {
    use SourceClass::{Document, Group, Official, Organisation, Outlet, Person, Unnamed};
    let paragraph = |at: usize| {
        let sentences = &doc.source.segmentation.sentences;
        let sentence = sentences.partition_point(|s| s.span.end <= at);
        sentences.get(sentence).map_or(usize::MAX, |s| s.paragraph)
    };
    let fits = |class: SourceClass| match pronoun {
        "it" | "its" | "which" => matches!(class, Organisation | Outlet | Document),
        "he" | "she" | "his" | "her" | "who" => matches!(class, Person | Official | Unnamed),
        "they" | "their" => matches!(class, Group | Unnamed | Organisation),
        _ => false,
    };
    let near = |link: &&ChainLink| {
        link.span.is_some_and(|at| at.end <= span.start && paragraph(at.start) + 1 >= paragraph(span.start))
    };
    let links = doc.source.statements.iter().filter_map(|said| said.chain.first()).filter(near);
    let plain = links.filter(|link| link.span.is_some_and(|at| !is_pronoun(at.of(doc.text()))));
    let nearest = plain.filter_map(|link| Some((link.span?, read(pile, doc, link)?)));
    nearest.filter(|(_, hand)| fits(hand.class)).max_by_key(|(at, _)| at.end).map(|(_, hand)| hand)
}

/// "He" after a sentence that begins with a full name: that person.
fn subject(doc: &Doc, span: Span, pronoun: &str) -> Option<Hand> {
    if !matches!(pronoun, "he" | "she") {
        return None;
    }
    let sentences = &doc.source.segmentation.sentences;
    let here = sentences.partition_point(|s| s.span.end <= span.start);
    let before = sentences.get(here.saturating_sub(2)..here)?.iter().rev();
    let starts = |at: usize| doc.source.situation.actors.iter().find(|a| a.span.start == at && a.kind == "person");
    let actor = before.filter_map(|sentence| starts(sentence.span.start)).next()?;
    actor.name.contains(' ').then(|| Hand::new(&actor.name, SourceClass::Person, Some(span)))
}

/// The outlet that a speaker was speaking to in the sentence before: "Hanno Brisk has been speaking to Channel Vesta.
/// “…,” he said."
pub(super) fn interviewer(pile: &Pile, doc: &Doc, said: &Statement) -> Option<Hand> {
    let text = doc.text();
    let source = said.source.as_ref()?.first()?;
    if said.chain.len() != 1 || !is_pronoun(source.of(text)) {
        return None;
    }
    let sentences = &doc.source.segmentation.sentences;
    let here = sentences.partition_point(|s| s.span.end <= source.start);
    sentences.get(here.saturating_sub(2)..=here.min(sentences.len().saturating_sub(1)))?.iter().rev().find_map(
        |sentence| {
            let words = sentence.span.of(text);
            let cue = english()
                .interview
                .words
                .iter()
                .filter_map(|cue| Some(words.find(&format!(" {cue} "))? + cue.len() + 2))
                .min()?;
            let behind = phrase::tokens(text, Span::new(sentence.span.start + cue, sentence.span.end));
            let names: Vec<Span> = behind
                .iter()
                .map(|token| token.span)
                .skip_while(|span| span.of(text) == "the")
                .take_while(|span| is_capital(span.of(text)) && !is_day(span.of(text)))
                .take(5)
                .collect();
            let span = names.first()?.cover(*names.last()?);
            let link = ChainLink {
                name: span.of(text).to_string(),
                class: SourceClass::Person,
                span: Some(span),
                members: Vec::new(),
            };
            let hand = read(pile, doc, &link)?;
            let medium = naming::naming(&hand.name).is_some_and(|found| found.class == SourceClass::Outlet);
            (medium || hand.class == SourceClass::Outlet).then_some(Hand { class: SourceClass::Outlet, ..hand })
        },
    )
}
