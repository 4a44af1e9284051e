//! A user's actors from a file: TOML as in `data/actors`, or CSV with a header.

use serde::Deserialize;

use super::Actor;
use crate::situate::rows::{country_code, fields, list};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    actor: Vec<Actor>,
}

/// Columns of a CSV.
const COLUMNS: [&str; 5] = ["name", "aliases", "kind", "country", "id"];

/// Reads a file of actors; an error says where it is.
///
/// ```
/// use stemma::situate::actor::read_actors;
/// let found = read_actors("name;kind;country\nTolva Guard;armed-group;HU").unwrap();
/// assert_eq!((found[0].id.as_str(), found[0].country.as_str()), ("tolva-guard", "HU"));
/// assert!(read_actors("name;kind\n;army").unwrap_err().contains("line 2"));
/// ```
pub fn read_actors(text: &str) -> Result<Vec<Actor>, String> {
    let text = text.trim_start_matches('\u{feff}');
    if text.lines().any(|line| line.trim() == "[[actor]]") {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        return Ok(file.actor);
    }
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let (_, head) = lines.next().ok_or("no actor in it")?;
    let heads: Vec<String> = fields(head)?.iter().map(|head| head.trim().to_lowercase()).collect();
    let columns = COLUMNS.map(|name| heads.iter().position(|head| head == name));
    if columns[0].is_none() {
        return Err("neither TOML with [[actor]] nor a CSV whose first line names the column name".into());
    }
    lines.map(|(at, line)| actor(line, &columns).map_err(|why| format!("line {}: {why}", at + 1))).collect()
}

fn actor(line: &str, columns: &[Option<usize>; COLUMNS.len()]) -> Result<Actor, String> {
    let cells = fields(line)?;
    let cell = |column: usize| columns[column].and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
    let name = cell(0);
    if name.is_empty() {
        return Err("a row without a name".into());
    }
    let or = |words: &str, other: &str| if words.is_empty() { other.to_string() } else { words.to_string() };
    country_code(cell(3))?;
    Ok(Actor {
        id: or(cell(4), &slug(name)),
        name: name.to_string(),
        kind: or(cell(2), "organisation"),
        country: cell(3).to_uppercase(),
        aliases: list(cell(1)),
        ..Actor::default()
    })
}

/// "Tolva Guard" as "tolva-guard".
fn slug(name: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn toml_is_read_as_in_the_bundled_table() {
        let text = "[[actor]]\nid = \"tg\"\nname = \"Tolva Guard\"\nkind = \"armed-group\"\n\
                    former = [{ name = \"Tolva Watch\", until = \"2031-01-01\" }]\n";
        assert_eq!(read_actors(text).unwrap()[0].former[0].name, "Tolva Watch");
        assert!(read_actors(&text.replace("kind", "kinds")).unwrap_err().contains("line 4"));
    }

    #[test]
    fn a_file_of_another_kind_says_so() {
        assert!(read_actors("").unwrap_err().contains("no actor"));
        assert!(read_actors("who,what\nTolva Guard,army").unwrap_err().contains("column name"));
        assert!(read_actors("name,country\nTolva Guard,Hungary").unwrap_err().contains("no country code"));
    }

    proptest! {
        #[test]
        fn any_text_ends(text in "[\\PC\n]{0,200}") {
            let _ = read_actors(&text);
        }
    }
}
