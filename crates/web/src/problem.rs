//! What went wrong, as `application/problem+json` (RFC 9457).

use axum::body::to_bytes;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

const MEDIA: &str = "application/problem+json";
/// Most of a refusal's words that are passed on.
const WORDS: usize = 4_000;

/// Gives the refusals that the framework words itself (a parameter that is no number, a body that is no JSON, a method
/// that nothing answers to) the form of all others.
pub(crate) async fn shaped(response: Response) -> Response {
    let status = response.status();
    let is_shaped = response.headers().get(header::CONTENT_TYPE).is_some_and(|media| media == MEDIA);
    if is_shaped || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let (head, body) = response.into_parts();
    let words = to_bytes(body, WORDS).await.unwrap_or_default();
    let words = stemma::present::shown::line(&String::from_utf8_lossy(&words));
    let none = status.canonical_reason().unwrap_or("refused");
    let mut shaped = Problem::new(status, if words.is_empty() { none } else { &words }).into_response();
    shaped.headers_mut().extend(head.headers.get(header::ALLOW).map(|methods| (header::ALLOW, methods.clone())));
    shaped
}

/// An answer that is not the one asked for.
#[derive(Debug)]
pub(crate) struct Problem {
    status: StatusCode,
    detail: String,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        Problem { status, detail: detail.into() }
    }

    pub(crate) fn missing(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, detail)
    }

    pub(crate) fn misuse(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail)
    }

    pub(crate) fn inside(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
    }
}

impl From<stemma_store::Error> for Problem {
    fn from(error: stemma_store::Error) -> Self {
        use stemma_store::Error as E;
        let status = match error {
            E::Busy => StatusCode::SERVICE_UNAVAILABLE,
            E::ReadOnly => StatusCode::FORBIDDEN,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Problem::new(status, error.to_string())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let title = self.status.canonical_reason().unwrap_or("Problem");
        let body =
            json!({"type": "about:blank", "title": title, "status": self.status.as_u16(), "detail": self.detail});
        (self.status, [(header::CONTENT_TYPE, MEDIA)], body.to_string()).into_response()
    }
}
