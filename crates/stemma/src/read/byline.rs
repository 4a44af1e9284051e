//! Bylines: `By Ada Penn in Oster`, `4 March 2031 | by Post Reporters`.

use super::date;

/// Longer lines are prose.
const LONGEST: usize = 140;

/// The name in a line that is a byline, or ends with one behind a mark.
pub(super) fn stated(line: &str) -> Option<String> {
    if line.chars().count() > LONGEST {
        return None;
    }
    let by = |part: &str| {
        part.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("by ")).then(|| part[3..].to_string())
    };
    line.split(['|', '•', '·', '\n', '\t'])
        .map(str::trim)
        .find_map(by)
        .and_then(|name| capitalised(&name))
        .or_else(|| after_date(line))
}

/// `Posted on 4 March 2031 by Ledger Staff in Nation`
fn after_date(line: &str) -> Option<String> {
    date::stated(line)?;
    let (_, name) = line.split_once(" by ")?;
    capitalised(name)
}

/// The names at the start of `words`: as long as they look like names.
fn capitalised(words: &str) -> Option<String> {
    let end = date::find(words).first().map_or(words.len(), |written| written.span.start);
    let words = words[..end].split([',', '|', '(', '–', '—', ';']).next()?;
    let mut names: Vec<&str> = Vec::new();
    for word in words.split_whitespace() {
        let small =
            ["and", "&", "de", "van", "der", "den", "von", "al", "bin", "da", "di", "la", "le", "el"].contains(&word);
        if !small && !word.starts_with(char::is_uppercase) {
            break;
        }
        names.push(word);
    }
    while names.last().is_some_and(|last| last.starts_with(char::is_lowercase) || date::is_weekday(last)) {
        names.pop();
    }
    let name = names.join(" ");
    (!name.is_empty() && names.len() <= 10 && !name.ends_with('.')).then_some(name)
}

/// A name as stated for machines, without "By" and without what is no name.
pub(super) fn cleaned(name: &str) -> Option<String> {
    let name = name.trim();
    let name = name.get(..3).filter(|start| start.eq_ignore_ascii_case("by ")).map_or(name, |_| &name[3..]);
    let dated = !date::find(name).is_empty();
    // A name before the date of the page: `Ada Penn 8:42 a.m. March 4, 2031`.
    let name = name.split(|c: char| dated && c.is_ascii_digit()).next().unwrap_or(name);
    let name = name.trim().trim_end_matches([',', '|', '-', '–', '•']).trim_end();
    let fits =
        !name.is_empty() && name.chars().count() <= 120 && !name.contains("://") && name.contains(char::is_alphabetic);
    fits.then(|| name.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_before_the_date_of_the_page() {
        assert_eq!(cleaned("By Ada Penn, 8:42 a.m. March 4, 2031").as_deref(), Some("Ada Penn"));
        assert_eq!(cleaned("Ada  Penn").as_deref(), Some("Ada Penn"));
        assert_eq!(cleaned("Channel 4 desk").as_deref(), Some("Channel 4 desk"));
        assert_eq!(cleaned("4 March 2031"), None);
    }
}
