//! Questions that the page asks: claims and reports sorted, filtered, searched, a page at a time.
//!
//! A page goes on behind the row where the last one ended (by sort key and position), not at an offset: the hundredth
//! page costs what the first one does, and a row that is added meanwhile shifts nothing.

use rusqlite::{Row, ToSql, types::Value as Sql};
use serde::Serialize;

use crate::{Case, Result};

/// Begin and end of a hit in highlighted words: control characters, which shown words never have.
pub const HIT: [char; 2] = ['\u{1}', '\u{2}'];

/// What claims are wanted, and in which order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wanted {
    /// Words that must stand in the title or in a witness's words; `"…"` is a phrase.
    pub words: Option<String>,
    /// Only claims all of whose origins are named.
    pub named_only: bool,
    /// Only claims in several reports that go back to one origin at most.
    pub single_origin: bool,
    /// Only claims whose versions differ.
    pub differs: bool,
    /// Only claims told of this place.
    pub place: Option<String>,
    /// Only claims told of a day from here on (2031-03-04).
    pub from: Option<String>,
    /// Only claims told of a day up to here.
    pub to: Option<String>,
    /// Only claims that this outlet has.
    pub outlet: Option<String>,
    /// Only claims that go back to this origin.
    pub origin: Option<String>,
    /// Only claims with a witness in this language.
    pub language: Option<String>,
    /// Only claims with a witness in this report.
    pub report: Option<String>,
    /// `accepted`, `rejected`, `open`, `corrected`.
    pub state: Option<String>,
    /// Only claims that need this lost witness.
    pub lost: Option<String>,
    /// `reports`, `origins`, `told`, `published`, `title`.
    pub sort: Option<String>,
    /// The other way round.
    pub reversed: bool,
    /// Cursor: go on behind this row.
    pub after: Option<i64>,
    /// How many rows; 1 to 500.
    pub limit: usize,
}

/// Rows, how many there are in all, and the cursor of the next page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// All that were found.
    pub total: i64,
    /// Where the next page goes on; `None` on the last.
    pub next: Option<i64>,
}

/// A row of the table of claims.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct ShownClaim {
    #[serde(skip)]
    pub position: i64,
    pub id: String,
    pub title: String,
    pub story: String,
    pub witnesses: i64,
    pub reports: i64,
    pub named: i64,
    pub group: i64,
    pub unnamed: i64,
    pub at_least: i64,
    pub at_most: i64,
    pub told: Option<String>,
    pub earliest: Option<String>,
    pub latest: Option<String>,
    pub published_first: Option<i64>,
    pub published_last: Option<i64>,
    pub place: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub radius_km: Option<f64>,
    pub lost: i64,
    pub differs: Vec<String>,
    pub state: String,
    pub corrections: i64,
    /// The witnesses' words around the hits, hits between [`HIT`]s.
    pub found: Option<String>,
    /// The title with its hits.
    pub found_title: Option<String>,
}

/// A row of the table of reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct ShownReport {
    #[serde(skip)]
    pub position: i64,
    pub id: String,
    pub label: String,
    pub title: Option<String>,
    pub language: Option<String>,
    pub published: Option<String>,
    pub claims: i64,
    pub length: i64,
    /// The words around the hits.
    pub found: Option<String>,
}

/// A value and how many claims have it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Counted {
    pub value: String,
    pub claims: i64,
}

/// A spot on the map with the number of claims told of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Spot {
    pub place: String,
    pub lat: f64,
    pub lon: f64,
    pub radius_km: Option<f64>,
    pub claims: i64,
}

/// Sort keys: name, expression, whether the greatest comes first. The expression must be the one of an index.
const SORTS: &[(&str, &str, bool)] = &[
    ("reports", "reports", true),
    ("origins", "at_most", false),
    ("told", "earliest", false),
    ("published", "published_first", false),
    ("title", "title", false),
];

const CLAIM: &str = "c.position, c.id, c.title, c.story, c.witnesses, c.reports, c.named, c.grouped, c.unnamed,
    c.at_least, c.at_most, c.told, c.earliest, c.latest, c.published_first, c.published_last, c.place, c.lat, c.lon,
    c.radius_km, c.lost, c.differs, c.state, c.corrections";

/// Conditions with their values.
#[derive(Default)]
struct Where {
    conditions: Vec<String>,
    values: Vec<Sql>,
}

impl Where {
    fn and(&mut self, condition: impl Into<String>, values: impl IntoIterator<Item = Sql>) {
        self.conditions.push(condition.into());
        self.values.extend(values);
    }

    fn sql(&self) -> String {
        if self.conditions.is_empty() { String::new() } else { format!(" WHERE {}", self.conditions.join(" AND ")) }
    }

    fn bound(&self) -> Vec<&dyn ToSql> {
        self.values.iter().map(|value| value as &dyn ToSql).collect()
    }
}

impl Case {
    /// A page of claims.
    pub fn find_claims(&self, wanted: &Wanted) -> Result<Page<ShownClaim>> {
        let mut wheres = conditions(wanted);
        let total = self.count("shown_claims c", &wheres)?;
        let (key, greatest_first) = SORTS
            .iter()
            .find(|(name, ..)| wanted.sort.as_deref() == Some(*name))
            .map_or(("reports", true), |&(_, key, greatest)| (key, greatest));
        let down = greatest_first != wanted.reversed;
        behind(&mut wheres, "shown_claims", key, down, wanted.after);
        let way = if down { "DESC" } else { "ASC NULLS LAST" };
        let limit = wanted.limit.clamp(1, 500);
        let sql = format!(
            "SELECT {CLAIM} FROM shown_claims c{} ORDER BY c.{key} {way}, c.position LIMIT {}",
            wheres.sql(),
            limit + 1
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let rows = query.query_map(wheres.bound().as_slice(), shown_claim)?;
        let mut items = rows.collect::<std::result::Result<Vec<_>, _>>()?;
        let next = page_end(&mut items, limit, |claim| claim.position);
        if let Some(words) = search(wanted.words.as_deref()) {
            items.iter_mut().try_for_each(|claim| self.highlight(claim, &words))?;
        }
        Ok(Page { items, total, next })
    }

    /// The words around the hits of one row; only the rows of a page are worth it.
    fn highlight(&self, claim: &mut ShownClaim, words: &str) -> Result<()> {
        let [begin, end] = HIT;
        let found = self
            .db
            .prepare_cached(
                "SELECT highlight(found_claims, 0, ?3, ?4), snippet(found_claims, 1, ?3, ?4, '…', 24)
                 FROM found_claims WHERE found_claims MATCH ?1 AND rowid = ?2",
            )?
            .query_row((words, claim.position, begin.to_string(), end.to_string()), |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        (claim.found_title, claim.found) = found;
        Ok(())
    }

    /// A page of reports in which the words stand; all reports in the order of the pile where none are given.
    pub fn find_reports(&self, words: Option<&str>, after: Option<i64>, limit: usize) -> Result<Page<ShownReport>> {
        let limit = limit.clamp(1, 500);
        let mut wheres = Where::default();
        let words = search(words);
        if let Some(words) = &words {
            let sql = "r.position IN (SELECT rowid FROM found_reports WHERE found_reports MATCH ?)";
            wheres.and(sql, [Sql::Text(words.clone())]);
        }
        let total = self.count("shown_reports r", &wheres)?;
        wheres.and("r.position > ?", [Sql::Integer(after.unwrap_or(0))]);
        let sql = format!(
            "SELECT r.position, r.id, r.label, r.title, r.language, r.published, r.length,
                (SELECT count(*) FROM shown_values v WHERE v.kind = 'report' AND v.value = r.id)
             FROM shown_reports r{} ORDER BY r.position LIMIT {}",
            wheres.sql(),
            limit + 1
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let rows = query.query_map(wheres.bound().as_slice(), shown_report)?;
        let mut items = rows.collect::<std::result::Result<Vec<_>, _>>()?;
        let next = page_end(&mut items, limit, |report| report.position);
        if let Some(words) = &words {
            self.snippets(&mut items, words)?;
        }
        Ok(Page { items, total, next })
    }

    /// The words around the hits of a page, in one go: its rows are all hits between its first and its last.
    fn snippets(&self, items: &mut [ShownReport], words: &str) -> Result<()> {
        let ([begin, end], [Some(first), Some(last)]) = (HIT, [items.first(), items.last()]) else { return Ok(()) };
        let mut query = self.db.prepare_cached(
            "SELECT rowid, snippet(found_reports, 1, ?4, ?5, '…', 32) FROM found_reports
             WHERE found_reports MATCH ?1 AND rowid BETWEEN ?2 AND ?3",
        )?;
        let values = (words, first.position, last.position, begin.to_string(), end.to_string());
        let rows = query.query_map(values, |row| Ok((row.get::<_, i64>(0)?, row.get(1)?)))?;
        let mut found: std::collections::BTreeMap<i64, Option<String>> = rows.collect::<std::result::Result<_, _>>()?;
        for report in items {
            report.found = found.remove(&report.position).flatten();
        }
        Ok(())
    }

    /// The values of a filter (`outlet`, `language`), the most frequent first.
    pub fn values(&self, kind: &str, limit: usize) -> Result<Vec<Counted>> {
        let sql = "SELECT value, count(*) FROM shown_values WHERE kind = ?1 GROUP BY value ORDER BY 2 DESC, 1 LIMIT ?2";
        let mut query = self.db.prepare_cached(sql)?;
        let rows = query.query_map((kind, limit as i64), counted)?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }

    /// The places that claims are told of, the most frequent first.
    pub fn places(&self, limit: usize) -> Result<Vec<Counted>> {
        let sql = "SELECT place, count(*) FROM shown_claims WHERE place IS NOT NULL GROUP BY place
                   ORDER BY 2 DESC, 1 LIMIT ?1";
        let mut query = self.db.prepare_cached(sql)?;
        let rows = query.query_map([limit as i64], counted)?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }

    /// Where claims are told of, for the map; and how many claims have no place with coordinates.
    pub fn spots(&self, wanted: &Wanted) -> Result<(Vec<Spot>, i64)> {
        let mut wheres = conditions(wanted);
        let all = self.count("shown_claims c", &wheres)?;
        wheres.and("c.lat IS NOT NULL AND c.lon IS NOT NULL", []);
        let placed = self.count("shown_claims c", &wheres)?;
        let sql = format!(
            "SELECT c.place, c.lat, c.lon, c.radius_km, count(*) FROM shown_claims c{} GROUP BY 1, 2, 3, 4
             ORDER BY 5 DESC, 1 LIMIT 2000",
            wheres.sql()
        );
        let mut query = self.db.prepare_cached(&sql)?;
        let rows = query.query_map(wheres.bound().as_slice(), |row| {
            Ok(Spot {
                place: row.get::<_, Option<String>>(0)?.unwrap_or_default(),
                lat: row.get(1)?,
                lon: row.get(2)?,
                radius_km: row.get(3)?,
                claims: row.get(4)?,
            })
        })?;
        Ok((rows.collect::<std::result::Result<_, _>>()?, all - placed))
    }

    /// Lost witnesses, those that most claims need first.
    pub fn lost(&self, skip: i64, limit: usize) -> Result<Page<(Counted, String)>> {
        let limit = limit.clamp(1, 500);
        let total = self.count("(SELECT DISTINCT name FROM shown_lost)", &Where::default())?;
        let sql =
            "SELECT name, count(*), min(role) FROM shown_lost GROUP BY name ORDER BY 2 DESC, 1 LIMIT ?1 OFFSET ?2";
        let mut query = self.db.prepare_cached(sql)?;
        let rows = query.query_map([limit as i64 + 1, skip], |row| Ok((counted(row)?, row.get(2)?)))?;
        let mut items = rows.collect::<std::result::Result<Vec<_>, _>>()?;
        let next = page_end(&mut items, limit, |_| skip + limit as i64);
        Ok(Page { items, total, next })
    }

    fn count(&self, table: &str, wheres: &Where) -> Result<i64> {
        let sql = format!("SELECT count(*) FROM {table}{}", wheres.sql());
        Ok(self.db.prepare_cached(&sql)?.query_row(wheres.bound().as_slice(), |row| row.get(0))?)
    }
}

fn conditions(wanted: &Wanted) -> Where {
    let mut wheres = Where::default();
    let text = |value: &str| Sql::Text(value.to_string());
    if let Some(words) = search(wanted.words.as_deref()) {
        let sql = "c.position IN (SELECT rowid FROM found_claims WHERE found_claims MATCH ?)";
        wheres.and(sql, [Sql::Text(words)]);
    }
    for (is, sql) in [
        (wanted.named_only, "c.named > 0 AND c.grouped = 0 AND c.unnamed = 0"),
        (wanted.single_origin, "c.at_most <= 1 AND c.reports > 1"),
        (wanted.differs, "c.differs <> ''"),
    ] {
        if is {
            wheres.and(sql, []);
        }
    }
    for (kind, value) in [
        ("outlet", &wanted.outlet),
        ("origin", &wanted.origin),
        ("language", &wanted.language),
        ("report", &wanted.report),
    ] {
        if let Some(value) = value {
            let sql = format!("c.position IN (SELECT claim FROM shown_values WHERE kind = '{kind}' AND value = ?)");
            wheres.and(sql, [text(value)]);
        }
    }
    for (sql, value) in [
        ("c.place = ?", &wanted.place),
        ("c.latest >= ?", &wanted.from),
        ("c.earliest <= ?", &wanted.to),
        ("c.position IN (SELECT claim FROM shown_lost WHERE name = ?)", &wanted.lost),
    ] {
        if let Some(value) = value {
            wheres.and(sql, [text(value)]);
        }
    }
    match wanted.state.as_deref() {
        Some("corrected") => wheres.and("c.corrections > 0", []),
        Some("open") => wheres.and("c.state = ''", []),
        Some(state) => wheres.and("c.state = ?", [text(state)]),
        None => {}
    }
    wheres
}

/// Rows behind the one at `after`, in an order where unknown keys come last whichever way it goes.
fn behind(wheres: &mut Where, table: &str, key: &str, down: bool, after: Option<i64>) {
    let Some(after) = after else { return };
    let more = if down { "<" } else { ">" };
    let last = format!("(SELECT {key} FROM {table} WHERE position = ?)");
    let sql = format!(
        "(c.{key} {more} {last} OR (c.{key} IS {last} AND c.position > ?) OR (c.{key} IS NULL AND {last} IS NOT NULL))"
    );
    wheres.and(sql, [after, after, after, after].map(Sql::Integer));
}

/// Takes the row beyond the page away; its being there says that there is more.
pub(crate) fn page_end<T>(items: &mut Vec<T>, limit: usize, position: impl Fn(&T) -> i64) -> Option<i64> {
    let more = items.len() > limit;
    items.truncate(limit);
    items.last().filter(|_| more).map(position)
}

/// A user's words as an FTS5 query: every word must begin a word, `"…"` is a phrase; nothing else is syntax.
fn search(words: Option<&str>) -> Option<String> {
    let mut query = Vec::new();
    for (n, part) in words?.split('"').enumerate() {
        let plain = |word: &str| word.chars().filter(|c| !c.is_control()).collect::<String>();
        if n % 2 == 1 && part.chars().any(char::is_alphanumeric) {
            query.push(format!("\"{}\"", plain(part)));
        } else if n % 2 == 0 {
            let parts = part.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
            query.extend(parts.map(|word| format!("\"{}\"*", plain(word))));
        }
    }
    (!query.is_empty()).then(|| query.join(" "))
}

fn counted(row: &Row) -> rusqlite::Result<Counted> {
    Ok(Counted { value: row.get(0)?, claims: row.get(1)? })
}

fn shown_report(row: &Row) -> rusqlite::Result<ShownReport> {
    Ok(ShownReport {
        position: row.get(0)?,
        id: row.get(1)?,
        label: row.get(2)?,
        title: row.get(3)?,
        language: row.get(4)?,
        published: row.get(5)?,
        length: row.get(6)?,
        claims: row.get(7)?,
        found: None,
    })
}

fn shown_claim(row: &Row) -> rusqlite::Result<ShownClaim> {
    let differs: String = row.get(21)?;
    Ok(ShownClaim {
        position: row.get(0)?,
        id: row.get(1)?,
        title: row.get(2)?,
        story: row.get(3)?,
        witnesses: row.get(4)?,
        reports: row.get(5)?,
        named: row.get(6)?,
        group: row.get(7)?,
        unnamed: row.get(8)?,
        at_least: row.get(9)?,
        at_most: row.get(10)?,
        told: row.get(11)?,
        earliest: row.get(12)?,
        latest: row.get(13)?,
        published_first: row.get(14)?,
        published_last: row.get(15)?,
        place: row.get(16)?,
        lat: row.get(17)?,
        lon: row.get(18)?,
        radius_km: row.get(19)?,
        lost: row.get(20)?,
        differs: differs.split(' ').filter(|what| !what.is_empty()).map(String::from).collect(),
        state: row.get(22)?,
        corrections: row.get(23)?,
        found: None,
        found_title: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_words_and_phrases_and_no_syntax() {
        assert_eq!(search(Some("fell brid")).unwrap(), "\"fell\"* \"brid\"*");
        assert_eq!(search(Some("\"the bridge\" AND NOT (")).unwrap(), "\"the bridge\" \"AND\"* \"NOT\"*");
        assert_eq!(search(Some(" ( * ")), None);
        assert_eq!(search(Some("a\"b")).unwrap(), "\"a\"* \"b\"");
    }
}
