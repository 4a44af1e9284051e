//! From the reports of one happening to its record: claims traced, named, put in order.

use super::claims::claims;
use super::draft::{Draft, Ground};
use super::pile::Pile;
use super::{Claim, Story, causes, changes, disagree, edges, independence, lost, origins};
use crate::link::Link;
use crate::read::content_id;

/// The record of one story. `within` are the links between its reports.
pub(super) fn story(pile: &Pile, links: &[Link], within: &[usize], docs: &[usize]) -> Story {
    let ground = Ground::new(pile, links, within, docs);
    let groups = claims(pile, &ground.units, &ground.copied);
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
        title: title(pile, docs),
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

/// The words of the witness that says it most plainly: that shares most with the others and says least beside.
fn plainest(draft: &Draft) -> String {
    let mut counts = std::collections::BTreeMap::new();
    for member in 0..draft.members.len() {
        draft.unit(member).terms.iter().for_each(|&term| *counts.entry(term).or_insert(0_usize) += 1);
    }
    let plain = |member: &usize| {
        let unit = draft.unit(*member);
        let shared = unit.terms.iter().filter(|term| counts[term] * 2 >= draft.members.len()).count();
        let extra = unit.terms.len() - shared;
        (unit.headline, std::cmp::Reverse(2 * shared as i64 - extra as i64), unit.spans.len(), *member)
    };
    let best = (0..draft.members.len()).min_by_key(plain).unwrap_or(0);
    let doc = draft.doc(best);
    let words: Vec<&str> = draft.unit(best).spans.iter().map(|span| span.of(doc.text())).collect();
    headed(&words.join(" … "))
}

/// Words as a title: on one line, without the "that" that hung them on a cue and the marks around them, a capital
/// first. The witnesses keep them as they stand.
fn headed(words: &str) -> String {
    let single = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let marks = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '"' | '“' | '”' | '„' | '«' | '»');
    let bare = single.trim_matches(marks);
    let bare = bare.strip_prefix("that ").map_or(bare, |rest| rest.trim_start_matches(marks));
    let mut rest = bare.chars();
    let titled: String = rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect();
    match titled.char_indices().nth(TITLE) {
        Some((at, _)) => format!("{}…", &titled[..at]),
        None => titled,
    }
}

/// The headline that shares most with the others.
fn title(pile: &Pile, docs: &[usize]) -> String {
    let mut counts = std::collections::BTreeMap::new();
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
    use super::headed;

    #[test]
    fn a_title_reads_as_a_sentence() {
        assert_eq!(headed("that the quay\nwas sold,"), "The quay was sold");
        assert_eq!(headed("“We saw two of them,”"), "We saw two of them");
        assert_eq!(headed(", and the diary bears her out"), "And the diary bears her out");
        assert_eq!(headed("That bridge fell."), "That bridge fell.");
        assert_eq!(headed("”"), "");
    }
}
