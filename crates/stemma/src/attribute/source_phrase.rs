//! A source phrase as classification sees it: its words, where its head stands, and what its capitals say.

use std::ops::Range;

use super::class::Nouns;

/// Nouns of quantity, behind which the head follows "of".
const COUNTED: [&str; 20] = [
    "number", "group", "lot", "majority", "handful", "dozens", "series", "host", "couple", "pair", "percent", "some",
    "most", "many", "one", "two", "three", "several", "both", "hundreds",
];

/// Words behind which a phrase only tells more about its head.
const STOPS: [&str; 35] = [
    "of",
    "in",
    "for",
    "from",
    "at",
    "with",
    "on",
    "who",
    "that",
    "close",
    "near",
    "to",
    "by",
    "which",
    "about",
    "published",
    "released",
    "conducted",
    "seen",
    "obtained",
    "issued",
    "posted",
    "shared",
    "cited",
    "quoted",
    "based",
    "leaked",
    "led",
    "run",
    "familiar",
    "called",
    "named",
    "contacted",
    "whose",
    "speaking",
];

/// A phrase as classification sees it: its words up to the first comma or bracket, and all of it in lower case.
pub(super) struct Phrase<'a> {
    pub(super) core: Vec<&'a str>,
    pub(super) low: Vec<String>,
    pub(super) whole: String,
    /// Where the nouns before "of", "in", "for", "who" stand.
    head: Range<usize>,
}

impl<'a> Phrase<'a> {
    pub(super) fn new(words: &'a str) -> Self {
        let core: Vec<&str> = core(words).split_whitespace().take(24).map(bare).filter(|w| !w.is_empty()).collect();
        let low: Vec<String> =
            core.iter().map(|word| word.to_lowercase().replace('’', "'").trim_end_matches("'s").to_string()).collect();
        let cut = words.char_indices().nth(400).map_or(words.len(), |(at, _)| at);
        Phrase { head: head(&low), core, low, whole: words[..cut].to_lowercase() }
    }

    /// The nouns before "of", "in", "for", "who": where the head stands.
    pub(super) fn head(&self) -> &[String] {
        &self.low[self.head.clone()]
    }

    /// The head noun in lower case; empty where the phrase has no words.
    pub(super) fn last(&self) -> &str {
        self.head().last().map_or("", String::as_str)
    }

    pub(super) fn has_name(&self) -> bool {
        let from = usize::from(self.low.first().is_some_and(|word| is_article(word)));
        self.core
            .iter()
            .enumerate()
            .any(|(at, word)| at >= from && is_capital(word) && (at > 0 || self.core.len() > 1 || !self.is_plain(at)))
    }

    /// "the White Helmets", "MSF", "the SDF": bodies go by an article or by letters, people do not.
    pub(super) fn is_body(&self) -> bool {
        let article = self.low.first().is_some_and(|word| word == "the");
        let names = &self.core[usize::from(article)..];
        let letters = |word: &&str| (2..=6).contains(&word.len()) && word.chars().all(|c| c.is_ascii_uppercase());
        let people = ["an", "er", "crat", "ish", "ese", "ist"];
        let one = names.len() == 1 && people.iter().any(|end| names[0].ends_with(end));
        let all = !names.is_empty() && names.iter().all(|word| is_capital(word));
        article && all && !one || names.len() == 1 && names.iter().all(letters)
    }

    /// "Kurdish", "the Iraqis": a people, not a person.
    pub(super) fn is_people(&self) -> bool {
        let from = usize::from(self.low.first().is_some_and(|word| is_article(word)));
        let [word] = &self.low[from.min(self.low.len())..] else { return false };
        let states = &Nouns::english().state;
        let one = word.strip_suffix('s').unwrap_or(word);
        let of_state =
            ["n", "ian", "i", "an"].iter().any(|end| one.strip_suffix(end).is_some_and(|s| states.contains(s)));
        let form = word.len() > 5 && (word.ends_with("ish") || word.ends_with("ese"));
        is_capital(self.core[from]) && (form || of_state)
    }

    /// "longtime ally Russia", "rebel-backer Washington": a state behind words that name nobody.
    pub(super) fn is_state(&self) -> bool {
        let Some((last, before)) = self.low.split_last() else { return false };
        let plain = |(at, word): (usize, &String)| {
            !is_capital(self.core[at]) || at == 0 && (is_article(word) || word.contains('-'))
        };
        Nouns::english().state.contains(last)
            && before.len() < 5
            && before.iter().enumerate().all(plain)
            && before
                .iter()
                .all(|word| !matches!(word.as_str(), "in" | "of" | "from" | "to" | "at" | "for" | "with" | "and"))
    }

    /// A word that is capital only because it opens a sentence.
    fn is_plain(&self, at: usize) -> bool {
        let nouns = Nouns::english();
        let word = self.low[at].as_str();
        nouns.group.contains(word)
            || nouns.unnamed.contains(word)
            || nouns.document.contains(word)
            || nouns.office.contains(word)
            || nouns.organisation.contains(word)
    }
}

/// Where the head of a phrase stands: behind "dozens of", before "of the town".
fn head(low: &[String]) -> Range<usize> {
    let counted = low.iter().take(5).position(|word| COUNTED.contains(&word.as_str()));
    let of = counted.filter(|&at| low.get(at + 1).is_some_and(|word| word == "of"));
    let from = of.map_or(0, |at| at + 2).min(low.len());
    let stop = low[from..].iter().skip(1).position(|word| STOPS.contains(&word.as_str()));
    from..stop.map_or(low.len(), |at| from + at + 1)
}

pub(super) fn core(words: &str) -> &str {
    let end =
        words.char_indices().find(|(at, c)| *at > 0 && matches!(c, ',' | '(' | ';')).map_or(words.len(), |(at, _)| at);
    &words[..end]
}

fn bare(word: &str) -> &str {
    word.trim_matches(['"', '“', '”', '(', ')', ',', ':', ';'])
}

pub(super) fn is_article(word: &str) -> bool {
    matches!(word, "the" | "a" | "an")
}

pub(super) fn is_capital(word: &str) -> bool {
    let name = word.strip_prefix("al-").or_else(|| word.strip_prefix("el-")).unwrap_or(word);
    name.chars().next().is_some_and(char::is_uppercase)
}
