//! Stories: reports of one happening.
//!
//! Each report is a vector of its terms (log frequency times [`Census::weight`], the headline's counted twice), two
//! reports are as alike as the cosine of theirs, less with the days between them; average-link clustering
//! makes the groups. Candidates come from the rarest terms only, so that no pile is compared all with all
//! (topic detection and tracking, Allan et al. 1998, is the task; one setting serves all corpora).

use rayon::prelude::*;
use std::collections::BTreeMap;

use super::census::{Census, Counted};
use super::groups::{Alike, Sets, average_link};
use crate::link::{Link, LinkKind};

/// Mean likeness from which two groups are one story.
const THRESHOLD: f64 = 0.112;
/// Likeness below this is nothing.
const LEAST: f64 = 0.05;
/// Days after which likeness counts half.
const HALF_DAYS: f64 = 60.0;
/// How many of a report's most telling terms look for other reports.
const TELLING: usize = 50;
/// A term that more reports have looks for no others.
const CROWD: usize = 1000;

/// Groups of report indices, each sorted, in the order of their first reports.
pub(super) fn stories(census: &Census, links: &[Link]) -> Vec<Vec<usize>> {
    average_link(linked(census, links), &alike(census), THRESHOLD)
}

/// A copy and its original, a citation and the report that it cites are of one story, unless months lie between them: what
/// old reports share with new ones is background and page furniture.
fn linked(census: &Census, links: &[Link]) -> Sets {
    let mut sets = Sets::new(census.reports.len());
    for link in links.iter().filter(|link| link.kind.is_copy() || link.kind == LinkKind::Citation) {
        if let (Some(from), Some(to)) = (census.find(&link.from), census.find(&link.to))
            && nearness(&census.reports[from], &census.reports[to]) > 0.5
        {
            sets.join(from, to);
        }
    }
    sets
}

/// Pairs of reports that share a telling term, with their likeness.
fn alike(census: &Census) -> Vec<Alike> {
    let vectors: Vec<Vector> = census.reports.par_iter().map(|report| vector(report, census)).collect();
    let telling: Vec<Vec<u32>> = vectors.par_iter().map(telling).collect();
    let holders = holders(&telling);
    let near = |b: usize| {
        let lists = telling[b].iter().filter_map(|term| holders.get(term));
        let before = lists.filter_map(|list| Some(&list[..list.binary_search(&b).ok()?]));
        let mut near: Vec<usize> = before.flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near
    };
    let pairs = |spread: &mut Vec<f64>, b: usize| {
        put(spread, &vectors[b], |share| share);
        let score = |a: usize| cosine(&vectors[a], spread) * nearness(&census.reports[a], &census.reports[b]);
        let found: Vec<Alike> = near(b).into_iter().map(|a| Alike { a, b, score: score(a) }).collect();
        put(spread, &vectors[b], |_| 0.0);
        found.into_iter().filter(|pair| pair.score >= LEAST).collect::<Vec<_>>()
    };
    let (reports, terms) = (0..vectors.len(), census.terms());
    reports.into_par_iter().map_init(|| vec![0.0; terms], pairs).flatten_iter().collect()
}

/// For each telling term the first reports that have it; later ones look for no others by it.
fn holders(telling: &[Vec<u32>]) -> BTreeMap<u32, Vec<usize>> {
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (report, terms) in telling.iter().enumerate() {
        for &term in terms {
            let holders = holders.entry(term).or_default();
            if holders.len() < CROWD {
                holders.push(report);
            }
        }
    }
    holders
}

/// Terms with their shares of a length of one, in the order of terms.
type Vector = Vec<(u32, f64)>;

/// What a tenth of the pile has counts to the length and to nothing else: the pile's common subject makes no story.
fn vector(report: &Counted, census: &Census) -> Vector {
    let share = |&(term, count): &(u32, u32)| (term, (1.0 + f64::from(count).ln()) * census.weight(term).max(0.0));
    let mut vector: Vector = report.terms.iter().map(share).collect();
    let length = vector.iter().map(|(_, share)| share * share).sum::<f64>().sqrt();
    let common = (census.reports.len() / 10).max(50) as u32;
    vector.retain(|&(term, _)| census.holders.of(term) <= common);
    vector.iter_mut().for_each(|(_, share)| *share /= length.max(f64::MIN_POSITIVE));
    vector
}

fn telling(vector: &Vector) -> Vec<u32> {
    let mut sorted: Vec<&(u32, f64)> = vector.iter().collect();
    sorted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    sorted.into_iter().take(TELLING).map(|&(term, _)| term).collect()
}

/// Writes the shares of a vector over the terms of the pile.
fn put(spread: &mut [f64], vector: &Vector, share: impl Fn(f64) -> f64) {
    vector.iter().for_each(|&(term, own)| spread[term as usize] = share(own));
}

/// The cosine of two vectors of length one, the second spread over the terms of the pile.
fn cosine(a: &Vector, spread: &[f64]) -> f64 {
    a.iter().map(|&(term, share)| share * spread[term as usize]).sum()
}

/// 1 on one day or where a date is not known, one half after [`HALF_DAYS`].
fn nearness(a: &Counted, b: &Counted) -> f64 {
    let (Some(a), Some(b)) = (a.minutes, b.minutes) else { return 1.0 };
    let apart = (a.0 - b.1).max(b.0 - a.1).max(0) as f64 / 1440.0;
    1.0 / (1.0 + apart / HALF_DAYS)
}
