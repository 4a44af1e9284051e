//! Outlets by name: "The Harbour Gazette", "Harbour Gazette" and "harbourgazette.example" are told to be one or not
//! by their names alone.

use crate::attribute::outlets::is_outlet;

use super::doc::Doc;

/// Words at the end of a name that say only what kind of medium it is.
const KINDS: &[&str] =
    &["agency", "news", "newspaper", "online", "web", "website", "wire", "com", "org", "net", "example"];

/// A name without article, marks, case and the words that only say what kind of medium it is.
pub(super) fn key(name: &str) -> String {
    let folded: String = name.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let mut words: Vec<&str> = folded.split_whitespace().collect();
    if words.len() > 1 && matches!(words[0], "the" | "www") {
        words.remove(0);
    }
    while words.len() > 1 && words.last().is_some_and(|last| KINDS.contains(last)) {
        words.pop();
    }
    words.concat()
}

/// The key of the name that an outlet mostly goes by, where the table of outlets knows it.
pub(super) fn known_key(name: &str) -> String {
    key(is_outlet(name).map_or(name, |outlet| &outlet.name))
}

/// The name as other outlets write it: without article and without what a catalogue hangs on to it.
pub(super) fn short(name: &str) -> String {
    let name = name.split(['(', '|']).next().unwrap_or(name);
    let name = name.split(" - ").next().unwrap_or(name).trim();
    name.strip_prefix("The ").unwrap_or(name).to_string()
}

/// A number for each report's outlet: the same for the same name.
pub(super) fn numbers(docs: &[Doc]) -> Vec<Option<u32>> {
    let keys: Vec<Option<String>> = docs.iter().map(|doc| doc.of.report.outlet_name().map(known_key)).collect();
    let mut names: Vec<&String> = keys.iter().flatten().collect();
    names.sort_unstable();
    names.dedup();
    keys.iter().map(|key| Some(names.binary_search(&key.as_ref()?).ok()? as u32)).collect()
}

#[cfg(test)]
mod tests {
    use super::{key, short};

    #[test]
    fn article_and_kind_do_not_make_another_outlet() {
        assert_eq!(key("The Harbour Gazette"), key("Harbour Gazette Online"));
        assert_eq!(key("Quillon"), key("Quillon News Agency"));
        assert_eq!(key("harbourgazette.example"), key("Harbour Gazette"));
        assert_ne!(key("Globe Wire"), key("Globe and Mail"));
        assert_eq!(key("The"), "the");
    }

    #[test]
    fn catalogue_names_are_shortened_to_what_others_write() {
        assert_eq!(short("The Harbour Gazette - News"), "Harbour Gazette");
        assert_eq!(short("Channel Orsa (Web)"), "Channel Orsa");
    }
}
