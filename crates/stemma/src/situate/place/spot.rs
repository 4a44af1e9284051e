//! Which words may name a place: every stretch that the gazetteer knows, and every stretch that is built like a place.
//!
//! Longest match first, left to right. Nothing is decided here; [`super::weigh`] does.

use super::gazetteer::{Candidate, Class, Gazetteer, Level};
use super::key::{has_article, is_article, name_key};
use super::lexicon::Sets;
use super::text::{Case, Text, Word};
use super::words::{self, COMMON, FREQUENT, SURNAME};

/// How a stretch came to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// The gazetteer has the words as a name.
    Name,
    /// "Syrian", "Syrians".
    Demonym,
    /// "Ala.", "UAE".
    Abbreviation,
    /// A road by its last word.
    Road,
    /// A river, park, county and the like by its word of kind; the gazetteer may or may not have it.
    Feature,
    /// The words before it say that it is a place: "the town of Zhelvar".
    Told,
}

/// Words that may name a place, with what the gazetteer has for them.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// First word.
    pub from: usize,
    /// One past the last.
    pub to: usize,
    pub way: Way,
    pub key: String,
    pub candidates: Vec<Candidate>,
}

impl Spot {
    /// The most important meaning: lists come with countries first, then areas, then towns by population.
    pub fn best(&self) -> Option<&Candidate> {
        self.candidates.iter().max_by(|a, b| importance(a).total_cmp(&importance(b)))
    }
}

/// How well known a place is, about 0 to 8; a country is above all towns.
pub(super) fn importance(candidate: &Candidate) -> f64 {
    let people = (candidate.population as f64 + 1.0).log10();
    let level = match candidate.level {
        Level::Country | Level::Continent => 8.0,
        Level::Admin1 => people.min(7.0) - 0.5,
        Level::Sea | Level::Mountain | Level::River | Level::Region => 5.5,
        Level::Admin2 => people.min(5.5) - 1.0,
        Level::Town if candidate.capital => people + 0.5,
        Level::Town => people,
    };
    match candidate.class {
        Class::Alternate if candidate.level == Level::Town => level - 1.0,
        Class::Short => level - 1.5,
        _ => level,
    }
}

const LONGEST: usize = 6;

/// All spots of the report, none overlapping another.
pub(super) fn spots(text: &Text, gazetteer: &Gazetteer, sets: &Sets) -> Vec<Spot> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.words.len() {
        if is_body(text, sets, at) {
            at += 2;
            continue;
        }
        let spot = spot_at(text, gazetteer, sets, at);
        at = spot.as_ref().map_or(at + 1, |spot| spot.to);
        found.extend(spot);
    }
    found
}

/// "Red Crescent": two words that are a body.
fn is_body(text: &Text, sets: &Sets, at: usize) -> bool {
    text.capital(at) && text.capital(at + 1) && sets.body.has(&format!("{} {}", text.lower(at), text.lower(at + 1)))
}

fn spot_at(text: &Text, gazetteer: &Gazetteer, sets: &Sets, at: usize) -> Option<Spot> {
    let word = text.word(at)?;
    if !opens(text, at, word) {
        return None;
    }
    if is_house_number(text, at) {
        return None;
    }
    let built = built(text, sets, at);
    let named = abbreviation(text, gazetteer, at).or_else(|| named(text, gazetteer, sets, at));
    match (built, named) {
        (Some((to, way)), named) if named.as_ref().is_none_or(|n| n.to < to) => {
            Some(built_spot(text, gazetteer, at, to, way))
        }
        (_, Some(named)) => Some(named),
        (_, None) => told(text, sets, at)
            .or_else(|| placed(text, gazetteer, sets, at))
            .map(|to| built_spot(text, gazetteer, at, to, Way::Told)),
    }
}

/// A name begins with a capital, or with a small article tied to a capital ("al-Bab").
fn opens(text: &Text, at: usize, word: &Word) -> bool {
    let capital = matches!(word.case, Case::Capital | Case::Upper);
    let article = word.case == Case::Lower
        && word.lower.len() <= 3
        && text.word(at + 1).is_some_and(|next| next.glued)
        && text.capital(at + 1);
    capital || article || word.case == Case::Number
}

fn named(text: &Text, gazetteer: &Gazetteer, sets: &Sets, at: usize) -> Option<Spot> {
    if text.word(at)?.case == Case::Number {
        return None;
    }
    let mut end = at + 1;
    while end < at + LONGEST && end < text.words.len() && joins(text, sets, end) {
        end += 1;
    }
    // "Es-Sohne" is no place called Es.
    let article = is_article(text.lower(at)) && text.word(at + 1).is_some_and(|next| next.glued);
    let least = if article { at + 2 } else { at + 1 };
    (least..=end)
        .rev()
        .filter(|to| text.capital(to - 1))
        .find_map(|to| {
            let span = text.span(at, to);
            let key = name_key(span.of(text.text));
            let goes_on = text.follows(to) && text.capital(to) || ties_on(text, to);
            let halved = to == at + 1 && sets.head.has(text.lower(at)) && goes_on;
            if halved
                || key.len() < 2
                || (at..to).all(|i| is_generic(sets, text.lower(i)))
                || span.len() > super::key::MAX_NAME
            {
                return None;
            }
            let candidates = written_so(gazetteer.lookup_key(&key), text, at, to);
            let tied = text.words[at + 1..to].iter().any(|word| word.glued) || !text.starts(at);
            let candidates = if candidates.is_empty() && tied { articled(gazetteer, &key) } else { candidates };
            let people = candidates.iter().any(|c| matches!(c.class, Class::Adjective | Class::People));
            let way = if people { Way::Demonym } else { Way::Name };
            (!candidates.is_empty()).then_some(Spot { from: at, to, way, key, candidates })
        })
        .or_else(|| unmarked(text, gazetteer, at))
}

/// "Syrias army": a page that lost its apostrophes; only countries and great cities, only words that are no others.
fn unmarked(text: &Text, gazetteer: &Gazetteer, at: usize) -> Option<Spot> {
    let word = text.word(at).filter(|word| word.case == Case::Capital && !word.glued)?;
    let stem = word.lower.strip_suffix('s').filter(|stem| stem.len() >= 4 && words::flags(&word.lower) == 0)?;
    let key = name_key(stem);
    let mut candidates = gazetteer.lookup_key(&key);
    candidates.retain(|c| c.class == Class::Main && (c.level == Level::Country || c.population > 500_000));
    (!candidates.is_empty()).then_some(Spot { from: at, to: at + 1, way: Way::Name, key, candidates })
}

/// "el-Zour" of "Deir el-Zour": an article that ties a capital to the name before it.
fn ties_on(text: &Text, at: usize) -> bool {
    let lower = text.lower(at);
    let sure = matches!(lower, "al" | "el" | "ez" | "az") || text.word(at + 1).is_some_and(|next| next.glued);
    sure && is_article(lower) && text.follows(at) && text.follows(at + 1) && text.capital(at + 1)
}

fn is_generic(sets: &Sets, lower: &str) -> bool {
    sets.never.has(lower) || sets.generic.has(lower)
}

/// Countries whose names come with the Arabic article; "al-Meridian" is no town of Idaho.
const ARTICLED: [&[u8; 2]; 30] = [
    b"AE", b"BH", b"DJ", b"DZ", b"EG", b"EH", b"ER", b"IL", b"IQ", b"IR", b"JO", b"KM", b"KW", b"LB", b"LY", b"MA",
    b"ML", b"MR", b"NE", b"OM", b"PS", b"QA", b"SA", b"SD", b"SO", b"SS", b"SY", b"TD", b"TN", b"YE",
];

/// "al-Sukhna" where the gazetteer has "As Sukhnah", "Deir el-Zour" where it has "Deir al Zour": only names that come
/// with an article are tried under another.
fn articled(gazetteer: &Gazetteer, key: &str) -> Vec<Candidate> {
    if !has_article(key) {
        return Vec::new();
    }
    let mut found = gazetteer.lookup_article(key);
    found.retain(|c| c.added || c.country.is_none_or(|country| ARTICLED.contains(&&country)));
    found
}

/// Short words in capitals are acronyms and no spelling of a town.
fn written_so(mut candidates: Vec<Candidate>, text: &Text, at: usize, to: usize) -> Vec<Candidate> {
    let acronym = to == at + 1 && text.words[at].case == Case::Upper && text.words[at].span.len() <= 4;
    if acronym {
        candidates.retain(|c| c.class == Class::Main && (c.level != Level::Town || c.population > 500_000));
    }
    candidates
}

fn joins(text: &Text, sets: &Sets, at: usize) -> bool {
    let apostrophe = text.words[at].case == Case::Other;
    !apostrophe && text.follows(at) && (text.capital(at) || sets.joint.has(text.lower(at)) || ties_on(text, at))
}

/// "Ala.", "U.S.", "W. Va.": up to two tokens and the stop after them.
fn abbreviation(text: &Text, gazetteer: &Gazetteer, at: usize) -> Option<Spot> {
    [2, 1].into_iter().find_map(|n| {
        let to = at + n;
        if to > text.words.len() || n == 2 && !text.follows(to - 1) {
            return None;
        }
        let bare = text.span(at, to);
        let stopped = text.text.get(bare.end..).is_some_and(|rest| rest.starts_with('.'));
        let dotted =
            if stopped { gazetteer.abbreviation(text.text.get(bare.start..bare.end + 1)?) } else { Vec::new() };
        let with_stop = !dotted.is_empty();
        let mut candidates = if with_stop { dotted } else { gazetteer.abbreviation(bare.of(text.text)) };
        let listed = text.before(at, 1) == ",";
        let year = at > 0 && text.words[at - 1].case == Case::Number && bare.of(text.text).starts_with('B');
        candidates.retain(|c| (c.class != Class::Postal || listed) && !year);
        let to = if with_stop && text.lower(to) == "." { to + 1 } else { to };
        (!candidates.is_empty()).then(|| Spot {
            from: at,
            to,
            way: Way::Abbreviation,
            key: bare.of(text.text).to_string(),
            candidates,
        })
    })
}

/// A road or feature by the way it is built: "North Cooper Street", "County Road 35", "Lake Vermont".
fn built(text: &Text, sets: &Sets, at: usize) -> Option<(usize, Way)> {
    let run = run_of_capitals(text, at);
    let last = |to: usize| text.lower(to - 1);
    if let Some(to) = numbered_road(text, at) {
        return Some((to, Way::Road));
    }
    if sets.feature_before.has(text.lower(at)) && run >= at + 2 && !sets.organisation.has(last(at + 2)) {
        return Some((at + 2, Way::Feature));
    }
    for to in at + 2..=run.min(at + 4) {
        if !text.capital(to - 1) || sets.never.has(text.lower(at)) && !sets.compass.has(text.lower(at)) {
            continue;
        }
        if sets.road.has(last(to)) && !is_body(text, sets, to - 2) {
            return Some((with_stop(text, to), Way::Road));
        }
        let ends = !text.capital(to) || !text.follows(to) || is_division(last(to));
        if sets.feature.has(last(to)) && ends && text.word(at)?.case != Case::Number {
            return Some((to, Way::Feature));
        }
    }
    None
}

/// "1232" of "1232 Haco Drive"; "50th Street" keeps its number.
fn is_house_number(text: &Text, at: usize) -> bool {
    text.word(at).is_some_and(|word| word.case == Case::Number && !word.lower.ends_with(char::is_alphabetic))
        && text.capital(at + 1)
}

/// Divisions keep their name inside others: "Guernsey County Sheriff".
fn is_division(lower: &str) -> bool {
    matches!(lower, "county" | "parish" | "township" | "twp")
}

fn with_stop(text: &Text, to: usize) -> usize {
    to.max(if text.lower(to) == "." && text.lower(to - 1).len() <= 4 && !text.starts(to + 1) { to + 1 } else { to })
}

/// "County Road 35", "State Highway 360", "Route 159", "Interstate 95".
fn numbered_road(text: &Text, at: usize) -> Option<usize> {
    let mut to = at;
    while matches!(text.lower(to), "county" | "state" | "us" | "u.s." | "old") && text.capital(to) {
        to += 1;
    }
    let road = matches!(text.lower(to), "road" | "highway" | "route" | "interstate" | "hwy" | "rt" | "rte")
        && text.capital(to);
    (road && text.word(to + 1)?.case == Case::Number).then_some(to + 2)
}

/// One past the run of capitals (and ordinals) that starts at `at`.
fn run_of_capitals(text: &Text, at: usize) -> usize {
    let mut end = at + 1;
    while end < text.words.len() && end < at + 6 && text.follows(end) && text.capital(end) {
        end += 1;
    }
    end
}

/// "the town of Zhelvar", "near Zhelvar", "the city Ayyash": the end of a name that nothing but its context makes a place.
fn told(text: &Text, sets: &Sets, at: usize) -> Option<usize> {
    let word = text.word(at)?;
    let end = name_run(text, at);
    let last = text.lower(end - 1);
    let other = |lower: &str| is_generic(sets, lower) || sets.title.has(lower) || sets.organisation.has(lower);
    let letter = word.lower.chars().nth(1).is_none();
    if letter
        || matches!(word.case, Case::Upper | Case::Number)
        || !text.capital(end - 1)
        || other(&word.lower)
        || other(last)
    {
        return None;
    }
    let (one, two) = (text.before(at, 1), text.before(at, 2));
    let kind_before = one == "of" && sets.unknown.has(two) || sets.unknown.has(one) && !text.capital(at - 1);
    let compass = one == "of" && sets.compass.has(two);
    let owner = matches!(text.lower(end), "'s" | "’s");
    let near = matches!(one, "near" | "outside" | "in") && !word.first && !owner;
    let kind_after =
        matches!(text.lower(end), "village" | "province" | "governorate" | "town" | "countryside" | "district")
            && !text.capital(end);
    let heard = sets.toward.has(one) || matches!(one, "for" | "with" | "by" | ",");
    // "In Terrorist Rocket Attacks" of a headline: a run that ends in an ordinary word is no name.
    let flags = words::flags(last);
    let ordinary = end > at + 1 && flags & (COMMON | FREQUENT) != 0 && flags & SURNAME == 0 && !kind_before;
    (!ordinary).then_some(())?;
    (kind_before || compass || near || heard && !word.first || kind_after && !word.first).then_some(end)
}

/// "Ayyash, Deir ez-Zor, fell": a sentence opens with a word that no list has, and its area stands in apposition.
fn placed(text: &Text, gazetteer: &Gazetteer, sets: &Sets, at: usize) -> Option<usize> {
    let word = text.word(at).filter(|word| word.case == Case::Capital && text.starts(at))?;
    let unlisted = words::flags(&word.lower) == 0 && !is_generic(sets, &word.lower) && text.lower(at + 1) == ",";
    let area = unlisted.then(|| named(text, gazetteer, sets, at + 2)).flatten()?;
    let held = area.candidates.iter().any(|c| matches!(c.level, Level::Admin1 | Level::Admin2 | Level::Region));
    (held && (super::weigh::closed(text, area.to) || sets.admin.has(text.lower(area.to)))).then_some(at + 1)
}

fn name_run(text: &Text, at: usize) -> usize {
    let mut end = at + 1;
    while end < at + 3 {
        match text.follows(end) && text.capital(end) {
            true => end += 1,
            false if ties_on(text, end) => end += 2,
            false => break,
        }
    }
    end
}

fn built_spot(text: &Text, gazetteer: &Gazetteer, from: usize, to: usize, way: Way) -> Spot {
    let key = name_key(text.span(from, to).of(text.text));
    let candidates = if way == Way::Road { Vec::new() } else { gazetteer.lookup_key(&key) };
    Spot { from, to, way, key, candidates }
}
