//! The name in a source phrase, without titles and trades.

use super::class::Nouns;
use super::source_phrase::{Phrase, is_article, is_capital};

/// Words that open a clause or tell its time, and begin no name.
const OPENERS: [&str; 18] = [
    "after", "although", "as", "because", "before", "but", "despite", "if", "like", "once", "since", "then", "though",
    "unlike", "until", "when", "while", "yet",
];

/// The person's or body's name in a phrase, without titles: "a senior Syrian politician Ammar al-Assad" → "Ammar al-Assad".
pub(super) fn name(words: &str) -> Option<String> {
    name_of(words, &Phrase::new(words))
}

/// The same, where `words` have been made a phrase already.
pub(super) fn name_of(words: &str, phrase: &Phrase<'_>) -> Option<String> {
    name_in(phrase).or_else(|| apposed_name(words))
}

/// "her son, Karl Veld,", "the mayor, Mira Sollen": the name between the first commas, if nothing else stands there.
fn apposed_name(words: &str) -> Option<String> {
    let part = words.split(", ").nth(1)?.trim_end_matches(',');
    let all = part.split_whitespace().take(5).all(is_capital);
    let person = part.split_whitespace().count() >= 2 && all;
    person.then(|| name_in(&Phrase::new(part))).flatten()
}

fn name_in(phrase: &Phrase<'_>) -> Option<String> {
    let nouns = Nouns::english();
    let mut best: Vec<&str> = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    // "the mayor of Sarn", "an official in Sarn": what follows is no name of the person.
    let mut elsewhere = false;
    for (at, word) in phrase.core.iter().enumerate() {
        let low = phrase.low[at].as_str();
        // "After Rask": a capital only because the sentence begins there.
        if at == 0 && OPENERS.contains(&low) {
            continue;
        }
        elsewhere = match low {
            "of" | "for" | "in" | "at" | "near" | "from" | "outside" if run.is_empty() => true,
            _ => elsewhere && (is_capital(word) || is_article(low)),
        };
        if elsewhere {
            continue;
        }
        let lost = low.strip_suffix('s').is_some_and(|state| nouns.state.contains(state)) && !nouns.state.contains(low);
        let owner = lost || matches!(low, "his" | "her" | "its" | "their" | "our" | "my" | "other" | "one" | "another");
        if is_capital(word) && !nouns.title.contains(low) && !is_article(low) && !owner {
            run.push(word.trim_end_matches("'s").trim_end_matches("’s"));
        } else if !run.is_empty()
            && nouns.particle.contains(low)
            && low != "of"
            && phrase.core.get(at + 1).is_some_and(|w| is_capital(w))
        {
            run.push(word);
        } else if matches!(low, "who" | "which" | "that") {
            break;
        } else if !run.is_empty() {
            if matches!(low, "of" | "for" | "in" | "who" | "from" | "and" | "at") {
                break;
            }
            // "a Tervian diplomat": one capital before a noun tells where from, not who.
            if run.len() == 1 && best == run && !low.ends_with("self") {
                best.clear();
            }
            run.clear();
        }
        if !run.is_empty() {
            best.clone_from(&run);
        }
    }
    let office = |word: &&str| nouns.organisation.contains(word.to_lowercase().as_str());
    (!best.is_empty() && !best.iter().any(office)).then(|| best.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_shed_titles() {
        assert_eq!(name("a senior Tervian politician Amar al-Sadd").as_deref(), Some("Amar al-Sadd"));
        assert_eq!(name("Mr. Rask").as_deref(), Some("Rask"));
        assert_eq!(name("After Rask").as_deref(), Some("Rask"));
        assert_eq!(name("the mayor"), None);
        assert_eq!(name("the mayor of Sarn"), None);
        assert_eq!(name("His lawyer, Mira Sollen,").as_deref(), Some("Mira Sollen"));
        assert_eq!(name("Her coach"), None);
        assert_eq!(name("a Tervian diplomat"), None);
        assert_eq!(name("a spokesman for the union Harun Veld").as_deref(), Some("Harun Veld"));
    }
}
