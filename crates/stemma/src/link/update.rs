//! The number that a wire gives a further version of its report: "UPDATE 2-", "2nd LD", "CORRECTED-".

use super::doc::Doc;

/// Words of the first line that are looked at.
const HEAD: usize = 6;

/// 0 for a first version or where nothing is said; the number of an update; 1 for one that says only that it is one.
pub(super) fn number(doc: &Doc) -> u32 {
    let title = doc.of.report.title.as_ref().map_or("", |title| title.value.as_str());
    let first = doc.text().trim_start().lines().next().unwrap_or("");
    of_line(title).max(of_line(first))
}

fn of_line(line: &str) -> u32 {
    let words: Vec<&str> =
        line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(HEAD).collect();
    let Some(first) = words.first() else { return 0 };
    let next = words.get(1).and_then(|word| word.parse().ok());
    match *first {
        "UPDATE" | "WRAPUP" => next.unwrap_or(1).min(99),
        "Update" => next.unwrap_or(0).min(99),
        "UPDATED" | "CORRECTED" | "CORRECTION" | "REFILE" | "RPT" => 1,
        _ => words.get(1).filter(|word| **word == "LD" || **word == "LEAD").map_or(0, |_| leading(first).min(99)),
    }
}

/// The number at the head of "2nd", "3RD".
fn leading(word: &str) -> u32 {
    let digits: String = word.chars().take(2).take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::of_line;

    #[test]
    fn wires_number_their_updates() {
        assert_eq!(of_line("UPDATE 2-Toll in depot blast rises"), 2);
        assert_eq!(of_line("UPDATE - Toll in depot blast rises"), 1);
        assert_eq!(of_line("3rd LD Toll in depot blast rises"), 3);
        assert_eq!(of_line("CORRECTED-Toll in depot blast"), 1);
        assert_eq!(of_line("Toll in depot blast rises, update 2"), 0);
        assert_eq!(of_line("Update your maps, the mayor says"), 0);
        assert_eq!(of_line(""), 0);
    }
}
