//! One pair of reports: what they share, and whether that makes one a copy of the other.

use serde::{Deserialize, Serialize};

use super::align::{Indexed, align};
use super::credit::Credit;
use super::doc::{BACKGROUND, Doc};
use super::passage::{Passage, passages};
use super::weigh::Time;
use super::{LinkKind, Shared};

/// What two reports share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Relation {
    /// In the order of the first report.
    pub passages: Vec<Passage>,
    /// Equal narrative words.
    pub narrative: usize,
    /// Equal words in passages that are not boilerplate.
    pub matched: usize,
    /// Words of either report that are not boilerplate.
    pub body: (usize, usize),
}

/// Narrative words that make a copy, the longest passage with so many in it.
const COPY: (usize, usize) = (20, 14);
/// Narrative words that make a copy by themselves, in a passage of nothing else.
const PURE: usize = 16;
/// Narrative words that make a copy in a passage with a quotation: whoever merely quotes the same speaker has other
/// words around the quotation.
const MIXED: usize = 12;
/// Equal words, and the share of both reports, that make a copy even of reports that are mostly speech.
const BULK: (usize, f64) = (60, 0.5);

impl Relation {
    /// Whether they share narrative enough that one has it from the other, or both from a third.
    pub fn is_copy(&self) -> bool {
        let (of_first, of_second) = self.coverage();
        if self.matched >= BULK.0 && of_first.min(of_second) >= BULK.1 {
            return true;
        }
        let longest = self.passages.iter().map(|passage| passage.narrative).max().unwrap_or(0);
        let mixed = |passage: &Passage| passage.matched > passage.narrative && passage.narrative >= MIXED;
        (self.narrative >= COPY.0 && longest >= COPY.1)
            || longest >= PURE
            || self.passages.iter().any(|passage| mixed(passage) || passage.is_credited())
    }

    /// Whether they share words of a third that are no boilerplate: a speaker, a law, a post.
    pub fn is_quote(&self) -> bool {
        self.passages.iter().any(|passage| !matches!(passage.what, Shared::Boilerplate | Shared::Narrative))
    }

    /// Of the shorter report, the share that both have from a third.
    pub fn quoted_share(&self) -> f64 {
        let (of_first, of_second) = self.coverage();
        (of_first.max(of_second) * 100.0).round() / 100.0
    }

    /// Shares of either report's body that the other has.
    pub fn coverage(&self) -> (f64, f64) {
        let share = |body: usize| (self.matched as f64 / body.max(1) as f64).min(1.0);
        (share(self.body.0), share(self.body.1))
    }

    /// Changes for each equal word in the copied passages.
    pub fn editing(&self) -> f64 {
        let edits: usize = self.passages.iter().map(|passage| passage.edits).sum();
        edits as f64 / self.matched.max(1) as f64
    }

    /// The kind of copy that the second report is of the first.
    pub fn kind(&self, same_outlet: bool) -> LinkKind {
        let (of_first, of_second) = self.coverage();
        if same_outlet && of_first >= 0.4 {
            LinkKind::Update
        } else if self.editing() > 0.05 {
            LinkKind::Rewrite
        } else if of_second >= 0.5 && of_first >= 0.5 {
            LinkKind::Reprint
        } else {
            LinkKind::Excerpt
        }
    }

    /// The same with the reports changed over.
    pub fn turned(&self) -> Relation {
        let mut passages: Vec<Passage> = self.passages.iter().map(Passage::turned).collect();
        passages.sort_by_key(|passage| *passage.a.start());
        Relation { passages, body: (self.body.1, self.body.0), ..*self }
    }
}

/// A report as a side of a comparison.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub doc: &'a Doc<'a>,
    pub indexed: &'a Indexed,
    /// The outlets that have this wording.
    pub outlets: &'a [u32],
    pub credits: &'a [Credit],
}

/// Lays two reports side by side.
pub(super) fn relate(a: Side, b: Side) -> Relation {
    let pairs = align((&a.doc.words, a.indexed), (&b.doc.words, b.indexed));
    let mut passages = passages(&pairs, a.doc, b.doc);
    for passage in &mut passages {
        let reach = if passage.lifted { REACH } else { 1 };
        passage.credited =
            introduces(a, b.outlets, *passage.a.start(), reach) || introduces(b, a.outlets, *passage.b.start(), reach);
    }
    let of_one_outlet = a.outlets.iter().any(|outlet| b.outlets.contains(outlet));
    let (a, b) = (a.doc, b.doc);
    if is_slight(&passages, a, b) {
        mark_margins(&mut passages, a, b);
    }
    if is_background(&passages, a, b, of_one_outlet) || of_one_outlet && is_archive(&passages, a, b) {
        unmark(&mut passages);
    }
    let narrative = passages.iter().map(|passage| passage.narrative).sum();
    let matched =
        passages.iter().filter(|passage| passage.what != Shared::Boilerplate).map(|passage| passage.matched).sum();
    Relation { passages, narrative, matched, body: (a.body(), b.body()) }
}

/// Words that may stand between an outlet's name and the words that are quoted from it: "reported last week that".
const REACH: usize = 8;

/// Whether a report names an outlet right before a word, with less than `reach` words between: "According to the
/// Harbour Gazette: ...".
fn introduces(report: Side, outlets: &[u32], word: usize, reach: usize) -> bool {
    let credits = report.credits.iter().filter(|credit| outlets.contains(&credit.outlet));
    credits.map(|credit| report.doc.words.within(credit.span).end).any(|end| end <= word && word <= end + reach)
}

/// Words at either end of a page among which its furniture stands.
const MARGIN: usize = 70;
/// Of the shorter report, the share in common below which what stands at the same end of both is furniture.
const SLIGHT: f64 = 0.25;

fn is_slight(passages: &[Passage], a: &Doc, b: &Doc) -> bool {
    let matched: usize = passages.iter().map(|passage| passage.matched).sum();
    (matched as f64) < SLIGHT * a.body().min(b.body()) as f64
}

/// Two reports that share only a little at the same end of both share a footer or a header.
fn mark_margins(passages: &mut [Passage], a: &Doc, b: &Doc) {
    let (words_a, words_b) = (a.words.len(), b.words.len());
    for passage in passages.iter_mut().filter(|passage| passage.what == Shared::Narrative) {
        let header = *passage.a.end() < MARGIN && *passage.b.end() < MARGIN;
        let footer = passage.a.start() + MARGIN >= words_a && passage.b.start() + MARGIN >= words_b;
        if header || footer {
            (passage.what, passage.narrative) = (Shared::Boilerplate, 0);
        }
    }
}

/// Words at the head of a report's own matter in which it says what is new.
const LEAD: usize = 60;
/// Of the shorter report, the share in common from which it is a copy and no report that merely ends as the other does.
const BULKY: f64 = 0.75;
/// Minutes between two reports of one outlet that are of two days' news.
const ANOTHER_DAY: i64 = 1440;

/// Most words of background that are put below report after report by different newsrooms.
const ARCHIVE: usize = 50;

/// Whether what two reports share is what newsrooms put below report after report: told of times long past, and either
/// little, or of one outlet and not what either says first.
fn is_background(passages: &[Passage], a: &Doc, b: &Doc, of_one_outlet: bool) -> bool {
    let words: usize = narrative(passages).map(|passage| passage.narrative).sum();
    let little = words <= ARCHIVE && is_slight(passages, a, b);
    let is_past = |passage: &Passage| {
        let sides = [(a, &passage.a), (b, &passage.b)];
        sides.into_iter().any(|(doc, words)| {
            let marked = doc.marks[words.clone()].iter().filter(|mark| **mark & BACKGROUND != 0).count();
            let words = words.clone().count();
            if of_one_outlet { marked * 2 > words } else { marked == words }
        })
    };
    (little || of_one_outlet && is_below(passages, a, b)) && narrative(passages).all(is_past)
}

/// Whether two reports of one outlet, of two days, share nothing but what stands below the news: its archive.
fn is_archive(passages: &[Passage], a: &Doc, b: &Doc) -> bool {
    let gap = match Time::between(a.time, b.time) {
        Time::Later(gap) | Time::Earlier(gap) => gap,
        Time::Open | Time::Unknown => 0,
    };
    gap >= ANOTHER_DAY && is_below(passages, a, b)
}

/// Whether two reports share narrative, but not most of it, and none that both have in their leads.
fn is_below(passages: &[Passage], a: &Doc, b: &Doc) -> bool {
    let matched: usize = narrative(passages).map(|passage| passage.matched).sum();
    let leads = [lead(a), lead(b)];
    let leading = |passage: &Passage| *passage.a.start() < leads[0] && *passage.b.start() < leads[1];
    (matched as f64) < BULKY * a.body().min(b.body()) as f64 && !narrative(passages).any(leading)
}

fn narrative(passages: &[Passage]) -> impl Iterator<Item = &Passage> {
    passages.iter().filter(|passage| passage.narrative > 0)
}

/// The word at which a report's lead ends: a short report is not all lead.
fn lead(doc: &Doc) -> usize {
    let own = (0..doc.words.len()).filter(|&word| doc.is_own(word));
    own.take(LEAD.min(doc.body() / 3)).last().map_or(0, |word| word + 1)
}

/// What is shared is nobody's report of what happened.
fn unmark(passages: &mut [Passage]) {
    for passage in passages.iter_mut().filter(|passage| passage.what == Shared::Narrative) {
        (passage.what, passage.narrative) = (Shared::Boilerplate, 0);
    }
}

/// A wording beside itself: one passage, all equal.
pub(super) fn itself(doc: &Doc) -> Relation {
    let pairs: Vec<(u32, u32)> = (0..doc.words.len() as u32).map(|at| (at, at)).collect();
    let passages = passages(&pairs, doc, doc);
    let narrative = passages.iter().map(|passage| passage.narrative).sum();
    Relation { passages, narrative, matched: doc.body(), body: (doc.body(), doc.body()) }
}
