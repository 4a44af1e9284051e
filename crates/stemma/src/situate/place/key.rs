//! Names to keys: what two spellings of one name have in common.
//!
//! Three keys, each wider than the one before: [`name_key`] (letters without marks and case), the same without the
//! Arabic article, and [`skeleton`] (the consonants, romanisations of one sound folded together). The folding follows
//! the way the BGN/PCGN, ALA-LC and press romanisations of Arabic differ; Soundex-like keys of this kind for
//! Arabic names go back to Aqeel, Beitzel, Jensen et al. 2006.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest name that is looked at, in bytes; longer ones are nobody's name.
pub const MAX_NAME: usize = 120;

/// Lower case, without marks, dots and apostrophes; hyphens are spaces; "St." is "saint".
///
/// ```
/// use stemma::situate::place::name_key;
/// assert_eq!(name_key("Tāzah  Khūrmātū"), "tazah khurmatu");
/// assert_eq!(name_key("St. Mary's-on-Sea"), "saint marys on sea");
/// ```
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)).take(MAX_NAME * 2) {
        push_folded(&mut key, c);
    }
    let mut words = String::with_capacity(key.len());
    for word in key.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(match word {
            "st" => "saint",
            "ste" => "sainte",
            "mt" => "mount",
            "ft" => "fort",
            other => other,
        });
    }
    words
}

fn push_folded(key: &mut String, c: char) {
    match c {
        'ß' => key.push_str("ss"),
        'Æ' | 'æ' => key.push_str("ae"),
        'Œ' | 'œ' => key.push_str("oe"),
        'Ø' | 'ø' => key.push('o'),
        'Ł' | 'ł' => key.push('l'),
        'Đ' | 'đ' | 'Ð' | 'ð' => key.push('d'),
        'Þ' | 'þ' => key.push_str("th"),
        'ı' => key.push('i'),
        'Ə' | 'ə' => key.push('a'),
        '&' => key.push_str(" and "),
        'أ' | 'إ' | 'آ' | 'ٱ' => key.push('ا'),
        'ى' | 'ی' => key.push('ي'),
        'ة' | 'ە' => key.push('ه'),
        'ک' => key.push('ك'),
        '-' | '–' | '‐' | '‑' | '/' | ',' | '_' => key.push(' '),
        c if c.is_alphanumeric() && !('\u{2b0}'..='\u{2ff}').contains(&c) => key.extend(c.to_lowercase()),
        c if c.is_whitespace() => key.push(' '),
        _ => {}
    }
}

/// Articles of Arabic names as romanised, also with the letter that swallowed the l.
const ARTICLES: &[&str] = &[
    "al", "el", "ul", "as", "es", "ash", "esh", "ad", "ed", "at", "et", "an", "en", "ar", "er", "az", "ez", "ath",
    "adh", "eth", "edh",
];

/// Whether a lower-cased word is an Arabic article.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

/// Articles that lists write before a name.
const LISTED: [&str; 8] = ["al", "as", "ash", "ad", "at", "an", "ar", "az"];

/// Whether a key has an article, before it or inside it.
pub(super) fn has_article(key: &str) -> bool {
    key.starts_with("ال") || key.rsplit_once(' ').is_some_and(|(front, _)| front.split(' ').any(is_article))
}

/// The same name under other articles: its first one left out or another, or one put before; each inner one left out
/// or another ("deir el zour": "deir al zour", "deir zour").
pub(super) fn other_articles(key: &str) -> Vec<String> {
    let bare = without_article(key);
    let mut all: Vec<String> = LISTED.iter().map(|a| format!("{a} {}", bare.as_deref().unwrap_or(key))).collect();
    all.extend(bare);
    let words: Vec<&str> = key.split(' ').collect();
    for at in (1..words.len().saturating_sub(1)).filter(|at| is_article(words[*at])) {
        let (front, back) = (words[..at].join(" "), words[at + 1..].join(" "));
        all.extend(ARTICLES.iter().map(|article| format!("{front} {article} {back}")));
        all.push(format!("{front} {back}"));
    }
    all
}

/// A key without its leading article; `None` where it has none.
///
/// ```
/// use stemma::situate::place::without_article;
/// assert_eq!(without_article("as sukhnah").as_deref(), Some("sukhnah"));
/// assert_eq!(without_article("aleppo"), None);
/// ```
pub fn without_article(key: &str) -> Option<String> {
    if let Some(rest) = key.strip_prefix("ال") {
        return (rest.chars().count() > 1).then(|| rest.to_string());
    }
    let (first, rest) = key.split_once(' ')?;
    (ARTICLES.contains(&first) && rest.len() > 2).then(|| rest.to_string())
}

/// Inner articles too: "deir al zour" and "deir ez zor" are "deir zour" and "deir zor".
fn bare(key: &str) -> String {
    let words: Vec<&str> = key.split(' ').collect();
    let kept = words.iter().enumerate().filter(|(at, word)| *at + 1 == words.len() || !ARTICLES.contains(word));
    kept.map(|(_, word)| *word).collect()
}

/// One letter for all romanisations of one sound; vowels in three classes; a silent last h is gone and a last e is a.
///
/// ```
/// use stemma::situate::place::sounds;
/// assert_eq!(sounds("sohna"), sounds("as sukhnah"));
/// assert_eq!(sounds("deir ez zor"), sounds("deir al zour"));
/// ```
pub fn sounds(key: &str) -> String {
    let word = bare(key);
    let bare_end = if word.len() > 3 { word.strip_suffix('h').unwrap_or(&word) } else { &word };
    // The ending ة is written a, ah, e or eh.
    let word =
        bare_end.strip_suffix('e').filter(|_| word.len() > 3).map_or(bare_end.to_string(), |stem| format!("{stem}a"));
    let letters: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    let mut at = 0;
    while let Some(&c) = letters.get(at) {
        let (sound, used) = sound(c, letters.get(at + 1).copied());
        if sound != '\0' && !out.ends_with(sound) {
            out.push(sound);
        }
        at += used;
    }
    out
}

/// The class of the sound that `c` begins, and how many letters write it.
fn sound(c: char, next: Option<char>) -> (char, usize) {
    match (c, next) {
        ('k' | 'c', Some('h')) => ('h', 2),
        ('g', Some('h')) => ('g', 2),
        ('s', Some('h')) | ('x', _) => ('x', if c == 's' { 2 } else { 1 }),
        ('t', Some('h')) => ('t', 2),
        ('d', Some('h')) => ('d', 2),
        ('z', Some('h')) => ('j', 2),
        ('p', Some('h')) => ('f', 2),
        ('o', Some('u' | 'o' | 'w')) | ('a', Some('u' | 'w')) => ('u', 2),
        ('a', Some('y' | 'i' | 'e')) | ('e', Some('y' | 'i' | 'e')) => ('i', 2),
        ('i', Some('y' | 'e')) => ('i', 2),
        ('q' | 'c', _) => ('k', 1),
        ('e' | 'y', _) => ('i', 1),
        ('o' | 'w', _) => ('u', 1),
        ('p', _) => ('b', 1),
        ('v', _) => ('f', 1),
        (c, _) if c.is_alphanumeric() => (c, 1),
        _ => ('\0', 1),
    }
}

/// The consonants of [`sounds`]; the first sound stays even where it is a vowel.
///
/// ```
/// use stemma::situate::place::skeleton;
/// assert_eq!(skeleton("sohna"), "shn");
/// assert_eq!(skeleton("as sukhnah"), "shn");
/// ```
pub fn skeleton(key: &str) -> String {
    let sounds = sounds(key);
    let vowel = |c: &char| matches!(c, 'a' | 'i' | 'u');
    sounds
        .chars()
        .enumerate()
        .filter(|(at, c)| *at == 0 || !vowel(c))
        .map(|(at, c)| if at == 0 && vowel(&c) { 'a' } else { c })
        .collect()
}

/// Jaro-Winkler similarity, 0 to 1 (Winkler 1990), over characters.
pub fn jaro_winkler(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let jaro = jaro(&a, &b);
    let prefix = a.iter().zip(&b).take(4).take_while(|(x, y)| x == y).count();
    jaro + prefix as f64 * 0.1 * (1.0 - jaro)
}

fn jaro(a: &[char], b: &[char]) -> f64 {
    if a.is_empty() || b.is_empty() {
        return if a.len() == b.len() { 1.0 } else { 0.0 };
    }
    let window = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut from_a = Vec::new();
    for (i, x) in a.iter().enumerate() {
        let range = i.saturating_sub(window)..(i + window + 1).min(b.len());
        if let Some(j) = range.into_iter().find(|&j| !taken[j] && b[j] == *x) {
            taken[j] = true;
            from_a.push(*x);
        }
    }
    if from_a.is_empty() {
        return 0.0;
    }
    let from_b = b.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(c, _)| c);
    let swapped = from_a.iter().zip(from_b).filter(|(x, y)| x != y).count() as f64 / 2.0;
    let m = from_a.len() as f64;
    (m / a.len() as f64 + m / b.len() as f64 + (m - swapped) / m) / 3.0
}

/// Whether two spellings can be one place's name: the same key, the same but for the article, or the same consonants
/// with vowels that are close. A possibility, not a proof: the caller's context decides.
///
/// ```
/// use stemma::situate::place::same_place_name;
/// assert!(same_place_name("Zhelvar", "Jelvar"));
/// assert!(same_place_name("Sohna", "Es-Sohne"));
/// assert!(!same_place_name("Homs", "Hama"));
/// ```
pub fn same_place_name(a: &str, b: &str) -> bool {
    let (a, b) = (name_key(a), name_key(b));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    let (bones_a, bones_b) = (skeleton(&a), skeleton(&b));
    a == b || (bones_a == bones_b && bones_a.chars().count() > 1 && jaro_winkler(&sounds(&a), &sounds(&b)) >= 0.85)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_town_meet() {
        for (a, b) in
            [("Es-Sohne", "al-Sukhnah"), ("Deir ez-Zor", "Deir al-Zour"), ("Sohna", "As Sukhnah"), ("Dohuk", "Duhok")]
        {
            assert!(same_place_name(a, b), "{a} {b}");
        }
    }

    #[test]
    fn neighbours_stay_apart() {
        for (a, b) in [("Homs", "Hama"), ("Idlib", "Aleppo"), ("Tartus", "Tadmur"), ("", "Homs"), ("Karvon", "Tolva")] {
            assert!(!same_place_name(a, b), "{a} {b}");
        }
    }

    #[test]
    fn winkler_knows_martha() {
        assert!((jaro_winkler("martha", "marhta") - 0.9611).abs() < 1e-3);
    }

    proptest! {
        #[test]
        fn keys_are_stable(name in "\\PC{0,40}") {
            let key = name_key(&name);
            prop_assert_eq!(name_key(&key).len() <= key.len() + 16, true);
            let _ = (skeleton(&key), sounds(&key), without_article(&key));
            prop_assert!(name_key(&name).is_empty() || same_place_name(&name, &name));
        }
    }
}
