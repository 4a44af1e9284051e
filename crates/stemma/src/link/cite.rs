//! Citations resolved: the report of the cited outlet that is meant, by time and content.
//!
//! Of the reports of the cited outlet that are not later than the citing one, the one is meant that shares most of
//! the rare words of the sentence that cites, and of the whole report. News cites what is new: an older report must share
//! far more. Where none shares enough, the citation stays with the outlet: a lost witness, which `trace` tells.

use rayon::prelude::*;
use std::collections::BTreeSet;

use crate::segment::Sentence;

use super::ask::{Asked, context, distinct};
use super::cited::{Cited, What};
use super::doc::Doc;
use super::rarity::Rarity;
use super::survey::Survey;
use super::weigh::Time;
use super::{Direction, Evidence, Link, LinkKind, Shared};

/// Every citation that a report of the pile answers.
pub(super) fn citations(survey: &Survey, asked: Vec<Asked>) -> Vec<Link> {
    if asked.is_empty() {
        return Vec::new();
    }
    let resolver = Resolver { survey, rarity: Rarity::of(&survey.cards) };
    let mut resolved = resolver.resolved(asked);
    resolved.sort_by_key(|found| (found.citing, found.report));
    let links = resolved.par_chunk_by(|a, b| (a.citing, a.report) == (b.citing, b.report));
    links.map(|same| resolver.link(same)).collect()
}

/// Content in common, from 0 on, below which a report of the cited outlet is not taken to be the one that is meant.
const ENOUGH: f64 = 0.2;
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
    citing: u32,
    report: u32,
    fit: f64,
    place: Cited,
    /// The report cites by itself, and has not taken the citation over with its sentence.
    first_hand: bool,
}

struct Resolver<'a> {
    survey: &'a Survey<'a>,
    rarity: Rarity<'a>,
}

impl Resolver<'_> {
    /// Every citation that is answered. The reports of a cited outlet are looked through together.
    fn resolved(&self, mut asked: Vec<Asked>) -> Vec<Resolved> {
        asked.sort_by_key(|asked| asked.place.what);
        let outlet = |asked: &Asked| match asked.place.what {
            What::Outlet(outlet) => Some(outlet),
            What::Report(_) => None,
        };
        let of_outlets = self.of_outlets();
        let groups = asked.par_chunk_by(|a, b| outlet(a) == outlet(b));
        let of = |group: &[Asked]| -> Vec<Resolved> {
            let reports =
                outlet(&group[0]).map_or(&[][..], |outlet| of_outlets.get(outlet as usize).map_or(&[], Vec::as_slice));
            let holders = Holders::of(&self.rarity, self.survey, reports, group);
            group.par_iter().filter_map(|asked| self.resolve(asked, &holders)).collect()
        };
        groups.flat_map_iter(of).collect()
    }

    /// The reports of each outlet, ascending.
    fn of_outlets(&self) -> Vec<Vec<u32>> {
        let mut all: Vec<Vec<u32>> = Vec::new();
        for (report, card) in (0..).zip(&self.survey.cards) {
            let Some(outlet) = card.outlet.map(|outlet| outlet as usize) else { continue };
            if all.len() <= outlet {
                all.resize(outlet + 1, Vec::new());
            }
            all[outlet].push(report);
        }
        all
    }

    /// The report that a citation means, and how well it fits.
    fn resolve(&self, asked: &Asked, holders: &Holders) -> Option<Resolved> {
        let (citing, place) = (asked.citing, asked.place.clone());
        let outlet = match place.what {
            What::Report(report) => return Some(Resolved { citing, report, fit: 1.0, place, first_hand: true }),
            What::Outlet(outlet) => outlet,
        };
        let first = asked.first;
        let own = self.survey.cards[first as usize].outlet == Some(outlet);
        let first_hand = first == citing && !own;
        let fits = self.may_be_meant(asked, outlet, holders).into_iter().map(|at| (self.fit(asked, at), at));
        // What an outlet took up again itself it need not say again in full.
        let enough = |at: u32| match self.time(at, first) {
            Time::Later(gap) if own && gap <= FRESH => 0.0,
            time => enough(time),
        };
        let fits: Vec<(f64, u32)> = fits.filter(|fit| fit.0 >= enough(fit.1)).collect();
        let best = |when: &dyn Fn(Time) -> bool| {
            let told = fits.iter().filter(|fit| when(self.time(fit.1, first)));
            told.copied().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
        };
        let earlier = match own {
            true => best(&|time| matches!(time, Time::Later(_))),
            false => best(&|time| !matches!(time, Time::Earlier(_)))
                .or_else(|| best(&|time| matches!(time, Time::Earlier(_)))),
        };
        earlier.map(|(fit, report)| Resolved { citing, report, fit: fit.min(1.0), place, first_hand })
    }

    /// The reports of the outlet that have a word of the citing sentence which is not common in the pile, and the parents,
    /// ascending.
    fn may_be_meant(&self, asked: &Asked, outlet: u32, holders: &Holders) -> BTreeSet<u32> {
        let of_outlet = |at: &u32| *at != asked.first && self.survey.cards[*at as usize].outlet == Some(outlet);
        let holders = asked.words.iter().flat_map(|&word| holders.of_word(word));
        holders.chain(asked.parents.iter().copied()).filter(of_outlet).collect()
    }

    /// How well a report fits what is said of it: the words of the citing sentence, the whole, copied passages.
    fn fit(&self, asked: &Asked, cited: u32) -> f64 {
        let near = self.rarity.share(&asked.words, cited);
        let whole = self.rarity.likeness(asked.first, cited);
        let copied = asked.copied.binary_search(&cited).is_ok();
        let bonus = if copied { COPIED } else { 0.0 } + if asked.parents.contains(&cited) { COPIED } else { 0.0 };
        0.5 * near + 0.5 * (whole * 2.5).min(1.0) + bonus
    }

    /// Whether a report says again, in whatever words, what the report that it cites says.
    fn retells(&self, doc: &Doc, cited: u32) -> bool {
        let words = |sentence: &Sentence| {
            let words = doc.words.within(sentence.span);
            (words.len() >= SHORT && words.clone().any(|word| doc.is_own(word))).then(|| distinct(doc, sentence.span))
        };
        let sentences: Vec<Vec<u64>> = doc.of.segmentation.sentences.iter().filter_map(words).collect();
        let told = sentences.iter().filter(|words| self.rarity.share(words, cited) >= RETOLD).count();
        told >= RETELLING.0 && told as f64 >= RETELLING.1 * sentences.len() as f64
    }

    fn time(&self, cited: u32, citing: u32) -> Time {
        Time::between(self.survey.cards[cited as usize].time, self.survey.cards[citing as usize].time)
    }

    /// The link of all places at which one report cites another.
    fn link(&self, places: &[Resolved]) -> Link {
        let (cited, citing) = (places[0].report, places[0].citing);
        let [held, holding] = [cited, citing].map(|report| self.survey.take(report));
        let (x, y) = (self.survey.ready(cited, &held), self.survey.ready(citing, &holding));
        let score = places.iter().map(|place| place.fit).fold(0.0, f64::max);
        let shown = places.iter().filter_map(|place| place.place.span).take(SHOWN);
        let evidence = shown.map(|span| Evidence {
            from_span: self.rarity.nearest(&x, &distinct(&y, context(&y, span))),
            to_span: span,
            what: Shared::Narrative,
        });
        let first_hand = places.iter().any(|place| place.first_hand);
        Link {
            from: x.id().to_string(),
            to: y.id().to_string(),
            kind: LinkKind::Citation,
            direction: match self.time(cited, citing) {
                Time::Later(_) if score >= SURE => Direction::Sure,
                Time::Earlier(_) => Direction::Unknown,
                _ => Direction::Likely,
            },
            score: (score * 100.0).round() / 100.0,
            parent: first_hand && self.retells(&y, cited),
            reasons: places.iter().take(SHOWN).map(|place| reason(&x, &y, &place.place)).collect(),
            evidence: evidence.collect(),
        }
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

/// Places of one report that a link shows at most.
const SHOWN: usize = 3;

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

/// Which reports of one outlet have the words that are asked for, common ones left out.
struct Holders(Vec<(u64, u32)>);

/// A word that stands in more reports of the pile says nothing of which one is meant.
const COMMON: u32 = 256;

impl Holders {
    fn of(rarity: &Rarity, survey: &Survey, reports: &[u32], asked: &[Asked]) -> Self {
        let mut wanted: Vec<u64> = asked.iter().flat_map(|asked| asked.words.iter().copied()).collect();
        wanted.sort_unstable();
        wanted.dedup();
        wanted.retain(|&word| rarity.count(word) <= COMMON);
        let of = |&report: &u32| {
            let words = survey.cards[report as usize].words.iter().copied();
            words.filter(|word| wanted.binary_search(word).is_ok()).map(move |word| (word, report)).collect::<Vec<_>>()
        };
        let mut held: Vec<(u64, u32)> = reports.iter().flat_map(of).collect();
        held.sort_unstable();
        Holders(held)
    }

    fn of_word(&self, word: u64) -> impl Iterator<Item = u32> + '_ {
        let from = self.0.partition_point(|holder| holder.0 < word);
        self.0[from..].iter().take_while(move |holder| holder.0 == word).map(|holder| holder.1)
    }
}
