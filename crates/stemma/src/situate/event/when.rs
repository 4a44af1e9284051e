//! When an event was whose own sentence does not say: at the time of the one told before it.

use super::{Event, TimeBy};
use crate::Span;
use crate::situate::time::{TimeMention, days_between, interval};

/// So many sentences on, time has gone on too.
const REACH: usize = 2;
/// What is told of a longer time need not lie at its one point: days.
const LONGEST: i32 = 31;

/// The last time told of an event in its own sentence.
#[derive(Default)]
pub(super) struct Before {
    /// Number of the sentence, index of the time.
    last: Option<(usize, usize)>,
}

impl Before {
    /// Lends that time to the events of sentence number `at` that have none, unless the sentence is `elsewhen`; takes theirs
    /// for the next.
    pub fn lend(&mut self, events: &mut [Event], at: usize, elsewhen: bool, times: &[TimeMention]) {
        let near = |(told, _): &(usize, usize)| at - told <= REACH && !elsewhen;
        if let Some((_, time)) = self.last.filter(near) {
            for event in events.iter_mut().filter(|event| takes(event)) {
                (event.time, event.time_by) = (Some(time), Some(TimeBy::Before));
            }
        }
        let own = events.iter().filter(|event| event.time_by.is_some_and(|by| by < TimeBy::Before));
        let told = own.filter_map(|event| event.time).rfind(|time| times.get(*time).is_some_and(is_short));
        self.last = told.map(|time| (at, time)).or(self.last);
    }
}

/// What is to come, feared or remembered is at no time told before.
fn takes(event: &Event) -> bool {
    event.time.is_none() && !event.future && !event.hypothetical && !event.historical
}

fn is_short(time: &TimeMention) -> bool {
    interval(time).is_some_and(|(first, last)| days_between(first, last) < LONGEST)
}

/// "Now", "soon", "in the past": the sentence is at another time, if an unknown one.
pub(super) fn is_elsewhen(sentence: Span, times: &[TimeMention]) -> bool {
    let first = times.partition_point(|time| time.span.start < sentence.start);
    let mut here = times[first..].iter().take_while(|time| time.span.start < sentence.end);
    here.any(|time| time.value.as_deref().is_some_and(|value| value.ends_with("_REF")))
}
