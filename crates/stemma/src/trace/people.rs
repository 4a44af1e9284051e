//! The people of a story: full names for surnames, names for offices, and for whom somebody speaks.

use std::collections::{BTreeMap, BTreeSet};

use super::hands::{Chain, Hand, Rests};
use super::office::{is_office, office_words};
use super::pile::{Doc, Pile};
use super::words::fold;
use crate::attribute::SourceClass;

/// Offices whose holders speak for the whole body.
const HEADS: [&str; 8] = ["head", "chief", "director", "chairman", "chairwoman", "president", "leader", "founder"];

/// Who is who in a story.
#[derive(Debug)]
pub(super) struct People {
    /// Folded full name to what is known of its bearer.
    known: BTreeMap<String, Known>,
    /// By surname, the full names of people whom a report names without quoting them, with the reports.
    told: BTreeMap<String, Told>,
}

#[derive(Debug, Default)]
struct Known {
    name: String,
    official: bool,
    /// Words of the offices that pages give with the name.
    offices: BTreeSet<String>,
    /// Reports that name the person in full.
    docs: BTreeSet<usize>,
}

impl People {
    /// Everybody whom a chain names in full.
    pub fn new(pile: &Pile, by_doc: &BTreeMap<usize, Vec<Chain>>) -> Self {
        let mut known: BTreeMap<String, Known> = BTreeMap::new();
        for (&doc, chains) in by_doc {
            for hand in chains.iter().flatten().flatten().filter(|hand| is_person(hand) && hand.folded.contains(' ')) {
                if !hand.name.starts_with(char::is_uppercase) || hand.name.split(' ').any(is_office) {
                    continue;
                }
                let entry = known.entry(hand.folded.clone()).or_default();
                entry.name.clone_from(&hand.name);
                entry.official |= hand.class == SourceClass::Official;
                entry.docs.insert(doc);
                let words = hand.span.map(|span| office_words(pile.docs[doc].text(), span)).unwrap_or_default();
                entry.offices.extend(words.into_iter().filter(|word| !hand.folded.split(' ').any(|part| part == word)));
            }
        }
        let told = told(pile, by_doc.keys().copied());
        People { known, told }
    }

    /// The only full name with this surname that the report, or else the story, tells.
    fn told_of(&self, doc: usize, surname: &str) -> Option<&str> {
        let all = self.told.get(surname)?;
        let here: Vec<&String> = all.iter().filter(|(_, docs)| docs.contains(&doc)).map(|(name, _)| name).collect();
        match (&here[..], all.len()) {
            ([one], _) => Some(one),
            ([], 1) => all.keys().next().map(String::as_str),
            _ => None,
        }
    }

    /// Gives a surname its full name and an office its holder, where only one person of the report, or else of the story,
    /// fits.
    pub fn complete(&self, report: &Doc, doc: usize, hand: &mut Hand) {
        if !is_person(hand) || self.known.contains_key(&hand.folded) {
            return;
        }
        let surname = !hand.folded.contains(' ') && hand.name.starts_with(char::is_uppercase) && !is_office(&hand.name);
        let office: Vec<String> = match hand.span {
            Some(span) if !surname => office_words(report.text(), span),
            _ => hand.folded.split(' ').map(str::to_string).collect(),
        };
        let fits = |known: &(&String, &Known)| match surname {
            true => known.0.ends_with(&format!(" {}", hand.folded)),
            false => {
                office.iter().any(|word| is_office(word)) && office.iter().all(|word| known.1.offices.contains(word))
            }
        };
        let all: Vec<&Known> = self.known.iter().filter(fits).map(|(_, known)| known).collect();
        let here: Vec<&Known> = all.iter().copied().filter(|known| known.docs.contains(&doc)).collect();
        if let ([one], _) | ([], [one]) = (&here[..], &all[..]) {
            hand.name.clone_from(&one.name);
            hand.folded = fold(&one.name);
            hand.class = if one.official { SourceClass::Official } else { hand.class };
        } else if surname
            && all.is_empty()
            && let Some(name) = self.told_of(doc, &hand.folded)
        {
            (hand.name, hand.folded) = (name.to_string(), fold(name));
        }
    }

    /// A report that opens with "a railway worker" and then names one speaker in full has told us who he is.
    pub fn named_later(report: &Doc, chains: &mut [Chain]) {
        let spoken: Vec<(usize, &Hand)> =
            chains.iter().enumerate().filter_map(|(at, chain)| Some((at, chain.first()?.first()?))).collect();
        let first = report.source.segmentation.sentences.first().map(|sentence| sentence.span);
        let titled = first.filter(|span| !span.of(report.text()).trim_end().ends_with(['.', '!', '?', '"', '”']));
        let body = |hand: &Hand| hand.span.is_some_and(|span| titled.is_none_or(|title| title.end <= span.start));
        let mut from = spoken.iter().filter(|(_, hand)| body(hand));
        let Some(first) = from.next().filter(|(_, hand)| is_described(report, hand)) else { return };
        let same = |hand: &Hand| hand.folded == first.1.folded;
        let Some((_, named)) = from.find(|(_, hand)| !same(hand)) else { return };
        if named.class != SourceClass::Person || !named.folded.contains(' ') || !is_introduced(report, named) {
            return;
        }
        let (name, folded, old) = (named.name.clone(), named.folded.clone(), first.1.folded.clone());
        for hand in chains.iter_mut().flatten().flatten().filter(|hand| hand.folded == old) {
            (hand.name, hand.folded, hand.class, hand.rests) =
                (name.clone(), folded.clone(), SourceClass::Person, Rests::NamedLater);
        }
    }

    /// Whether the person is called a spokesman or the head of the body.
    pub fn speaks_for(&self, person: &str, body: &str) -> bool {
        let Some(known) = self.known.get(&fold(person)) else { return false };
        let speaks = known.offices.iter().any(|word| word.starts_with("spokes") || HEADS.contains(&word.as_str()));
        let body = fold(body);
        let words: Vec<&str> = body.split(' ').filter(|word| !super::lexicon::is_stop(word)).collect();
        speaks && !words.is_empty() && words.iter().all(|word| known.offices.contains(*word))
    }
}

/// Full names with the reports that give them.
type Told = BTreeMap<String, BTreeSet<usize>>;

/// The people of these reports by surname, as the room before found their names.
fn told(pile: &Pile, docs: impl Iterator<Item = usize>) -> BTreeMap<String, Told> {
    let mut told: BTreeMap<String, Told> = BTreeMap::new();
    for doc in docs {
        let actors = &pile.docs[doc].source.situation.actors;
        for actor in actors.iter().filter(|actor| actor.kind == "person" && actor.name.contains(' ')) {
            let folded = fold(&actor.name);
            let surname = folded.rsplit(' ').next().unwrap_or_default().to_string();
            told.entry(surname).or_default().entry(actor.name.clone()).or_default().insert(doc);
        }
    }
    told
}

fn is_person(hand: &Hand) -> bool {
    matches!(hand.class, SourceClass::Person | SourceClass::Official)
}

/// "a railway worker", but nobody who wants no name.
fn is_described(report: &Doc, hand: &Hand) -> bool {
    let words = hand.span.map_or("", |span| span.of(report.text())).to_lowercase();
    let shy = ["source", "official", "anonym", "named", "identified", "insider", "aide", "diplomat", "officer"];
    hand.class == SourceClass::Unnamed
        && (words.starts_with("a ") || words.starts_with("an "))
        && !shy.iter().any(|mark| words.contains(mark))
}

/// "Josef Tamm, 58, a signalman": introduced by more than the name.
fn is_introduced(report: &Doc, hand: &Hand) -> bool {
    hand.span.is_some_and(|span| {
        let behind = &report.text()[span.start..];
        behind.strip_prefix(hand.name.as_str()).is_some_and(|rest| rest.starts_with(','))
    })
}
