//! One link of a chain read again in its report: what its words name, and what they only seem to name.

use super::hands::{Hand, Rests};
use super::lexicon::{self, english};
use super::phrase::{self, is_capital, is_day, is_pronoun};
use super::pile::{Doc, Pile};
use crate::Span;
use crate::attribute::{ChainLink, SourceClass, Statement, naming, outlets};
use crate::situate::place::PlaceRole;

/// The hand that a link means; `None` where its words name nobody.
pub(super) fn read(pile: &Pile, doc: &Doc, link: &ChainLink) -> Option<Hand> {
    let text = doc.text();
    let span = link.span.map(|span| tidy(text, span));
    let words = span.map_or(link.name.as_str(), |span| span.of(text));
    if let Some(outlet) = span.and_then(|span| outlet_at(pile, text, span)) {
        return Some(Hand::new(outlet, SourceClass::Outlet, span));
    }
    if is_pronoun(words) {
        return pronoun(pile, doc, link, words);
    }
    if is_nothing(words) {
        return None;
    }
    let untidy = link.span.is_some_and(|span| span.of(text) == link.name);
    let hand = Hand::new(if untidy { words } else { &link.name }, link.class, span);
    if link.span.is_some() && link.class != SourceClass::Outlet && is_misread(doc, words, &link.name, link.class) {
        return span.and_then(|span| phrase(pile, doc, span)).or(Some(hand));
    }
    Some(as_outlet(pile, hand)).map(|hand| placed(doc, hand))
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

/// Words without the time before or behind the name ("Three hours later the ministry", "the ministry on Tuesday") and
/// without "according to".
fn tidy(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let mut kept = words;
    for lead in ["According to ", "according to "] {
        kept = kept.strip_prefix(lead).unwrap_or(kept);
    }
    let clock = kept
        .split_once(' ')
        .filter(|(first, _)| first.contains(':') && first.starts_with(|c: char| c.is_ascii_digit()));
    kept = clock.map_or(kept, |(_, rest)| rest);
    if let Some((before, rest)) = kept.split_once(" later ").filter(|(before, _)| before.split(' ').count() <= 2) {
        kept = if before.is_empty() { kept } else { rest };
    }
    let start = span.start + (words.len() - kept.len());
    for tail in [", which", ", who", " which", " who", ", that"] {
        kept = kept.strip_suffix(tail).unwrap_or(kept);
    }
    if let Some((before, _)) = kept.rsplit_once(" on ").filter(|(before, last)| is_day(last) && !before.is_empty()) {
        kept = before;
    }
    Span::new(start, start + kept.len()).trimmed(text)
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
fn as_outlet(pile: &Pile, mut hand: Hand) -> Hand {
    use SourceClass::{Official, Organisation, Person};
    let is = match hand.class {
        Person | Official | Organisation if pile.is_outlet(&hand.name) => true,
        Person if !hand.folded.contains(' ') => pile.begins_outlet(&hand.name),
        Person | Organisation => pile.is_kind_of_outlet(&hand.name),
        _ => false,
    };
    if is || (matches!(hand.class, Person | Organisation) && outlets::is_outlet(&hand.name).is_some()) {
        hand.class = SourceClass::Outlet;
    }
    hand
}

/// "it", "who": the last source of the report that it can mean; else nobody whom one could name.
fn pronoun(pile: &Pile, doc: &Doc, link: &ChainLink, words: &str) -> Option<Hand> {
    let lower = words.to_lowercase();
    if matches!(lower.as_str(), "i" | "we" | "our" | "you") {
        return None;
    }
    let name = link.name.to_lowercase();
    let resolved =
        !is_pronoun(&name) && !lexicon::is_stop(&name) && !is_misread(doc, &link.name, &link.name, link.class);
    if resolved {
        return Some(as_outlet(pile, Hand { span: link.span, ..Hand::new(&link.name, link.class, None) }));
    }
    let before = link.span.and_then(|span| antecedent(pile, doc, span, &lower).or_else(|| subject(doc, span, &lower)));
    let unresolved = || Hand { rests: Rests::Pronoun, ..Hand::new(&lower, SourceClass::Unnamed, link.span) };
    Some(before.map_or_else(unresolved, |found| Hand { span: link.span, ..found }))
}

/// The nearest source before a pronoun that it can stand for, in its paragraph or the one before.
fn antecedent(pile: &Pile, doc: &Doc, span: Span, pronoun: &str) -> Option<Hand> {
    use SourceClass::{Document, Group, Official, Organisation, Outlet, Person, Unnamed};
    let paragraph = |at: usize| {
        let sentences = &doc.source.segmentation.sentences;
        let sentence = sentences.partition_point(|s| s.span.end <= at);
        sentences.get(sentence).map_or(usize::MAX, |s| s.paragraph)
    };
    let fits = |class: SourceClass| match pronoun {
        "it" | "its" | "which" => matches!(class, Organisation | Outlet | Document),
        "he" | "she" | "his" | "her" | "who" => matches!(class, Person | Official | Unnamed),
        "they" | "their" => matches!(class, Group | Unnamed | Organisation),
        _ => false,
    };
    let near = |link: &&ChainLink| {
        link.span.is_some_and(|at| at.end <= span.start && paragraph(at.start) + 1 >= paragraph(span.start))
    };
    let links = doc.source.statements.iter().filter_map(|said| said.chain.first()).filter(near);
    let plain = links.filter(|link| link.span.is_some_and(|at| !is_pronoun(at.of(doc.text()))));
    let nearest = plain.filter_map(|link| Some((link.span?, read(pile, doc, link)?)));
    nearest.filter(|(_, hand)| fits(hand.class)).max_by_key(|(at, _)| at.end).map(|(_, hand)| hand)
}

/// "He" after a sentence that begins with a full name: that person.
fn subject(doc: &Doc, span: Span, pronoun: &str) -> Option<Hand> {
    if !matches!(pronoun, "he" | "she") {
        return None;
    }
    let sentences = &doc.source.segmentation.sentences;
    let here = sentences.partition_point(|s| s.span.end <= span.start);
    let before = sentences.get(here.saturating_sub(2)..here)?.iter().rev();
    let starts = |at: usize| doc.source.situation.actors.iter().find(|a| a.span.start == at && a.kind == "person");
    let actor = before.filter_map(|sentence| starts(sentence.span.start)).next()?;
    actor.name.contains(' ').then(|| Hand::new(&actor.name, SourceClass::Person, Some(span)))
}

/// The outlet that a speaker was speaking to in the sentence before: "Hanno Brisk has been speaking to Channel Vesta.
/// “…,” he said."
pub(super) fn interviewer(pile: &Pile, doc: &Doc, said: &Statement) -> Option<Hand> {
    let text = doc.text();
    let source = said.source.as_ref()?.first()?;
    if said.chain.len() != 1 || !is_pronoun(source.of(text)) {
        return None;
    }
    let sentences = &doc.source.segmentation.sentences;
    let here = sentences.partition_point(|s| s.span.end <= source.start);
    sentences.get(here.saturating_sub(2)..=here.min(sentences.len().saturating_sub(1)))?.iter().rev().find_map(
        |sentence| {
            let words = sentence.span.of(text);
            let cue = english()
                .interview
                .words
                .iter()
                .filter_map(|cue| Some(words.find(&format!(" {cue} "))? + cue.len() + 2))
                .min()?;
            let behind = phrase::tokens(text, Span::new(sentence.span.start + cue, sentence.span.end));
            let names: Vec<Span> = behind
                .iter()
                .map(|token| token.span)
                .skip_while(|span| span.of(text) == "the")
                .take_while(|span| is_capital(span.of(text)) && !is_day(span.of(text)))
                .take(5)
                .collect();
            let span = names.first()?.cover(*names.last()?);
            let link = ChainLink {
                name: span.of(text).to_string(),
                class: SourceClass::Person,
                span: Some(span),
                members: Vec::new(),
            };
            let hand = read(pile, doc, &link)?;
            let medium = naming::naming(&hand.name).is_some_and(|found| found.class == SourceClass::Outlet);
            (medium || hand.class == SourceClass::Outlet).then_some(Hand { class: SourceClass::Outlet, ..hand })
        },
    )
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
fn is_misread(doc: &Doc, words: &str, name: &str, class: SourceClass) -> bool {
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

/// The person whom a phrase names in full, and whether by office: "the governor of Varn province, Maren Holt", "Ministry
/// spokesman Major Tibor Anselk", "Otto Brenn, a retired engineer".
pub(super) fn person(doc: &Doc, words: &str) -> Option<(String, bool)> {
    let upto = words.split(" who ").next().unwrap_or(words);
    let parts: Vec<&str> = upto.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let office = |part: &str| {
        naming::naming(&part.to_lowercase()).is_some_and(|found| found.class == SourceClass::Official)
            || part.split(' ').any(is_office)
    };
    let whole = |part: &&str| {
        let name = full_name(doc, part)?;
        part[..part.len() - name.len()].split_whitespace().all(|word| is_office(word) || is_title(word)).then_some(name)
    };
    let named = parts.iter().take(3).find_map(|part| Some((part, whole(part)?))).filter(|_| parts.len() > 1);
    if let Some((part, name)) = named {
        return Some((name, parts.iter().any(|other| other != part && office(other))));
    }
    let first = parts.first()?;
    let name = full_name(doc, first)?;
    let before = &first[..first.len() - name.len()];
    let title = before.split_whitespace().next_back()?;
    let led = is_office(title) || (!is_capital(title) && naming::naming(title).is_some());
    led.then(|| (name, office(before)))
}

/// The run of two or more names that ends a phrase, titles aside, where it is no place.
fn full_name(doc: &Doc, part: &str) -> Option<String> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let run = words
        .iter()
        .rev()
        .take_while(|word| is_capital(word) && !is_office(word) && !is_title(word) && word.len() > 1)
        .count();
    let names = &words[words.len() - run..];
    let name = names.join(" ");
    let place = doc.source.situation.places.iter().any(|p| p.role == PlaceRole::Place && p.span.of(doc.text()) == name);
    let plain = names.iter().all(|word| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.')));
    let body =
        naming::naming(&name).is_some_and(|found| !matches!(found.class, SourceClass::Person | SourceClass::Official));
    ((2..=4).contains(&run) && plain && !place && !body && part.ends_with(&name)).then_some(name)
}

fn is_title(word: &str) -> bool {
    ["mr", "mrs", "ms", "dr", "sir", "the"].contains(&word.to_lowercase().trim_end_matches('.'))
}

/// A noun or title of office.
pub(super) fn is_office(word: &str) -> bool {
    let lower = word.to_lowercase();
    naming::naming(&format!("the {lower}")).is_some_and(|found| found.class == SourceClass::Official)
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

/// The tokens of a source phrase as its office is compared: lower case, without articles and small words.
pub(super) fn office_words(text: &str, span: Span) -> Vec<String> {
    let tokens = phrase::tokens(text, span);
    let words = tokens.iter().map(|token| token.span.of(text).to_lowercase().replace("'s", "").replace("’s", ""));
    words.filter(|word| !super::lexicon::is_stop(word)).collect()
}
