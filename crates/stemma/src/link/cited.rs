//! Where a report cites another outlet: credits, sources of its statements that are outlets, links in its HTML.

use std::collections::BTreeMap;

use crate::Span;
use crate::attribute::naming::is_pronoun;
use crate::attribute::{ChainLink, SourceClass};

use super::credit::Names;
use super::doc::Doc;
use super::outlets::{self, Numbers};
use super::pile::Pile;
use super::survey::Survey;

/// A place at which a report cites.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cited {
    /// The words that cite; `None` for a link whose words do not stand in the text.
    pub span: Option<Span>,
    pub what: What,
}

/// What is cited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// An outlet of the pile, by its number.
    Outlet(u32),
    /// A report of the pile, by its address; its number in the whole pile.
    Report(u32),
}

/// Reports by address, and outlets by key and name: what citations are found with.
pub(super) struct Index<'s> {
    addresses: BTreeMap<&'s str, u32>,
    outlets: &'s Numbers,
    names: &'s Names,
}

impl<'s> Index<'s> {
    pub fn of(survey: &'s Survey) -> Self {
        let mut addresses = BTreeMap::new();
        for (at, card) in (0..).zip(&survey.cards) {
            for address in &card.addresses {
                addresses.entry(bare(address)).or_insert(at);
            }
        }
        Index { addresses, outlets: &survey.outlets, names: &survey.names }
    }

    /// The places at which a report cites, in the order of the text; its own outlet is cited only with what it said
    /// earlier. `at` is its number in the part.
    pub fn cited(&self, pile: &Pile, at: u32) -> Vec<Cited> {
        let doc = &pile.docs[at as usize];
        let own = pile.outlets[at as usize];
        let credits = pile.credits[at as usize]
            .iter()
            .map(|credit| Cited { span: Some(credit.span), what: What::Outlet(credit.outlet) });
        let persons = &pile.persons[at as usize];
        let chains = doc.of.statements.iter().flat_map(|statement| statement.chain.iter());
        let named = chains.flat_map(|link| std::iter::once(link).chain(&link.members)).filter_map(|link| {
            let outlet = self.outlet(link).filter(|outlet| Some(*outlet) != own && !persons.contains(outlet))?;
            let span = link.span.filter(|span| !is_pronoun(&span.of(doc.text()).to_lowercase()))?;
            Some(Cited { span: Some(span), what: What::Outlet(outlet) })
        });
        let links = doc.of.report.links.iter().filter_map(|link| {
            let report = *self.addresses.get(bare(&link.url))?;
            (report != pile.numbers[at as usize]).then_some(Cited { span: link.span, what: What::Report(report) })
        });
        let earlier = pile.claims[at as usize]
            .iter()
            .filter(|claim| says_earlier(doc, **claim))
            .filter_map(|claim| Some(Cited { span: Some(*claim), what: What::Outlet(own?) }));
        let mut all: Vec<Cited> = credits.chain(named).chain(links).chain(earlier).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    fn outlet(&self, link: &ChainLink) -> Option<u32> {
        if !link.members.is_empty() {
            return None;
        }
        let whole = self.outlets.of_key(&outlets::known_key(&link.name));
        match link.class {
            SourceClass::Outlet => whole.or_else(|| self.names.named(&link.name)),
            SourceClass::Organisation => whole,
            _ => None,
        }
    }
}

/// Whether the words next to a name say that something was told before: "the Courier reported earlier".
fn says_earlier(doc: &Doc, name: Span) -> bool {
    let words = doc.words.within(name);
    let around = doc.words.span(words.start.saturating_sub(2), (words.end + 3).min(doc.words.len()).saturating_sub(1));
    let around = around.of(doc.text());
    ["earlier", "previously", "first reported"].iter().any(|word| around.contains(word))
}

/// An address without what does not tell pages apart: scheme, "www.", fragment, last slash.
fn bare(address: &str) -> &str {
    let address = address.split('#').next().unwrap_or(address);
    let address = address.split_once("://").map_or(address, |parts| parts.1);
    address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn addresses_of_one_page_are_equal() {
        assert_eq!(bare("https://www.orsk.example/a/#top"), bare("http://orsk.example/a"));
        assert_ne!(bare("https://orsk.example/a?p=1"), bare("https://orsk.example/a?p=2"));
    }
}
