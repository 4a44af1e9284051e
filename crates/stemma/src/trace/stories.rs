//! Stories: reports of one happening.
//!
//! Each report is a vector of its terms (log frequency times [`Census::weight`], the headline's counted twice), two
//! reports are as alike as the cosine of theirs, less with the days between them; average-link clustering
//! makes the groups. Candidates come from the rarest terms only, by way of the lists of their holders, so that no pile is
//! compared all with all
//! (topic detection and tracking, Allan et al. 1998, is the task; one setting serves all corpora).

use rayon::prelude::*;
use std::cmp::Ordering;

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
const CROWD: u32 = 1000;
/// Of the likeness that two reports need, what telling terms alone must show before the rest is looked at.
const COMMON: f32 = 0.02;

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

/// Pairs of reports that share telling terms, with their likeness.
fn alike(census: &Census) -> Vec<Alike> {
    let vectors: Vec<Vector> = census.reports.par_iter().map(|report| vector(report, census)).collect();
    let telling: Vec<Vector> = vectors.par_iter().map(telling).collect();
    let holders = Holders::of(&telling);
    let pairs = |sums: &mut Sums, b: usize| {
        let near = sums.near(&telling[b], &holders, b).into_iter().map(|a| {
            let score = cosine(&vectors[a], &vectors[b]) * nearness(&census.reports[a], &census.reports[b]);
            Alike { a, b, score }
        });
        near.filter(|pair| pair.score >= LEAST).collect::<Vec<_>>()
    };
    let new = || Sums { of: vec![0.0; vectors.len()], met: Vec::new() };
    (0..vectors.len()).into_par_iter().map_init(new, pairs).flatten_iter().collect()
}

/// For each telling term the first reports that have it, with the share that it has of them; later ones look for no
/// others by it.
struct Holders {
    /// Per term: where its holders begin among all.
    starts: Vec<u32>,
    /// Ascending within a term.
    all: Vec<(u32, f32)>,
}

impl Holders {
    fn of(telling: &[Vector]) -> Self {
        let terms =
            telling.iter().flat_map(|terms| terms.iter()).map(|&(term, _)| term as usize + 1).max().unwrap_or(0);
        let mut counts = vec![0_u32; terms + 1];
        telling.iter().flat_map(|terms| terms.iter()).for_each(|&(term, _)| {
            let count = &mut counts[term as usize + 1];
            *count = (*count + 1).min(CROWD);
        });
        (1..counts.len()).for_each(|term| counts[term] += counts[term - 1]);
        let (starts, mut next) = (counts.clone(), counts);
        let mut all = vec![(0, 0.0); starts.last().map_or(0, |&end| end as usize)];
        for (report, terms) in (0..).zip(telling) {
            for &(term, share) in terms {
                let at = &mut next[term as usize];
                if *at < starts[term as usize + 1] {
                    all[*at as usize] = (report, share);
                    *at += 1;
                }
            }
        }
        Holders { starts, all }
    }

    /// The holders of a term that come before a report which is one of them; none for one that is not.
    fn before(&self, term: u32, report: usize) -> &[(u32, f32)] {
        let holders = &self.all[self.starts[term as usize] as usize..self.starts[term as usize + 1] as usize];
        match holders.binary_search_by_key(&(report as u32), |holder| holder.0) {
            Ok(at) => &holders[..at],
            Err(_) => &[],
        }
    }
}

/// What each report has in common with one by telling terms alone.
struct Sums {
    of: Vec<f32>,
    met: Vec<u32>,
}

impl Sums {
    /// The reports before `b` that have enough in common with it, ascending; leaves the sums empty.
    fn near(&mut self, telling: &[(u32, f32)], holders: &Holders, b: usize) -> Vec<usize> {
        for &(term, own) in telling {
            for &(report, share) in holders.before(term, b) {
                let sum = &mut self.of[report as usize];
                if *sum == 0.0 {
                    self.met.push(report);
                }
                *sum += own * share;
            }
        }
        let mut near: Vec<usize> = Vec::new();
        for report in self.met.drain(..) {
            let sum = std::mem::take(&mut self.of[report as usize]);
            if sum >= COMMON {
                near.push(report as usize);
            }
        }
        near.sort_unstable();
        near
    }
}

/// Terms with their shares of a length of one, in the order of terms.
type Vector = Box<[(u32, f32)]>;

/// What a tenth of the pile has counts to the length and to nothing else: the pile's common subject makes no story.
fn vector(report: &Counted, census: &Census) -> Vector {
    let share = |&(term, count): &(u32, u32)| (term, (1.0 + f64::from(count).ln()) * census.weight(term).max(0.0));
    let shares: Vec<(u32, f64)> = report.terms.iter().map(share).collect();
    let length = shares.iter().map(|(_, share)| share * share).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
    let common = (census.reports.len() / 10).max(50) as u32;
    let shares = shares.into_iter().filter(|&(term, _)| census.holders.of(term) <= common);
    shares.map(|(term, share)| (term, (share / length) as f32)).collect()
}

/// The greatest shares, in the order of their size.
fn telling(vector: &Vector) -> Vector {
    let mut sorted = vector.to_vec();
    sorted.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    sorted.truncate(TELLING);
    sorted.into()
}

/// The cosine of two vectors of length one.
fn cosine(a: &Vector, b: &Vector) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                sum += f64::from(a[i].1) * f64::from(b[j].1);
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// 1 on one day or where a date is not known, one half after [`HALF_DAYS`].
fn nearness(a: &Counted, b: &Counted) -> f64 {
    let (Some(a), Some(b)) = (a.minutes, b.minutes) else { return 1.0 };
    let apart = (a.0 - b.1).max(b.0 - a.1).max(0) as f64 / 1440.0;
    1.0 / (1.0 + apart / HALF_DAYS)
}
