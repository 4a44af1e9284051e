//! The table of claims, and what it can be filtered by.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};
use stemma_store::{Counted, HIT, Page, Wanted};

use super::{Answer, Shared, value};
use crate::problem::Problem;

/// Values that a filter offers.
const OFFERED: usize = 500;

/// The filters as they stand in an address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: Option<String>,
    named: Option<u8>,
    single: Option<u8>,
    differs: Option<u8>,
    place: Option<String>,
    from: Option<String>,
    to: Option<String>,
    outlet: Option<String>,
    origin: Option<String>,
    language: Option<String>,
    report: Option<String>,
    state: Option<String>,
    lost: Option<String>,
    sort: Option<String>,
    reversed: Option<u8>,
    cursor: Option<String>,
    limit: Option<usize>,
}

impl Asked {
    fn wanted(self) -> Result<Wanted, Problem> {
        let is = |flag: Option<u8>| flag.is_some_and(|flag| flag > 0);
        let given = |value: Option<String>| value.filter(|value| !value.is_empty());
        Ok(Wanted {
            words: given(self.q),
            named_only: is(self.named),
            single_origin: is(self.single),
            differs: is(self.differs),
            place: given(self.place),
            from: given(self.from),
            to: given(self.to),
            outlet: given(self.outlet),
            origin: given(self.origin),
            language: given(self.language),
            report: given(self.report),
            state: given(self.state),
            lost: given(self.lost),
            sort: given(self.sort),
            reversed: is(self.reversed),
            after: cursor(self.cursor)?,
            limit: self.limit.unwrap_or(50),
        })
    }
}

/// A cursor as it came from an earlier page.
pub(super) fn cursor(written: Option<String>) -> Result<Option<i64>, Problem> {
    let read = |cursor: String| cursor.parse().map_err(|_| Problem::misuse("the cursor is none of mine"));
    written.filter(|cursor| !cursor.is_empty()).map(read).transpose()
}

pub(super) async fn list(State(served): Shared, Query(asked): Query<Asked>) -> Answer {
    let wanted = asked.wanted()?;
    let found = served.with(move |case, _| page(case.find_claims(&wanted)?));
    Ok(Json(found.await?))
}

/// A page with its hits cut out and its cursor as text.
pub(super) fn page<T: serde::Serialize>(found: Page<T>) -> Result<Value, Problem> {
    let mut page = value(&found)?;
    page["next"] = found.next.map_or(Value::Null, |next| Value::String(next.to_string()));
    for item in page["items"].as_array_mut().into_iter().flatten() {
        for field in ["found", "found_title"] {
            if let Some(words) = item[field].as_str() {
                item[field] = hits(words);
            }
        }
    }
    Ok(page)
}

/// `["before ", "hit", " behind"]`: every second part is a hit. Control characters of the text are named.
fn hits(words: &str) -> Value {
    words.split(HIT).map(stemma::present::shown::text).collect()
}

pub(super) async fn values(State(served): Shared) -> Answer {
    let found = served.with(|case, _| {
        Ok(json!({
            "outlets": case.values("outlet", OFFERED)?, "languages": case.values("language", OFFERED)?,
            "places": case.places(OFFERED)?, "origins": case.values("origin", OFFERED)?,
        }))
    });
    Ok(Json(found.await?))
}

pub(super) async fn places(State(served): Shared, Query(asked): Query<Asked>) -> Answer {
    let wanted = asked.wanted()?;
    let found = served.with(move |case, _| {
        let (spots, without) = case.spots(&wanted)?;
        Ok(json!({"items": spots, "without": without}))
    });
    Ok(Json(found.await?))
}

pub(super) async fn lost(State(served): Shared, Query(asked): Query<Asked>) -> Answer {
    let (skip, limit) = (cursor(asked.cursor)?.unwrap_or(0).max(0), asked.limit.unwrap_or(100));
    let found = served.with(move |case, _| {
        let found = case.lost(skip, limit)?;
        let item = |(lost, role): (Counted, String)| json!({"name": lost.value, "claims": lost.claims, "role": role});
        page(Page {
            items: found.items.into_iter().map(item).collect::<Vec<_>>(),
            total: found.total,
            next: found.next,
        })
    });
    Ok(Json(found.await?))
}
