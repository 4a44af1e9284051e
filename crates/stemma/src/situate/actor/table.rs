//! The table of known actors, looked up by the words of the text.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::ActorMention;
use crate::Span;
use crate::attribute::outlets::{self, Outlet};
use crate::read::Report;
use crate::segment::{Segmentation, Sentence, TokenKind};
use crate::situate::place::{name_key, words};

/// One entry of the table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// Stable id.
    pub id: String,
    /// The name that it is shown by.
    pub name: String,
    /// As in [`ActorMention::kind`].
    pub kind: String,
    /// ISO 3166-1 alpha-2, or empty.
    #[serde(default)]
    pub country: String,
    /// Other names, as written in text.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Names held for a time.
    #[serde(default)]
    pub former: Vec<Former>,
    /// Who owns or runs it, where that is known and matters: `state`.
    #[serde(default)]
    pub owner: String,
    /// What some hold of it and others do not.
    #[serde(default)]
    pub claims: Vec<Contested>,
}

/// Something said of an actor that is no common ground: kept with who holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contested {
    /// What is held ("part of the Kurdistan Workers' Party").
    pub says: String,
    /// Who holds it.
    pub held_by: Vec<String>,
    /// Who denies it or does not share it, where known.
    #[serde(default)]
    pub denied_by: Vec<String>,
    /// First day on which it was held, where known.
    pub from: Option<Date>,
    /// Last day on which it was held, where known.
    pub until: Option<Date>,
}

/// A name held for a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Former {
    /// The name.
    pub name: String,
    /// First day, where known.
    pub from: Option<Date>,
    /// Last day, where known.
    pub until: Option<Date>,
}

const GROUPS: [&str; 3] = [
    include_str!("../../../../../data/actors/groups.toml"),
    include_str!("../../../../../data/actors/forces.toml"),
    include_str!("../../../../../data/actors/bodies.toml"),
];

#[derive(Deserialize)]
struct Groups {
    actor: Vec<Actor>,
}

#[derive(Deserialize)]
struct States {
    state: Vec<State>,
}

#[derive(Deserialize)]
struct State {
    country: String,
    name: String,
    demonyms: Vec<String>,
    seats: Vec<String>,
    aliases: Vec<String>,
    #[serde(default)]
    claims: Vec<Contested>,
}

#[derive(Deserialize)]
struct Bodies {
    arms: Arms,
    acts: Acts,
}

#[derive(Deserialize)]
struct Acts {
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Arms {
    army: Vec<String>,
    government: Vec<String>,
    people: Vec<String>,
}

/// What an alias leads to.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub actor: usize,
    pub basis: &'static str,
    /// Days between which the name was held.
    pub held: Option<(Option<Date>, Option<Date>)>,
}

/// Actors by alias.
#[derive(Debug)]
pub struct ActorTable {
    pub(super) actors: Vec<Actor>,
    /// Alias (see [`key`]) to entry.
    by_alias: BTreeMap<String, Entry>,
    /// Verbs before which a capital stands for its government.
    acts: Vec<String>,
    /// Tokens of the longest alias.
    longest: usize,
}

impl ActorTable {
    /// The one built into the program.
    pub fn bundled() -> Self {
        ActorTable::with_additions(Vec::new())
    }

    /// The bundled one and a user's actors, whose names stand before the bundled ones.
    ///
    /// ```
    /// use stemma::situate::actor::{ActorTable, read_actors};
    /// let own = read_actors("name,kind,aliases\nTolva Guard,armed-group,TG|the Guard").unwrap();
    /// let table = ActorTable::with_additions(own);
    /// assert_eq!(table.get("tolva-guard").unwrap().aliases, ["TG", "the Guard"]);
    /// ```
    pub fn with_additions(own: Vec<Actor>) -> Self {
        let states: States =
            toml::from_str(include_str!("../../../../../data/actors/states.toml")).expect("a table that parses");
        let bodies: Bodies = toml::from_str(include_str!("lexicon/en/bodies.toml")).expect("a lexicon that parses");
        let mut table =
            ActorTable { actors: Vec::new(), by_alias: BTreeMap::new(), acts: bodies.acts.words, longest: 1 };
        let given: BTreeSet<String> = own.iter().map(|actor| actor.id.clone()).collect();
        own.into_iter().for_each(|actor| table.add(actor));
        let bundled = GROUPS.iter().flat_map(|file| toml::from_str::<Groups>(file).expect("a table that parses").actor);
        bundled.filter(|actor| !given.contains(&actor.id)).for_each(|actor| table.add(actor));
        states.state.into_iter().for_each(|state| table.add_state(state, &bodies.arms));
        let mut media = BTreeSet::new();
        let named = outlets::all().iter().filter(|outlet| !outlet.article).map(medium);
        named.filter(|actor| media.insert(actor.id.clone())).for_each(|actor| table.add(actor));
        table.add_more();
        table
    }

    /// The entry of an id.
    pub fn get(&self, id: &str) -> Option<&Actor> {
        self.actors.iter().find(|actor| actor.id == id)
    }

    fn add(&mut self, actor: Actor) {
        let at = self.actors.len();
        self.alias(&actor.name, Entry { actor: at, basis: "name in the table", held: None });
        for alias in &actor.aliases {
            self.alias(alias, Entry { actor: at, basis: "alias in the table", held: None });
        }
        actor.former.iter().for_each(|former| self.former(at, former));
        self.actors.push(actor);
    }

    /// Stands before the same name without a time of the same actor.
    pub(super) fn former(&mut self, actor: usize, former: &Former) {
        let held = Some((former.from, former.until));
        let entry = Entry { actor, basis: "name held for a time", held };
        if self.by_alias.get(&key(&former.name)).is_some_and(|known| known.actor == actor) {
            self.by_alias.insert(key(&former.name), entry);
        } else {
            self.alias(&former.name, entry);
        }
    }

    /// The state, its arms ("Russian forces") and, once for all three, its adjective.
    fn add_state(&mut self, state: State, arms: &Arms) {
        let id = state.country.to_lowercase();
        let country = state.country.clone();
        let actor = |id: String, name: String, kind: &str| Actor {
            id,
            name,
            kind: kind.into(),
            country: country.clone(),
            ..Actor::default()
        };
        for (words, what, kind) in
            [(&arms.army, "armed forces", "army"), (&arms.government, "government", "government")]
        {
            let at = self.actors.len();
            let adjective = &state.demonyms[0];
            self.actors.push(actor(format!("{id}-{kind}"), format!("{adjective} {what}"), kind));
            for demonym in &state.demonyms {
                words.iter().for_each(|w| {
                    self.alias(
                        &format!("{demonym} {w}"),
                        Entry { actor: at, basis: "a state's adjective and arm", held: None },
                    )
                });
            }
        }
        for words in &arms.people {
            let name = format!("{} {words}", state.demonyms[0]);
            self.add(actor(format!("{id}-{words}"), name, "people"));
        }
        let at = self.actors.len();
        self.actors.push(Actor { claims: state.claims, ..actor(id, state.name.clone(), "state") });
        self.alias(&state.name, Entry { actor: at, basis: "name in the table", held: None });
        state.aliases.iter().for_each(|a| self.alias(a, Entry { actor: at, basis: "alias in the table", held: None }));
        state
            .seats
            .iter()
            .for_each(|a| self.alias(a, Entry { actor: at, basis: "seat of its government", held: None }));
    }

    /// The first entry of an alias stays.
    pub(super) fn alias(&mut self, alias: &str, entry: Entry) {
        self.longest = self.longest.max(alias.split([' ', '-', '\'']).count());
        self.by_alias.entry(key(alias)).or_insert(entry);
    }

    /// Every mention of a table actor, the longest alias first.
    pub(super) fn mentions(&self, report: &Report, segmentation: &Segmentation) -> Vec<ActorMention> {
        let published = report.published_at().map(|at| at.date);
        let mut found = Vec::new();
        for sentence in &segmentation.sentences {
            let shouted = is_shouted(sentence.span.of(&report.text));
            let mut at = sentence.tokens.start;
            while at < sentence.tokens.end {
                match self.longest_at(&report.text, segmentation, sentence, at, shouted) {
                    Some((mention, entry, next)) => {
                        found.extend(self.mention(mention, entry, published));
                        at = next;
                    }
                    None => at += 1,
                }
            }
        }
        found
    }

    fn longest_at(
        &self,
        text: &str,
        parts: &Segmentation,
        sentence: &Sentence,
        at: usize,
        shouted: bool,
    ) -> Option<(Span, &Entry, usize)> {
        let first = parts.tokens[at].span;
        // Arabic and Hebrew have no capitals.
        let named = |c: char| c.is_alphabetic() && !c.is_lowercase();
        if parts.tokens[at].kind != TokenKind::Word || !first.of(text).starts_with(named) {
            return None;
        }
        let ends = (at..sentence.tokens.end.min(at + self.longest)).rev();
        ends.filter_map(|last| {
            let span = without_stop(text, first.cover(parts.tokens[last].span));
            let key = key(span.of(text));
            // In a shouted line "IS" and "US" are words like any other.
            let initials = key.len() <= 3 && shouted;
            let entry = self.by_alias.get(&key).filter(|_| !initials)?;
            let meant = entry.basis != "seat of its government" || acts(text, parts, last + 1, &self.acts);
            meant.then_some((span, entry, last + 1))
        })
        .next()
    }

    fn mention(&self, span: Span, entry: &Entry, published: Option<Date>) -> Option<ActorMention> {
        let actor = &self.actors[entry.actor];
        let basis = match (entry.held, published) {
            (Some((from, until)), Some(day)) if from.is_some_and(|f| day < f) || until.is_some_and(|u| day > u) => {
                "name held for a time, not the one of the publication date".to_string()
            }
            _ => entry.basis.to_string(),
        };
        // What was not yet, or no longer, held on the day of the report is left out; without a day all of it stands.
        let held = |claim: &&Contested| {
            published.is_none_or(|day| claim.from.is_none_or(|f| day >= f) && claim.until.is_none_or(|u| day <= u))
        };
        let claims = actor.claims.iter().filter(held).cloned().collect();
        Some(ActorMention {
            span,
            name: actor.name.clone(),
            id: actor.id.clone(),
            kind: actor.kind.clone(),
            basis,
            claims,
        })
    }
}

/// "SAA." at the end of a sentence without its stop; "U.S." keeps it.
fn without_stop(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let lone = words.ends_with('.') && words.matches('.').count() == 1;
    if lone { Span::new(span.start, span.end - 1) } else { span }
}

/// A medium of the public table of outlets; names that are ordinary words stay there.
fn medium(outlet: &Outlet) -> Actor {
    let telling = |name: &&String| words::flags(name) & (words::FREQUENT | words::COMMON | words::GIVEN) == 0;
    let id: Vec<String> = outlet.name.split_whitespace().map(name_key).collect();
    Actor {
        id: format!("outlet-{}", id.join("-")),
        name: outlet.name.clone(),
        kind: "outlet".into(),
        country: outlet.country.clone(),
        aliases: outlet.aliases.iter().filter(telling).cloned().collect(),
        owner: if outlet.state { "state".into() } else { String::new() },
        ..Actor::default()
    }
}

/// A capital stands for its government only where it acts: before a verb of saying, wanting or deciding.
fn acts(text: &str, parts: &Segmentation, next: usize, verbs: &[String]) -> bool {
    parts.tokens.get(next).is_some_and(|t| verbs.iter().any(|v| v == t.span.of(text)))
}

/// Whether a line has letters and all of them are capitals.
fn is_shouted(line: &str) -> bool {
    line.chars().any(char::is_uppercase) && !line.chars().any(char::is_lowercase)
}

/// Points dropped ("U.S." is "US"), apostrophes and hyphens made plain; case is kept, since "us" is no state.
fn key(words: &str) -> String {
    let mut key = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '.' => {}
            '’' | '‘' | 'ʼ' => key.push('\''),
            '‑' | '–' => key.push('-'),
            c if c.is_whitespace() => {
                if !key.ends_with(' ') {
                    key.push(' ');
                }
            }
            c => key.push(c),
        }
    }
    key
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::read::{Found, date};
    use crate::segment::segment;

    pub(in crate::situate::actor) fn found(text: &str, published: Option<&str>) -> Vec<(String, String)> {
        let mut report = Report::from_text("r", text);
        report.published = published.and_then(date::iso).map(|at| Found::new(at, "test"));
        let table = ActorTable::bundled();
        table.mentions(&report, &segment(text)).into_iter().map(|m| (m.name, m.basis)).collect()
    }

    pub(in crate::situate::actor) fn names(text: &str) -> Vec<String> {
        found(text, None).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn two_names_of_one_group_are_one_actor() {
        assert_eq!(names("ISIS and ISIL and Daesh"), ["Islamic State"; 3]);
    }

    #[test]
    fn points_do_not_matter_but_case_does() {
        assert_eq!(names("The U.S. and the US told us."), ["United States"; 2]);
    }

    #[test]
    fn an_adjective_and_an_arm_are_one_actor() {
        assert_eq!(names("Russian warplanes and the Russian air force flew."), ["Russian armed forces"; 2]);
    }

    #[test]
    fn a_capital_acts_or_is_a_place() {
        assert_eq!(names("Moscow denied it."), ["Russia"]);
        assert_eq!(names("She lives in Moscow."), Vec::<String>::new());
    }

    #[test]
    fn a_name_out_of_its_time_is_said_so() {
        assert_eq!(found("Al-Nusra Front left.", Some("2015-03-01"))[0].1, "name held for a time");
        assert!(found("Al-Nusra Front left.", Some("2019-03-01"))[0].1.contains("not the one"));
    }

    #[test]
    fn what_is_contested_stays_with_who_holds_it() {
        let claims = |published: Option<&str>| {
            let mut report = Report::from_text("r", "Hayat Tahrir al-Sham left the YPG and Kosovo alone.");
            report.published = published.and_then(date::iso).map(|at| Found::new(at, "test"));
            let found = ActorTable::bundled().mentions(&report, &segment(&report.text));
            found.iter().map(|m| m.claims.len()).collect::<Vec<_>>()
        };
        assert_eq!(claims(None), [2, 1, 1]);
        // Kosovo's statehood is contested since February 2008.
        assert_eq!(claims(Some("2007-01-01"))[2], 0);
        let table = ActorTable::bundled();
        assert!(table.actors.iter().flat_map(|a| &a.claims).all(|c| !c.says.is_empty() && !c.held_by.is_empty()));
    }

    #[test]
    fn a_shouted_line_hides_short_initials() {
        assert_eq!(names("THIS IS FOR US"), Vec::<String>::new());
    }

    #[test]
    fn the_table_has_the_actors_of_world_news() {
        let table = ActorTable::bundled();
        let written = table.actors.iter().filter(|a| a.kind != "people").count();
        assert!(written >= 900, "{written}");
        let aqim = table.get("aqim").unwrap();
        assert_eq!(table.get("outlet-sana").map(|a| a.owner.as_str()), Some("state"));
        assert_eq!((aqim.kind.as_str(), aqim.aliases.len()), ("armed-group", 3));
        assert_eq!(
            names("Fighters of AQIM met the Polisario in Mauritania."),
            ["Al-Qaeda in the Islamic Maghreb", "Polisario Front", "Mauritania"]
        );
    }

    #[test]
    fn ids_are_each_given_once() {
        let table = ActorTable::bundled();
        let ids: std::collections::BTreeSet<_> = table.actors.iter().map(|a| &a.id).collect();
        assert_eq!(ids.len(), table.actors.len());
    }
}
