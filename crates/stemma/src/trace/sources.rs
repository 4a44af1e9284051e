//! One link of a chain read again in its report: what its words name, and what they only seem to name.

use super::hands::{Hand, Rests};
use super::lexicon::english;
use super::narrow;
use super::office::person;
use super::phrase::{is_capital, is_day, is_pronoun};
use super::pile::{Doc, Pile};
use super::pronouns::pronoun;
use crate::Span;
use crate::attribute::{ChainLink, SourceClass, Statement, naming, outlets};
use crate::situate::place::PlaceRole;

/// The hand that a link means; `None` where its words name nobody.
pub(super) fn read(pile: &Pile, doc: &Doc, link: &ChainLink) -> Option<Hand> {
    let text = doc.text();
    let span = link.span.map(|span| narrow::source(doc, span));
    let words = span.map_or(link.name.as_str(), |span| span.of(text));
    if let Some(outlet) = span.and_then(|span| outlet_at(pile, text, span)) {
        return Some(Hand::new(outlet, SourceClass::Outlet, span));
    }
    if is_pronoun(words) {
        let name = narrow::name(doc, &link.name);
        let meant = ChainLink { class: class_of(&name, link), name, ..link.clone() };
        return pronoun(pile, doc, &meant, words);
    }
    if is_nothing(words) {
        return None;
    }
    if link.span.is_some() && is_nobody(words, link) {
        return None;
    }
    let name = match link.span {
        Some(whole) if whole.of(text) == link.name => words.to_string(),
        Some(_) => narrow::name(doc, &link.name),
        None => link.name.clone(),
    };
    let hand = Hand::new(&name, class_of(&name, link), span);
    if link.span.is_some() && link.class != SourceClass::Outlet && is_misread(doc, words, &link.name, link.class) {
        return span.and_then(|span| phrase(pile, doc, span)).or(Some(hand));
    }
    Some(as_outlet(pile, hand)).map(|hand| placed(doc, hand))
}

/// Words in lower case in which nothing names a source ("poise", "a bicycle past the tyres"): who is taken for a person only
/// because nothing says what else he is.
fn is_nobody(words: &str, link: &ChainLink) -> bool {
    let lower = words == words.to_lowercase();
    let people = &english().people.words;
    let kin = |word: &str| people.contains(word) || naming::is_kin(word);
    link.class == SourceClass::Person
        && lower
        && link.name == words
        && naming::naming(words).is_none()
        && !words.split(' ').any(kin)
}

/// The class of what is left of a link's name, where it was cut.
fn class_of(name: &str, link: &ChainLink) -> SourceClass {
    let cut = name.len() < link.name.len() && link.class != SourceClass::Unnamed;
    let found = cut.then(|| naming::naming(name)).flatten().map_or(link.class, |found| found.class);
    let office = link.class == SourceClass::Official && found == SourceClass::Person;
    if office { link.class } else { found }
}

/// The hand that a phrase means which no statement resolved.
pub(super) fn phrase(pile: &Pile, doc: &Doc, span: Span) -> Option<Hand> {
    let words = span.of(doc.text());
    if is_pronoun(words) {
        let link =
            ChainLink { name: words.to_string(), class: SourceClass::Person, span: Some(span), members: Vec::new() };
        return pronoun(pile, doc, &link, words);
    }
    if is_nothing(words) {
        return None;
    }
    if let Some((name, office)) = person(doc, words) {
        let class = if office { SourceClass::Official } else { SourceClass::Person };
        return Some(Hand::new(&name, class, Some(span)));
    }
    if let Some(outlet) = staff(words) {
        return Some(Hand::new(&outlet, SourceClass::Outlet, Some(span)));
    }
    let head = head(words);
    let class = naming::naming(head).map(|found| found.class);
    let named = class.is_some_and(|class| !matches!(class, SourceClass::Person | SourceClass::Official));
    let lower = naming::naming(&head.to_lowercase()).map(|found| found.class);
    let class = if named { class } else { lower.or(class) }?;
    Some(placed(doc, as_outlet(pile, Hand::new(words, class, Some(span)))))
}

/// The outlet of the pile whose whole name stands where the span begins ("Karvon" of "Karvon Today").
fn outlet_at<'p>(pile: &'p Pile, text: &str, span: Span) -> Option<&'p str> {
    let from = text.get(span.start..)?;
    let from = from.strip_prefix("the ").or_else(|| from.strip_prefix("The ")).unwrap_or(from);
    let stands = |name: &str| {
        let name = name.strip_prefix("The ").unwrap_or(name);
        from.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)) && name.contains(' ')
    };
    let longer = |name: &str| name.len() + 4 >= span.len();
    pile.outlets().filter(|name| stands(name) && longer(name)).max_by_key(|name| name.len())
}

/// A name that the room before takes for a person or body is an outlet's where the pile holds reports of that outlet.
pub(super) fn as_outlet(pile: &Pile, mut hand: Hand) -> Hand {
    use SourceClass::{Official, Organisation, Person};
    let is = match hand.class {
        Person | Official | Organisation if pile.is_outlet(&hand.name) => true,
        Person if !hand.folded.contains(' ') => pile.begins_outlet(&hand.name),
        Person | Organisation => pile.is_kind_of_outlet(&hand.name),
        _ => false,
    };
    let medium = [" news agency", " television", " tv", " radio"].iter().any(|end| hand.folded.ends_with(end));
    if is
        || hand.class == Organisation && medium
        || (matches!(hand.class, Person | Organisation) && outlets::is_outlet(&hand.name).is_some())
    {
        hand.class = SourceClass::Outlet;
    }
    hand
}

/// Words that hold no name and no noun of source: "GMT", "Tuesday", "12", "preliminary information".
fn is_nothing(words: &str) -> bool {
    let lower = words.to_lowercase();
    let bare = lower.trim_start_matches("the ").trim();
    let idle = english().idle.words.contains(bare);
    let own = ["our ", "my ", "your "].iter().any(|word| lower.starts_with(word));
    idle || own
        || bare.split_whitespace().all(|word| is_day(word) || word.chars().all(|c| !c.is_alphabetic()))
        || is_rumour(bare)
}

/// "preliminary information": how sure it is, not who says it.
fn is_rumour(bare: &str) -> bool {
    let mut words = bare.split(' ');
    let early = words.next().is_some_and(|word| ["preliminary", "initial", "early", "first"].contains(&word));
    let what = words.next().is_some_and(|word| {
        ["information", "data", "indications", "figures", "estimates", "reports", "findings"].contains(&word)
    });
    early && what && words.next().is_none()
}

/// Whether the name that the words were resolved to is a lone word out of a longer phrase, or a place in it: "Varn" for
/// "a resident of Varn", "Tervian" for "a senior Tervian official".
pub(super) fn is_misread(doc: &Doc, words: &str, name: &str, class: SourceClass) -> bool {
    use SourceClass::{Official, Organisation, Person};
    if !matches!(class, Person | Official | Organisation) {
        return false;
    }
    if class == Organisation {
        return person(doc, words).is_some_and(|(_, office)| office);
    }
    if is_day(name)
        || name.split(' ').all(|word| is_pronoun(word) || !is_capital(word))
            && words == name
            && !words.contains(' ')
            && class == Person
    {
        return true;
    }
    if words == name {
        return words.contains(' ') && person(doc, words).is_some_and(|(found, _)| found != name);
    }
    let core = words.split([',', '(']).next().unwrap_or(words).trim_end();
    let ends = core.strip_suffix("'s").unwrap_or(core).ends_with(name);
    let of = core.find(name).map(|at| core[..at].trim_end());
    let prepositional =
        of.is_some_and(|before| [" of", " in", " from", " at", " near", " for"].iter().any(|p| before.ends_with(p)));
    prepositional || (!name.contains(' ') && !ends)
}

/// "an AFP photographer in Varn", "ORVA's correspondent": people of an outlet, who report for it.
fn staff(words: &str) -> Option<String> {
    let head = head(words);
    let trade = head.split_whitespace().next_back()?.to_lowercase();
    let works = ["reporter", "correspondent", "photographer", "journalist", "cameraman"].contains(&trade.as_str());
    let outlet = outlets::find_outlet(head).map(|(_, outlet)| outlet.name.clone());
    let letters = || {
        let capitals = |word: &&str| {
            word.len() >= 3 && word.trim_end_matches("'s").trim_end_matches('s').chars().all(|c| c.is_uppercase())
        };
        head.split_whitespace().find(capitals).map(|word| word.trim_end_matches("'s").trim_end_matches('s').to_string())
    };
    works.then(|| outlet.or_else(letters)).flatten()
}

/// A phrase up to where it says where its source sits or what else it does.
fn head(words: &str) -> &str {
    let cut = [" in ", " at ", " who ", " which ", " that ", " from ", " near ", " on ", ","];
    let end = cut.iter().filter_map(|mark| words.find(mark)).filter(|&at| at > 0).min().unwrap_or(words.len());
    &words[..end]
}

/// A bare place: its government where it is a state or a capital of one, else somebody there.
fn placed(doc: &Doc, mut hand: Hand) -> Hand {
    let words = hand.span.map_or(hand.name.as_str(), |span| span.of(doc.text()));
    let named = |p: &&crate::situate::place::PlaceMention| {
        hand.span.is_some_and(|span| p.span == span) || p.span.of(doc.text()) == words
    };
    let mention = doc.source.situation.places.iter().find(named);
    let state = mention.is_some_and(|p| p.level == "country" || p.role == PlaceRole::Government);
    let invented =
        mention.is_none() && hand.class == SourceClass::Person && !words.contains(' ') && is_realm(doc, words);
    if matches!(hand.class, SourceClass::Person | SourceClass::Organisation) && (state || invented) {
        (hand.class, hand.rests) = (SourceClass::Organisation, Rests::Government);
    } else if hand.class == SourceClass::Person && mention.is_some() {
        (hand.class, hand.rests) = (SourceClass::Unnamed, Rests::Somebody);
    }
    hand
}

/// A state that no gazetteer knows: its text has a people or things of its name ("Tervian" beside "Tervia").
fn is_realm(doc: &Doc, name: &str) -> bool {
    let realm =
        |word: &&str| word.strip_prefix(name).is_some_and(|end| matches!(end, "n" | "ns" | "ian" | "ians" | "ese"));
    name.len() >= 4 && doc.text().split(|c: char| !c.is_alphanumeric()).any(|word| realm(&word))
}

/// The paper that a medium says it has seen: "Channel Orsa, which said it had seen the report of the inspectorate".
pub(super) fn paper(doc: &Doc, said: &Statement) -> Option<Hand> {
    let text = doc.text();
    let first = said.content.first()?;
    let sentences = &doc.source.segmentation.sentences;
    let sentence = sentences.get(sentences.partition_point(|s| s.span.end <= first.start))?.span;
    let words = sentence.of(text);
    let seen = english()
        .seen
        .words
        .iter()
        .filter_map(|cue| words.find(&format!(" {cue} ")).map(|at| at + cue.len() + 2))
        .min()?;
    let rest = &words[seen..];
    let end = rest.find([',', '.', ';', '"', '”']).unwrap_or(rest.len());
    let phrase = rest[..end].split(" that ").next()?.trim_end();
    let paper = naming::naming(phrase).is_some_and(|found| found.class == SourceClass::Document);
    let span = Span::new(sentence.start + seen, sentence.start + seen + phrase.len());
    (paper && phrase.split(' ').count() <= 12 && phrase.contains(' '))
        .then(|| Hand::new(phrase, SourceClass::Document, Some(span)))
}
