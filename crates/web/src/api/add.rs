//! Files that are dropped on the page, and tracing again.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answer, Shared, value};
use crate::problem::Problem;

#[derive(Deserialize)]
pub(super) struct Named {
    name: String,
}

/// Takes one file in; its bytes are the body.
pub(super) async fn file(State(served): Shared, Query(Named { name }): Query<Named>, bytes: Bytes) -> Answer {
    let added = served.with(move |_, served| {
        let added = served.desk.add(&name, &bytes).map_err(Problem::misuse)?;
        value(&added)
    });
    Ok(Json(added.await?))
}

/// Starts a trace; `GET /api/case` says when it is done.
pub(super) async fn trace(State(served): Shared) -> (StatusCode, Json<Value>) {
    let started = served.trace();
    (StatusCode::ACCEPTED, Json(json!({"started": started})))
}
