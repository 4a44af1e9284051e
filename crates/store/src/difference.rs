//! What differs between two versions of a report: lines first, words inside lines that changed (Myers 1986).
//!
//! Reckoned when somebody looks, not stored: both texts are in the case.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Texts of more parts than this are not compared part by part: the middle that differs is shown as one change.
const MOST_PARTS: usize = 4_000;

/// A stretch of text and which version has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Who has it.
    pub side: Side,
    /// The words, with the white space behind them.
    pub text: String,
}

/// Which of two versions has a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Both.
    Both,
    /// Only the older: it was taken out.
    Old,
    /// Only the newer: it was put in.
    New,
}

/// The way from `old` to `new`, in order: what both have and what only the older has make `old` again, what both have
/// and what only the newer has make `new`.
///
/// ```
/// use stemma_store::{Side, difference};
/// let changes: Vec<_> = difference("At least 8 died.", "At least 11 died.").into_iter()
///     .filter(|part| part.side != Side::Both).map(|part| part.text).collect();
/// assert_eq!(changes, ["8 ", "11 "]);
/// ```
pub fn difference(old: &str, new: &str) -> Vec<Difference> {
    let mut parts = Vec::new();
    let (old_lines, new_lines) = (pieces(old, '\n'), pieces(new, '\n'));
    for (old_run, new_run) in runs(&old_lines, &new_lines) {
        let (old_run, new_run) = (old_run.concat(), new_run.concat());
        if old_run == new_run {
            put(&mut parts, Side::Both, &old_run);
            continue;
        }
        for (old_words, new_words) in runs(&pieces(&old_run, ' '), &pieces(&new_run, ' ')) {
            if old_words == new_words {
                put(&mut parts, Side::Both, &old_words.concat());
            } else {
                put(&mut parts, Side::Old, &old_words.concat());
                put(&mut parts, Side::New, &new_words.concat());
            }
        }
    }
    parts
}

fn pieces(text: &str, end: char) -> Vec<&str> {
    text.split_inclusive(end).collect()
}

type Run<'a, 'b> = (&'b [&'a str], &'b [&'a str]);

/// Cuts two lists into runs that are equal and runs that are not, in order.
fn runs<'a, 'b>(old: &'b [&'a str], new: &'b [&'a str]) -> Vec<Run<'a, 'b>> {
    if old.len().max(new.len()) > MOST_PARTS {
        return around_the_middle(old, new);
    }
    let run = |op: &DiffOp| (&old[op.old_range()], &new[op.new_range()]);
    capture_diff_slices(Algorithm::Myers, old, new).iter().map(run).collect()
}

fn around_the_middle<'a, 'b>(old: &'b [&'a str], new: &'b [&'a str]) -> Vec<Run<'a, 'b>> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (&old[head..], &new[head..]);
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    vec![(&old[..head], &new[..head]), (&old[head..old_end], &new[head..new_end]), (&old[old_end..], &new[new_end..])]
}

fn put(parts: &mut Vec<Difference>, side: Side, text: &str) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.side == side => last.text.push_str(text),
        _ => parts.push(Difference { side, text: text.to_string() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side_of(parts: &[Difference], side: Side) -> String {
        parts.iter().filter(|p| p.side == Side::Both || p.side == side).map(|p| p.text.as_str()).collect()
    }

    #[test]
    fn both_texts_can_be_made_again() {
        let long = "word ".repeat(10_000);
        let longer = format!("{long}and one more {long}");
        for (old, new) in [
            ("", ""),
            ("", "New."),
            ("Eight died.\n\nNobody knows why.", "Eleven died.\n\nNobody knows why.\nA drone, some say."),
            (long.as_str(), longer.as_str()),
        ] {
            let parts = difference(old, new);
            assert_eq!(side_of(&parts, Side::Old), old);
            assert_eq!(side_of(&parts, Side::New), new);
        }
    }

    #[test]
    fn only_the_words_that_changed_are_named() {
        let parts = difference("One.\nAt least 8 people died.\nEnd.", "One.\nAt least 11 people died.\nEnd.");
        let changed: Vec<_> = parts.iter().filter(|p| p.side != Side::Both).map(|p| p.text.trim()).collect();
        assert_eq!(changed, ["8", "11"]);
    }
}
