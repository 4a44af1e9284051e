//! Actors and places by name, over the whole case: what the page lists, and what a correction of names must know.

use rusqlite::OptionalExtension;
use serde::Serialize;
use std::collections::BTreeMap;

use crate::find::page_end;
use crate::{Case, Page, Result};

/// An actor or place by name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Named {
    /// As people left it.
    pub name: String,
    /// What the program calls its mentions, where that is another name.
    pub own: Vec<String>,
    /// In how many reports.
    pub reports: i64,
}

/// Where a place lies: degrees north and east, and how many kilometres it reaches.
pub type Site = (f64, f64, Option<f64>);

/// A report that a name stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedIn {
    /// Its place in the pile.
    #[serde(skip)]
    pub position: i64,
    /// Its id.
    pub id: String,
    /// How it is called in a line.
    pub label: String,
    /// Its title.
    pub title: Option<String>,
}

impl Case {
    /// Actors or places whose names hold these words, those in most reports first.
    pub fn names(&self, kind: &str, words: Option<&str>, skip: i64, limit: usize) -> Result<Page<Named>> {
        let limit = limit.clamp(1, 500);
        let like = format!("%{}%", words.unwrap_or("").replace(['%', '_'], " ").trim());
        let total = "SELECT count(DISTINCT name) FROM shown_names WHERE kind = ?1 AND name LIKE ?2";
        let total = self.db.prepare_cached(total)?.query_row([kind, &like], |row| row.get(0))?;
        let sql = "SELECT name, count(DISTINCT report) FROM shown_names
                   WHERE kind = ?1 AND name LIKE ?2 GROUP BY name ORDER BY 2 DESC, 1 LIMIT ?3 OFFSET ?4";
        let mut query = self.db.prepare_cached(sql)?;
        let names = query.query_map((kind, &like, limit as i64 + 1, skip), |row| {
            Ok(Named { name: row.get(0)?, own: Vec::new(), reports: row.get(1)? })
        })?;
        let mut items = names.collect::<std::result::Result<Vec<_>, _>>()?;
        let next = page_end(&mut items, limit, |_| skip + limit as i64);
        for item in &mut items {
            let mut own = self.own_names(kind, &item.name)?;
            own.retain(|own| *own != item.name);
            item.own = own;
        }
        Ok(Page { items, total, next })
    }

    /// All actors or places of the case, with the number of reports that each stands in.
    pub fn all_names(&self, kind: &str) -> Result<BTreeMap<String, i64>> {
        let sql = "SELECT name, count(DISTINCT report) FROM shown_names WHERE kind = ?1 GROUP BY name";
        let mut query = self.db.prepare_cached(sql)?;
        let names = query.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(names.collect::<std::result::Result<_, _>>()?)
    }

    fn own_names(&self, kind: &str, name: &str) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT own FROM shown_names WHERE kind = ?1 AND name = ?2 ORDER BY own";
        let mut query = self.db.prepare_cached(sql)?;
        let own = query.query_map([kind, name], |row| row.get(0))?;
        Ok(own.collect::<std::result::Result<_, _>>()?)
    }

    /// Whether a name stands in the case, for the program or for people; with `report`, whether it does there.
    pub fn has_name(&self, kind: &str, name: &str, report: Option<&str>) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM shown_names WHERE kind = ?1 AND (name = ?2 OR own = ?2)
                   AND (?3 IS NULL OR report = ?3))";
        Ok(self.db.prepare_cached(sql)?.query_row((kind, name, report), |row| row.get(0))?)
    }

    /// The reports that a name stands in, in the order of the pile.
    pub fn reports_with(&self, kind: &str, name: &str, after: i64, limit: usize) -> Result<Page<NamedIn>> {
        let limit = limit.clamp(1, 500);
        let total = "SELECT count(DISTINCT report) FROM shown_names WHERE kind = ?1 AND name = ?2";
        let total = self.db.prepare_cached(total)?.query_row([kind, name], |row| row.get(0))?;
        let sql = "SELECT DISTINCT r.position, r.id, r.label, r.title FROM shown_names n JOIN shown_reports r ON r.id = n.report
                   WHERE n.kind = ?1 AND n.name = ?2 AND r.position > ?3 ORDER BY r.position LIMIT ?4";
        let mut query = self.db.prepare_cached(sql)?;
        let rows = query.query_map((kind, name, after, limit as i64 + 1), |row| {
            Ok(NamedIn { position: row.get(0)?, id: row.get(1)?, label: row.get(2)?, title: row.get(3)? })
        })?;
        let mut items = rows.collect::<std::result::Result<Vec<_>, _>>()?;
        let next = page_end(&mut items, limit, |report| report.position);
        Ok(Page { items, total, next })
    }

    /// Where claims lie that are told of a place: degrees north and east, and how far it reaches.
    pub fn site_of(&self, place: &str) -> Result<Option<Site>> {
        let sql =
            "SELECT lat, lon, radius_km FROM shown_claims WHERE place = ?1 AND lat IS NOT NULL AND lon IS NOT NULL
                   ORDER BY position LIMIT 1";
        let mut query = self.db.prepare_cached(sql)?;
        Ok(query.query_row([place], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?)
    }
}
