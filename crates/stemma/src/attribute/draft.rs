//! A statement in the making: spans of its parts, before nesting, chains and ids.

use super::{Kind, Stance};
use crate::Span;

/// What one rule found.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) source: Option<Span>,
    pub(super) cue: Vec<Span>,
    pub(super) content: Vec<Span>,
    pub(super) stance: Stance,
    pub(super) rule: String,
    /// What was decided beside the rule, for `--explain`: where the source came from, why the content ends where it does.
    pub(super) notes: Vec<&'static str>,
    /// The verb or noun of the lexicon that the rule is about; empty for others.
    pub(super) lemma: &'static str,
    /// The frame of a verb that the rule saw ("a clause follows"); empty for others.
    pub(super) frame: &'static str,
    /// Those between the source and the page, origin first: "quoted by X", "told X".
    pub(super) relays: Vec<Relay>,
    /// Those the source has it from: "citing X", origin first.
    pub(super) origins: Vec<Span>,
    /// The run it was found in, and the paragraph of that run.
    pub(super) run: usize,
    pub(super) paragraph: usize,
    /// What is said follows in the next paragraph ("He wrote:").
    pub(super) awaits: bool,
    /// The verb stands in its own right, so that a participle or a second verb may share its subject.
    pub(super) finite: bool,
    /// Credits the report as a whole (a dateline, a credit line): holds no other statement.
    pub(super) layout: bool,
    /// The item of the verb or noun in its run.
    pub(super) head: usize,
    /// What `decide` weighs; empty where the rule is sure.
    pub(super) marks: Vec<u32>,
    /// No rule's frame fitted: its spans are guesses.
    pub(super) loose: bool,
    /// Words beside the source say that it wants no name.
    pub(super) hidden: bool,
    /// Whom a source "who" or "which" stands for.
    pub(super) antecedent: Option<Span>,
}

/// Somebody whom a statement went through.
#[derive(Debug, Clone, Copy)]
pub(super) struct Relay {
    pub(super) span: Span,
    /// Passes it on whoever it is ("quoted by X"); others only if they are outlets ("told X").
    pub(super) sure: bool,
}

impl Draft {
    pub(super) fn new(cue: Span, stance: Stance, rule: impl Into<String>) -> Self {
        Draft {
            source: None,
            cue: vec![cue],
            content: Vec::new(),
            stance,
            rule: rule.into(),
            notes: Vec::new(),
            lemma: "",
            frame: "",
            relays: Vec::new(),
            origins: Vec::new(),
            run: 0,
            paragraph: 0,
            awaits: false,
            finite: true,
            layout: false,
            head: 0,
            marks: Vec::new(),
            loose: false,
            hidden: false,
            antecedent: None,
        }
    }

    /// Adds content unless it is empty.
    pub(super) fn say(&mut self, span: Span) {
        if !span.is_empty() {
            self.content.push(span);
        }
    }

    /// What the weights know the rule by: its frame, else all of its words.
    pub(super) fn framed(&self) -> &str {
        if self.frame.is_empty() { &self.rule } else { self.frame }
    }

    /// Where the statement begins and ends, all parts taken together.
    pub(super) fn extent(&self) -> Span {
        let parts = self.content.iter().chain(&self.cue).chain(&self.source);
        parts.copied().reduce(Span::cover).unwrap_or(Span::new(0, 0))
    }

    /// Whether all of `other` that was said or says lies in one of this one's contents.
    pub(super) fn holds(&self, other: &Draft) -> bool {
        let inside = |span: &Span| self.content.iter().any(|content| content.contains(*span));
        other.cue.iter().all(inside)
    }
}

/// Whether the content stands in quotation marks: all, part or none of it.
pub(super) fn kind(content: &[Span], quoted: &[Span]) -> Kind {
    let length = |span: &Span| span.len();
    let total: usize = content.iter().map(length).sum();
    let mut within = 0;
    for span in content {
        let from = quoted.partition_point(|q| q.end <= span.start);
        let overlapping = quoted[from..].iter().take_while(|q| q.start < span.end);
        within += overlapping.map(|q| q.end.min(span.end) - q.start.max(span.start)).sum::<usize>();
    }
    match within {
        0 => Kind::Indirect,
        _ if within * 10 >= total * 9 || within + 6 >= total => Kind::Direct,
        _ => Kind::Mixed,
    }
}
