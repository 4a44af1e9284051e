//! What a unit counts: numbers with what they are numbers of. People are one kind, told apart by what befell them.

use super::concepts::Concepts;
use super::lexicon::{self, Toll, english};
use super::pile::{Doc, Word};
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
    /// Which of the people, where not people in general: the stem of their noun ("soldier" of "eight soldiers").
    pub who: Option<String>,
    /// People in general, and not "children" or "soldiers".
    pub crowd: bool,
}

/// How far behind a number the name of what it counts may stand, in words.
const NAME: usize = 3;
/// How far from a number the word that tells what befell the people may stand, in words.
const FATE: usize = 12;

/// The counts in some spans of a report, in order.
pub(super) fn counts(report: &Doc, spans: &[Span]) -> Vec<Count> {
    let run = Run::new(report, spans);
    (0..run.words.len()).filter(|&place| run.words[place].number).filter_map(|place| run.count(place)).collect()
}

/// The words of some spans.
struct Run {
    words: Vec<Word>,
    lower: Vec<String>,
    fates: Vec<Option<&'static Toll>>,
}

impl Run {
    fn new(report: &Doc, spans: &[Span]) -> Self {
        let words: Vec<Word> =
            spans.iter().flat_map(|&span| report.words_in(span)).map(|at| report.words[at]).collect();
        let lower: Vec<String> = words.iter().map(|word| word.span.of(report.text()).to_lowercase()).collect();
        let fates = words.iter().zip(&lower).map(|(word, lower)| fate_of(word, lower)).collect();
        Run { words, lower, fates }
    }

    fn count(&self, place: usize) -> Option<Count> {
        let value = words::words(&self.lower[place]).first()?.stem.parse().ok()?;
        let behind: Vec<&str> = (place + 1..self.words.len())
            .take(NAME)
            .take_while(|&at| !self.words[at].number)
            .map(|at| self.lower[at].as_str())
            .collect();
        let people = behind.iter().any(|word| english().people.words.contains(*word));
        let bare = behind.first().is_none_or(|word| lexicon::is_stop(word));
        let part = behind.first() == Some(&"of");
        let toll = bare && !part && self.is_toll(place);
        let of = if people || toll { self.fate(place)? } else { self.thing(place + 1).filter(|_| !bare)? };
        let mut named = behind.iter().filter(|word| english().people.words.contains(**word));
        let some = named.clone().find(|word| **word != "others").or_else(|| named.next());
        let crowd = toll || !part && some.is_some_and(|word| english().crowd.words.contains(*word));
        let some = some.filter(|_| people && !crowd);
        Some(Count { of, value, span: self.words[place].span, who: some.map(|word| stem(word)), crowd })
    }

    /// What the word at a place names: its concept ("two blasts" and "two explosions" count one thing), else its stem.
    fn thing(&self, place: usize) -> Option<String> {
        let concept = self.words.get(place)?.concept;
        Some(concept.map_or_else(|| stem(&self.lower[place]), |concept| Concepts::english().name(concept).to_string()))
    }

    /// Whether a bare number is one of people: "kills 18", "the toll rose to 11", "the number of people killed has risen
    /// to 11".
    fn is_toll(&self, place: usize) -> bool {
        let word = |word: &str| self.lower[..place].iter().any(|w| w == word);
        let before = place.checked_sub(1).and_then(|before| self.fates[before]);
        let struck = before.is_some_and(|fate| matches!(fate.kind.as_str(), "dead" | "hurt"));
        struck || word("toll") || (word("number") && word("people"))
    }

    /// What befell the people counted at a place: the nearest word that says so, of two equally near the one behind.
    fn fate(&self, place: usize) -> Option<String> {
        let mut near: Vec<usize> = (place.saturating_sub(FATE)..self.words.len().min(place + FATE)).collect();
        near.sort_by_key(|&at| (self.fates[at].is_some_and(|fate| fate.weak), at.abs_diff(place), at < place));
        near.into_iter().find_map(|at| self.fates[at]).map(|fate| fate.kind.clone())
    }
}

fn fate_of(word: &Word, lower: &str) -> Option<&'static Toll> {
    let (stem, concept) = (stem(lower), word.concept.map(|concept| Concepts::english().name(concept)));
    let says = |toll: &&Toll| toll.stems.contains(&stem) || concept.is_some_and(|name| toll.concepts.contains(name));
    english().toll.iter().find(says)
}

impl Count {
    /// What two counts must both be of to be compared: "17 dead" and "8 children dead" are not.
    pub fn kind(&self) -> (&str, Option<&str>) {
        (&self.of, self.who.as_deref())
    }
}

/// Whether two units count people of one fate in numbers of one order: versions of one toll.
pub(super) fn one_toll(a: &[Count], b: &[Count]) -> bool {
    const ORDER: f64 = 2.5;
    let near = |a: f64, b: f64| a > 0.0 && b > 0.0 && a.max(b) / a.min(b) <= ORDER;
    a.iter().any(|x| b.iter().any(|y| x.crowd && y.crowd && x.of == y.of && near(x.value, y.value)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::pile::whole;
    use crate::trace::tests::report;

    fn found(text: &str) -> Vec<(String, f64, bool)> {
        let annotated = [report("a", "", "", text).done()];
        let all = [Span::new(0, text.len())];
        let told = |count: Count| (count.of, count.value, count.crowd);
        whole(&annotated, |pile| counts(&pile.docs[0], &all).into_iter().map(told).collect())
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
    fn some_of_the_people_are_no_people_in_general() {
        let text = "At least 17 people were killed, among them eight children.";
        let annotated = [report("a", "", "", text).done()];
        let counts = whole(&annotated, |pile| counts(&pile.docs[0], &[Span::new(0, text.len())]));
        let kinds: Vec<_> = counts.iter().map(Count::kind).collect();
        assert_eq!(kinds, [("dead", None), ("dead", Some("children"))]);
        assert_eq!(found("Two soldiers were killed."), [("dead".to_string(), 2.0, false)]);
    }

    #[test]
    fn things_are_told_by_their_name() {
        assert_eq!(found("They fired 30 rockets."), [("rocket".to_string(), 30.0, false)]);
    }
}
