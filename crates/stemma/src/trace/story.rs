//! From the reports of one happening to its record: claims traced, named, put in order.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::claims;
use super::counts::Count;
use super::draft::{Draft, Ground};
use super::pile::Pile;
use super::prose;
use super::{Claim, Story, causes, changes, disagree, edges, independence, lost, origins, versions};
use crate::link::Link;
use crate::read::content_id;

/// The record of one story. `within` are the links between its reports.
pub(super) fn story(pile: &Pile, links: &[Link], within: &[usize]) -> Story {
    let docs: Vec<usize> = (0..pile.docs.len()).collect();
    let ground = Ground::new(pile, links, within, &docs);
    let groups = claims(pile, &ground.units, &ground.openings, &ground.copied);
    let mut drafts: Vec<Draft> = groups.into_iter().map(|group| Draft::new(&ground, group)).collect();
    drafts.sort_by_cached_key(|draft| {
        let first = draft.members[0];
        (std::cmp::Reverse(reports(draft)), ground.doc(first).age(), first)
    });
    let mut reports: Vec<&str> = docs.iter().map(|&doc| pile.docs[doc].id()).collect();
    reports.sort_unstable();
    let first = docs.iter().copied().min_by_key(|&doc| pile.docs[doc].age()).map_or("", |doc| pile.docs[doc].id());
    let mut claims: Vec<Claim> = drafts.iter().map(claim).collect();
    causes::tell(&drafts, &mut claims);
    Story {
        id: content_id(&["story", first]),
        title: title(pile, &docs),
        reports: reports.into_iter().map(str::to_string).collect(),
        claims,
    }
}

fn reports(draft: &Draft) -> usize {
    let mut docs: Vec<usize> = (0..draft.members.len()).map(|member| draft.unit(member).doc).collect();
    docs.sort_unstable();
    docs.dedup();
    docs.len()
}

fn claim(draft: &Draft) -> Claim {
    let id = content_id(&["claim", &draft.witnesses[0].id]);
    let (ties, twins) = (edges::ties(draft), edges::twins(draft));
    let roots = origins::roots(draft, &ties, &twins);
    let (lost_witnesses, lost_edges) = lost::lost(draft, &id, &ties, &twins);
    let changes = changes::changes(draft, &ties);
    let mut independent_origins = independence::independent(draft, &ties, &twins, &roots);
    independent_origins.why.extend(lost::reasons(draft, &lost_witnesses));
    Claim {
        title: plainest(draft),
        edges: ties.iter().map(|tie| edges::edge(draft, tie)).chain(lost_edges).collect(),
        lost_witnesses,
        origins: origins::origins(draft, &roots),
        independent_origins,
        disagreements: disagree::disagreements(draft, &ties),
        changes,
        witnesses: draft.witnesses.clone(),
        id,
    }
}

/// Longest title of a claim, in characters.
const TITLE: usize = 200;

/// Fewest terms of a title that tells enough.
const ENOUGH: usize = 4;

/// The words of the witness that says it most plainly: that shares most with the others and says least beside; rather a
/// sentence than a headline, with the number that most give, in one piece than in two, and not a mere "11 dead".
fn plainest(draft: &Draft) -> String {
    let mut counts = BTreeMap::new();
    for member in 0..draft.members.len() {
        draft.unit(member).terms.iter().for_each(|&term| *counts.entry(term).or_insert(0_usize) += 1);
    }
    let lone = lone_numbers(draft);
    let plain = |member: &usize| {
        let unit = draft.unit(*member);
        let shared = unit.terms.iter().filter(|term| counts[term] * 2 >= draft.members.len()).count();
        let extra = unit.terms.len() - shared;
        let short = unit.terms.len() < ENOUGH || !prose::has_verb(draft.doc(*member), &unit.spans);
        let plain = 2 * shared as i64 - extra as i64;
        (unit.headline || short, lone[*member], unit.spans.len(), std::cmp::Reverse(plain), *member)
    };
    let best = (0..draft.members.len()).min_by_key(plain).unwrap_or(0);
    let doc = draft.doc(best);
    let words: Vec<&str> = draft.unit(best).spans.iter().map(|span| span.of(doc.text())).collect();
    sentence(&words.join(" … "))
}

/// Per witness whether it gives a number of something of which more witnesses give another.
fn lone_numbers(draft: &Draft) -> Vec<bool> {
    let given = |member: usize| -> Vec<_> {
        let kinds: BTreeSet<_> = versions::counts(draft, member).map(Count::kind).collect();
        let value = |kind| Some((kind, versions::single(draft, member, kind)?.value.to_bits()));
        kinds.into_iter().filter_map(value).collect()
    };
    let given: Vec<Vec<_>> = (0..draft.members.len()).map(given).collect();
    let mut givers: BTreeMap<_, BTreeMap<u64, usize>> = BTreeMap::new();
    for &(kind, value) in given.iter().flatten() {
        *givers.entry(kind).or_default().entry(value).or_default() += 1;
    }
    let is_lone = |(kind, value): &(_, u64)| givers[kind].values().any(|most| *most > givers[kind][value]);
    given.iter().map(|given| given.iter().any(is_lone)).collect()
}

/// Words as a sentence to read: without "that" before and a comma behind, quotation marks that stand alone taken off,
/// the first letter large, cut where it is long.
fn sentence(words: &str) -> String {
    let single: Vec<&str> = words.split_whitespace().collect();
    let single = single.join(" ");
    let bare = single.trim_matches([',', ';', ':', ' ']);
    let bare = unquoted(bare).trim_end_matches([',', ';', ':', ' ']);
    let bare = bare.strip_prefix("that ").unwrap_or(bare);
    let mut letters = bare.chars();
    let large: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    match large.char_indices().nth(TITLE) {
        Some((at, _)) => format!("{}…", &large[..at]),
        None => large,
    }
}

/// Without a mark that opens and never closes, or closes and never opened, or that holds all of it.
fn unquoted(words: &str) -> &str {
    const OPEN: [char; 2] = ['"', '“'];
    const CLOSE: [char; 2] = ['"', '”'];
    let inner = words.strip_prefix(OPEN).unwrap_or(words);
    let inner = inner.strip_suffix(CLOSE).unwrap_or(inner);
    if inner.contains(['"', '“', '”']) { words } else { inner }
}

/// The headline that shares most with the others.
fn title(pile: &Pile, docs: &[usize]) -> String {
    let mut counts = BTreeMap::new();
    for &doc in docs {
        pile.docs[doc].title.iter().for_each(|&term| *counts.entry(term).or_insert(0.0) += pile.weight(term));
    }
    let telling = |doc: usize| {
        let terms = &pile.docs[doc].title;
        let sum: f64 = terms.iter().map(|term| counts[term]).sum();
        sum / (terms.len() as f64 + 3.0)
    };
    let titled = docs.iter().copied().filter(|&doc| pile.docs[doc].source.report.title.is_some());
    let best =
        titled.max_by(|&a, &b| telling(a).total_cmp(&telling(b)).then(pile.docs[b].age().cmp(&pile.docs[a].age())));
    match best.and_then(|doc| pile.docs[doc].source.report.title.as_ref()) {
        Some(found) => found.value.clone(),
        None => docs.first().map_or(String::new(), |&doc| opening(pile.docs[doc].text())),
    }
}

/// The first line of a report without a headline.
fn opening(text: &str) -> String {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    line.chars().take(100).collect()
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_title_is_a_sentence() {
        assert_eq!(sentence("that two of the guards\n were sent home,"), "Two of the guards were sent home");
        assert_eq!(sentence("“We have fragments, and that is all,”"), "We have fragments, and that is all");
        assert_eq!(sentence("“No aircraft of ours crossed."), "No aircraft of ours crossed.");
        assert_eq!(sentence("It was “very loud” there"), "It was “very loud” there");
    }
}
