//! The arguments of a trigger: what stands nearest on the right side of it.

use super::triggers::{Trigger, kind_of};
use super::{Event, Quantity, TimeBy};
use crate::Span;
use crate::segment::{Segmentation, Sentence, TokenKind};
use crate::situate::actor::ActorMention;
use crate::situate::place::{PlaceMention, PlaceRole};
use crate::situate::time::{TimeMention, is_date};

/// What a sentence's events can take their arguments from.
pub(super) struct Around<'a> {
    pub text: &'a str,
    pub segmentation: &'a Segmentation,
    pub times: &'a [TimeMention],
    pub places: &'a [PlaceMention],
    pub actors: &'a [ActorMention],
}

impl Around<'_> {
    /// The event of a trigger, still without id and statement; `said` is the content of the statement that tells it.
    pub(super) fn event(
        &self,
        sentence: &Sentence,
        trigger: &Trigger,
        counted: &[Quantity],
        others: &[Trigger],
        said: Option<&[Span]>,
    ) -> Event {
        let before = self.actor_before(sentence.span, trigger.span);
        let after = self.actor_after(sentence.span, trigger.span);
        let by = after.filter(|&a| self.word_before(self.actors[a].span) == "by");
        let (agent, patient) = match (trigger.passive, by) {
            (_, Some(by)) => (Some(by), before.filter(|b| *b != by)),
            (true, None) => (None, before),
            (false, None) if trigger.noun => (before, None),
            (false, None) => (before, after),
        };
        let told = self.time(sentence.span, trigger.span, said);
        Event {
            id: String::new(),
            statement: None,
            trigger: vec![trigger.span],
            kind: trigger.kind.to_string(),
            agent,
            patient,
            place: self.place(sentence.span, trigger.span),
            time: told.map(|(time, _)| time),
            time_by: told.map(|(_, by)| by),
            quantities: self.quantities(trigger, others, counted),
            negated: trigger.negated,
            category: trigger.codes.plover.map(str::to_string),
            mode: trigger.codes.mode.map(str::to_string),
            sub_event: trigger.codes.acled.map(str::to_string),
            historical: trigger.historical,
            future: trigger.future && !trigger.hypothetical,
            hypothetical: trigger.hypothetical,
        }
    }

    fn actor_before(&self, sentence: Span, trigger: Span) -> Option<usize> {
        let end = self.actors.partition_point(|a| a.span.end <= trigger.start);
        end.checked_sub(1).filter(|&a| sentence.contains(self.actors[a].span))
    }

    fn actor_after(&self, sentence: Span, trigger: Span) -> Option<usize> {
        let at = self.actors.partition_point(|a| a.span.start < trigger.end);
        (at < self.actors.len() && sentence.contains(self.actors[at].span)).then_some(at)
    }

    fn word_before(&self, span: Span) -> String {
        let at = self.segmentation.tokens.partition_point(|t| t.span.end <= span.start);
        let article = |n: usize| matches!(self.segmentation.tokens[n].span.of(self.text), "the" | "a" | "an");
        let at = if at > 0 && article(at - 1) { at - 1 } else { at };
        at.checked_sub(1).map_or_else(String::new, |n| self.segmentation.tokens[n].span.of(self.text).to_lowercase())
    }

    /// The place nearest to the trigger, in the sentence; "Syrian" and a government in its capital say where nothing is.
    fn place(&self, sentence: Span, trigger: Span) -> Option<usize> {
        let first = self.places.partition_point(|p| p.span.start < sentence.start);
        let here = self.places[first..].iter().take_while(|p| p.span.start < sentence.end);
        let told = here.enumerate().filter(|(_, p)| p.role == PlaceRole::Place);
        told.min_by_key(|(_, p)| gap(p.span, trigger)).map(|(n, _)| first + n)
    }

    /// The date or clock time nearest to the trigger, in the sentence; of what somebody says, in his words: "said on
    /// Wednesday" dates the saying.
    fn time(&self, sentence: Span, trigger: Span, said: Option<&[Span]>) -> Option<(usize, TimeBy)> {
        let first = self.times.partition_point(|t| t.span.start < sentence.start);
        let here = self.times[first..].iter().take_while(|t| t.span.start < sentence.end).enumerate();
        let dated = here.filter(|(_, t)| is_date(t) && said.is_none_or(|said| said.iter().any(|s| s.contains(t.span))));
        let (n, nearest) = dated.min_by_key(|(_, t)| gap(t.span, trigger))?;
        let by = if self.is_parted(sentence, nearest.span, trigger) { TimeBy::Sentence } else { TimeBy::Clause };
        Some((first + n, by))
    }

    /// Whether a mark stands between a time and the trigger; the comma behind a time that opens the sentence is none.
    fn is_parted(&self, sentence: Span, time: Span, trigger: Span) -> bool {
        let between = Span::new(time.end.min(trigger.end), time.start.max(trigger.start));
        let range = self.segmentation.tokens_in(between);
        let marks = self.segmentation.tokens[range.clone()].iter().filter(|t| t.kind == TokenKind::Mark).count();
        let opens = self.segmentation.tokens_in(Span::new(sentence.start, time.start)).len() <= 2;
        let comma = self.segmentation.tokens.get(range.start).is_some_and(|t| t.kind == TokenKind::Mark);
        marks > usize::from(opens && comma && time.end <= trigger.start)
    }

    /// Those that no other clause stands between: no comma, no semicolon; "five of them children" is none.
    fn quantities(&self, trigger: &Trigger, others: &[Trigger], counted: &[Quantity]) -> Vec<Quantity> {
        let joined = |q: &&Quantity| {
            let span = q.span[0];
            let part = counted.iter().find(|part| part.part_of == Some(span) && part.span[0].end <= trigger.span.start);
            let from = part.map_or(span.end, |part| part.span[0].end);
            let between = Span::new(from.min(trigger.span.end), span.start.max(trigger.span.start));
            let range = self.segmentation.tokens_in(between);
            let marks = self.segmentation.tokens[range.clone()].iter().filter(|t| t.kind == TokenKind::Mark).count();
            marks <= usize::from(part.is_some())
                && range.len() <= 8
                && !counts_others(trigger, q)
                && !befalls_others(trigger, others, span, counted)
        };
        let mut all: Vec<Quantity> = counted.iter().filter(joined).cloned().collect();
        // "Twelve were killed, five of them children": the part goes with its whole.
        let part = |q: &&Quantity| q.part_of.is_some_and(|whole| all.iter().any(|other| other.span[0] == whole));
        let parts: Vec<Quantity> = counted.iter().filter(part).filter(|q| !all.contains(q)).cloned().collect();
        all.extend(parts);
        all
    }
}

/// The wounded are not among the killed: "nine were killed and dozens wounded".
fn counts_others(trigger: &Trigger, q: &Quantity) -> bool {
    let counted = q.unit.as_deref().and_then(kind_of);
    let casualty = |kind: &str| matches!(kind, "kill" | "injure");
    counted.is_some_and(|kind| casualty(kind) && casualty(trigger.kind) && kind != trigger.kind)
}

/// "Killed three and wounded nine", "nine were killed and 40 were wounded": the nine are not those of the other verb. "Killed
/// or wounded 12" are both.
fn befalls_others(trigger: &Trigger, others: &[Trigger], span: Span, counted: &[Quantity]) -> bool {
    let befalls = |t: &&Trigger| {
        let kind = matches!(t.kind, "kill" | "injure" | "detain" | "release" | "evacuate" | "destroy");
        kind && !t.noun && t.passive == trigger.passive
    };
    let mut like = others.iter().filter(befalls);
    let nearest = match trigger.passive {
        true => like.find(|t| t.span.start >= span.end),
        false => like.rfind(|t| t.span.end <= span.start),
    };
    nearest.filter(|nearest| befalls(&trigger) && nearest.kind != trigger.kind).is_some_and(|nearest| {
        let (first, second) = if nearest.span < trigger.span { (nearest, trigger) } else { (trigger, nearest) };
        let between = Span::new(first.span.end, second.span.start);
        counted.iter().any(|q| between.contains(q.span[0]))
    })
}

/// Bytes between two spans.
fn gap(a: Span, b: Span) -> usize {
    if a.start >= b.end { a.start - b.end } else { b.start.saturating_sub(a.end) }
}

#[cfg(test)]
mod tests {
    use crate::read::Report;
    use crate::segment::segment;
    use crate::situate::event::{Event, events};
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<Event> {
        let report = Report::from_text("r", text);
        events(&report, &segment(text), &[], &[], &[], &[])
    }

    #[test]
    fn a_number_goes_with_its_own_clause() {
        let all = found("Nine people were killed, and 40 houses burned.");
        assert_eq!(all[0].quantities[0].low, Some(9.0));
        assert_eq!(all[0].quantities.len(), 1);
        assert_eq!(all[1].quantities[0].low, Some(40.0));
    }

    #[test]
    fn what_did_not_happen_is_marked() {
        assert!(found("Nobody was killed.")[0].negated);
        assert!(!found("Nine people were killed.")[0].negated);
    }

    #[test]
    fn ids_differ_and_stay() {
        let text = "A blast killed nine. A blast killed ten.";
        let ids: std::collections::BTreeSet<_> = found(text).into_iter().map(|e| e.id).collect();
        assert_eq!(ids.len(), 4);
        assert_eq!(found(text), found(text));
    }

    proptest! {
        #[test]
        fn never_panics_and_always_slices(text in "\\PC{0,200}") {
            for event in found(&text) {
                let spans = event.trigger.iter().chain(event.quantities.iter().flat_map(|q| &q.span));
                prop_assert!(spans.into_iter().all(|s| text.get(s.start..s.end).is_some()));
            }
        }
    }
}
