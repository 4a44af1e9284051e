//! Standing text: sentences that one outlet puts into reports of different weeks. They belong to the page or to the
//! archive ("the conflict began in 2011"), and nobody witnesses anything by them.
//!
//! Learned from the pile itself, as boilerplate is in near-duplicate work (Broder 1997 had to drop it by hand).

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::words::RawWord;
use crate::segment::Sentence;
use crate::{Annotated, Span};

/// Fewest reports that a standing sentence is in.
const REPORTS: u32 = 3;
/// Fewest words of it.
const WORDS: usize = 4;
/// Fewest days between its first report and its last; an outlet's own updates are nearer.
const DAYS: i64 = 7;

/// Sentences of the pile by their wording; in the end those that stand.
#[derive(Debug, Default)]
pub(super) struct Standing {
    seen: BTreeMap<Wording, Seen>,
}

/// The stems of a sentence as one number, of 128 bits: what has the same is the same.
type Wording = u128;

/// The sentences of one report.
pub(super) struct Met {
    outlet: u64,
    minutes: (i64, i64),
    wordings: Vec<Wording>,
}

impl Met {
    /// Of a report with these words; one without outlet or date tells nothing.
    pub fn of(source: &Annotated, words: &[RawWord]) -> Option<Self> {
        let (outlet, at) = (source.report.outlet_name()?, source.report.published_at()?);
        let wordings = sentences(source, words).map(|(_, wording)| wording).collect();
        Some(Met { outlet: number([outlet].into_iter()) as u64, minutes: at.minutes(), wordings })
    }
}

/// Where a sentence was met.
#[derive(Debug)]
struct Seen {
    /// The outlet, as a number; `None` once a second one has it.
    outlet: Option<u64>,
    last_report: u32,
    reports: u32,
    /// The latest minute of the first report and the earliest of the last.
    from: i64,
    to: i64,
}

impl Standing {
    /// Takes in the sentences of the report of this number. Reports come in the order of their numbers.
    pub fn see(&mut self, report_number: u32, met: Met) {
        let (earliest, latest) = met.minutes;
        for wording in met.wordings {
            let seen = self.seen.entry(wording).or_insert_with(|| Seen {
                outlet: Some(met.outlet),
                last_report: report_number,
                reports: 1,
                from: latest,
                to: earliest,
            });
            seen.outlet = seen.outlet.filter(|&first| first == met.outlet);
            seen.from = seen.from.min(latest);
            seen.to = seen.to.max(earliest);
            seen.reports += u32::from(seen.last_report != report_number);
            seen.last_report = report_number;
        }
    }

    /// Forgets what does not stand.
    pub fn settle(&mut self) {
        self.seen.retain(|_, seen| seen.stands());
    }

    /// The sentences of a report with these words that stand, sorted.
    pub fn of(&self, source: &Annotated, words: &[RawWord]) -> Vec<usize> {
        if self.seen.is_empty() || source.report.outlet_name().is_none() || source.report.published_at().is_none() {
            return Vec::new();
        }
        let stands = |(at, wording): (usize, Wording)| self.seen.contains_key(&wording).then_some(at);
        sentences(source, words).filter_map(stands).collect()
    }
}

impl Seen {
    fn stands(&self) -> bool {
        self.reports >= REPORTS && self.outlet.is_some() && self.to - self.from >= DAYS * 24 * 60
    }
}

/// Indices and wordings of the sentences that are long enough.
fn sentences<'w>(source: &'w Annotated, words: &'w [RawWord]) -> impl Iterator<Item = (usize, Wording)> + 'w {
    let within = |span: Span| {
        let from = words.partition_point(|word| word.span.start < span.start);
        let to = words.partition_point(|word| word.span.end <= span.end);
        &words[from..to.max(from)]
    };
    let of = move |(at, sentence): (usize, &Sentence)| {
        let words = within(sentence.span);
        (words.len() >= WORDS).then(|| (at, number(words.iter().map(|word| word.stem.as_str()))))
    };
    source.segmentation.sentences.iter().enumerate().filter_map(of)
}

fn number<'w>(words: impl Iterator<Item = &'w str>) -> Wording {
    let mut hash = Sha256::new();
    words.for_each(|word| {
        hash.update(word.as_bytes());
        hash.update([0]);
    });
    hash.finalize().iter().take(16).fold(0, |number, &byte| number << 8 | Wording::from(byte))
}

#[cfg(test)]
mod tests {
    use crate::trace::pile::whole;
    use crate::trace::tests::report;

    fn standing(days: [&str; 3], outlets: [&str; 3]) -> Vec<bool> {
        let text = "The conflict began with protests in Sarn. Today it rained.";
        let made = |at: usize| report(&format!("r{at}"), outlets[at], days[at], text).done();
        let annotated = [made(0), made(1), made(2)];
        whole(&annotated, |pile| pile.docs.iter().map(|doc| doc.is_standing(0)).collect())
    }

    #[test]
    fn a_sentence_of_many_weeks_stands_and_one_of_a_day_does_not() {
        let weeks = ["2031-03-04", "2031-03-14", "2031-04-04"];
        assert_eq!(standing(weeks, ["Herald"; 3]), [true; 3]);
        assert_eq!(standing(["2031-03-04"; 3], ["Herald"; 3]), [false; 3]);
        assert_eq!(standing(weeks, ["Herald", "Courier", "Herald"]), [false; 3]);
    }
}
