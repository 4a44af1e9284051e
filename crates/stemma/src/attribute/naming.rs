//! What a source phrase by itself names, for rooms that find a source where this room found no statement.

use super::{SourceClass, class, outlets, resolve, source_name};

/// A source phrase read by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The name in it without titles; the words where they hold no name.
    pub name: String,
    /// What kind of source it is.
    pub class: SourceClass,
}

/// What `words` name; `None` where they name no source, a pronoun among them.
///
/// ```
/// use stemma::attribute::{SourceClass, naming::naming};
/// let mayor = naming("Mayor Lena Dorn").unwrap();
/// assert_eq!((mayor.name.as_str(), mayor.class), ("Lena Dorn", SourceClass::Official));
/// assert_eq!(naming("local sources").unwrap().class, SourceClass::Unnamed);
/// assert!(naming("health reasons").is_none() && naming("He").is_none());
/// ```
pub fn naming(words: &str) -> Option<Naming> {
    let class = class::class(words).filter(|_| !resolve::is_pronoun(&words.to_lowercase()))?;
    let name = match class {
        SourceClass::Person | SourceClass::Official => source_name::name(words),
        SourceClass::Outlet => outlets::find_outlet(words).map(|(_, outlet)| outlet.name.clone()),
        _ => None,
    };
    Some(Naming { name: name.unwrap_or_else(|| words.trim().to_string()), class })
}

/// Whether words in lower case stand for somebody named elsewhere.
pub(crate) use super::resolve::is_pronoun;

/// Whether a word says that somebody is a man or a woman, by kin, trade or title.
pub(crate) fn is_kin(word: &str) -> bool {
    let nouns = class::Nouns::english();
    nouns.female.contains(word) || nouns.male.contains(word)
}
