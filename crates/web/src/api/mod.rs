//! The JSON API: what the page uses, and all that it uses. `GET` only reads.

mod add;
mod claim;
mod claims;
mod correct;
mod names;
mod report;
mod tiles;

use axum::Json;
use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use crate::Served;
use crate::problem::Problem;

/// The description of all this, by hand: OpenAPI 3.1.
const OPENAPI: &str = include_str!("openapi.json");

type Answer = Result<Json<Value>, Problem>;
type Shared = State<Arc<Served>>;

pub(crate) fn routes() -> Router<Arc<Served>> {
    Router::new()
        .route("/api", get(openapi))
        .route("/api/case", get(case))
        .route("/api/claims", get(claims::list))
        .route("/api/claims/{id}", get(claim::one))
        .route("/api/values", get(claims::values))
        .route("/api/places", get(claims::places))
        .route("/api/lost", get(claims::lost))
        .route("/api/names", get(names::list))
        .route("/api/names/reports", get(names::reports))
        .route("/api/reports", get(report::list).post(add::file))
        .route("/api/reports/{id}", get(report::one))
        .route("/api/reports/{id}/passages/{other}", get(report::passages))
        .route("/api/reports/{id}/original", get(report::original))
        .route("/api/corrections", get(correct::list).post(correct::make))
        .route("/api/tiles", get(tiles::about))
        .route("/api/tiles/{zoom}/{x}/{y}", get(tiles::one))
        .route("/api/trace", post(add::trace))
        .layer(axum::middleware::map_response(crate::problem::shaped))
}

async fn openapi() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], OPENAPI)
}

/// What the case holds, and whether its trace is up to date.
async fn case(State(served): Shared) -> Answer {
    let tracing = served.tracing.load(Ordering::SeqCst);
    let failed = served.failed.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let case = served.with(move |case, served| {
        let run = case.last_run()?;
        let name = served.path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let run = run.map(|run| {
            json!({"id": run.id, "started": run.started, "rules": run.rules, "reports": run.reports,
                "links": run.links, "stories": run.stories, "claims": run.claims})
        });
        Ok(json!({
            "name": name, "reports": case.count_reports()?, "run": run, "corrections": case.corrections()?.len(),
            "shown": case.is_shown()?, "tracing": tracing, "failed": failed,
        }))
    });
    Ok(Json(case.await?))
}

/// A record as JSON.
fn value<T: serde::Serialize>(record: &T) -> Result<Value, Problem> {
    serde_json::to_value(record).map_err(|error| Problem::inside(error.to_string()))
}
