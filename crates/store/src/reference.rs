//! What a user adds to the tables that names are looked up in: places, further names of places, actors. It wins inside
//! the case; when it changes, annotations made without it go, and the next trace makes them anew.

use rusqlite::{Connection, params};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;
use stemma::read::{content_id, sha256};
use stemma::situate::Reference;
use stemma::situate::actor::{Actor, ActorTable};
use stemma::situate::place::{Alias, Gazetteer, Place, name_key};

use crate::records::{read, write};
use crate::{Case, Result, custody};

/// Additions to the tables, in the order of their keys once they are in a case.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Additions {
    /// Places.
    pub places: Vec<Place>,
    /// Further names of places with a GeoNames id.
    pub aliases: Vec<Alias>,
    /// People and bodies.
    pub actors: Vec<Actor>,
}

impl Additions {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many there are of all kinds.
    pub fn len(&self) -> usize {
        self.places.len() + self.aliases.len() + self.actors.len()
    }
}

impl Case {
    /// Takes additions in, all or none of them, and gives back how many are new or other than they were. `from` names
    /// the file for the log.
    pub fn extend_reference(&mut self, from: &str, additions: &Additions, now: &str) -> Result<usize> {
        let transaction = self.db.transaction()?;
        let mut changed = 0;
        for place in &additions.places {
            changed += keep(&transaction, "place", &place_key(place), place)?;
        }
        for alias in &additions.aliases {
            changed += keep(&transaction, "alias", &format!("{} {}", alias.geonames_id, alias.name), alias)?;
        }
        for actor in &additions.actors {
            changed += keep(&transaction, "actor", &actor.id, actor)?;
        }
        if changed > 0 {
            transaction.execute("DELETE FROM annotations", [])?;
            let digest = digest(&transaction)?;
            custody::append(
                &transaction,
                "reference",
                &json!({"from": from, "changed": changed, "digest": digest}),
                now,
            )?;
        }
        transaction.commit()?;
        Ok(changed)
    }

    /// All that was added.
    pub fn additions(&self) -> Result<Additions> {
        Ok(Additions { places: self.added("place")?, aliases: self.added("alias")?, actors: self.added("actor")? })
    }

    /// The tables of this case: the bundled ones with what was added. `None`: nothing was added.
    pub fn reference(&self) -> Result<Option<Reference>> {
        let Additions { places, aliases, actors } = self.additions()?;
        if places.is_empty() && aliases.is_empty() && actors.is_empty() {
            return Ok(None);
        }
        let gazetteer = Gazetteer::with_additions(places, &aliases);
        Ok(Some(Reference { gazetteer, actors: ActorTable::with_additions(actors) }))
    }

    fn added<T: DeserializeOwned>(&self, kind: &str) -> Result<Vec<T>> {
        let mut query = self.db.prepare_cached("SELECT key, record FROM additions WHERE kind = ?1 ORDER BY key")?;
        let mut rows = query.query([kind])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let (key, record): (String, String) = (row.get(0)?, row.get(1)?);
            all.push(read(&record, || format!("the added {kind} {key}"))?);
        }
        Ok(all)
    }
}

/// One place is one GeoNames id, or one name at one point.
fn place_key(place: &Place) -> String {
    match place.geonames_id {
        Some(id) => format!("g{id}"),
        None => content_id(&[&name_key(&place.name), &place.lat.to_string(), &place.lon.to_string()]),
    }
}

fn keep(db: &Connection, kind: &str, key: &str, record: &impl Serialize) -> Result<usize> {
    let sql = "INSERT INTO additions (kind, key, record) VALUES (?1, ?2, ?3)
               ON CONFLICT (kind, key) DO UPDATE SET record = excluded.record WHERE record <> excluded.record";
    Ok(db.prepare_cached(sql)?.execute(params![kind, key, write(record)?])?)
}

/// One hash over all additions; `None` where there are none.
pub(crate) fn digest(db: &Connection) -> Result<Option<String>> {
    let mut query = db.prepare_cached("SELECT kind, key, record FROM additions ORDER BY kind, key")?;
    let mut rows = query.query([])?;
    let mut chain = None;
    while let Some(row) = rows.next()? {
        let [kind, key, record]: [String; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
        let before = chain.unwrap_or_default();
        chain = Some(sha256([before, kind, key, record].join("\0").as_bytes()));
    }
    Ok(chain)
}
