//! Citations resolved: the report of the cited outlet that is meant, by time and content.
//!
//! Of the reports of the cited outlet that are not later than the citing one, the one is meant that shares most of
//! the rare words of the sentence that cites, and of the whole report (weights of rarity after Spärck Jones 1972).
//! Where none shares enough, the citation stays with the outlet: a lost witness, which `trace` tells.

use crate::Span;

use super::cited::{Cited, Index, What};
use super::doc::Doc;
use super::pile::Pile;
use super::weigh::Time;
use super::{Direction, Evidence, Link, LinkKind, Shared};

/// Every citation that a report of the pile answers.
pub(super) fn citations(pile: &Pile) -> Vec<Link> {
    let index = Index::of(pile);
    let cited: Vec<(u32, Vec<Cited>)> = (0..pile.docs.len() as u32)
        .map(|at| (at, index.cited(pile, at)))
        .filter(|(_, cited)| !cited.is_empty())
        .collect();
    if cited.is_empty() {
        return Vec::new();
    }
    let rarity = Rarity::of(pile);
    let mut links = Vec::new();
    for (citing, places) in cited {
        let mut resolved: Vec<(u32, f64, Cited)> =
            places.into_iter().filter_map(|place| resolve(pile, &rarity, citing, place)).collect();
        resolved.sort_by_key(|found| found.0);
        links.extend(resolved.chunk_by(|a, b| a.0 == b.0).map(|same| link(pile, &rarity, citing, same)));
    }
    links
}

/// Content in common, 0 to 1, below which a report of the cited outlet is not taken to be the one that is meant.
const ENOUGH: f64 = 0.25;
/// What a copied passage adds to content in common.
const COPIED: f64 = 0.5;

/// The report that a citation means, and how well it fits.
fn resolve(pile: &Pile, rarity: &Rarity, citing: u32, place: Cited) -> Option<(u32, f64, Cited)> {
    let outlet = match place.what {
        What::Report(report) => return Some((report, 1.0, place)),
        What::Outlet(outlet) => outlet,
    };
    let doc = &pile.docs[citing as usize];
    let context = context(doc, place.span?);
    let fits = |at: u32| {
        let copied = pile.relation(at, citing).is_some_and(|relation| relation.is_copy());
        let near = rarity.share(&distinct(doc, context), &rarity.words[at as usize]);
        let whole = rarity.likeness(citing, at);
        let bonus = if copied { COPIED } else { 0.0 };
        (0.5 * near + 0.5 * (whole * 2.5).min(1.0) + bonus).min(1.0)
    };
    let of_outlet = (0..pile.docs.len() as u32).filter(|&at| at != citing && pile.outlets[at as usize] == Some(outlet));
    let earlier = of_outlet.filter(|&at| !matches!(time(pile, at, citing), Time::Earlier(_)));
    let best = earlier.map(|at| (fits(at), at)).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
    (best.0 >= ENOUGH).then_some((best.1, best.0, place))
}

fn time(pile: &Pile, cited: u32, citing: u32) -> Time {
    Time::between(pile.docs[cited as usize].time, pile.docs[citing as usize].time)
}

/// The sentence that cites; the words around where the text has no sentence there.
fn context(doc: &Doc, span: Span) -> Span {
    let sentences = &doc.of.segmentation.sentences;
    let at = sentences.partition_point(|sentence| sentence.span.end <= span.start);
    sentences.get(at).filter(|sentence| sentence.span.overlaps(span)).map_or(span, |sentence| sentence.span)
}

/// Places of one report that a link shows at most.
const SHOWN: usize = 3;

fn link(pile: &Pile, rarity: &Rarity, citing: u32, places: &[(u32, f64, Cited)]) -> Link {
    let cited = places[0].0;
    let (x, y) = (&pile.docs[cited as usize], &pile.docs[citing as usize]);
    let score = places.iter().map(|place| place.1).fold(0.0, f64::max);
    let shown = places.iter().filter_map(|place| place.2.span).take(SHOWN);
    let evidence = shown.map(|span| Evidence {
        from_span: rarity.nearest(x, &distinct(y, context(y, span))),
        to_span: span,
        what: Shared::Narrative,
    });
    Link {
        from: x.id().to_string(),
        to: y.id().to_string(),
        kind: LinkKind::Citation,
        direction: if matches!(time(pile, cited, citing), Time::Later(_)) {
            Direction::Sure
        } else {
            Direction::Likely
        },
        score: (score * 100.0).round() / 100.0,
        parent: false,
        reasons: places.iter().take(SHOWN).map(|place| reason(x, y, &place.2)).collect(),
        evidence: evidence.collect(),
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
}

impl Rarity {
    fn of(pile: &Pile) -> Self {
        let words: Vec<Vec<u64>> = pile.docs.iter().map(|doc| sorted(doc.words.hashes.clone())).collect();
        let mut all: Vec<u64> = words.iter().flatten().copied().collect();
        all.sort_unstable();
        let reports = words.len() as f64;
        let weights = all.chunk_by(|a, b| a == b).map(|same| (same[0], (1.0 + reports / same.len() as f64).ln()));
        let mut rarity = Rarity { weights: weights.collect(), words, norms: Vec::new() };
        rarity.norms = rarity.words.iter().map(|words| rarity.squares(words).sqrt()).collect();
        rarity
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
