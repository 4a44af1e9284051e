//! Citations resolved: the report of the cited outlet that is meant, by time and content.
//!
//! Of the reports of the cited outlet that are not later than the citing one, the one is meant that shares most of
//! the rare words of the sentence that cites, and of the whole report (weights of rarity after Spärck Jones 1972). News
//! cites what is new: an older report must share far more.
//! Where none shares enough, the citation stays with the outlet: a lost witness, which `trace` tells.

use std::collections::BTreeMap;

use crate::Span;
use crate::segment::Sentence;

use super::cited::{Cited, Index, What};
use super::doc::Doc;
use super::pile::Pile;
use super::weigh::Time;
use super::{Direction, Evidence, Link, LinkKind, Shared};

/// Every citation that a report of the pile answers. `parents` holds the stemma: each report's parents.
pub(super) fn citations(pile: &Pile, parents: &BTreeMap<u32, Vec<u32>>) -> Vec<Link> {
    let index = Index::of(pile);
    let cited: Vec<(u32, Vec<Cited>)> = (0..pile.docs.len() as u32)
        .map(|at| (at, index.cited(pile, at)))
        .filter(|(_, cited)| !cited.is_empty())
        .collect();
    if cited.is_empty() {
        return Vec::new();
    }
    let resolver = Resolver { pile, rarity: Rarity::of(pile), parents };
    let mut links = Vec::new();
    for (citing, places) in cited {
        let mut resolved: Vec<Resolved> =
            places.into_iter().filter_map(|place| resolver.resolve(citing, place)).collect();
        resolved.sort_by_key(|found| found.report);
        links.extend(resolved.chunk_by(|a, b| a.report == b.report).map(|same| resolver.link(citing, same)));
    }
    links
}

/// Content in common, from 0 on, below which a report of the cited outlet is not taken to be the one that is meant.
const ENOUGH: f64 = 0.28;
/// The same for one that lies further from the citing report than news is cited.
const ENOUGH_FAR: f64 = 0.8;
/// Minutes within which news is cited: three days.
const FRESH: i64 = 3 * 1440;
/// The same for one that gives itself a later time than the report that cites it: a page that was updated.
const ENOUGH_LATER: f64 = 0.4;
/// The same from which there is no doubt which report is meant.
const SURE: f64 = 0.5;
/// What a copied passage adds to content in common.
const COPIED: f64 = 0.5;

/// Of the weight of a sentence's words, the share that the cited report has too, where the sentence says the same.
const RETOLD: f64 = 0.36;
/// Sentences that say the same, and the share of all, which make a report a retelling.
const RETELLING: (usize, f64) = (3, 1.0 / 3.0);
/// A sentence of fewer words says too little to be retold.
const SHORT: usize = 5;

/// A citation with the report that it means.
struct Resolved {
    report: u32,
    fit: f64,
    place: Cited,
    /// The report cites by itself, and has not taken the citation over with its sentence.
    first_hand: bool,
}

struct Resolver<'a> {
    pile: &'a Pile<'a>,
    rarity: Rarity,
    parents: &'a BTreeMap<u32, Vec<u32>>,
}

impl Resolver<'_> {
    /// The report that a citation means, and how well it fits.
    fn resolve(&self, citing: u32, place: Cited) -> Option<Resolved> {
        let outlet = match place.what {
            What::Report(report) => return Some(Resolved { report, fit: 1.0, place, first_hand: true }),
            What::Outlet(outlet) => outlet,
        };
        let (first, span) = self.first_citing(citing, outlet, place.span?);
        let (handed, citing) = (first != citing, first);
        let words = distinct(&self.pile.docs[citing as usize], context(&self.pile.docs[citing as usize], span));
        let own = self.pile.outlets[citing as usize] == Some(outlet);
        let first_hand = !handed && !own;
        let of_outlet = self
            .may_be_meant(citing, &words)
            .into_iter()
            .filter(|&at| at != citing && self.pile.outlets[at as usize] == Some(outlet));
        let fits = of_outlet.map(|at| (self.fit(citing, at, &words), at));
        // What an outlet took up again itself it need not say again in full.
        let enough = |at: u32| match time(self.pile, at, citing) {
            Time::Later(gap) if own && gap <= FRESH => 0.0,
            time => enough(time),
        };
        let fits: Vec<(f64, u32)> = fits.filter(|fit| fit.0 >= enough(fit.1)).collect();
        let best = |when: &dyn Fn(Time) -> bool| {
            let told = fits.iter().filter(|fit| when(time(self.pile, fit.1, citing)));
            told.copied().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
        };
        let earlier = match own {
            true => best(&|time| matches!(time, Time::Later(_))),
            false => best(&|time| !matches!(time, Time::Earlier(_)))
                .or_else(|| best(&|time| matches!(time, Time::Earlier(_)))),
        };
        earlier.map(|(fit, report)| Resolved { report, fit: fit.min(1.0), place, first_hand })
    }

    /// The reports that have a word of the citing sentence which is not common in the pile, and the parents, ascending.
    fn may_be_meant(&self, citing: u32, words: &[u64]) -> Vec<u32> {
        let parents = self.parents.get(&citing).into_iter().flatten().copied();
        let mut reports: Vec<u32> =
            words.iter().flat_map(|&word| self.rarity.holders(word)).map(|holder| holder.1).chain(parents).collect();
        reports.sort_unstable();
        reports.dedup();
        reports
    }

    /// How well a report fits what is said of it: the words of the citing sentence, the whole, copied passages.
    fn fit(&self, citing: u32, cited: u32, words: &[u64]) -> f64 {
        let copied = self.pile.relation(cited, citing).is_some_and(|relation| relation.is_copy());
        let parent = self.parents.get(&citing).is_some_and(|parents| parents.contains(&cited));
        let near = self.rarity.share(words, &self.rarity.words[cited as usize]);
        let whole = self.rarity.likeness(citing, cited);
        let bonus = if copied { COPIED } else { 0.0 } + if parent { COPIED } else { 0.0 };
        0.5 * near + 0.5 * (whole * 2.5).min(1.0) + bonus
    }

    /// Whether a report says again, in whatever words, what the report that it cites says.
    fn retells(&self, citing: u32, cited: u32) -> bool {
        let doc = &self.pile.docs[citing as usize];
        let words = |sentence: &Sentence| {
            let words = doc.words.within(sentence.span);
            (words.len() >= SHORT && words.clone().any(|word| doc.is_own(word))).then(|| distinct(doc, sentence.span))
        };
        let sentences: Vec<Vec<u64>> = doc.of.segmentation.sentences.iter().filter_map(words).collect();
        let told = |words: &&Vec<u64>| self.rarity.share(words, &self.rarity.words[cited as usize]) >= RETOLD;
        let told = sentences.iter().filter(told).count();
        told >= RETELLING.0 && told as f64 >= RETELLING.1 * sentences.len() as f64
    }

    /// A citation that was taken over with its sentence means what it meant where it stood first.
    fn first_citing(&self, citing: u32, outlet: u32, span: Span) -> (u32, Span) {
        let word = self.pile.docs[citing as usize].words.within(span).start;
        let from = self.parents.get(&citing).into_iter().flatten().find_map(|&parent| {
            let relation = self.pile.relation(parent, citing)?;
            let passage = relation.passages.iter().find(|passage| passage.b.contains(&word))?;
            let doc = &self.pile.docs[parent as usize];
            let mut there = self.pile.credits[parent as usize].iter().filter(|credit| credit.outlet == outlet);
            let credit = there.find(|credit| passage.a.contains(&doc.words.within(credit.span).start))?;
            Some((parent, credit.span))
        });
        from.unwrap_or((citing, span))
    }
}

/// What a report must have in common with one that cites it, by how their times lie.
fn enough(time: Time) -> f64 {
    match time {
        Time::Later(gap) | Time::Earlier(gap) if gap > FRESH => ENOUGH_FAR,
        Time::Earlier(_) => ENOUGH_LATER,
        _ => ENOUGH,
    }
}

fn time(pile: &Pile, cited: u32, citing: u32) -> Time {
    Time::between(pile.docs[cited as usize].time, pile.docs[citing as usize].time)
}

/// The sentence that cites, with the one behind where it ends in a colon; the words around where the text has no
/// sentence there.
fn context(doc: &Doc, span: Span) -> Span {
    let sentences = &doc.of.segmentation.sentences;
    let at = sentences.partition_point(|sentence| sentence.span.end <= span.start);
    let Some(sentence) = sentences.get(at).filter(|sentence| sentence.span.overlaps(span)) else { return span };
    let announces = sentence.span.of(doc.text()).trim_end().ends_with(':');
    match sentences.get(at + 1).filter(|_| announces) {
        Some(behind) => Span::new(sentence.span.start, behind.span.end),
        None => sentence.span,
    }
}

/// Places of one report that a link shows at most.
const SHOWN: usize = 3;

impl Resolver<'_> {
    fn link(&self, citing: u32, places: &[Resolved]) -> Link {
        let cited = places[0].report;
        let (x, y) = (&self.pile.docs[cited as usize], &self.pile.docs[citing as usize]);
        let score = places.iter().map(|place| place.fit).fold(0.0, f64::max);
        let shown = places.iter().filter_map(|place| place.place.span).take(SHOWN);
        let evidence = shown.map(|span| Evidence {
            from_span: self.rarity.nearest(x, &distinct(y, context(y, span))),
            to_span: span,
            what: Shared::Narrative,
        });
        let first_hand = places.iter().any(|place| place.first_hand);
        Link {
            from: x.id().to_string(),
            to: y.id().to_string(),
            kind: LinkKind::Citation,
            direction: match time(self.pile, cited, citing) {
                Time::Later(_) if score >= SURE => Direction::Sure,
                Time::Earlier(_) => Direction::Unknown,
                _ => Direction::Likely,
            },
            score: (score * 100.0).round() / 100.0,
            parent: first_hand && self.retells(citing, cited),
            reasons: places.iter().take(SHOWN).map(|place| reason(x, y, &place.place)).collect(),
            evidence: evidence.collect(),
        }
    }
}

fn reason(cited: &Doc, citing: &Doc, place: &Cited) -> String {
    let words = place.span.map_or("", |span| span.of(citing.text()));
    match place.what {
        What::Report(_) if words.is_empty() => format!("It links to the address of {}.", cited.id()),
        What::Report(_) => format!("It links to the address of {}, at “{words}”.", cited.id()),
        What::Outlet(_) => {
            format!("It names “{words}”, and of that outlet's reports {} says most of the same.", cited.id())
        }
    }
}

/// The distinct words of a span, ascending by hash.
fn distinct(doc: &Doc, span: Span) -> Vec<u64> {
    sorted(doc.words.hashes[doc.words.within(span)].to_vec())
}

fn sorted(mut words: Vec<u64>) -> Vec<u64> {
    words.sort_unstable();
    words.dedup();
    words
}

/// How rare each word of the pile is.
struct Rarity {
    /// Distinct words of each report, ascending.
    words: Vec<Vec<u64>>,
    /// Weight of each word, ascending by word.
    weights: Vec<(u64, f64)>,
    /// Length of each report as a vector of weights.
    norms: Vec<f64>,
    /// Words that are not common, each with the reports that have it, ascending.
    holders: Vec<(u64, u32)>,
}

/// A word that stands in more reports says nothing of which one is meant.
const COMMON: usize = 256;

impl Rarity {
    fn of(pile: &Pile) -> Self {
        let words: Vec<Vec<u64>> = pile.docs.iter().map(|doc| sorted(doc.words.hashes.clone())).collect();
        let of = |(at, words): (u32, &Vec<u64>)| words.iter().map(|&word| (word, at)).collect::<Vec<_>>();
        let mut all: Vec<(u64, u32)> = (0..).zip(&words).flat_map(of).collect();
        all.sort_unstable();
        let reports = words.len() as f64;
        let by_word = || all.chunk_by(|a, b| a.0 == b.0);
        let weights = by_word().map(|same| (same[0].0, (1.0 + reports / same.len() as f64).ln())).collect();
        let holders = by_word().filter(|same| same.len() <= COMMON).flatten().copied().collect();
        let mut rarity = Rarity { weights, words, norms: Vec::new(), holders };
        rarity.norms = rarity.words.iter().map(|words| rarity.squares(words).sqrt()).collect();
        rarity
    }

    /// The reports that have a word, unless they are many.
    fn holders(&self, word: u64) -> &[(u64, u32)] {
        let from = self.holders.partition_point(|holder| holder.0 < word);
        let count = self.holders[from..].iter().take_while(|holder| holder.0 == word).count();
        &self.holders[from..from + count]
    }

    fn weight(&self, word: u64) -> f64 {
        self.weights.binary_search_by_key(&word, |weight| weight.0).map_or(0.0, |at| self.weights[at].1)
    }

    fn squares(&self, words: &[u64]) -> f64 {
        words.iter().map(|&word| self.weight(word).powi(2)).sum()
    }

    /// The share of the first words' weight that the second have too.
    fn share(&self, words: &[u64], of: &[u64]) -> f64 {
        let all: f64 = words.iter().map(|&word| self.weight(word)).sum();
        let both: f64 = words.iter().filter(|word| of.binary_search(word).is_ok()).map(|&word| self.weight(word)).sum();
        if all > 0.0 { both / all } else { 0.0 }
    }

    /// Cosine of two reports.
    fn likeness(&self, a: u32, b: u32) -> f64 {
        let (x, y) = (&self.words[a as usize], &self.words[b as usize]);
        let both: f64 =
            x.iter().filter(|word| y.binary_search(word).is_ok()).map(|&word| self.weight(word).powi(2)).sum();
        both / (self.norms[a as usize] * self.norms[b as usize]).max(f64::MIN_POSITIVE)
    }

    /// The sentence of a report that shares most with some words; the whole text where it has no sentences.
    fn nearest(&self, doc: &Doc, words: &[u64]) -> Span {
        let shared = |span: Span| {
            let own = distinct(doc, span);
            let both: f64 =
                own.iter().filter(|word| words.binary_search(word).is_ok()).map(|&word| self.weight(word)).sum();
            both / (own.len() as f64 + 8.0).sqrt()
        };
        let own = |span: &Span| doc.words.within(*span).any(|word| doc.is_own(word));
        let sentences = doc.of.segmentation.sentences.iter().map(|sentence| sentence.span).filter(own);
        let best = sentences.map(|span| (shared(span), span)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        best.map_or(Span::new(0, doc.text().len()), |best| best.1)
    }
}
