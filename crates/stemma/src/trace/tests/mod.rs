//! Piles built by hand: reports, statements and links as the rooms before would give them.

mod cases;
mod properties;

use super::*;
use crate::attribute::{ChainLink, Kind, Stance, Statement};
use crate::link::{Evidence, LinkKind, Shared};
use crate::read::{Found, Published, Report, date};
use crate::situate::Situation;

/// A report under construction.
pub(super) struct Made {
    annotated: Annotated,
}

/// A report of `outlet`, its sentences cut by the room before.
pub(super) fn report(id: &str, outlet: &str, published: &str, text: &str) -> Made {
    let mut report = Report::from_text(id, text);
    report.outlet = (!outlet.is_empty()).then(|| Found::new(outlet.to_string(), "test"));
    report.published = date::iso(published).map(|at: Published| Found::new(at, "test"));
    let segmentation = crate::segment::segment(text);
    Made { annotated: Annotated { report, segmentation, statements: Vec::new(), situation: Situation::default() } }
}

impl Made {
    /// With the statement `content` by `chain` ("name:class" each, origin first), found where the words stand.
    pub fn says(mut self, content: &str, chain: &[(&str, SourceClass)], stance: Stance) -> Self {
        let text = &self.annotated.report.text;
        let find = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len()));
        let link = |&(name, class): &(&str, SourceClass)| ChainLink {
            name: name.to_string(),
            class,
            span: find(name),
            members: Vec::new(),
        };
        let content = find(content).expect("the content stands in the text");
        let statement = Statement {
            id: crate::read::content_id(&[&self.annotated.report.id, &content.start.to_string()]),
            parent: None,
            kind: Kind::Indirect,
            source: chain.first().and_then(|(name, _)| find(name)).map(|span| vec![span]),
            cue: Vec::new(),
            content: vec![content],
            stance,
            hedges: Vec::new(),
            chain: chain.iter().map(link).collect(),
            rule: "test".to_string(),
        };
        self.annotated.statements.push(statement);
        self
    }

    pub fn done(self) -> Annotated {
        self.annotated
    }
}

/// A copying or citing link, whole text to whole text.
pub(super) fn link(from: &Annotated, to: &Annotated, kind: LinkKind, direction: Direction) -> Link {
    let whole = |a: &Annotated| Span::new(0, a.report.text.len());
    Link {
        from: from.report.id.clone(),
        to: to.report.id.clone(),
        kind,
        direction,
        score: 0.9,
        parent: kind.is_copy() && direction != Direction::Unknown,
        reasons: vec!["as the test has it".to_string()],
        evidence: vec![Evidence { from_span: whole(from), to_span: whole(to), what: Shared::Narrative }],
    }
}

/// The claim whose title holds these words.
fn claim<'s>(stories: &'s [Story], words: &str) -> &'s Claim {
    let claims = stories.iter().flat_map(|story| &story.claims);
    claims.into_iter().find(|claim| claim.title.contains(words)).unwrap_or_else(|| panic!("no claim has {words:?}"))
}

const TOLL: &str = "At least 8 people were killed when a grain barge burned at the Sarn lock on Monday.";

#[test]
fn one_report_is_a_story_with_claims() {
    let pile = [report("a", "Courier", "2031-03-04", TOLL).done()];
    let stories = trace(&pile, &[]);
    let claim = claim(&stories, "grain barge");
    assert_eq!(claim.witnesses.len(), 1);
    assert_eq!(claim.origins[0].class, SourceClass::Author);
    assert_eq!((claim.independent_origins.at_least, claim.independent_origins.at_most), (1, 1));
}

#[test]
fn a_refrain_is_no_crowd_of_witnesses() {
    let text = format!("{TOLL} ").repeat(200);
    let stories = trace(&[report("a", "Courier", "2031-03-04", &text).done()], &[]);
    let witnesses: usize = stories[0].claims.iter().map(|claim| claim.witnesses.len()).sum();
    assert!((1..=3).contains(&witnesses), "{witnesses}");
}

#[test]
fn a_grown_number_is_told_and_the_copy_is_no_second_origin() {
    let wire = report("a", "Wire", "2031-03-04", TOLL).done();
    let copy = report("b", "Gazette", "2031-03-05", &TOLL.replace('8', "18")).done();
    let links = [link(&wire, &copy, LinkKind::Reprint, Direction::Sure)];
    let stories = trace(&[wire, copy], &links);
    let claim = claim(&stories, "grain barge");
    let change = &claim.changes[0];
    assert_eq!(change.what, Aspect::Number);
    assert_eq!((change.was.as_deref(), change.became.as_deref()), (Some("8"), Some("18")));
    assert_eq!((claim.independent_origins.at_least, claim.independent_origins.at_most), (1, 1));
    assert_eq!(claim.disagreements, []);
}

#[test]
fn unnamed_sources_through_one_lost_relay_are_one() {
    let chain = [
        ("local sources", SourceClass::Unnamed),
        ("Al Nahar", SourceClass::Outlet),
        ("Orsa Agency", SourceClass::Outlet),
    ];
    let text =
        "The lock gates were blown open by divers from the north bank, local sources told Al Nahar, Orsa Agency said.";
    let content = "The lock gates were blown open by divers from the north bank";
    let a = report("a", "Courier", "2031-03-04", text).says(content, &chain, Stance::Asserts).done();
    let b = report("b", "Gazette", "2031-03-04", text).says(content, &chain, Stance::Asserts).done();
    let stories = trace(&[a, b], &[]);
    let claim = claim(&stories, "lock gates");
    assert_eq!(claim.origins.len(), 1);
    assert_eq!((claim.independent_origins.at_least, claim.independent_origins.at_most), (1, 1));
    let lost: Vec<(&str, LostRole)> = claim.lost_witnesses.iter().map(|l| (l.name.as_str(), l.role)).collect();
    assert_eq!(lost, [("Al Nahar", LostRole::Relay), ("Orsa Agency", LostRole::Relay)]);
    let says = &claim.independent_origins.why[0].says;
    assert_eq!(says, "'local sources' reach Courier and Gazette only through Al Nahar.");
}
