//! The forms of a verb: by the rules of spelling, and from a list where no rule makes them.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

#[derive(Deserialize)]
struct File {
    doubled: Vec<String>,
    irregular: BTreeMap<String, Vec<String>>,
}

fn file() -> &'static File {
    static FILE: OnceLock<File> = OnceLock::new();
    FILE.get_or_init(|| toml::from_str(include_str!("lexicon/en/forms.toml")).expect("a list that parses"))
}

/// Lemma, -s, past and participle, -ing.
pub(super) fn inflected(verb: &str) -> Vec<String> {
    let y = verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let e = verb.strip_suffix('e');
    let doubled = verb.chars().last().filter(|_| doubles(verb));
    let sibilant = verb.ends_with(['s', 'x', 'z']) || verb.ends_with("sh") || verb.ends_with("ch");
    let third = match y {
        Some(stem) => format!("{stem}ies"),
        None if sibilant || verb.ends_with('o') => format!("{verb}es"),
        None => format!("{verb}s"),
    };
    let past = match (y, e, doubled) {
        (Some(stem), _, _) => format!("{stem}ied"),
        (_, Some(stem), _) => format!("{stem}ed"),
        (_, _, Some(last)) => format!("{verb}{last}ed"),
        _ => format!("{verb}ed"),
    };
    let ing = match (e.filter(|stem| !stem.ends_with('e')), doubled) {
        (Some(stem), _) => format!("{stem}ing"),
        (_, Some(last)) => format!("{verb}{last}ing"),
        _ => format!("{verb}ing"),
    };
    let mut forms = vec![verb.to_string(), third];
    match file().irregular.get(verb) {
        Some(past) => forms.extend(past.iter().filter(|form| *form != verb).cloned()),
        None => forms.push(past),
    }
    forms.push(ing);
    forms
}

/// Whether a form is a past or a participle that no rule makes, and no lemma.
pub(super) fn is_irregular_past(verb: &str, form: &str) -> bool {
    form != verb && file().irregular.get(verb).is_some_and(|past| past.iter().any(|other| other == form))
}

/// One vowel before one last consonant, in a verb of one syllable: "stab", "stop"; of others by list.
fn doubles(verb: &str) -> bool {
    let vowel = |c: char| "aeiou".contains(c);
    let letters: Vec<char> = verb.chars().collect();
    let vowels = letters.iter().filter(|c| vowel(**c)).count();
    let short = match letters[..] {
        [.., before, middle, last] => vowel(middle) && !vowel(before) && !vowel(last) && !"wxy".contains(last),
        _ => false,
    };
    short && vowels == 1 || file().doubled.iter().any(|other| other == verb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_inflected_by_rule() {
        assert_eq!(inflected("evacuate"), ["evacuate", "evacuates", "evacuated", "evacuating"]);
        assert_eq!(inflected("occupy"), ["occupy", "occupies", "occupied", "occupying"]);
        assert_eq!(inflected("clash"), ["clash", "clashes", "clashed", "clashing"]);
        assert_eq!(inflected("ban")[2], "banned");
        assert_eq!(inflected("loot")[2], "looted");
        assert_eq!(inflected("transfer")[2..], ["transferred", "transferring"]);
    }

    #[test]
    fn verbs_of_their_own_past_have_it_from_a_list() {
        assert_eq!(inflected("fight"), ["fight", "fights", "fought", "fighting"]);
        assert_eq!(inflected("cut"), ["cut", "cuts", "cutting"]);
        assert!(is_irregular_past("steal", "stolen") && !is_irregular_past("cut", "cut"));
    }
}
