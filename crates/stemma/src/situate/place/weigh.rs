//! Whether a spot is a place here: evidence for and against is added up, as in a linear classifier whose weights were set
//! by hand (compare the context features of Leidner 2007 and Mani et al. 2010).
//!
//! Weights are in steps of a quarter: 1 makes a spot a place, evidence of 4 decides alone.

use std::collections::BTreeMap;

use super::gazetteer::{Class, Level};
use super::lexicon::Sets;
use super::people::People;
use super::spot::{Spot, Way, importance};
use super::text::{Case, Text};
use super::words::{self, COMMON, FREQUENT, GIVEN, GIVEN_RARE, SURNAME, SURNAME_TOP};

/// From here on a spot is a place.
pub(super) const ENOUGH: f64 = 1.0;

/// What the context says of a spot, besides the sum.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Evidence {
    /// The sum.
    pub sum: f64,
    /// Right before or after it stands the name of its area: "Alexandria, La."
    pub contained: bool,
    /// It stands for the government of the place.
    pub government: bool,
    /// It stands inside a longer name: "Louisville Police Department".
    pub in_name: bool,
    /// It is a person here, or part of one.
    pub person: bool,
}

/// Weighs every spot; a name that is surely a place once helps its other mentions.
pub(super) fn weigh(text: &Text, sets: &Sets, people: &People, spots: &[Spot]) -> Vec<Evidence> {
    let mut weighed: Vec<Evidence> = (0..spots.len()).map(|at| alone(text, sets, people, spots, at)).collect();
    let mut sure: BTreeMap<&str, f64> = BTreeMap::new();
    for (spot, evidence) in spots.iter().zip(&weighed) {
        let best = sure.entry(&spot.key).or_insert(f64::MIN);
        *best = best.max(evidence.sum);
    }
    for (spot, evidence) in spots.iter().zip(&mut weighed) {
        if sure.get(spot.key.as_str()).is_some_and(|best| *best >= 2.75) && !evidence.person {
            evidence.sum += 1.5;
        }
    }
    weighed
}

fn alone(text: &Text, sets: &Sets, people: &People, spots: &[Spot], at: usize) -> Evidence {
    let spot = &spots[at];
    let context = Context { text, sets, people, spots, at, spot };
    let mut evidence = Evidence { sum: prior(spot), ..Evidence::default() };
    evidence.sum += context.ordinary_word();
    evidence.sum += context.before();
    evidence.sum += context.after(&mut evidence);
    evidence.sum += context.neighbours(&mut evidence);
    evidence.sum += context.other_than_place();
    evidence.sum += context.person(&mut evidence);
    evidence
}

/// How much the name alone says.
fn prior(spot: &Spot) -> f64 {
    match spot.way {
        Way::Road => return 2.0,
        Way::Told => return 0.0,
        Way::Feature if spot.candidates.is_empty() => return 1.25,
        Way::Feature => return 2.5,
        Way::Demonym => return 2.5,
        Way::Abbreviation => return 3.0,
        Way::Name => {}
    }
    let known = spot.best().map_or(0.0, importance);
    let words = if spot.to - spot.from > 1 { 1.0 } else { 0.0 };
    words + (known - 4.25) * if known > 4.25 { 1.0 } else { 0.5 }
}

struct Context<'a> {
    text: &'a Text<'a>,
    sets: &'a Sets,
    people: &'a People,
    spots: &'a [Spot],
    at: usize,
    spot: &'a Spot,
}

impl Context<'_> {
    fn single(&self) -> bool {
        self.spot.to == self.spot.from + 1
    }

    fn strong(&self) -> bool {
        self.spot.way == Way::Demonym || self.spot.best().is_some_and(|best| importance(best) >= 5.4)
    }

    /// The word is also an ordinary one, a given name, a surname.
    fn ordinary_word(&self) -> f64 {
        if !self.single() || !matches!(self.spot.way, Way::Name | Way::Told) {
            return 0.0;
        }
        let lower = self.text.lower(self.spot.from);
        let flags = words::flags_of_key(&self.spot.key);
        let has = |flag: u64| if flags & flag != 0 { 1.0 } else { 0.0 };
        let ordinary = 2.0 * has(FREQUENT) + 1.5 * has(COMMON);
        let names = 1.0 * has(GIVEN) + 0.5 * has(GIVEN_RARE) + 0.5 * has(SURNAME_TOP) + 0.25 * has(SURNAME);
        let opens = if self.text.starts(self.spot.from) && ordinary > 0.0 { 2.0 } else { 0.0 };
        let never = if self.sets.title.has(lower) { 1.5 } else { 0.0 };
        let told = if self.spot.way == Way::Told { 1.5 } else { 1.0 };
        -(ordinary + names + opens + never) * if self.strong() { 0.25 } else { told }
    }

    /// The words before.
    fn before(&self) -> f64 {
        let (text, sets, from) = (self.text, self.sets, self.spot.from);
        if text.starts(from) {
            return 0.0;
        }
        let (one, two) = (text.before(from, 1), text.before(from, 2));
        let (one, two) = if one == "the" { (two, text.before(from, 3)) } else { (one, two) };
        let capital_before = from > 0 && text.capital(from - 1);
        let mut sum = 0.0;
        if one == "of" && sets.town.has(two) || sets.unknown.has(one) && !capital_before {
            sum += 4.0;
        } else if one == "of" && sets.compass.has(two) {
            sum += 3.0;
        } else if sets.inside.has(one) {
            sum += 2.0;
        } else if sets.toward.has(one) {
            sum += 1.0;
        }
        if sets.compass.has(one) {
            sum += 1.0;
        }
        // "D-Raleigh": the party of a politician and the town.
        if text.words[from].glued && matches!(one, "d" | "r" | "i") {
            sum += 3.0;
        }
        let heard = self.spot.way == Way::Told && sum < 2.0;
        match one {
            _ if heard && self.taken_up() => 1.0,
            _ if heard => 0.0,
            "in" if self.spot.way == Way::Told => sum - 0.5,
            _ => sum,
        }
    }

    /// "The town", soon after: an unknown name before it is its antecedent.
    fn taken_up(&self) -> bool {
        let soon = self.spot.to..self.text.words.len().min(self.spot.to + 25);
        soon.into_iter()
            .any(|at| self.text.lower(at) == "the" && matches!(self.text.lower(at + 1), "town" | "village" | "city"))
    }

    /// The words after.
    fn after(&self, evidence: &mut Evidence) -> f64 {
        let (text, sets, to) = (self.text, self.sets, self.spot.to);
        let next = text.lower(to);
        let mut sum = 0.0;
        if self.area_follows() {
            evidence.contained = true;
            sum += 4.0;
        } else if self.is_area_of_previous() {
            evidence.contained = true;
            sum += 2.0;
        }
        if matches!(next, "'s" | "’s") {
            sum += 0.25;
        }
        if sets.townsfolk.has(next) && !text.capital(to) {
            sum += 2.25;
        } else if next == "based" || sets.kind.has(next) && !text.capital(to) {
            sum += 1.5;
        }
        if matches!(next, "--" | "—" | "–" | "-" | "(")
            && self.spot.from < 40
            && self.text.words[self.spot.from].case == Case::Upper
        {
            sum += 3.0;
        }
        let capital = self.spot.best().is_some_and(|c| c.level == Level::Country || c.population > 200_000);
        if sets.government.has(next) && capital && self.spot.way == Way::Name {
            evidence.government = true;
        } else if sets.speech.has(next) && self.spot.way == Way::Name {
            sum -= if self.strong() { 0.5 } else { 2.0 };
        }
        sum
    }

    /// An agency ("told Quillon", "the Quillon agency", "(Quillon) -" in a dateline), or the adjective of an unknown land.
    fn other_than_place(&self) -> f64 {
        let (text, sets, from, to) = (self.text, self.sets, self.spot.from, self.spot.to);
        let (one, next) = (text.before(from, 1), text.lower(to));
        if self.spot.way == Way::Told {
            let adjective = ["ian", "ese", "ish"].iter().any(|end| self.spot.key.ends_with(end));
            return if adjective && !text.capital(to) && sets.kind.has(next) { -6.0 } else { 0.0 };
        }
        if self.spot.way != Way::Name || self.strong() {
            return 0.0;
        }
        let credit = one == "(" && next == ")" && matches!(text.lower(to + 1), "-" | "--" | "–" | "—");
        let heard = sets.hearer.has(one) && !text.starts(from);
        let agency =
            sets.agency.has(one) && !text.capital(from.saturating_sub(1)) || sets.agency.has(next) && !text.capital(to);
        if credit || heard || agency { -4.0 } else { 0.0 }
    }

    /// "Alexandria, La.": the next spot, one comma on, is an area and can hold this one.
    fn area_follows(&self) -> bool {
        let next = self.spots.get(self.at + 1);
        let country = self.spot.best().is_some_and(|best| best.level == Level::Country);
        if country && !next.is_some_and(|next| closed(self.text, next.to)) {
            return false;
        }
        self.spot.way != Way::Demonym
            && next.is_some_and(|next| {
                self.text.lower(self.spot.to) == ","
                    && next.from == self.spot.to + 1
                    && is_area(next)
                    && holds(next, self.spot)
            })
    }

    fn is_area_of_previous(&self) -> bool {
        let previous = self.at.checked_sub(1).and_then(|at| self.spots.get(at));
        previous.is_some_and(|previous| {
            self.text.lower(previous.to) == ","
                && self.spot.from == previous.to + 1
                && is_area(self.spot)
                && holds(self.spot, previous)
        })
    }

    /// Capitals on either side make it part of a longer name.
    fn neighbours(&self, evidence: &mut Evidence) -> f64 {
        let (text, sets, from, to) = (self.text, self.sets, self.spot.from, self.spot.to);
        if self.spot.way == Way::Road {
            // "Open Road Relief" is a body.
            let goes_on = text.follows(to)
                && text.capital(to)
                && (sets.organisation.has(text.lower(to)) || sets.enterprise.has(text.lower(to)));
            return if goes_on { -4.0 } else { 0.0 };
        }
        let strong = self.strong();
        evidence.in_name = text.before(from, 1) == "of"
            && from > 1
            && text.capital(from - 2)
            && sets.organisation.has(text.lower(from - 2));
        let mut sum = 0.0;
        if text.follows(to) && text.capital(to) && !self.is_spot(to) && !sets.never_day(text.lower(to)) {
            let institution = sets.organisation.has(text.lower(to)) || sets.title.has(text.lower(to));
            evidence.in_name = true;
            sum += if institution {
                0.75
            } else if strong {
                -0.5
            } else {
                -2.5
            };
        }
        if text.follows(from) && text.capital(from - 1) && !self.is_spot(from - 1) && !text.words[from].glued {
            let before = text.lower(from - 1);
            let fits = sets.compass.has(before) || sets.never.has(before) || sets.organisation.has(before) && strong;
            let institution = before == "of";
            evidence.in_name |= !fits;
            let opener = text.starts(from - 1) && sets.inside.has(before) || sets.toward.has(before);
            sum += if fits || institution || opener {
                0.0
            } else if strong {
                -1.0
            } else {
                -2.5
            };
        }
        sum
    }

    fn is_spot(&self, word: usize) -> bool {
        let near = self.at.saturating_sub(1)..(self.at + 2).min(self.spots.len());
        self.spots[near].iter().any(|spot| spot.from <= word && word < spot.to && spot.way != Way::Told)
    }

    /// A person of the report has this name, or it stands in one.
    fn person(&self, evidence: &mut Evidence) -> f64 {
        let (text, sets, from, to) = (self.text, self.sets, self.spot.from, self.spot.to);
        if matches!(self.spot.way, Way::Road | Way::Demonym | Way::Abbreviation) {
            return 0.0;
        }
        if self.people.inside.get(from).is_some_and(|inside| *inside)
            || self.people.inside.get(to - 1).is_some_and(|inside| *inside)
        {
            evidence.person = true;
            return -6.0;
        }
        let aged = text.lower(to) == ","
            && text.word(to + 1).is_some_and(|w| w.case == Case::Number && w.lower.len() <= 2)
            && text.lower(to + 2) == ",";
        if aged {
            evidence.person = true;
            return -4.0;
        }
        let namesake = self.single() && self.people.surnames.contains(text.lower(from));
        if !namesake {
            return 0.0;
        }
        let placed = sets.inside.has(text.before(from, 1)) || evidence.contained;
        evidence.person = !placed && !self.strong();
        if placed {
            -0.5
        } else if self.strong() {
            -1.5
        } else {
            -4.0
        }
    }
}

impl Sets {
    /// Days and months, which stand beside names without being part of them.
    pub fn never_day(&self, lower: &str) -> bool {
        self.never.has(lower)
            && (lower.ends_with("day")
                || matches!(
                    lower,
                    "january"
                        | "february"
                        | "march"
                        | "april"
                        | "may"
                        | "june"
                        | "july"
                        | "august"
                        | "september"
                        | "october"
                        | "november"
                        | "december"
                ))
    }
}

/// Whether what ends before `at` is closed off by a mark, as an area in apposition is.
pub(super) fn closed(text: &Text, at: usize) -> bool {
    text.starts(at) || matches!(text.lower(at), "," | "." | ";" | ")" | "--" | "—" | "–" | ":")
}

/// A country, an area, an abbreviation of one.
pub(super) fn is_area(spot: &Spot) -> bool {
    let area = |level: Level| matches!(level, Level::Country | Level::Admin1 | Level::Admin2 | Level::Region);
    spot.way == Way::Abbreviation || spot.candidates.iter().any(|c| area(c.level) && c.class <= Class::Alternate)
}

/// Whether some meaning of `inner` may lie in some meaning of `area`: the same country where both are known; a name
/// that no list has may lie anywhere.
pub(super) fn holds(area: &Spot, inner: &Spot) -> bool {
    inner.candidates.is_empty()
        || area.candidates.iter().any(|a| {
            inner.candidates.iter().any(|c| c.place != a.place && a.country.is_some() && a.country == c.country)
        })
}
