//! Who may ask: whoever has the token, from this machine's own page.
//!
//! A server on loopback is open to every page that the browser shows. Three checks close it: the `Host` must be the
//! one served (DNS rebinding), the `Origin`, where there is one, too (cross-site requests), and the token of the opened
//! address must come along, in a cookie that no script can read or in an `Authorization` header.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::Arc;

use crate::Served;
use crate::problem::Problem;

/// Nothing from elsewhere, nothing inline, no frames, no forms.
const POLICY: &str =
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'none'; frame-ancestors 'none'";

/// Sent with every answer.
const HEADERS: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// The token and the hosts that may be asked for.
pub(crate) struct Guard {
    token: String,
    hosts: Vec<String>,
    cookie: String,
}

impl Guard {
    pub(crate) fn new(token: String, address: SocketAddr) -> Guard {
        let port = address.port();
        let mut hosts = vec![address.to_string()];
        if address.ip().is_loopback() {
            hosts.push(format!("localhost:{port}"));
        }
        Guard { token, hosts, cookie: format!("stemma-{port}") }
    }

    pub(crate) fn address(&self) -> String {
        format!("http://{}/?token={}", self.hosts[0], self.token)
    }

    /// What is wrong with a request, if anything.
    fn refuse(&self, method: &Method, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
        let text = |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or(""));
        if !text(header::HOST).is_some_and(|host| self.hosts.iter().any(|known| known == host)) {
            return Some((StatusCode::FORBIDDEN, "this host is not served here"));
        }
        let origin = text(header::ORIGIN);
        let own = |origin: &str| origin.strip_prefix("http://").is_some_and(|h| self.hosts.iter().any(|k| k == h));
        if origin.is_some_and(|origin| !own(origin)) {
            return Some((StatusCode::FORBIDDEN, "another page may not ask"));
        }
        let bearer = text(header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
        if bearer.is_some_and(|token| self.is_token(token)) {
            return None;
        }
        if !self.cookies(headers).any(|token| self.is_token(token)) {
            return Some((StatusCode::UNAUTHORIZED, "open the address that `stemma serve` printed"));
        }
        let reads = matches!(*method, Method::GET | Method::HEAD);
        (!reads && origin.is_none()).then_some((StatusCode::FORBIDDEN, "a change needs an Origin"))
    }

    fn cookies<'a>(&'a self, headers: &'a HeaderMap) -> impl Iterator<Item = &'a str> {
        let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        all.flat_map(|line| line.split(';'))
            .filter_map(|pair| pair.trim().strip_prefix(self.cookie.as_str())?.strip_prefix('='))
    }

    /// Takes the same time whichever byte differs.
    fn is_token(&self, offered: &str) -> bool {
        offered.len() == self.token.len()
            && offered.bytes().zip(self.token.bytes()).fold(0, |seen, (a, b)| seen | (a ^ b)) == 0
    }

    /// The opened address: the token goes from the address into a cookie.
    fn welcome(&self, request: &Request) -> Option<Response> {
        let query = request.uri().query()?;
        let mut parts: Vec<&str> = query.split('&').collect();
        let at = parts.iter().position(|part| part.strip_prefix("token=").is_some_and(|token| self.is_token(token)))?;
        parts.remove(at);
        let rest = if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) };
        // One leading slash: a path such as `//other.example` would be read as another host.
        let path = request.uri().path().trim_start_matches('/');
        let cookie = format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.cookie, self.token);
        let headers = [(header::LOCATION, format!("/{path}{rest}")), (header::SET_COOKIE, cookie)];
        Some((StatusCode::SEE_OTHER, headers).into_response())
    }

    fn is_host(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(header::HOST).and_then(|value| value.to_str().ok());
        host.is_some_and(|host| self.hosts.iter().any(|known| known == host))
    }
}

/// Stands before everything.
pub(crate) async fn check(State(served): State<Arc<Served>>, request: Request, next: Next) -> Response {
    let guard = &served.guard;
    let welcome = Some(&request).filter(|request| *request.method() == Method::GET && guard.is_host(request.headers()));
    let mut response = match welcome.and_then(|request| guard.welcome(request)) {
        Some(response) => response,
        None => match guard.refuse(request.method(), request.headers()) {
            Some((status, why)) => Problem::new(status, why).into_response(),
            None => next.run(request).await,
        },
    };
    let headers = response.headers_mut();
    for &(name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
