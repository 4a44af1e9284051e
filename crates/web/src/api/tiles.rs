//! The user's own map tiles, where `stemma serve` was given some.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::{Answer, Shared};
use crate::problem::Problem;

/// What there is; `null` where nothing was given.
pub(super) async fn about(State(served): Shared) -> Answer {
    let tiles = served.tiles.as_ref().map(
        |t| json!({"min_zoom": t.zooms.0, "max_zoom": t.zooms.1, "bounds": t.bounds, "attribution": t.attribution}),
    );
    Ok(Json(json!({"tiles": tiles})))
}

/// A picture; nothing where the file has none there.
pub(super) async fn one(State(served): Shared, Path((zoom, x, y)): Path<(u8, u64, u64)>) -> Result<Response, Problem> {
    let found = tokio::task::spawn_blocking(move || {
        let Some(tiles) = &served.tiles else { return Ok(None) };
        Ok(tiles.tile(zoom, x, y)?.map(|bytes| (tiles.media(), bytes)))
    });
    let found: std::io::Result<_> = found.await.map_err(|error| Problem::inside(error.to_string()))?;
    Ok(match found.map_err(|error| Problem::inside(format!("the tiles: {error}")))? {
        Some((media, bytes)) => {
            ([(header::CONTENT_TYPE, media), (header::CACHE_CONTROL, "private, max-age=3600")], bytes).into_response()
        }
        None => StatusCode::NO_CONTENT.into_response(),
    })
}
