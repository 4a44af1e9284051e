//! What cannot be a source, and verbs that are blows: an attack says nothing, and who attacks a convoy does not criticise it.

use super::class::Nouns;
use super::source_name::name_of;
use super::source_phrase::Phrase;

/// Whether the words name something that says nothing: an attack, a town, a time, a number.
pub(super) fn is_thing(words: &str) -> bool {
    let nouns = Nouns::english();
    let phrase = Phrase::new(words);
    let last = phrase.last();
    let figures = |word: &str| word.contains(':') && !word.chars().any(char::is_alphabetic);
    let clock = !phrase.whole.chars().any(char::is_alphabetic) || figures(last);
    let name = name_of(words, &phrase).is_some_and(|name| name.split(' ').count() > 1 && words.ends_with(&name));
    !name && (clock || nouns.thing.contains(last) || matches!(last, "there" | "here"))
}

/// Whether a verb or noun of attack or support means blows here: one that strikes or is armed, or what is struck.
pub(super) fn is_deed(lemma: &str, source: &str, content: &str) -> bool {
    let nouns = Nouns::english();
    if lemma == "claim" {
        let lives = content.split_whitespace().take(6).any(|word| matches!(word, "life" | "lives"));
        return lives && !content.contains(" that ");
    }
    let (deed, help) = (nouns.deed.contains(lemma), nouns.help.contains(lemma));
    if !deed && !help {
        return false;
    }
    let (source, content) = (Phrase::new(source), Phrase::new(content));
    let fought = nouns.armed.contains(content.last()) || nouns.target.contains(content.last());
    let struck = fought || nouns.thing.contains(content.last()) || nouns.armed.contains(source.last());
    deed && struck || help && fought
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_say_nothing() {
        for words in ["a car bomb", "the death toll", "16:06", "GMT 13:06", "Monday"] {
            assert!(is_thing(words), "{words}");
        }
        assert!(!is_thing("the mayor") && !is_thing("Mira Sollen"));
    }
}
