//! Which statement holds which: a statement whose cue stands in another's content is nested in it.
//!
//! One sweep over contents and cues in the order of the text; the innermost content that holds the cue wins.

use super::decide;
use super::draft::Draft;
use super::view::Run;
use crate::Span;

/// Open contents, or statements of one sentence, looked at for one cue: more than any report has.
const DEEPEST: usize = 64;

/// For each draft, the index of the one that holds it.
pub(super) fn parents(drafts: &[Draft]) -> Vec<Option<usize>> {
    let mut contents: Vec<(Span, usize)> = drafts
        .iter()
        .enumerate()
        .filter(|(_, d)| !d.layout)
        .flat_map(|(i, d)| d.content.iter().map(move |&span| (span, i)))
        .collect();
    contents.sort_by_key(|(span, i)| (span.start, std::cmp::Reverse(span.end), *i));
    let mut order: Vec<usize> = (0..drafts.len()).filter(|&i| !drafts[i].extent().is_empty()).collect();
    order.sort_by_key(|&i| (anchor(&drafts[i]).start, i));
    let mut parents = vec![None; drafts.len()];
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut next = 0;
    for i in order {
        let cue = anchor(&drafts[i]);
        while let Some(&content) = contents.get(next).filter(|(span, _)| span.start <= cue.start) {
            open.push(content);
            next += 1;
        }
        while open.last().is_some_and(|(span, _)| span.end <= cue.start) {
            open.pop();
        }
        let held = |(span, j): &&(Span, usize)| holds(drafts, *span, *j, i) && !leads_to(&parents, *j, i);
        parents[i] = open.iter().rev().take(DEEPEST).find(held).map(|&(_, j)| j);
    }
    parents
}

/// Refused at odds of more than five to one.
const SURE: i32 = -40;

/// Whether a candidate that the weights refuse stands nevertheless: inside what another says a clause of its own ("she said
/// *he thought* it safe") is for the rules to judge. The weights were learned from outermost attributions, where nothing
/// tells which nested ones a reader would mark; they refuse most of them, and no rightly learned weight says so. Where they
/// are sure they are mostly right: of fifteen refused by more than [`SURE`] and read, four attribute ("I thought I knew").
pub(super) fn keeps(run: &Run<'_>, draft: &Draft, taken: &[Draft]) -> bool {
    let cue = anchor(draft);
    let held = run.inside.is_some() || taken.iter().take(DEEPEST).any(|other| !other.layout && other.holds(draft));
    let content = draft.content.first().map_or(0..0, |span| run.items_of(*span));
    let led = run.is(content.start, &["that", "whether", "how", "why", "if", "what"]);
    let clause = led || run.starts_clause(content.start) || run.is_quotation(content.start);
    let framed = CLAUSES.contains(&draft.frame);
    held && !draft.loose
        && decide::score(&draft.marks) > SURE
        && framed
        && clause
        && draft.source.is_some()
        && taken.iter().take(DEEPEST).all(|other| anchor(other) != cue)
}

/// What is said inside "…, the mayor said" ends where the mayor's words end.
pub(super) fn clip(drafts: &mut [Draft]) {
    let behind = |draft: &Draft| {
        let end = draft.content.last().map(|content| content.end)?;
        let said = draft.cue.first().zip(draft.source)?;
        let start = draft.content.first().map_or(0, |content| content.start);
        (said.0.start >= end && said.1.start >= end).then_some(Span::new(start, end))
    };
    let holders: Vec<Span> = drafts.iter().filter(|draft| !draft.layout).take(DEEPEST).filter_map(behind).collect();
    for draft in drafts {
        let cue = anchor(draft);
        let over =
            |holder: &&Span| holder.contains(cue) && draft.content.last().is_some_and(|last| last.end > holder.end);
        let Some(holder) = holders.iter().find(over).copied() else { continue };
        if let Some(last) = draft.content.last_mut().filter(|last| last.start < holder.end) {
            last.end = holder.end;
            draft.notes.push("content ends with the words that hold it");
        }
    }
}

/// The frames in which what is said is a clause.
const CLAUSES: [&str; 7] = [
    "a clause follows",
    "a clause or object follows",
    "a quotation follows",
    "a colon follows",
    "said before",
    "told someone",
    "quoted X as saying",
];

/// Whether the way up from `from` comes to `to`, so that `to` may not be put under it; a way too long counts as such.
fn leads_to(parents: &[Option<usize>], from: usize, to: usize) -> bool {
    let mut way = std::iter::successors(Some(from), |&at| parents[at]).take(DEEPEST);
    way.clone().count() == DEEPEST || way.any(|at| at == to)
}

/// The words by which a statement is placed: its cue, or what is said where no cue stands.
fn anchor(draft: &Draft) -> Span {
    draft.cue.first().or(draft.content.first()).copied().unwrap_or(Span::new(0, 0))
}

/// Whether the content `span` of draft `j` holds draft `i`. The holder says more (of equals, stands first), so that no
/// circle of holders can close.
fn holds(drafts: &[Draft], span: Span, j: usize, i: usize) -> bool {
    let said: usize = drafts[i].content.iter().map(|s| s.len()).sum();
    let holder: usize = drafts[j].content.iter().map(|s| s.len()).sum();
    i != j && span.contains(anchor(&drafts[i])) && (holder > said || holder == said && j < i)
}
