//! Agencies that a report credits for its text: by its author line, by its first words ("(ORVA) - …"), by its last.
//!
//! A report that names no source and credits an agency has what it says from there: the outlet that printed it is no
//! origin (Airwars: "sources that repeat identical information from one original source" are one).

use std::collections::BTreeMap;

use super::names::same_outlet;
use super::phrase;
use super::pile::{Doc, Pile};
use crate::Span;
use crate::attribute::SourceClass;
use crate::attribute::outlets::{self, OutletKind};
use crate::span::boundary;

/// Words at the start and at the end of a report among which a credit may stand.
const EDGES: (usize, usize) = (40, 14);
/// Bytes in which these words stand.
const READ: (usize, usize) = (4000, 400);

/// A credit for a whole report.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Credit {
    /// The agency, as the pile or the table of outlets has it.
    pub name: String,
    /// The words that name it.
    pub span: Span,
}

/// The credits of a story's reports.
#[derive(Debug)]
pub(super) struct Credits {
    by_doc: BTreeMap<usize, Credit>,
}

impl Credits {
    /// Reads the edges of every report.
    pub fn new(pile: &Pile, docs: &[usize]) -> Self {
        let found = docs.iter().filter_map(|&doc| Some((doc, credit(pile, &pile.docs[doc])?)));
        Credits { by_doc: found.collect() }
    }

    /// The agency that a report credits.
    pub fn of(&self, doc: usize) -> Option<&Credit> {
        self.by_doc.get(&doc)
    }
}

fn credit(pile: &Pile, doc: &Doc) -> Option<Credit> {
    let foreign = |credit: &Credit| !doc.outlet().is_some_and(|outlet| same_outlet(outlet, &credit.name));
    stated(doc).or_else(|| sourced(doc)).or_else(|| at_the_edges(doc)).map(|credit| known(pile, credit)).filter(foreign)
}

/// As the pile calls the outlet, where it has reports of it.
fn known(pile: &Pile, mut credit: Credit) -> Credit {
    if let Some(outlet) = pile.outlets().find(|outlet| same_outlet(outlet, &credit.name)) {
        credit.name = outlet.to_string();
    }
    credit
}

/// A statement that holds most of the text credits it to an outlet.
fn stated(doc: &Doc) -> Option<Credit> {
    let whole = doc.text().len();
    let statements = doc.source.statements.iter();
    let mut credits = statements.filter(|said| said.content.iter().map(|span| span.len()).sum::<usize>() * 2 > whole);
    credits.find_map(|said| {
        let link = said.chain.last().filter(|link| matches!(link.class, SourceClass::Outlet | SourceClass::Person))?;
        Some(Credit { name: link.name.clone(), span: link.span? })
    })
}

/// Where the article ends: before the foot of the page, where that is told apart.
fn article_end(doc: &Doc) -> usize {
    let end = doc.text().trim_end().len();
    let foot = doc.source.report.furniture.last().filter(|foot| foot.end >= end);
    foot.map_or(doc.text().len(), |foot| foot.start)
}

/// "Source: ORVA" behind the text, before what the page puts below.
fn sourced(doc: &Doc) -> Option<Credit> {
    let text = doc.text();
    let labels = text.match_indices("Source").filter(|(at, _)| !text[..*at].ends_with(char::is_alphanumeric));
    let named = |(at, label): (usize, &str)| {
        let behind = at + label.len();
        let rest = &text[behind..];
        let rest = rest.strip_prefix('s').unwrap_or(rest).trim_start_matches([':', ' ', '-']);
        let start = text.len() - rest.len();
        let end = rest.find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |end| start + end);
        let span = Span::new(start, end);
        let outlet = outlets::is_outlet(span.of(text)).filter(|outlet| outlet.kind == OutletKind::Agency)?;
        (start > behind).then(|| Credit { name: outlet.name.clone(), span })
    };
    labels.filter_map(named).last()
}

/// A known agency named at the head or at the foot, and not as one that is spoken of ("the agency said").
fn at_the_edges(doc: &Doc) -> Option<Credit> {
    let text = doc.text();
    let tokens = phrase::tokens(text, Span::new(0, boundary(text, READ.0)));
    let end = article_end(doc);
    let last = phrase::tokens(text, Span::new(boundary(text, end.saturating_sub(READ.1)), end));
    let head = tokens.iter().take(EDGES.0);
    let foot = last.iter().rev().take(EDGES.1);
    head.chain(foot).find_map(|token| {
        let word = token.span.of(text);
        let capitals = word.len() >= 2 && word.chars().all(|c| c.is_uppercase());
        let agency = outlets::is_outlet(word).filter(|outlet| outlet.kind == OutletKind::Agency && capitals)?;
        let behind = text[token.span.end..].trim_start().to_lowercase();
        let spoken = [
            "said",
            "reported",
            "says",
            "reports",
            "quoted",
            "citing",
            "'s",
            "’s",
            "photographer",
            "correspondent",
            "reporter",
            "journalist",
        ];
        (!spoken.iter().any(|word| behind.starts_with(word)))
            .then(|| Credit { name: agency.name.clone(), span: token.span })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::census::Census;
    use crate::trace::pile::whole;
    use crate::trace::tests::report;

    fn credited(text: &str) -> Option<String> {
        let annotated = [report("a", "Courier", "", text).done()];
        let census = Census::new(&annotated);
        let pile = whole(&census);
        Credits::new(&pile, &[0]).of(0).map(|credit| credit.name.clone())
    }

    #[test]
    fn a_long_text_of_wide_letters_has_a_head() {
        let text = |head: &str| format!("{head} - {}", "é".repeat(READ.0));
        assert!(credited(&text("SARNHOLM (AFP)")).is_some());
        assert!(credited(&text("SARNHOLM, (AFP)")).is_some());
    }
}
