//! The server as a browser, a client and a stranger meet it.

mod corrected;
mod described;

use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use stemma::read::Report;
use stemma::situate::Reference;
use stemma::{annotate, trace_pile};
use stemma_store::{Annotation, Case, Incoming};
use stemma_web::{Added, Desk, Served};
use tower::ServiceExt;

const NOW: &str = "2031-03-04T10:00:00Z";
const HOST: &str = "127.0.0.1:7801";

struct Still;

impl Desk for Still {
    fn now(&self) -> String {
        NOW.into()
    }
    fn add(&self, _: &str, bytes: &[u8]) -> Result<Added, String> {
        if bytes.is_empty() { Err("an empty file".into()) } else { Ok(Added { new: 1, ..Added::default() }) }
    }
    fn trace(&self) -> Result<(), String> {
        Ok(())
    }
}

struct Tried {
    _folder: tempfile::TempDir,
    path: std::path::PathBuf,
    served: Arc<Served>,
    token: String,
}

const STORY: &str = "At least 8 people died when the old mill of Varn burned down on Sunday, local sources said. \
    The fire brigade of the town needed six hours to put the fire out, and the road to the river stayed closed.";

fn traced(case: &mut Case) {
    let pile = case.pile().unwrap();
    let reports: Vec<_> = pile.iter().map(|filed| annotate(filed.report.clone(), Reference::bundled())).collect();
    let kept: Vec<_> = pile.iter().zip(&reports).map(|(f, a)| (f.version.as_str(), Annotation::of(a))).collect();
    case.keep_annotations(&kept).unwrap();
    let traced = trace_pile(&reports);
    case.keep_trace(&pile, &traced, NOW).unwrap();
    case.show(&reports, &traced).unwrap();
}

fn incoming(report: &Report) -> Incoming<'_> {
    let (raw, media, from) = (report.text.as_bytes(), "text/plain", "a");
    Incoming { report, raw, media, from, fetched: None, extraction: "text 1" }
}

fn tried(texts: &[&str]) -> Tried {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mill.stemma");
    let mut case = Case::create(&path, NOW).unwrap();
    for (n, text) in texts.iter().enumerate() {
        let report = Report::from_text(&format!("r{n}"), text);
        case.add(&[incoming(&report)], NOW).unwrap();
    }
    traced(&mut case);
    let served = Served::new(path.clone(), HOST.parse::<SocketAddr>().unwrap(), Still, None).unwrap();
    let token = served.address().split_once("token=").unwrap().1.to_string();
    Tried { _folder: folder, path, served, token }
}

impl Tried {
    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Response<Body> {
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", HOST);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.served.router().oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap()
    }

    async fn json(&self, method: &str, path: &str, body: Value) -> (StatusCode, Value) {
        let bearer = format!("Bearer {}", self.token);
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let response = self.send(method, path, &headers, &body.to_string()).await;
        let status = response.status();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        (status, serde_json::from_slice(&bytes).unwrap_or(Value::Null))
    }

    async fn get(&self, path: &str) -> Value {
        let (status, value) = self.json("GET", path, Value::Null).await;
        assert_eq!(status, StatusCode::OK, "{path}: {value}");
        value
    }

    async fn act(&self, body: Value) -> (StatusCode, Value) {
        self.json("POST", "/api/corrections", body).await
    }

    async fn first_claim(&self) -> String {
        self.get("/api/claims?sort=reports").await["items"][0]["id"].as_str().unwrap().to_string()
    }
}

#[tokio::test]
async fn nobody_gets_in_without_the_token_or_from_another_page() {
    let tried = tried(&[STORY]);
    let cookie = format!("stemma-7801={}", tried.token);
    let wrong = format!("stemma-7801={}", "0".repeat(tried.token.len()));
    for (method, headers, expected) in [
        ("GET", vec![], StatusCode::UNAUTHORIZED),
        ("GET", vec![("cookie", wrong.as_str())], StatusCode::UNAUTHORIZED),
        ("GET", vec![("cookie", cookie.as_str())], StatusCode::OK),
        ("GET", vec![("cookie", cookie.as_str()), ("host", "evil.example")], StatusCode::FORBIDDEN),
        ("GET", vec![("cookie", cookie.as_str()), ("host", "localhost:7801")], StatusCode::OK),
        ("GET", vec![("cookie", cookie.as_str()), ("origin", "http://evil.example")], StatusCode::FORBIDDEN),
        ("GET", vec![("cookie", cookie.as_str()), ("origin", "null")], StatusCode::FORBIDDEN),
        ("POST", vec![("cookie", cookie.as_str())], StatusCode::FORBIDDEN),
    ] {
        let response = tried.send(method, "/api/case", &headers, "").await;
        assert_eq!(response.status(), expected, "{method} {headers:?}");
        let policy = response.headers()["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"));
    }
    assert_eq!(tried.send("GET", "/?token=", &[("host", "evil.example")], "").await.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_opened_address_gives_a_cookie_and_hides_the_token() {
    let tried = tried(&[STORY]);
    let response = tried.send("GET", &format!("//claims/x?token={}&a=1", tried.token), &[], "").await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()[header::LOCATION], "/claims/x?a=1");
    let cookie = response.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_double() {
    let texts: Vec<String> = (0..9)
        .map(|n| {
            format!("The ferry of Orsk number {n} sank near pier {n} on {} March 2031, the harbour master said.", n + 1)
        })
        .collect();
    let tried = tried(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    for sort in ["reports", "origins", "told", "published", "title"] {
        for reversed in ["", "&reversed=1"] {
            let all = tried.get(&format!("/api/claims?limit=500&sort={sort}{reversed}")).await;
            let ids = |page: &Value| -> Vec<String> {
                page["items"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap().to_string()).collect()
            };
            let (mut got, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = tried.get(&format!("/api/claims?limit=2&sort={sort}{reversed}&cursor={cursor}")).await;
                got.extend(ids(&page));
                match page["next"].as_str() {
                    Some(next) => cursor = next.to_string(),
                    None => break,
                }
            }
            assert_eq!(got, ids(&all), "{sort}{reversed}");
        }
    }
}

#[tokio::test]
async fn words_are_found_and_hits_cut_out() {
    let tried = tried(&[STORY, "Nothing happened in Orsk today."]);
    let found = tried.get("/api/reports?q=briga").await;
    assert_eq!((&found["total"], &found["items"][0]["id"]), (&json!(1), &json!("r0")));
    assert_eq!(found["items"][0]["found"][1], "brigade");
    assert_eq!(tried.get("/api/reports?q=%22brigade%20fire%22").await["total"], 0);
    assert_eq!(tried.get("/api/claims?q=%22%20OR%20(").await["items"].as_array().map(Vec::is_empty), Some(true));
    assert!(tried.get("/api/claims?q=mill").await["total"].as_i64().unwrap() >= 1);
}

#[tokio::test]
async fn a_strangers_words_reach_the_page_as_words() {
    let hostile = "<script>alert(1)</script> At least 8 died\u{202e} in Varn, \"<img src=x onerror=alert(1)>\" the mayor said. \
        javascript:alert(1) data:text/html,x \u{1b}[31m";
    let tried = tried(&[hostile]);
    let record = tried.get("/api/reports/r0").await;
    let text = record["reader"]["segments"].as_array().unwrap();
    let text: String = text.iter().map(|s| s["text"].as_str().unwrap()).collect();
    assert!(text.contains("<script>") && text.contains("⟨U+202E⟩") && text.contains("⟨U+001B⟩"), "{text}");
    let bearer = format!("Bearer {}", tried.token);
    let original = tried.send("GET", "/api/reports/r0/original", &[("authorization", &bearer)], "").await;
    assert!(original.headers()[header::CONTENT_DISPOSITION].to_str().unwrap().starts_with("attachment"));
    assert_eq!(original.headers()["x-content-type-options"], "nosniff");
}

#[tokio::test]
async fn files_are_added_and_what_goes_wrong_is_said() {
    let tried = tried(&[STORY]);
    let (status, added) = tried.json("POST", "/api/reports?name=a.txt", json!("words")).await;
    assert_eq!((status, &added["new"]), (StatusCode::OK, &json!(1)));
    let bearer = format!("Bearer {}", tried.token);
    let empty = tried.send("POST", "/api/reports?name=a.txt", &[("authorization", &bearer)], "").await;
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(tried.json("POST", "/api/trace", Value::Null).await.0, StatusCode::ACCEPTED);
}
