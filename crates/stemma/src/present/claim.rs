//! A claim as it is shown: one view for the table, the tree and the page.

use serde::Serialize;

use super::layout::{self, Layout};
use super::marks::{self, Segment};
use super::reasons::readable;
use super::short::{Short, short};
use super::{Pile, reckoning, shown};
use crate::Span;
use crate::attribute::SourceClass;
use crate::link::Direction;
use crate::span::CodePoints;
use crate::trace::{Aspect, Change, Cited, Claim, LostRole, Story, Witness};

/// All that is shown of one claim.
#[derive(Debug, Clone, Serialize)]
pub struct ClaimView {
    /// The record's id.
    pub id: String,
    /// The words of the plainest witness, on one line, uncut.
    pub title: String,
    /// The story it belongs to.
    pub story: String,
    /// How many witnesses.
    pub witnesses: usize,
    /// How many reports they stand in.
    pub reports: usize,
    /// Origins by kind: named, group, unnamed.
    pub named: usize,
    /// Origins that are groups ("residents").
    pub group: usize,
    /// Origins without a name ("local sources").
    pub unnamed: usize,
    /// Independent origins, at least.
    pub at_least: usize,
    /// Independent origins, at most.
    pub at_most: usize,
    /// When it is said to have happened; `None` where nothing says so.
    pub when: Option<Told>,
    /// Where it is said to have happened.
    pub place: Option<String>,
    /// The same with its coordinates and how far it reaches, where they are known.
    pub site: Option<Site>,
    /// How it stands with the claim, in a sentence or two, and the words that came first.
    pub short: Short,
    /// The stemma, laid out.
    pub stemma: Layout,
    /// Witnesses with their words.
    pub words: Vec<WitnessView>,
    /// Where it goes back to.
    pub origins: Vec<OriginView>,
    /// Why the independent origins are so many.
    pub why: Vec<WhyView>,
    /// What changed on the way.
    pub changes: Vec<ChangeView>,
    /// Versions that no edge explains.
    pub disagreements: Vec<DisagreementView>,
    /// What to look for next.
    pub lost: Vec<LostView>,
}

/// A place on the map: never a bare point where its reach is known.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Site {
    /// The gazetteer's name.
    pub name: String,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// How far from the point it reaches.
    pub radius_km: Option<f64>,
    /// How many other places the name could mean.
    pub alternatives: usize,
}

/// Words of a report, where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quoted {
    /// Id of the report.
    pub report: String,
    /// How the report is called in a line.
    pub label: String,
    /// The words on one line.
    pub words: String,
    /// From the first to the last of them, in code points.
    pub at: Option<[usize; 2]>,
}

/// A told time, as an interval of days where it is one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The words of the text.
    pub words: String,
    /// First and last day it can mean.
    pub days: Option<(jiff::civil::Date, jiff::civil::Date)>,
}

/// A witness with its words in context.
#[derive(Debug, Clone, Serialize)]
pub struct WitnessView {
    /// The record's id.
    pub id: String,
    /// Id of the report.
    pub report: String,
    /// How the report is called in a line.
    pub label: String,
    /// When it was published, in words.
    pub published: String,
    /// First and last minute of publication since 1970, where known.
    pub minutes: Option<(i64, i64)>,
    /// The claim's words, on one line.
    pub quote: String,
    /// From the first to the last of them, in code points.
    pub at: Option<[usize; 2]>,
    /// Id of the statement; `None` for narration.
    pub statement: Option<String>,
    /// The sentences around them, marked.
    pub context: Vec<Segment>,
    /// The chain of sources, origin first, in words.
    pub chain: String,
    /// Whether the words are the headline.
    pub headline: bool,
    /// Whether nothing attributes it: the page says so itself.
    pub narrated: bool,
    /// How the source stands to it ("denies"); `None` for narration and plain assertion.
    pub stance: Option<&'static str>,
    /// The time told in these words.
    pub told: Option<Told>,
}

/// An origin in words.
#[derive(Debug, Clone, Serialize)]
pub struct OriginView {
    /// As resolved.
    pub name: String,
    /// Its class, in words.
    pub class: &'static str,
    /// Labels of the reports that go back to it.
    pub reports: Vec<String>,
    /// Whether its own words are not in the pile.
    pub lost: bool,
}

/// A step of the reckoning with its words.
#[derive(Debug, Clone, Serialize)]
pub struct WhyView {
    /// The sentence.
    pub says: String,
    /// The words that show it.
    pub shown_by: Vec<Quoted>,
}

/// A change between two witnesses.
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// Id of the witness before.
    pub from: String,
    /// Id of the witness after.
    pub to: String,
    /// Label of the report before.
    pub from_label: String,
    /// Label of the report after.
    pub to_label: String,
    /// What kind of thing.
    pub what: &'static str,
    /// As written before.
    pub was: Option<String>,
    /// As written after.
    pub became: Option<String>,
}

/// Versions of the claim.
#[derive(Debug, Clone, Serialize)]
pub struct DisagreementView {
    /// In what.
    pub what: &'static str,
    /// Value and the labels of the reports that have it.
    pub values: Vec<(String, Vec<String>)>,
}

/// A lost witness and who cites it.
#[derive(Debug, Clone, Serialize)]
pub struct LostView {
    /// The record's id.
    pub id: String,
    /// "Al Hadath".
    pub name: String,
    /// Its role in words.
    pub role: &'static str,
    /// The citing words.
    pub cited_by: Vec<Quoted>,
}

impl ChangeView {
    /// `number: "8" became "18"`, `hedge: "may have been" was dropped`.
    pub fn sentence(&self) -> String {
        match (&self.was, &self.became) {
            (Some(was), Some(became)) => format!("{}: “{was}” became “{became}”", self.what),
            (Some(was), None) => format!("{}: “{was}” was dropped", self.what),
            (None, Some(became)) => format!("{}: “{became}” was added", self.what),
            (None, None) => format!("{} changed", self.what),
        }
    }
}

impl ClaimView {
    /// `1` or `1-3`: at least and at most.
    pub fn independent(&self) -> String {
        if self.at_least == self.at_most {
            self.at_least.to_string()
        } else {
            format!("{}-{}", self.at_least, self.at_most)
        }
    }

    /// The witness with this id.
    pub fn witness(&self, id: &str) -> Option<&WitnessView> {
        self.words.iter().find(|w| w.id == id)
    }
}

/// Builds the view of one claim.
pub fn view(pile: &Pile, story: &Story, claim: &Claim) -> ClaimView {
    let words: Vec<_> = claim.witnesses.iter().map(|w| witness(pile, w)).collect();
    let count = |wanted: fn(SourceClass) -> bool| claim.origins.iter().filter(|o| wanted(o.class)).count();
    let mut reports: Vec<&str> = claim.witnesses.iter().map(|w| w.report.as_str()).collect();
    reports.sort_unstable();
    reports.dedup();
    let site = reckoning::site(pile, claim);
    let stemma = layout::layout(&layout::graph(pile, claim));
    ClaimView {
        id: claim.id.clone(),
        title: whole(&shown::line(&claim.title), &words),
        story: shown::line(&story.title),
        witnesses: claim.witnesses.len(),
        reports: reports.len(),
        named: count(SourceClass::is_named),
        group: count(|class| class == SourceClass::Group),
        unnamed: count(|class| class == SourceClass::Unnamed),
        at_least: claim.independent_origins.at_least,
        at_most: claim.independent_origins.at_most,
        when: reckoning::most_told(words.iter().filter_map(|w| w.told.clone())),
        place: site.as_ref().map(|site| site.name.clone()),
        site,
        short: short(pile, claim, &stemma, &words),
        stemma,
        origins: claim.origins.iter().map(|o| origin(pile, claim, o)).collect(),
        why: claim.independent_origins.why.iter().map(|w| why(pile, w)).collect(),
        changes: claim.changes.iter().map(|c| change(pile, c)).collect(),
        disagreements: claim.disagreements.iter().map(|d| disagreement(pile, claim, d)).collect(),
        lost: claim.lost_witnesses.iter().map(|l| lost(pile, l)).collect(),
        words,
    }
}

/// A title that the record cuts short, as the witness has it that it was taken from.
fn whole(title: &str, words: &[WitnessView]) -> String {
    let Some(begins) =
        title.strip_suffix('…').and_then(|begins| begins.char_indices().nth(1).map(|(at, _)| &begins[at..]))
    else {
        return title.to_string();
    };
    // The first letter of a title is made large.
    let mut found = words.iter().filter_map(|w| Some(w.quote[w.quote.find(begins)? + begins.len()..].to_string()));
    found.next().map_or_else(|| title.to_string(), |rest| title.trim_end_matches('…').to_string() + &rest)
}

fn witness(pile: &Pile, w: &Witness) -> WitnessView {
    let annotated = pile.annotated(&w.report);
    let statement = annotated.zip(w.statement.as_deref()).and_then(|(a, id)| a.statements.iter().find(|s| s.id == id));
    WitnessView {
        id: w.id.clone(),
        report: w.report.clone(),
        label: pile.label(&w.report),
        published: pile.when(&w.report),
        minutes: annotated.and_then(|a| a.report.published_at()).map(|at| at.minutes()),
        quote: annotated.map_or_else(String::new, |a| reckoning::quote(&a.report.text, &w.spans)),
        at: annotated.and_then(|a| points(&a.report.text, &w.spans)),
        statement: w.statement.clone(),
        context: annotated.map_or_else(Vec::new, |a| marks::in_context(a, &w.spans, w.statement.as_deref())),
        chain: statement.map_or_else(String::new, |s| reckoning::chain(&s.chain)),
        headline: w.headline,
        narrated: w.statement.is_none(),
        stance: statement.and_then(|s| reckoning::stance(s.stance)),
        told: annotated.and_then(|a| reckoning::told(a, &w.spans)),
    }
}

fn origin(pile: &Pile, claim: &Claim, origin: &crate::trace::Origin) -> OriginView {
    OriginView {
        name: shown::line(&origin.name),
        class: class_name(origin.class),
        reports: labels(pile, claim, &origin.witnesses),
        lost: origin.lost,
    }
}

fn why(pile: &Pile, why: &crate::trace::Why) -> WhyView {
    WhyView {
        says: readable(&why.says, &|id| pile.report(id)),
        shown_by: why.shown_by.iter().map(|c| cited(pile, c)).collect(),
    }
}

fn change(pile: &Pile, c: &Change) -> ChangeView {
    ChangeView {
        from: c.from.clone(),
        to: c.to.clone(),
        from_label: pile.label(&c.from_report),
        to_label: pile.label(&c.to_report),
        what: aspect_name(c.what),
        was: c.was.as_deref().map(shown::line),
        became: c.became.as_deref().map(shown::line),
    }
}

fn disagreement(pile: &Pile, claim: &Claim, d: &crate::trace::Disagreement) -> DisagreementView {
    let values = d.values.iter().map(|v| (shown::line(&v.value), labels(pile, claim, &v.witnesses))).collect();
    DisagreementView { what: aspect_name(d.what), values }
}

fn lost(pile: &Pile, lost: &crate::trace::LostWitness) -> LostView {
    LostView {
        id: lost.id.clone(),
        name: shown::line(&lost.name),
        role: role_name(lost.role),
        cited_by: lost.cited_by.iter().map(|c| cited(pile, c)).collect(),
    }
}

fn cited(pile: &Pile, c: &Cited) -> Quoted {
    let annotated = pile.annotated(&c.report);
    Quoted {
        report: c.report.clone(),
        label: pile.label(&c.report),
        words: annotated.map_or_else(String::new, |a| reckoning::quote(&a.report.text, &c.spans)),
        at: annotated.and_then(|a| points(&a.report.text, &c.spans)),
    }
}

/// From the first to the last of the spans, in code points.
fn points(text: &str, spans: &[Span]) -> Option<[usize; 2]> {
    Some(CodePoints::new(text).of(spans.iter().copied().reduce(Span::cover)?))
}

/// Labels of the reports that the witnesses stand in, once each, in the order of the claim.
fn labels(pile: &Pile, claim: &Claim, ids: &[String]) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for witness in claim.witnesses.iter().filter(|w| ids.contains(&w.id)) {
        let label = pile.label(&witness.report);
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    labels
}

/// The class of a source in words.
pub fn class_name(class: SourceClass) -> &'static str {
    match class {
        SourceClass::Person => "person",
        SourceClass::Official => "official",
        SourceClass::Organisation => "organisation",
        SourceClass::Outlet => "outlet",
        SourceClass::Group => "group",
        SourceClass::Unnamed => "unnamed",
        SourceClass::Document => "document",
        SourceClass::Author => "the page itself",
    }
}

/// What can change, in words.
pub fn aspect_name(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Number => "number",
        Aspect::Hedge => "hedge",
        Aspect::Source => "source",
        Aspect::Place => "place",
        Aspect::Time => "time",
        Aspect::Actor => "actor",
        Aspect::Polarity => "polarity",
    }
}

/// The sureness of a direction in words.
pub fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Sure => "sure",
        Direction::Likely => "likely",
        Direction::Unknown => "direction unknown",
    }
}

fn role_name(role: LostRole) -> &'static str {
    match role {
        LostRole::Origin => "origin",
        LostRole::Relay => "relay",
        LostRole::Ancestor => "lost ancestor",
    }
}
