//! Stories: reports of one happening.
//!
//! Each report is a vector of its terms (log frequency times [`Census::weight`], the headline's counted twice), two
//! reports are as alike as the cosine of theirs, less with the days between them; average-link clustering
//! makes the groups. Candidates come from the rarest terms only, so that no pile is compared all with all
//! (topic detection and tracking, Allan et al. 1998, is the task; one setting serves all corpora).

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
    let vectors: Vec<Vector> = census.reports.iter().map(|report| vector(report, census)).collect();
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (b, vector) in vectors.iter().enumerate() {
        let mut near: Vec<usize> = Vec::new();
        for term in telling(vector) {
            let holders = holders.entry(term).or_default();
            if holders.len() < CROWD {
                near.extend(holders.iter());
                holders.push(b);
            }
        }
        near.sort_unstable();
        near.dedup();
        for a in near {
            let score = cosine(&vectors[a], vector) * nearness(&census.reports[a], &census.reports[b]);
            if score >= LEAST {
                pairs.push(Alike { a, b, score });
            }
        }
    }
    pairs
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

fn cosine(a: &Vector, b: &Vector) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x.1 * y.1;
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
