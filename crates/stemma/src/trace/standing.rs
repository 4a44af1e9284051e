//! Standing text: sentences that one outlet puts into reports of different weeks. They belong to the page or to the
//! archive ("the conflict began in 2011"), and nobody witnesses anything by them.
//!
//! Learned from the pile itself, as boilerplate is in near-duplicate work (Broder 1997 had to drop it by hand).

use std::collections::BTreeMap;

use super::pile::Doc;

/// Fewest reports that a standing sentence is in.
const REPORTS: usize = 3;
/// Fewest words of it.
const WORDS: usize = 4;
/// Fewest days between its first report and its last; an outlet's own updates are nearer.
const DAYS: i64 = 7;

/// Per report the indices of its standing sentences, sorted.
pub(super) fn standing(docs: &[Doc]) -> Vec<Vec<usize>> {
    let mut places: BTreeMap<Vec<u32>, Vec<(usize, usize)>> = BTreeMap::new();
    for (at, doc) in docs.iter().enumerate().filter(|(_, doc)| doc.outlet().is_some() && doc.minutes.is_some()) {
        for (sentence, words) in doc.sentences.iter().enumerate().filter(|(_, words)| words.len() >= WORDS) {
            let terms = doc.words[words.clone()].iter().map(|word| word.term).collect();
            places.entry(terms).or_default().push((at, sentence));
        }
    }
    let mut standing = vec![Vec::new(); docs.len()];
    for places in places.into_values().filter(|places| stands(docs, places)) {
        places.into_iter().for_each(|(doc, sentence)| standing[doc].push(sentence));
    }
    standing.iter_mut().for_each(|sentences| sentences.sort_unstable());
    standing
}

fn stands(docs: &[Doc], places: &[(usize, usize)]) -> bool {
    let mut holders: Vec<usize> = places.iter().map(|place| place.0).collect();
    holders.dedup();
    let of_one = holders.iter().all(|&doc| docs[doc].outlet() == docs[holders[0]].outlet());
    let minutes = || holders.iter().filter_map(|&doc| docs[doc].minutes);
    let first = minutes().map(|(_, latest)| latest).min().unwrap_or(0);
    let last = minutes().map(|(earliest, _)| earliest).max().unwrap_or(0);
    holders.len() >= REPORTS && of_one && last - first >= DAYS * 24 * 60
}

#[cfg(test)]
mod tests {
    use crate::trace::pile::Pile;
    use crate::trace::tests::report;

    fn standing(days: [&str; 3], outlets: [&str; 3]) -> Vec<bool> {
        let text = "The conflict began with protests in Sarn. Today it rained.";
        let made = |at: usize| report(&format!("r{at}"), outlets[at], days[at], text).done();
        let annotated = [made(0), made(1), made(2)];
        let pile = Pile::new(&annotated);
        pile.docs.iter().map(|doc| doc.is_standing(0)).collect()
    }

    #[test]
    fn a_sentence_of_many_weeks_stands_and_one_of_a_day_does_not() {
        let weeks = ["2031-03-04", "2031-03-14", "2031-04-04"];
        assert_eq!(standing(weeks, ["Herald"; 3]), [true; 3]);
        assert_eq!(standing(["2031-03-04"; 3], ["Herald"; 3]), [false; 3]);
        assert_eq!(standing(weeks, ["Herald", "Courier", "Herald"]), [false; 3]);
    }
}
