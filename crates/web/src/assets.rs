//! The page's own files, built into the program. Every address that is no file shows the page: claims, reports and
//! spans have addresses of their own, which the page reads.

use axum::http::{Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{Embed, EmbeddedFile};

use crate::problem::Problem;

#[derive(Embed)]
#[folder = "assets"]
struct Assets;

/// A file, or the page.
pub(crate) async fn page(method: Method, uri: Uri) -> Response {
    let path = uri.path().trim_start_matches('/');
    if path == "api" || path.starts_with("api/") {
        return Problem::missing(format!("nothing answers to {method} /{path}")).into_response();
    }
    if !matches!(method, Method::GET | Method::HEAD) {
        return Problem::new(StatusCode::METHOD_NOT_ALLOWED, "a page is only read").into_response();
    }
    match Assets::get(path) {
        Some(file) => send(path, file),
        None if path.starts_with("assets/") => Problem::missing("there is no such file").into_response(),
        None => Assets::get("index.html").map_or_else(
            || Problem::inside("the page was not built in").into_response(),
            |file| send("index.html", file),
        ),
    }
}

fn send(path: &str, file: EmbeddedFile) -> Response {
    // Names under assets/ carry a hash of their content.
    let cache = if path.starts_with("assets/") { "private, max-age=31536000, immutable" } else { "no-store" };
    ([(header::CONTENT_TYPE, media(path)), (header::CACHE_CONTROL, cache)], file.data).into_response()
}

fn media(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
