//! The outlets of the pile, and which of them a report's words can name.
//!
//! A story is traced with the outlets that its own words can name, and not with all of the pile: one that they cannot name
//! makes no difference to it.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::names::OutletName;
use super::table::Table;
use super::words::fold;
use crate::Annotated;
use crate::attribute::{ChainLink, outlets};

/// Names of outlets by the words that can begin to name them.
#[derive(Debug, Default)]
pub(super) struct Outlets {
    names: Vec<String>,
    /// Places of names among the names.
    by_word: Table<Vec<usize>>,
}

impl Outlets {
    /// Of these names.
    pub fn new<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let names: BTreeSet<&str> = names.collect();
        let mut by_word: Table<Vec<usize>> = Table::default();
        for (at, name) in names.iter().enumerate() {
            for word in words_for(name) {
                by_word.entry(word).push(at);
            }
        }
        Outlets { names: names.into_iter().map(str::to_string).collect(), by_word }
    }

    /// Those that a report, or what the rooms before say of it, can name.
    pub fn named(&self, source: &Annotated) -> BTreeSet<&str> {
        let report = &source.report;
        let found = [&report.title, &report.outlet, &report.author];
        let stated = found.into_iter().flatten().map(|found| found.value.as_str());
        let links = source.statements.iter().flat_map(|said| &said.chain).flat_map(names);
        let actors = source.situation.actors.iter().map(|actor| actor.name.as_str());
        let all = [report.text.as_str()].into_iter().chain(stated).chain(links).chain(actors);
        let mut named = BTreeSet::new();
        for name in all {
            let folded = fold(name);
            named.extend(folded.split(' ').filter_map(|word| self.by_word.get(word)).flatten());
        }
        named.into_iter().map(|&at| self.names[at].as_str()).collect()
    }
}

fn names(link: &ChainLink) -> impl Iterator<Item = &str> {
    [link.name.as_str()].into_iter().chain(link.members.iter().map(|member| member.name.as_str()))
}

/// Every word that a name of this outlet can begin with or hold: its own, those of the other names that the table has
/// for it, and what its name begins with where it is written in one.
fn words_for(name: &str) -> BTreeSet<String> {
    let own = OutletName::new(name);
    let known =
        known_names().iter().zip(outlets::all()).filter(|(known, _)| known.same(&own)).map(|(_, outlet)| outlet);
    let others = known.flat_map(|outlet| outlet.aliases.iter().chain([&outlet.name]));
    let written = [name].into_iter().chain(others.map(String::as_str));
    let mut words: BTreeSet<String> =
        written.flat_map(|name| fold(name).split(' ').map(str::to_string).collect::<Vec<_>>()).collect();
    let closed = own.closed;
    words.extend(closed.char_indices().skip(1).map(|(at, _)| closed[..at].to_string()).chain([closed.clone()]));
    words
}

/// The names of the table as they are compared, in its order.
fn known_names() -> &'static [OutletName] {
    static NAMES: OnceLock<Vec<OutletName>> = OnceLock::new();
    NAMES.get_or_init(|| outlets::all().iter().map(|outlet| OutletName::new(&outlet.name)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::tests::report;

    #[test]
    fn a_report_is_traced_with_the_outlets_that_it_can_name() {
        let all = ["Orsa News Agency", "Beacon", "Morning-Ledger", "Agence France-Presse", "Karvon Today"];
        let outlets = Outlets::new(all.into_iter());
        let named = |text: &str| outlets.named(&report("r", "", "", text).done()).into_iter().collect::<Vec<_>>();
        assert_eq!(named("Orsa said so."), ["Orsa News Agency"]);
        assert_eq!(named("AFP said so."), ["Agence France-Presse"]);
        assert_eq!(named("morningledger.example said so."), ["Morning-Ledger"]);
        assert!(named("Somebody else did.").is_empty());
    }
}
