//! A claim in short: how many say so, whom they have it from, through which channel, and the words that came first. What
//! a fact-checker wants to know before reading on; every part of it is spelt out below it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Pile;
use super::claim::{Quoted, WitnessView, class_name};
use super::layout::Layout;
use super::reckoning::stance;
use super::shown::{cut, line};
use super::terminal::counted;
use crate::attribute::{SourceClass, Stance};
use crate::trace::{Aspect, Claim, Origin};

/// Origins that are named before the rest are counted.
const NAMED: usize = 3;
/// Longest name, in characters; the whole of it stands among the origins.
const LONGEST: usize = 60;

/// The version of a claim that turns it round.
const DENIED: &str = "denied";

/// How it stands with a claim.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Short {
    /// "3 reports say so. All go back to local sources (unnamed), whose own words are not in the pile, through Herald."
    pub says: String,
    /// The words that came first, where it is known which did.
    pub first: Option<Quoted>,
}

/// Reads it off the claim and its laid-out stemma.
pub fn short(pile: &Pile, claim: &Claim, stemma: &Layout, words: &[WitnessView]) -> Short {
    let nodes = &stemma.graph.nodes;
    let reports = nodes.iter().filter(|node| !node.lost).count();
    let denials = denials(claim, words);
    let denying = denying(words, &denials);
    let mut says = counts(reports.saturating_sub(denying), denying);
    let (root, led) = channel(stemma);
    let called = |n: usize| {
        let lost = if nodes[n].lost { ", which is not in the pile" } else { "" };
        format!("{}{lost}", nodes[n].label)
    };
    let tellers = if denying < reports { reports - denying } else { reports };
    if let Some(back) = goes_back(&told_by(&claim.origins, &denials), tellers) {
        let through = root.filter(|_| reports > 1 && led == reports);
        let through = through.map_or_else(String::new, |n| format!(", through {}", called(n)));
        says.push_str(&format!(" {back}{through}."));
    }
    if let Some(n) = root.filter(|_| led < reports && led * 2 > reports) {
        says.push_str(&format!(" {led} of them have it through {}.", called(n)));
    }
    let first = root.filter(|&n| !nodes[n].lost && led * 2 > reports);
    let first = first.and_then(|n| words.iter().find(|w| w.id == nodes[n].id));
    let quoted = |w: &WitnessView| Quoted {
        report: w.report.clone(),
        label: pile.label(&w.report),
        words: w.quote.clone(),
        at: w.at,
    };
    Short { says, first: first.map(quoted) }
}

/// Ids of the witnesses that deny it.
fn denials<'c>(claim: &'c Claim, words: &'c [WitnessView]) -> BTreeSet<&'c str> {
    let versions =
        claim.disagreements.iter().filter(|found| found.what == Aspect::Polarity).flat_map(|found| &found.values);
    let versions = versions.filter(|version| version.value == DENIED).flat_map(|version| &version.witnesses);
    let said = words.iter().filter(|view| view.stance == stance(Stance::Denies)).map(|view| &view.id);
    versions.chain(said).map(String::as_str).collect()
}

/// How many reports do nothing but deny it.
fn denying(words: &[WitnessView], denials: &BTreeSet<&str>) -> usize {
    let mut only: BTreeMap<&str, bool> = BTreeMap::new();
    for view in words {
        *only.entry(&view.report).or_insert(true) &= denials.contains(view.id.as_str());
    }
    only.into_values().filter(|only| *only).count()
}

/// "3 reports say so, 1 denies it."
fn counts(saying: usize, denying: usize) -> String {
    let verb = |count: usize, one: &'static str, more: &'static str| if count == 1 { one } else { more };
    let deny = verb(denying, "denies", "deny");
    let reports = |count: usize| counted(count, "report", "reports");
    match (saying, denying) {
        (_, 0) => format!("{} {} so.", reports(saying), verb(saying, "says", "say")),
        (0, _) => format!("{} {deny} it.", reports(denying)),
        _ => format!("{} {} so, {denying} {deny} it.", reports(saying), verb(saying, "says", "say")),
    }
}

/// The origins of what is said; those of the denials where nobody says so.
fn told_by(origins: &[Origin], denials: &BTreeSet<&str>) -> Vec<Origin> {
    let says = |origin: &&Origin| origin.witnesses.iter().any(|witness| !denials.contains(witness.as_str()));
    let told: Vec<Origin> = origins.iter().filter(says).cloned().collect();
    if told.is_empty() { origins.to_vec() } else { told }
}

/// The node through which most have it, and how many reports that are, itself among them.
fn channel(stemma: &Layout) -> (Option<usize>, usize) {
    let led = |root: usize| {
        let (mut below, mut count) = (vec![root], 0);
        while let Some(n) = below.pop() {
            count += usize::from(!stemma.graph.nodes[n].lost);
            below.extend(stemma.children[n].iter().map(|&(child, _)| child));
        }
        count
    };
    let most = stemma.roots.iter().map(|&root| (led(root), std::cmp::Reverse(root))).max();
    most.map_or((None, 0), |(count, std::cmp::Reverse(root))| (Some(root), count))
}

fn goes_back(origins: &[Origin], reports: usize) -> Option<String> {
    let who = match reports {
        1 => "It goes",
        2 => "Both go",
        _ => "All go",
    };
    match origins {
        [] => None,
        [only] if only.class == SourceClass::Author => Some(format!("{who} back to {} itself", line(&only.name))),
        [only] => {
            let lost = if only.lost { ", whose own words are not in the pile" } else { "" };
            Some(format!("{who} back to {}{lost}", named(only)))
        }
        several => {
            let mut names: Vec<String> = several.iter().take(NAMED).map(named).collect();
            if several.len() > NAMED {
                names.push(counted(several.len() - NAMED, "other", "others"));
            }
            let last = names.pop().unwrap_or_default();
            let they = if reports == 1 { "It goes" } else { "They go" };
            Some(format!("{they} back to {} and {last}", names.join(", ")))
        }
    }
}

/// Its name, and its class where the name does not say it.
fn named(origin: &Origin) -> String {
    let name = cut(&line(&origin.name), LONGEST);
    let name = match (origin.class, name.strip_prefix("The ")) {
        (SourceClass::Outlet | SourceClass::Author | SourceClass::Document, _) | (_, None) => name,
        (_, Some(rest)) => format!("the {rest}"),
    };
    match origin.class {
        SourceClass::Group | SourceClass::Unnamed => format!("{name} ({})", class_name(origin.class)),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(name: &str, class: SourceClass, lost: bool) -> Origin {
        Origin { name: name.into(), class, witnesses: Vec::new(), lost }
    }

    #[test]
    fn who_denies_is_not_counted_among_those_who_say_so() {
        assert_eq!(counts(3, 0), "3 reports say so.");
        assert_eq!(counts(1, 2), "1 report says so, 2 deny it.");
        assert_eq!(counts(0, 1), "1 report denies it.");
        let of = |name: &str, witness: &str| Origin {
            witnesses: vec![witness.into()],
            ..origin(name, SourceClass::Organisation, false)
        };
        let origins = [of("The mill", "w1"), of("The ministry", "w2")];
        let told = told_by(&origins, &["w2"].into_iter().collect());
        assert_eq!(goes_back(&told, 2).unwrap(), "Both go back to the mill");
        assert_eq!(told_by(&origins, &["w1", "w2"].into_iter().collect()).len(), 2);
    }

    #[test]
    fn one_origin_and_several_in_words() {
        let sources = origin("local sources", SourceClass::Unnamed, true);
        let told = goes_back(std::slice::from_ref(&sources), 3).unwrap();
        assert_eq!(told, "All go back to local sources (unnamed), whose own words are not in the pile");
        let many: Vec<Origin> =
            ["a", "b", "c", "d", "e"].iter().map(|name| origin(name, SourceClass::Person, false)).collect();
        assert_eq!(goes_back(&many, 9).unwrap(), "They go back to a, b, c and 2 others");
        assert_eq!(
            goes_back(&[origin("Herald", SourceClass::Author, false)], 1).unwrap(),
            "It goes back to Herald itself"
        );
        assert_eq!(goes_back(&[], 2), None);
    }
}
