//! Agencies that the reports of a story credit for their texts (see `link::agency`), by the names that the pile has for them.
//!
//! A report that names no source and credits an agency has what it says from there: the outlet that printed it is no
//! origin (Airwars: "sources that repeat identical information from one original source" are one).

use std::collections::BTreeMap;

use super::names::same_outlet;
use super::pile::{Doc, Pile};
use crate::link::agency::{self, Credit};

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
    agency::credit(doc.source).map(|credit| known(pile, credit)).filter(foreign)
}

/// As the pile calls the outlet, where it has reports of it.
fn known(pile: &Pile, mut credit: Credit) -> Credit {
    if let Some(outlet) = pile.outlets().find(|outlet| same_outlet(outlet, &credit.name)) {
        credit.name = outlet.to_string();
    }
    credit
}
