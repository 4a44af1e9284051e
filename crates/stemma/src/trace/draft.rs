//! A story laid out for tracing, and one claim of it under way: its witnesses with the hands they went through.

use std::collections::BTreeMap;

use super::copies::{self, Copied};
use super::credits::Credits;
use super::hands::{Chain, Hand, Hands};
use super::openings::Openings;
use super::pile::{Doc, Pile};
use super::polarity;
use super::units::{Unit, units};
use super::{Cited, Witness};
use crate::link::{Link, LinkKind};
use crate::read::content_id;

/// What every claim of a story is traced on.
pub(super) struct Ground<'p, 'a> {
    /// The whole pile.
    pub pile: &'p Pile<'a>,
    /// Every link of the pile.
    pub links: &'p [Link],
    /// Indices of the citing links between this story's reports, by `(cited, citing)`.
    pub citations: BTreeMap<(usize, usize), usize>,
    /// Indices of the copying links of the stemma between this story's reports, by `(original, copy)`.
    pub parents: BTreeMap<(usize, usize), usize>,
    /// What the story's reports say, by report and in the order of the text.
    pub units: Vec<Unit>,
    /// What its reports are about.
    pub openings: Openings,
    /// What was copied from what, in the order of the copies.
    pub copied: Vec<Copied>,
    /// The agencies that its reports credit.
    pub credits: Credits,
    /// Through whom its statements came.
    pub hands: Hands,
}

impl<'p, 'a> Ground<'p, 'a> {
    /// Lays out the story of these reports.
    pub fn new(pile: &'p Pile<'a>, links: &'p [Link], within: &[usize], docs: &[usize]) -> Self {
        let mut all = Vec::new();
        let mut of_doc = BTreeMap::new();
        for &doc in docs {
            let first = all.len();
            all.extend(units(pile, doc));
            of_doc.insert(doc, first..all.len());
        }
        let mut copied = copies::copied(pile, links, within, &all, &of_doc);
        copied.sort_by_key(|pair| (pair.to, pair.from, pair.link));
        let hands = Hands::new(pile, docs);
        let citations = between(pile, links, within, |link| link.kind == LinkKind::Citation);
        let parents = between(pile, links, within, |link| link.kind.is_copy() && link.parent);
        let (openings, credits) = (Openings::new(pile, &all), Credits::new(pile, docs));
        Ground { pile, links, citations, parents, units: all, openings, copied, credits, hands }
    }

    /// What a unit was copied from.
    pub fn copied_to(&self, unit: usize) -> &[Copied] {
        let first = self.copied.partition_point(|pair| pair.to < unit);
        let last = self.copied.partition_point(|pair| pair.to <= unit);
        &self.copied[first..last]
    }

    /// Every pair of units that one link joins between the sentences of these two.
    pub fn side_by_side(&self, link: usize, from: usize, to: usize) -> impl Iterator<Item = &Copied> {
        let sentence = |unit: usize| (self.units[unit].doc, self.units[unit].sentence);
        let first = self.units[..to].iter().rev().take_while(|unit| (unit.doc, unit.sentence) == sentence(to)).count();
        let last = self.units[to..].iter().take_while(|unit| (unit.doc, unit.sentence) == sentence(to)).count();
        let same = move |pair: &&Copied| pair.link == link && sentence(pair.from) == sentence(from);
        (to - first..to + last).flat_map(|unit| self.copied_to(unit)).filter(same)
    }

    /// Whether some report of the pile is of this outlet.
    pub fn has_outlet(&self, name: &str) -> bool {
        self.pile.has_outlet(name)
    }

    /// The report that holds a unit.
    pub fn doc(&self, unit: usize) -> &'p Doc<'a> {
        &self.pile.docs[self.units[unit].doc]
    }
}

fn between(pile: &Pile, links: &[Link], within: &[usize], which: fn(&Link) -> bool) -> BTreeMap<(usize, usize), usize> {
    within
        .iter()
        .filter(|&&at| which(&links[at]))
        .filter_map(|&at| Some(((pile.find(&links[at].from)?, pile.find(&links[at].to)?), at)))
        .collect()
}

/// A claim under way.
pub(super) struct Draft<'g, 'p, 'a> {
    /// Its story.
    pub ground: &'g Ground<'p, 'a>,
    /// Units of the witnesses, the earliest report's first.
    pub members: Vec<usize>,
    /// Per witness its record.
    pub witnesses: Vec<Witness>,
    /// Per witness the hands it names, origin first, those side by side together; its own outlet left out.
    pub hands: Vec<Chain>,
    /// Per witness whether it denies what another asserts.
    pub denying: Vec<bool>,
    /// Per witness what its report is called in sentences.
    labels: Vec<String>,
}

impl<'g, 'p, 'a> Draft<'g, 'p, 'a> {
    /// The claim of these units.
    pub fn new(ground: &'g Ground<'p, 'a>, mut members: Vec<usize>) -> Self {
        members.sort_by_key(|&at| (ground.doc(at).age(), at));
        let witnesses = members.iter().map(|&at| witness(ground, at)).collect();
        let hands = members.iter().map(|&at| ground.hands.of(ground.pile, &ground.units[at])).collect();
        let labels = labels(&members.iter().map(|&at| ground.doc(at)).collect::<Vec<_>>());
        let units: Vec<&Unit> = members.iter().map(|&at| &ground.units[at]).collect();
        let denying = polarity::denying(&units);
        Draft { ground, members, witnesses, hands, denying, labels }
    }

    /// The report of a witness.
    pub fn doc(&self, member: usize) -> &'p Doc<'a> {
        self.ground.doc(self.members[member])
    }

    /// The unit of a witness.
    pub fn unit(&self, member: usize) -> &'g Unit {
        &self.ground.units[self.members[member]]
    }

    /// What the report of a witness is called in sentences.
    pub fn label(&self, member: usize) -> String {
        self.labels[member].clone()
    }

    /// Whose report a witness is of: the outlet, else what the report is called.
    pub fn house(&self, member: usize) -> String {
        self.doc(member).outlet().map_or_else(|| self.label(member), str::to_string)
    }

    /// The same by the report's id.
    pub fn label_of(&self, report: &str) -> String {
        let member = (0..self.members.len()).find(|&member| self.doc(member).id() == report);
        member.map_or_else(|| report.to_string(), |member| self.label(member))
    }

    /// The words of a witness as evidence.
    pub fn shown(&self, member: usize) -> Cited {
        Cited { report: self.doc(member).id().to_string(), spans: self.unit(member).spans.clone() }
    }

    /// The words by which a witness names a hand; its own words where the name stands nowhere.
    pub fn named(&self, member: usize, hand: &Hand) -> Cited {
        let spans = hand.span.map_or_else(|| self.unit(member).spans.clone(), |span| vec![span]);
        Cited { report: self.doc(member).id().to_string(), spans }
    }
}

/// Each report by its outlet; by outlet and day, hour or headline where the outlet has several here; by its headline
/// where no outlet is known.
fn labels(docs: &[&Doc]) -> Vec<String> {
    let mut distinct: BTreeMap<&str, &Doc> = BTreeMap::new();
    docs.iter().for_each(|doc| _ = distinct.insert(doc.id(), doc));
    let taken: Vec<(Vec<String>, &str)> = distinct.values().map(|doc| (names_of(doc), doc.id())).collect();
    let free = |name: &String, doc: &Doc| !taken.iter().any(|(names, id)| *id != doc.id() && names.contains(name));
    let label = |doc: &&Doc| {
        let names = names_of(doc);
        names.iter().find(|name| free(name, doc)).or(names.last()).cloned().unwrap_or_default()
    };
    docs.iter().map(label).collect()
}

/// What a report can be called, the shortest first.
fn names_of(doc: &Doc) -> Vec<String> {
    let report = &doc.source.report;
    let title = report.title.as_ref().map(|found| quoted(&found.value));
    let at = report.published_at();
    let name = doc.outlet().map(str::to_string).or_else(|| title.clone()).unwrap_or_else(|| "this page".to_string());
    let day = at.map(|at| format!("{name} of {}", at.date));
    let hour = at.filter(|at| at.time.is_some()).map(|at| format!("{name} of {}", at.to_string().replace('T', " ")));
    let titled = title.filter(|title| *title != name).map(|title| format!("{name}, {title}"));
    let id = format!("{name} ({})", doc.id());
    [Some(name), day, hour, titled, Some(id)].into_iter().flatten().collect()
}

/// A headline in quotation marks, of a long one the first words.
fn quoted(title: &str) -> String {
    const MOST: usize = 9;
    let words: Vec<&str> = title.split_whitespace().collect();
    let more = if words.len() > MOST { " …" } else { "" };
    format!("“{}{more}”", words[..words.len().min(MOST)].join(" "))
}

fn witness(ground: &Ground, at: usize) -> Witness {
    let (unit, doc) = (&ground.units[at], ground.doc(at));
    let statement = unit.statement.map(|at| doc.source.statements[at].id.clone());
    let places: Vec<String> = unit.spans.iter().map(|span| format!("{}-{}", span.start, span.end)).collect();
    let said = statement.as_deref().unwrap_or("");
    let id = content_id(&["witness", doc.id(), &doc.source.report.text_sha256, said, &places.join(" ")]);
    Witness { id, report: doc.id().to_string(), statement, spans: unit.spans.clone(), headline: unit.headline }
}
