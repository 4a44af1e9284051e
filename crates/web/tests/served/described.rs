//! The description at `/api` against what is answered.

use super::*;
use std::collections::BTreeSet;

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
    let written = include_str!("../../src/api/mod.rs");
    let routes: BTreeSet<(String, bool, bool)> = written
        .split(".route(\"")
        .skip(1)
        .map(|rest| {
            let (path, rest) = rest.split_once('"').unwrap();
            let methods = rest.split(".route(").next().unwrap().lines().next().unwrap();
            (path.to_string(), methods.contains("get("), methods.contains("post("))
        })
        .collect();
    let description: Value = serde_json::from_str(include_str!("../../src/api/openapi.json")).unwrap();
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
        assert_eq!(misfits(&answer, schema, path), [""; 0]);
        let item = &schema["properties"]["items"]["items"]["properties"];
        if let (Some(fields), Some(first)) = (item.as_object(), answer["items"].get(0)) {
            assert_eq!(keys(first), fields.keys().cloned().collect(), "the items of {path}");
        }
        compared += 1;
    }
    assert!(compared >= 12, "{compared}");
}

/// Where a value is of another type than its schema says, all the way down.
fn misfits(value: &Value, schema: &Value, at: &str) -> Vec<String> {
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        kinds => kinds.as_array().into_iter().flatten().filter_map(Value::as_str).collect(),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !kinds.is_empty() && !kinds.contains(&kind) && !(kind == "integer" && kinds.contains(&"number")) {
        return vec![format!("{at} is {kind}, not {kinds:?}")];
    }
    let fields = schema["properties"].as_object().into_iter().flatten().filter(|_| value.is_object());
    let fields = fields.flat_map(|(name, inner)| misfits(&value[name], inner, &format!("{at}.{name}")));
    let items = value.as_array().into_iter().flatten();
    fields.chain(items.flat_map(|item| misfits(item, &schema["items"], &format!("{at}[]")))).collect()
}

#[tokio::test]
async fn every_refusal_is_a_problem_in_words() {
    let tried = tried(&[STORY]);
    let bearer = format!("Bearer {}", tried.token);
    for (method, path, media, body, status) in [
        ("GET", "/api/claims?limit=many", "", "", 400),
        ("GET", "/api/names", "", "", 400),
        ("GET", "/api/claims?cursor=x", "", "", 422),
        ("GET", "/api/nothing", "", "", 404),
        ("GET", "/api/tiles/a/b/c", "", "", 400),
        ("DELETE", "/api/claims", "", "", 405),
        ("POST", "/api/corrections", "application/json", "{", 400),
        ("POST", "/api/corrections", "application/json", "{}", 422),
        ("POST", "/api/corrections", "text/plain", "{}", 415),
    ] {
        let headers = [("authorization", bearer.as_str()), ("content-type", media)];
        let response = tried.send(method, path, &headers, body).await;
        assert_eq!(response.headers()[header::CONTENT_TYPE], "application/problem+json", "{method} {path}");
        assert_eq!(
            (response.status().as_u16(), method == "DELETE"),
            (status, response.headers().contains_key("allow"))
        );
        let problem: Value = serde_json::from_slice(&to_bytes(response.into_body(), 10_000).await.unwrap()).unwrap();
        assert_eq!(problem["status"], status, "{problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.len() > 5), "{problem}");
    }
}
