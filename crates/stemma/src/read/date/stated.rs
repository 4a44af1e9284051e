//! A line that says when its page was published: `Posted on 4 March 2031`, `By Ada Penn | March 4, 2031 2:30 PM`.
//!
//! A date in prose dates what is told; only a line made of a date, a byline, a place and the like dates the page.

use super::written::{WORDS, Written, find, is_weekday};
use crate::read::Published;

/// Longer lines are prose.
const LONGEST: usize = 140;

/// The time of publication that `line` states, if that is what it is for.
pub(in crate::read) fn stated(line: &str) -> Option<Published> {
    if line.chars().count() > LONGEST {
        return None;
    }
    let mut dates = find(line).into_iter();
    let (first, second) = (dates.next()?, dates.next());
    let before = line[..first.span.start].trim();
    let fits = !names_other(before) && opens(before) && second.is_none_or(|next| updated(line, first, next));
    (fits && !line.contains('©') && closes(&line[first.span.end..])).then_some(first.at)
}

/// A second date is only allowed as that of an update.
fn updated(line: &str, first: Written, next: Written) -> bool {
    line.get(first.span.end..next.span.start).is_some_and(names_other)
}

fn names_other(text: &str) -> bool {
    words(text).any(|word| WORDS.others.contains(&word))
}

fn opens(before: &str) -> bool {
    let all_openers = words(before).all(|word| WORDS.openers.contains(&word) || is_weekday(&word));
    let marked = before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).trim_end();
    let after_mark = is_weekday(&before[marked.len()..].trim().to_lowercase()) && ends_with_mark(marked);
    let byline = words(before).next().is_some_and(|word| word == "by") && words(before).count() <= 10;
    all_openers || after_mark || byline || ends_with_mark(before)
}

fn ends_with_mark(text: &str) -> bool {
    text.ends_with([',', '|', '•', '·', '-', '–', '—', ':', '/', '\n']) && words(text).count() <= 12
}

fn closes(after: &str) -> bool {
    let after = after.trim();
    let begins = after.chars().next().is_none_or(|c| !c.is_alphanumeric());
    let cue = words(after).next().is_some_and(|word| WORDS.closers.contains(&word));
    let aside = after.ends_with(')') && words(after).count() <= 4;
    (begins || cue || aside) && !(after.ends_with('.') && words(after).count() > 6)
}

fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}
