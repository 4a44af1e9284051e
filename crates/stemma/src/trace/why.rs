//! The sentences in which the room gives its reasons, all in one place.

/// "A", "A and B", "A, B and C"; of many the first few.
pub(super) fn list(names: &[String]) -> String {
    const MOST: usize = 6;
    let mut names = names.to_vec();
    names.dedup();
    let more = names.len().saturating_sub(MOST);
    names.truncate(MOST);
    match (names.pop(), names.is_empty(), more) {
        (None, ..) => String::new(),
        (Some(last), true, 0) => last,
        (Some(last), false, 0) => format!("{} and {last}", names.join(", ")),
        (Some(last), ..) => format!("{}, {last} and {more} more", names.join(", ")),
    }
}

pub(super) fn names(citing: &str, cited: &str) -> String {
    format!("{citing} names {cited} as its source.")
}

pub(super) fn told_twice(report: &str) -> String {
    format!("{report} says it twice.")
}

pub(super) fn copy(originals: &[String], copies: &[String]) -> String {
    let verb = if copies.len() == 1 { "has" } else { "have" };
    format!("{} {verb} the wording of {}: one origin.", list(copies), list(originals))
}

pub(super) fn rewrites(originals: &[String], copies: &[String]) -> String {
    let (rewrite, name, own) = match copies.len() {
        1 => ("rewrites", "names", "its"),
        _ => ("rewrite", "name", "their"),
    };
    let (copies, originals) = (list(copies), list(originals));
    format!("{copies} {rewrite} the report of {originals}, and {name} no source of {own} own here: one origin.")
}

pub(super) fn circle(houses: &[String]) -> String {
    match houses {
        [a, b] => format!("{b} has it from {a}, and {a} cites {b} for it: a circle, which adds no origin."),
        _ => format!("{} have it from one another in a circle, which adds no origin.", list(houses)),
    }
}

pub(super) fn pronoun(word: &str, report: &str) -> String {
    format!("'{word}' in {report} stands for nobody whom the report names: a source without a name.")
}

pub(super) fn government(place: &str) -> String {
    format!("'{place}' is read as its government.")
}

pub(super) fn somebody(place: &str, report: &str) -> String {
    format!("'{place}' in {report} is a place: somebody there, who is not named.")
}

pub(super) fn named_later(words: &str, report: &str, name: &str) -> String {
    format!("{report} speaks of '{words}' and then names {name}: read as one person.")
}

pub(super) fn credit(report: &str, agency: &str) -> String {
    format!("{report} names no source here and credits {agency} for its text: not its own origin.")
}

pub(super) fn meant(words: &str, report: &str, name: &str) -> String {
    format!("{report} cites a report that names {name}: '{words}' may be no other.")
}

pub(super) fn speaks_for(person: &str, body: &str) -> String {
    format!("{person} speaks for {body}: one origin.")
}

pub(super) fn twins(reports: &[String]) -> String {
    format!("{} share the wording; which was first is not decided, and it is one origin either way.", list(reports))
}

pub(super) fn cites(cited: &[String], citing: &[String]) -> String {
    let verb = if citing.len() == 1 { "has" } else { "have" };
    format!("{} {verb} it from {}, by name: one origin.", list(citing), list(cited))
}

pub(super) fn one_source(reports: &[String], source: &str) -> String {
    format!("{} all go back to {source}: one origin.", list(reports))
}

pub(super) fn through_relay(source: &str, reports: &[String], relay: &str) -> String {
    let verb = if reports.len() == 1 { "reaches" } else { "reach" };
    format!("'{source}' {verb} {} only through {relay}.", list(reports))
}

pub(super) fn relayed(report: &str, relay: &str, source: &str) -> String {
    format!("{report} names {relay}, which has it from {source} as others tell: one origin.")
}

pub(super) fn unnamed(sources: &[String], beside: bool) -> String {
    let quoted: Vec<String> = sources.iter().map(|source| format!("'{source}'")).collect();
    let verb = if quoted.len() == 1 { "is not named" } else { "are not named, may be one" };
    match beside {
        true => format!(
            "{} {verb}, and may stand for a source that is named: counted at most, not at least.",
            list(&quoted)
        ),
        false => format!("{} {verb}: one origin at least.", list(&quoted)),
    }
}

pub(super) fn press(source: &str) -> String {
    format!("'{source}' only hand on what others say: no origin beside those that are named.")
}

pub(super) fn media(media: &[String]) -> String {
    let verb = if media.len() == 1 { "hands" } else { "hand" };
    format!("{} {verb} on what others say, maybe a source that is counted here: at most, not at least.", list(media))
}

pub(super) fn shared_count(offices: &[String]) -> String {
    format!("{} give figures that may come from one count: one origin at least.", list(offices))
}

pub(super) fn one_voice(offices: &[String], at_least: usize) -> String {
    let origins = if at_least == 1 { "one origin".to_string() } else { format!("{at_least} origins") };
    format!("{} may speak for one another: {origins} at least.", list(offices))
}

pub(super) fn one_outlet(sources: &[String], outlet: &str) -> String {
    format!("{} all reach us through {outlet} alone: one origin at least.", list(sources))
}

pub(super) fn own_word(report: &str) -> String {
    format!("{report} names no source, and nothing shows that it copies: it is its own origin.")
}

pub(super) fn own_words(reports: &[String]) -> String {
    format!("{} name no source; they may have it from one: one origin at least.", list(reports))
}

pub(super) fn rests(reports: &[String]) -> String {
    let verb = if reports.len() == 1 { "names" } else { "name" };
    format!("{} {verb} no source and may rest on those that others name: no origin beside them.", list(reports))
}

pub(super) fn independent(sources: &[(String, String)]) -> String {
    let told: Vec<String> = sources.iter().map(|(source, outlet)| format!("{source} through {outlet}")).collect();
    format!("They are different sources, told by different outlets: {}.", list(&told))
}

pub(super) fn denials(reports: &[String]) -> String {
    let verb = if reports.len() == 1 { "denies" } else { "deny" };
    format!("{} {verb} it: those who deny are not counted among the origins of the claim.", list(reports))
}

pub(super) fn ancestor(reports: &[String], credit: &str) -> String {
    format!("{} share wording that none of them has first, and credit {credit}.", list(reports))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_sentences_do() {
        let names = |n: usize| (0..n).map(|i| format!("r{i}")).collect::<Vec<_>>();
        assert_eq!(list(&names(1)), "r0");
        assert_eq!(list(&names(3)), "r0, r1 and r2");
        assert_eq!(list(&names(9)), "r0, r1, r2, r3, r4, r5 and 3 more");
        let original = names(1);
        assert_eq!(
            rewrites(&original, &names(2)),
            "r0 and r1 rewrite the report of r0, and name no source of their own here: one origin."
        );
        assert_eq!(
            through_relay("local sources", &names(3), "Al Hadath"),
            "'local sources' reach r0, r1 and r2 only through Al Hadath."
        );
    }
}
