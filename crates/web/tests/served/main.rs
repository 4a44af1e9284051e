//! The server as a browser, a client and a stranger meet it.

use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use serde_json::{Value, json};
use std::collections::BTreeSet;
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
async fn every_address_of_the_description_answers() {
    let tried = tried(&[STORY, &format!("{STORY} Nobody was hurt.")]);
    let description = tried.get("/api").await;
    let claim = tried.first_claim().await;
    let paths = description["paths"].as_object().unwrap();
    assert!(paths.len() >= 12);
    for (path, methods) in paths {
        let path = path.replace("{other}", "r1");
        let path = match path.as_str() {
            "/api/names" => "/api/names?kind=actor".to_string(),
            "/api/names/reports" => "/api/names/reports?kind=actor&name=nobody".to_string(),
            "/api/tiles/{zoom}/{x}/{y}" => continue,
            _ => path,
        };
        let id = if path.contains("/claims/") { claim.as_str() } else { "r0" };
        if methods.get("get").is_some() && !path.ends_with("original") {
            tried.get(&path.replace("{id}", id)).await;
        }
    }
    let (status, problem) = tried.json("GET", "/api/nothing", Value::Null).await;
    assert_eq!((status, &problem["status"]), (StatusCode::NOT_FOUND, &json!(404)));
}

/// axum lists no routes, so they are read where they are written.
#[test]
fn every_route_is_in_the_description_and_no_other() {
    let written = include_str!("../src/api/mod.rs");
    let routes: BTreeSet<(String, bool, bool)> = written
        .split(".route(\"")
        .skip(1)
        .map(|rest| {
            let (path, rest) = rest.split_once('"').unwrap();
            let methods = rest.split(".route(").next().unwrap().lines().next().unwrap();
            (path.to_string(), methods.contains("get("), methods.contains("post("))
        })
        .collect();
    let description: Value = serde_json::from_str(include_str!("../src/api/openapi.json")).unwrap();
    let paths = description["paths"].as_object().unwrap();
    let described = paths.iter().map(|(path, m)| (path.clone(), m.get("get").is_some(), m.get("post").is_some()));
    assert_eq!(routes, described.collect());
}

/// What an answer holds is described, and what is described is there.
#[tokio::test]
async fn answers_have_the_fields_of_the_description() {
    let tried = tried(&[STORY, &format!("{STORY} Nobody was hurt.")]);
    let description = tried.get("/api").await;
    let claim = tried.first_claim().await;
    let mut compared = 0;
    for (path, methods) in description["paths"].as_object().unwrap() {
        let schema = &methods["get"]["responses"]["200"]["content"]["application/json"]["schema"];
        let Some(fields) = schema["properties"].as_object() else { continue };
        let id = if path.contains("/claims/") { claim.as_str() } else { "r0" };
        let query = if path.starts_with("/api/names") { "?kind=actor&name=local%20sources" } else { "" };
        let answer = tried.get(&(path.replace("{id}", id).replace("{other}", "r1") + query)).await;
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(&answer), fields.keys().cloned().collect(), "{path}");
        let item = &schema["properties"]["items"]["items"]["properties"];
        if let (Some(fields), Some(first)) = (item.as_object(), answer["items"].get(0)) {
            assert_eq!(keys(first), fields.keys().cloned().collect(), "the items of {path}");
        }
        compared += 1;
    }
    assert!(compared >= 12, "{compared}");
}

#[tokio::test]
async fn two_names_of_one_are_merged_over_the_case_and_taken_apart_again() {
    let other = "The ferry of Orsk sank on Sunday, local residents said. Nobody was hurt on board of it.";
    let tried = tried(&[STORY, other]);
    let names = async || -> Vec<String> {
        let found = tried.get("/api/names?kind=actor&q=local").await;
        found["items"].as_array().unwrap().iter().map(|n| n["name"].as_str().unwrap().to_string()).collect()
    };
    let before = names().await;
    let (one, two) = (before[0].clone(), before[1].clone());
    let count = async |origin: &str| -> i64 {
        tried.get(&format!("/api/claims?origin={}", origin.replace(' ', "%20"))).await["total"].as_i64().unwrap()
    };
    let (of_one, of_two) = (count(&one).await, count(&two).await);
    assert!(of_one > 0 && of_two > 0, "{before:?}");
    let merge = json!({"kind": "actor", "target": one, "act": "merge", "who": "Ada", "after": {"name": two}});
    assert_eq!(tried.act(merge).await.0, StatusCode::OK);
    assert_eq!((count(&one).await, count(&two).await), (of_one + of_two, 0));
    assert_eq!(tried.get("/api/names?kind=actor&q=local").await["items"][0]["own"], json!([two]));
    traced(&mut Case::open(&tried.path).unwrap());
    assert_eq!((count(&one).await, names().await), (of_one + of_two, vec![one.clone()]), "a trace keeps it");
    let split = json!({"kind": "actor", "target": one, "act": "split", "who": "Ada", "after": {"name": "the ferrymen", "reports": ["r1"]}});
    assert_eq!(tried.act(split).await.0, StatusCode::OK);
    assert_eq!((count(&one).await, count("the ferrymen").await), (of_one, of_two));
    assert_eq!(tried.get("/api/reports/r1").await["corrections"].as_array().unwrap().len(), 1, "the merge reached r0");
    for id in ["2", "1"] {
        let undo = json!({"kind": "correction", "target": id, "act": "undo", "who": "Ada"});
        assert_eq!(tried.act(undo).await.0, StatusCode::OK);
    }
    assert_eq!((count(&one).await, count(&two).await, names().await), (of_one, of_two, before));
    assert_eq!(Case::open(&tried.path).unwrap().verify().unwrap().faults, []);
}

#[tokio::test]
async fn a_merged_place_moves_its_claims_and_an_orphan_is_named() {
    let tried = tried(&[
        "At least 8 people died when the old mill near Homs burned down on Sunday, local sources said.",
        "The airport of Aleppo was closed on Sunday, the mayor said.",
    ]);
    let at = async |place: &str| tried.get(&format!("/api/claims?place={place}")).await;
    let (homs, aleppo) = (at("Homs").await["total"].clone(), at("Aleppo").await);
    assert!(homs.as_i64() > Some(0) && aleppo["total"].as_i64() > Some(0));
    let merge = json!({"kind": "place", "target": "Aleppo", "act": "merge", "who": "Ada", "after": {"name": "Homs"}});
    assert_eq!(tried.act(merge).await.0, StatusCode::OK);
    let moved = at("Aleppo").await;
    assert_eq!(at("Homs").await["total"], 0);
    assert!(moved["items"].as_array().unwrap().iter().all(|c| c["lat"] == aleppo["items"][0]["lat"]), "{moved}");
    let mut case = Case::open(&tried.path).unwrap();
    let changed = Report::from_text("r0", "At least 8 people died when the old mill burned down, local sources said.");
    case.add(&[incoming(&changed)], NOW).unwrap();
    traced(&mut case);
    let log = tried.get("/api/corrections").await;
    assert_eq!((&log["items"][0]["stands"], &log["items"][0]["orphan"]), (&json!(true), &json!(true)));
}

#[tokio::test]
async fn claims_are_merged_and_split_and_kept_over_a_trace() {
    let tried = tried(&[
        STORY,
        &format!("{STORY} Nobody was hurt, the mayor said."),
        "The ferry of Orsk sank, the harbour master said.",
    ]);
    let all = tried.get("/api/claims?limit=500").await["total"].as_i64().unwrap();
    let id = async |words: &str| {
        let found = tried.get(&format!("/api/claims?q={words}")).await;
        found["items"][0]["id"].as_str().unwrap().to_string()
    };
    let (mill, ferry) = (id("mill").await, id("ferry").await);
    let merge = json!({"kind": "claim", "target": mill, "act": "merge", "who": "Ada", "after": {"claim": ferry}});
    assert_eq!(tried.act(merge).await.0, StatusCode::OK);
    traced(&mut Case::open(&tried.path).unwrap());
    assert_eq!(tried.get("/api/claims?limit=500").await["total"], all - 1);
    let (gone, why) = tried.json("GET", &format!("/api/claims/{ferry}"), Value::Null).await;
    assert!(gone == StatusCode::NOT_FOUND && why["detail"].as_str().unwrap().contains("Ada merged"), "{why}");
    let shown = tried.get(&format!("/api/claims/{mill}")).await;
    let leaves = shown["words"].as_array().unwrap().iter().find(|w| w["report"] == "r2").unwrap()["id"].clone();
    let split = json!({"kind": "claim", "target": mill, "act": "split", "who": "Ada", "after": {"witnesses": [leaves], "title": "A ferry sank"}});
    assert_eq!(tried.act(split).await.0, StatusCode::OK);
    assert_eq!(tried.get("/api/claims?q=%22a%20ferry%20sank%22").await["total"], 1);
    traced(&mut Case::open(&tried.path).unwrap());
    assert_eq!(tried.get("/api/claims?limit=500").await["total"], all);
    assert!(tried.get("/api/corrections").await["items"].as_array().unwrap().iter().all(|c| c["orphan"] == false));
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
async fn a_correction_is_kept_over_a_trace_and_can_be_undone() {
    let tried = tried(&[STORY]);
    let claim = tried.first_claim().await;
    let accept = json!({"kind": "claim", "target": claim, "act": "accept", "who": "Ada", "why": "I called them"});
    let (status, made) = tried.act(accept.clone()).await;
    assert_eq!((status, &made["id"]), (StatusCode::OK, &json!(1)));
    assert_eq!(tried.get("/api/claims?state=accepted").await["total"], 1);
    traced(&mut Case::open(&tried.path).unwrap());
    let shown = tried.get(&format!("/api/claims/{claim}")).await;
    assert_eq!((&shown["state"], &shown["corrections"][0]["who"]), (&json!("accepted"), &json!("Ada")));
    assert_eq!(tried.get(&format!("/api/claims/{claim}?as=program")).await["state"], "");
    let undo = json!({"kind": "correction", "target": "1", "act": "undo", "who": "Ada"});
    assert_eq!(tried.act(undo.clone()).await.0, StatusCode::OK);
    assert_eq!(tried.act(undo).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(tried.get("/api/claims?state=accepted").await["total"], 0);
    assert_eq!(tried.get("/api/corrections").await["items"][0]["stands"], false);
    assert_eq!(Case::open(&tried.path).unwrap().verify().unwrap().faults, []);
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_a_reason() {
    let tried = tried(&[STORY]);
    let claim = tried.first_claim().await;
    for (body, words) in [
        (json!({"kind": "claim", "target": claim, "act": "accept", "who": " "}), "say who"),
        (json!({"kind": "claim", "target": "none", "act": "accept", "who": "Ada"}), "nothing that this fits"),
        (json!({"kind": "claim", "target": claim, "act": "fly", "who": "Ada"}), "takes no act"),
        (json!({"kind": "claim", "target": claim, "act": "same", "who": "Ada"}), "reason"),
        (json!({"kind": "statement", "target": "x", "act": "span", "report": "r0", "who": "Ada"}), "no such statement"),
        (json!({"kind": "correction", "target": "7", "act": "undo", "who": "Ada"}), "no such correction"),
        (
            json!({"kind": "actor", "target": "local sources", "act": "merge", "who": "Ada", "after": {"name": "Nobody"}}),
            "is called “Nobody”",
        ),
        (
            json!({"kind": "place", "target": "Atlantis", "act": "split", "who": "Ada", "after": {"name": "x", "reports": ["r0"]}}),
            "is called “Atlantis”",
        ),
        (
            json!({"kind": "actor", "target": "local sources", "act": "split", "who": "Ada", "after": {"name": "x"}}),
            "in which reports",
        ),
    ] {
        let (status, problem) = tried.act(body.clone()).await;
        assert!(status.is_client_error() && problem["detail"].as_str().unwrap().contains(words), "{body}: {problem}");
    }
    assert_eq!(tried.get("/api/corrections").await["items"], json!([]));
}

#[tokio::test]
async fn an_edited_span_is_shown_and_orphaned_when_the_words_change() {
    let tried = tried(&[STORY]);
    let report = tried.get("/api/reports/r0").await;
    let statement = report["statements"][0]["id"].as_str().unwrap();
    let edit = json!({"kind": "statement", "target": statement, "act": "span", "report": "r0", "who": "Ada",
        "after": {"field": "source", "spans": [[0, 8]]}});
    assert_eq!(tried.act(edit).await.0, StatusCode::OK);
    assert_eq!(tried.get("/api/reports/r0").await["statements"][0]["source_words"], "At least");
    let mut case = Case::open(&tried.path).unwrap();
    let changed = Report::from_text("r0", &STORY.replace("local sources", "the mayor"));
    case.add(&[incoming(&changed)], NOW).unwrap();
    traced(&mut case);
    let log = tried.get("/api/corrections").await;
    assert_eq!(log["items"][0]["orphan"], true, "{log}");
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
