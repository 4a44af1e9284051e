//! Actors and places by name over the whole case, and corrections of them: two names are one, or one name is two.

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use stemma::present::correct::Correction;
use stemma::present::names::Names;
use stemma::present::shown::line;
use stemma_store::{Case, Reaches};

use super::claims::{cursor, page};
use super::correct::{Checked, LONGEST, Sent};
use super::{Answer, Shared};
use crate::problem::Problem;

#[derive(Deserialize)]
pub(super) struct Asked {
    kind: String,
    q: Option<String>,
    name: Option<String>,
    cursor: Option<String>,
    limit: Option<usize>,
}

fn kind(asked: &str) -> Result<&'static str, Problem> {
    match asked {
        "actor" => Ok("actor"),
        "place" => Ok("place"),
        _ => Err(Problem::misuse("kind is actor or place")),
    }
}

pub(super) async fn list(State(served): Shared, Query(asked): Query<Asked>) -> Answer {
    let (kind, after) = (kind(&asked.kind)?, cursor(asked.cursor)?.unwrap_or(0).max(0));
    let found = served.with(move |case, _| {
        let page = case.names(kind, asked.q.as_deref(), after, asked.limit.unwrap_or(100))?;
        let item = |n: &stemma_store::Named| {
            // A name is sent back as it is: control characters are named beside it, not in it.
            json!({"name": n.name, "shown": line(&n.name), "own": n.own.iter().map(|own| line(own)).collect::<Vec<_>>(),
                "reports": n.reports})
        };
        let items: Vec<Value> = page.items.iter().map(item).collect();
        Ok(json!({"items": items, "total": page.total, "next": page.next.map(|next| next.to_string())}))
    });
    Ok(Json(found.await?))
}

pub(super) async fn reports(State(served): Shared, Query(asked): Query<Asked>) -> Answer {
    let (kind, after) = (kind(&asked.kind)?, cursor(asked.cursor)?.unwrap_or(0));
    let (name, limit) = (asked.name.unwrap_or_default(), asked.limit.unwrap_or(100));
    let found = served.with(move |case, _| page(case.reports_with(kind, &name, after, limit)?));
    Ok(Json(found.await?))
}

/// Tries a merge or split of names; one that would reach nothing is refused.
pub(super) fn check(case: &Case, sent: &Sent) -> Result<Checked, Problem> {
    let kind = kind(&sent.kind)?;
    let after = sent.after.as_ref().ok_or_else(|| Problem::misuse("a name needs `after`"))?;
    let name = after["name"].as_str().map(str::trim).filter(|name| !name.is_empty() && *name != sent.target);
    let name = name.ok_or_else(|| Problem::misuse("say the other name"))?;
    if name.chars().count() > LONGEST {
        return Err(Problem::misuse(format!("a name has {LONGEST} characters at most")));
    }
    let there = |name: &str, report: Option<&str>| match case.has_name(kind, name, report) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Problem::misuse(format!("no {kind} here is called “{}”", line(name)))),
        Err(error) => Err(Problem::from(error)),
    };
    there(&sent.target, None)?;
    let mut kept = json!({"name": name});
    match sent.act.as_str() {
        "merge" => {
            there(name, None)?;
            if let Some((lat, lon, radius_km)) = case.site_of(&sent.target)?.filter(|_| kind == "place") {
                place(&mut kept, &json!({"lat": lat, "lon": lon, "radius_km": radius_km}));
            }
        }
        "split" => {
            let reports: Vec<&str> =
                after["reports"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            if reports.is_empty() {
                return Err(Problem::misuse("say in which reports it is another"));
            }
            reports.iter().try_for_each(|report| there(&sent.target, Some(report)))?;
            kept["reports"] = json!(reports);
            place(&mut kept, after);
        }
        act => return Err(Problem::misuse(format!("an actor or place takes merge or split, not `{act}`"))),
    }
    let names = BTreeSet::from([sent.target.clone(), name.to_string()]);
    Ok((None, Some(kept), Reaches::Names { kind: kind.into(), names }))
}

/// Takes over where a place lies, as far as that is said.
fn place(kept: &mut Value, said: &Value) {
    for field in ["lat", "lon", "radius_km"] {
        if said[field].is_number() {
            kept[field] = said[field].clone();
        }
    }
}

/// What a correction of names reaches when it is taken back.
pub(super) fn reaches(c: &Correction) -> Reaches {
    let names = Names::of(&[c]).renamings().iter().flat_map(|r| [r.from.clone(), r.to.clone()]).collect();
    Reaches::Names { kind: c.kind.clone(), names }
}

/// Those whose name is neither in the case nor made by an earlier one.
pub(super) fn orphans(case: &Case, standing: &[&Correction]) -> Result<Vec<i64>, Problem> {
    let (mut made, mut lost) = (BTreeSet::new(), Vec::new());
    for r in Names::of(standing).renamings() {
        if !made.contains(&(r.kind, r.from.clone())) && !case.has_name(r.kind, &r.from, None)? {
            lost.push(r.id);
        }
        made.insert((r.kind, r.to.clone()));
    }
    Ok(lost)
}
