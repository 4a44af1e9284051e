//! What a unit counts: numbers with what they are numbers of. People are one kind, told apart by what befell them.

use super::lexicon::{self, english};
use super::pile::Doc;
use super::words::{self, stem};
use crate::Span;

/// A number of something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Count {
    /// What is counted: the stem of its name, or for people what befell them ("dead").
    pub of: String,
    /// How many.
    pub value: f64,
    /// As written.
    pub span: Span,
    /// People in general, and not "children" or "soldiers".
    pub crowd: bool,
}

/// How far behind a number the name of what it counts may stand, in words.
const NAME: usize = 3;
/// How far from a number the word that tells what befell the people may stand, in words.
const FATE: usize = 12;

/// The counts in some spans of a report, in order.
pub(super) fn counts(report: &Doc, spans: &[Span]) -> Vec<Count> {
    let at: Vec<usize> = spans.iter().flat_map(|&span| report.words_in(span)).collect();
    let lower: Vec<String> = at.iter().map(|&at| report.words[at].span.of(report.text()).to_lowercase()).collect();
    let numbers: Vec<bool> = at.iter().map(|&at| report.words[at].number).collect();
    let counted = |place: usize| {
        let span = report.words[at[place]].span;
        let value = words::words(span.of(report.text())).first()?.stem.parse().ok()?;
        let behind: Vec<&String> = lower
            .iter()
            .zip(&numbers)
            .skip(place + 1)
            .take(NAME)
            .take_while(|word| !word.1)
            .map(|word| word.0)
            .collect();
        let people = behind.iter().any(|word| english().people.words.contains(*word));
        let bare = behind.first().is_none_or(|word| lexicon::is_stop(word));
        let toll = bare && is_toll(&lower[..place]);
        let of = if people || toll { fate(&lower, place)? } else { stem(behind.first().filter(|_| !bare)?) };
        let crowd = toll || people && behind.iter().any(|word| english().crowd.words.contains(*word));
        Some(Count { of, value, span, crowd })
    };
    (0..at.len()).filter(|&place| numbers[place]).filter_map(counted).collect()
}

/// Whether a bare number behind these words is one of people: "kills 18", "the toll rose to 11", "the number of people
/// killed has risen to 11".
fn is_toll(before: &[String]) -> bool {
    let word = |word: &str| before.iter().any(|w| w == word);
    let struck = before.last().is_some_and(|last| matches!(fate_of(last), Some("dead" | "hurt")));
    struck || word("toll") || (word("number") && word("people"))
}

/// What befell the people counted at a place: the nearest word that says so, of two equally near the one behind.
fn fate(words: &[String], at: usize) -> Option<String> {
    let mut near: Vec<usize> = (at.saturating_sub(FATE)..words.len().min(at + FATE)).collect();
    near.sort_by_key(|&place| (place.abs_diff(at), place < at));
    near.into_iter().find_map(|place| fate_of(&words[place])).map(str::to_string)
}

fn fate_of(word: &str) -> Option<&'static str> {
    let stem = stem(word);
    english().toll.iter().find(|toll| toll.stems.contains(&stem)).map(|toll| toll.kind.as_str())
}

/// Whether two units count people of one fate in numbers of one order: versions of one toll.
pub(super) fn one_toll(a: &[Count], b: &[Count]) -> bool {
    const ORDER: f64 = 3.0;
    let near = |a: f64, b: f64| a > 0.0 && b > 0.0 && a.max(b) / a.min(b) <= ORDER;
    a.iter().any(|x| b.iter().any(|y| x.crowd && y.crowd && x.of == y.of && near(x.value, y.value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::pile::Pile;
    use crate::trace::tests::report;

    fn found(text: &str) -> Vec<(String, f64, bool)> {
        let annotated = [report("a", "", "", text).done()];
        let pile = Pile::new(&annotated);
        let whole = Span::new(0, text.len());
        counts(&pile.docs[0], &[whole]).into_iter().map(|count| (count.of, count.value, count.crowd)).collect()
    }

    #[test]
    fn people_are_told_apart_by_their_fate() {
        let dead = |value| ("dead".to_string(), value, true);
        assert_eq!(found("At least 8 people were killed."), [dead(8.0)]);
        assert_eq!(found("Eleven people have lost their lives."), [dead(11.0)]);
        assert_eq!(found("The raid killed four children."), [("dead".to_string(), 4.0, false)]);
        assert_eq!(found("The number of people killed has risen to 11."), [dead(11.0)]);
        assert_eq!(found("Fire kills 18 in south"), [dead(18.0)]);
        assert_eq!(found("About 1,200 people were moved out."), [("moved".to_string(), 1200.0, true)]);
    }

    #[test]
    fn things_are_told_by_their_name() {
        assert_eq!(found("They fired 30 rockets."), [("rocket".to_string(), 30.0, false)]);
    }
}
