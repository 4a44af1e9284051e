//! Stories kept from one run to the next: adding reports costs the tracing of the stories that they touch.
//!
//! Tracing one story is a pure function of its reports, the links between them and what the census tells of them. Its
//! result is kept under a digest of all that; what is found under its digest is what tracing anew would give, so a run
//! with what was kept equals a run from scratch, to the byte. The census, the stories and their links are made anew in every
//! run: they hang on the whole pile.

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::Story;
use super::pile::Pile;
use crate::RULES_VERSION;
use crate::link::Link;

/// Stories of a run before, and in the end what those of this run were made of.
///
/// ```
/// use stemma::{annotate, read::Report, situate::Reference, trace::{Kept, trace, trace_again}};
/// let report = |id, text| annotate(Report::from_text(id, text), Reference::bundled());
/// let mut pile = vec![report("a", "Fire broke out in the old mill of Varn on Sunday. Nobody was hurt in the flames.")];
/// let mut first = Kept::default();
/// let stories = trace_again(&pile, &[], &mut first);
/// pile.push(report("b", "The harbour of Orsk was closed by ice. Three ships wait outside, the pilot said."));
/// let mut kept = Kept::new(first.made_of().iter().cloned().zip(stories));
/// assert_eq!(trace_again(&pile, &[], &mut kept), trace(&pile, &[]));
/// assert_eq!(kept.anew(), 1);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Kept {
    before: BTreeMap<String, Story>,
    made_of: Vec<String>,
    anew: usize,
}

impl Kept {
    /// Stories of a run, each with the digest that [`Kept::made_of`] gave for it.
    pub fn new(stories: impl IntoIterator<Item = (String, Story)>) -> Self {
        Kept { before: stories.into_iter().collect(), ..Kept::default() }
    }

    /// Digests of what the stories of the last run were made of, in the order of the stories.
    pub fn made_of(&self) -> &[String] {
        &self.made_of
    }

    /// Stories that the last run had to trace, because they were not kept.
    pub fn anew(&self) -> usize {
        self.anew
    }

    /// Starts a run.
    pub(super) fn start(&mut self) {
        (self.made_of, self.anew) = (Vec::new(), 0);
    }

    /// A story that is at hand.
    pub(super) fn find(&self, made_of: &str) -> Option<Story> {
        self.before.get(made_of).cloned()
    }

    /// Notes what the next story of this run was made of, and whether it had to be traced.
    pub(super) fn note(&mut self, made_of: String, anew: bool) {
        self.made_of.push(made_of);
        self.anew += usize::from(anew);
    }

    /// Ends a run: what it did not ask for is forgotten.
    pub(super) fn forget(&mut self) {
        self.before.clear();
    }
}

/// A digest of all that tracing a story depends on. Sentences and tokens derive from the text.
pub(super) fn made_of(pile: &Pile, links: &[Link], within: &[usize]) -> String {
    let mut hash = Sha256::new();
    put(&mut hash, &RULES_VERSION);
    for doc in &pile.docs {
        let source = doc.source;
        put(&mut hash, &(&source.report, &source.statements, &source.situation, &doc.standing));
    }
    put(&mut hash, &pile.weights);
    put(&mut hash, &pile.outlets().collect::<Vec<_>>());
    within.iter().for_each(|&at| put(&mut hash, &links[at]));
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn put(hash: &mut Sha256, part: &impl Serialize) {
    // Records of this library always serialise; one that did not would merely make stories look alike.
    let bytes = serde_json::to_vec(part).unwrap_or_default();
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}
