//! Who: people, organisations, states, armed groups, by alias, short form and acronym.
//!
//! Three ways in, the surest first: the table of `data/actors` (aliases, and names that were held only for a time),
//! what `attribute` resolved as a source, and the shape of a name (a title before it, a body's word in it, brackets
//! with its initials behind it). A short form takes the fuller name told before it in the report.

mod import;
mod more;
mod names;
mod romanised;
mod table;

use serde::{Deserialize, Serialize};

use super::place::PlaceMention;
use crate::Span;
use crate::attribute::{ChainLink, SourceClass, Statement};
use crate::read::{Report, content_id};
use crate::segment::Segmentation;

pub use import::read_actors;
pub(crate) use romanised::person_key;
pub use romanised::{Alike, alike};
pub use table::{Actor, ActorTable, Contested, Former};

/// An actor told in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActorMention {
    /// Where it stands.
    pub span: Span,
    /// The full or table name; the words here where nothing resolves them.
    pub name: String,
    /// The table's id; for actors outside the table one derived from the folded full name.
    pub id: String,
    /// `person`, `organisation`, `state`, `government`, `army`, `armed-group`, `alliance`, `outlet`, `people`.
    pub kind: String,
    /// Why this one, in words ("table alias", "short form of …", "initials of …").
    pub basis: String,
    /// What is contested about it at the time of the report, and who holds it; never a fact of the program's.
    #[serde(default)]
    pub claims: Vec<Contested>,
}

/// Finds the actors of a report, in the order of the text, none over another.
///
/// ```
/// use stemma::{read::Report, segment::segment, situate::actor::{ActorTable, actors}};
/// let report = Report::from_text("r1", "ISIS left the town, NATO said.");
/// let found = actors(&report, &segment(&report.text), &[], &[], &ActorTable::bundled());
/// assert_eq!(found[0].name, "Islamic State");
/// ```
pub fn actors(
    report: &Report,
    segmentation: &Segmentation,
    statements: &[Statement],
    places: &[PlaceMention],
    table: &ActorTable,
) -> Vec<ActorMention> {
    let mut found = Found { report, mentions: Vec::new() };
    found.add(table.mentions(report, segmentation));
    found.add(sources(statements));
    let taken: Vec<Span> = places.iter().map(|p| p.span).collect();
    found.add(names::mentions(&report.text, segmentation, &taken));
    names::settle_sources(&report.text, &mut found.mentions);
    let short = names::short_forms(&report.text, segmentation, &found.mentions);
    found.add(short);
    found.mentions
}

struct Found<'a> {
    report: &'a Report,
    mentions: Vec<ActorMention>,
}

impl Found<'_> {
    /// Adds those that stand over none found before, outside page furniture, in the order of the text.
    fn add(&mut self, mut more: Vec<ActorMention>) {
        more.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        let mut fresh: Vec<ActorMention> = Vec::new();
        for mention in more {
            let free = fresh.last().is_none_or(|last| !last.span.overlaps(mention.span));
            if free
                && !self.stands_over(mention.span)
                && !self.report.furniture.iter().any(|f| f.contains(mention.span))
            {
                fresh.push(mention);
            }
        }
        self.mentions.extend(fresh);
        self.mentions.sort_by_key(|m| m.span);
    }

    fn stands_over(&self, span: Span) -> bool {
        let next = self.mentions.partition_point(|m| m.span.end <= span.start);
        self.mentions.get(next).is_some_and(|m| m.span.overlaps(span))
    }
}

/// Sources that `attribute` resolved to somebody with a name.
fn sources(statements: &[Statement]) -> Vec<ActorMention> {
    let links = statements.iter().flat_map(|s| &s.chain).flat_map(|l| std::iter::once(l).chain(&l.members));
    links.filter_map(source).collect()
}

fn source(link: &ChainLink) -> Option<ActorMention> {
    let kind = match link.class {
        SourceClass::Person | SourceClass::Official => "person",
        SourceClass::Organisation => "organisation",
        SourceClass::Outlet => "outlet",
        _ => return None,
    };
    let named = link.members.is_empty() && link.name.chars().any(char::is_uppercase);
    let span = link.span.filter(|_| named)?;
    Some(mention(span, &link.name, kind, "named as a source"))
}

/// A mention outside the table: its id comes from the folded name, a person's from what all its romanisations share.
/// That makes two people of one name one id; [`alike`] and what people merge and split say more.
fn mention(span: Span, name: &str, kind: &str, basis: &str) -> ActorMention {
    let folded = if kind == "person" { romanised::person_key(&fold(name)) } else { fold(name) };
    let id = format!("x-{}", content_id(&["actor", &folded]));
    ActorMention {
        span,
        name: name.to_string(),
        id,
        kind: kind.to_string(),
        basis: basis.to_string(),
        claims: Vec::new(),
    }
}

/// Lower case, without points and a leading article.
fn fold(name: &str) -> String {
    let lower = name.to_lowercase().replace(['.', '’', '\''], "");
    let words: Vec<&str> = lower.split_whitespace().skip_while(|w| matches!(*w, "the" | "a" | "an")).collect();
    words.join(" ")
}
