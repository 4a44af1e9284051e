//! Places, times and actors that a stretch of a report mentions, and whether two mentions mean one thing.
//!
//! Only what could stand in another's place counts: no people for their land, no wire service that brings the report, no
//! "it", and not the day on which the page was published. A town and its province, a day and its evening are one.

use super::Aspect;
use super::names::holds;
use super::phrase::is_pronoun;
use super::pile::Doc;
use super::setting::holds_place;
use super::words::fold;
use crate::Span;
use crate::situate::actor::ActorMention;
use crate::situate::place::{PlaceMention, PlaceRole, same_place_name};
use crate::situate::time::{TimeKind, TimeMention};

/// Something mentioned.
#[derive(Clone, Copy)]
pub(super) enum Mention<'a> {
    Place(&'a PlaceMention),
    Time(&'a TimeMention),
    Actor(&'a ActorMention),
}

impl Mention<'_> {
    /// Where it stands.
    pub fn span(&self) -> Span {
        match self {
            Mention::Place(place) => place.span,
            Mention::Time(time) => time.span,
            Mention::Actor(actor) => actor.span,
        }
    }

    /// Whether this and another, each with its words, mean one thing.
    pub fn is_one(&self, words: &str, other: &Mention, theirs: &str) -> bool {
        match (self, other) {
            (Mention::Place(a), Mention::Place(b)) => {
                a.geonames_id.is_some() && a.geonames_id == b.geonames_id
                    || same_place_name(words, theirs)
                    || holds_place(a, b)
            }
            (Mention::Time(a), Mention::Time(b)) => a.earliest <= b.latest && b.earliest <= a.latest,
            (Mention::Actor(a), Mention::Actor(b)) => is_one_actor((a, words), (b, theirs)),
            _ => false,
        }
    }
}

/// The mentions of one kind that touch a span.
pub(super) fn mentioned<'a>(doc: &Doc<'a>, within: Span, what: Aspect) -> Vec<Mention<'a>> {
    let situation = &doc.source.situation;
    match what {
        Aspect::Place => {
            let places = situation.places.iter().filter(|p| p.role == PlaceRole::Place && p.span.overlaps(within));
            places.map(Mention::Place).collect()
        }
        Aspect::Time => {
            let told = situation.times.iter().filter(|time| time.span.overlaps(within) && is_told(doc, time));
            told.map(Mention::Time).collect()
        }
        Aspect::Actor => {
            let actors = situation.actors.iter().filter(|actor| actor.span.overlaps(within));
            actors.filter(|actor| acts(doc, actor)).map(Mention::Actor).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether somebody may be the one who did it: no medium that tells it, no "it".
pub(super) fn acts(doc: &Doc, actor: &ActorMention) -> bool {
    actor.kind != "outlet" && !is_pronoun(actor.span.of(doc.text()))
}

/// Whether two mentions, each with its words, are one actor: by id, by two spellings, by a longer and a shorter name ("the
/// Varn Observatory", "the Observatory"), or as a land and those who act for it ("Tervia", "the Tervian army").
pub(super) fn is_one_actor((a, words): (&ActorMention, &str), (b, theirs): (&ActorMention, &str)) -> bool {
    let rules = |actor: &ActorMention| matches!(actor.kind.as_str(), "state" | "government" | "army");
    let lands = || rules(a) && rules(b) && root(words).is_some() && root(words) == root(theirs);
    a.id == b.id || is_one_name(words, theirs) || same_place_name(words, theirs) || lands()
}

/// Whether two names are one, or one the longer form of the other.
fn is_one_name(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    holds(&a, &b) || holds(&b, &a)
}

/// How the first capital word begins: "terv" of "the Tervian army".
fn root(name: &str) -> Option<String> {
    let first = name.split_whitespace().find(|word| word.starts_with(char::is_uppercase))?;
    Some(first.to_lowercase().chars().take(4).collect())
}

/// Whether a day or hour is told, and not the date of the page: a full date that is the day of publication.
pub(super) fn is_told(doc: &Doc, time: &TimeMention) -> bool {
    let dated =
        matches!(time.kind, TimeKind::Date | TimeKind::Time) && time.earliest.is_some() && time.latest.is_some();
    let published = doc.source.report.published_at().map(|at| at.date);
    let with_year = time.earliest.is_some_and(|day| time.span.of(doc.text()).contains(&day.year().to_string()));
    dated && !(with_year && time.earliest == time.latest && time.earliest == published)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor(id: &str, kind: &str) -> ActorMention {
        let (name, basis) = (id.to_string(), String::new());
        ActorMention { span: Span::new(0, 1), name, id: id.into(), kind: kind.into(), basis, claims: Vec::new() }
    }

    #[test]
    fn a_land_and_its_army_are_one_and_its_rebels_are_not() {
        let (land, army, rebels) = (actor("a", "state"), actor("b", "army"), actor("c", "armed-group"));
        assert!(is_one_actor((&land, "Tervia"), (&army, "the Tervian army")));
        assert!(!is_one_actor((&land, "Tervia"), (&rebels, "Tervian Brigades")));
        assert!(is_one_actor((&rebels, "Weir Front"), (&actor("d", "armed-group"), "al-Keth Weir Front")));
    }
}
