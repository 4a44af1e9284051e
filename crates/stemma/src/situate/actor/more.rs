//! More names for actors of the table: those held for a time, those in other scripts.

use serde::Deserialize;
use std::collections::BTreeMap;

use super::table::{ActorTable, Entry, Former};

/// Names beside those of the other files: held for a time, in other scripts.
const MORE: [&str; 3] = [
    include_str!("../../../../../data/actors/renamed.toml"),
    include_str!("../../../../../data/actors/scripts.toml"),
    include_str!("../../../../../data/actors/scripts-states.toml"),
];

#[derive(Deserialize)]
struct MoreNames {
    more: Vec<More>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct More {
    id: String,
    #[serde(default)]
    aliases: Vec<String>,
    #[serde(default)]
    former: Vec<Former>,
}

impl ActorTable {
    /// The names of [`MORE`].
    pub(super) fn add_more(&mut self) {
        let at: BTreeMap<String, usize> = self.actors.iter().enumerate().map(|(at, a)| (a.id.clone(), at)).collect();
        let more = MORE.iter().flat_map(|file| toml::from_str::<MoreNames>(file).expect("names that parse").more);
        for names in more {
            let Some(&actor) = at.get(&names.id) else { continue };
            for former in &names.former {
                self.former(actor, former);
            }
            names
                .aliases
                .iter()
                .for_each(|a| self.alias(a, Entry { actor, basis: "name in another script", held: None }));
            self.actors[actor].aliases.extend(names.aliases);
            self.actors[actor].former.extend(names.former);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::table::tests::{found, names};
    use super::*;

    #[test]
    fn states_and_bodies_have_names_of_their_time() {
        assert_eq!(
            found("Zaire signed.", Some("1990-03-01")),
            [("Democratic Republic of the Congo".into(), "name held for a time".into())]
        );
        assert!(found("Zaire signed.", Some("2019-03-01"))[0].1.contains("not the one"));
        assert_eq!(found("The Soviet Union signed.", Some("1980-03-01"))[0].1, "name held for a time");
        assert_eq!(names("The OAU and the GATT met."), ["African Union", "World Trade Organization"]);
    }

    #[test]
    fn names_are_known_in_other_scripts() {
        assert_eq!(names("قالت روسيا إن داعش انسحب."), ["Russia", "Islamic State"]);
        assert_eq!(names("צה\"ל ו חמאס"), ["Israel Defense Forces", "Hamas"]);
        assert_eq!(names("ООН и НАТО ждут."), ["United Nations", "North Atlantic Treaty Organization"]);
        // Without a space before it, an Arabic "and" stays with the name: FIXME.
        assert_eq!(names("وروسيا"), Vec::<String>::new());
    }

    #[test]
    fn names_of_the_other_files_lead_to_an_actor() {
        let table = ActorTable::bundled();
        let more = MORE.iter().flat_map(|file| toml::from_str::<MoreNames>(file).unwrap().more);
        let lost: Vec<String> = more.filter(|m| table.get(&m.id).is_none()).map(|m| m.id).collect();
        assert_eq!(lost, Vec::<String>::new());
    }
}
