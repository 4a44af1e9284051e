//! Corrections as a client makes them: kept over a trace, undone, refused with a reason, orphaned.

use super::*;

#[tokio::test]
async fn the_log_is_paged_either_way_and_an_undone_undo_stands_no_more() {
    let tried = tried(&[STORY]);
    let claim = tried.first_claim().await;
    let accept = json!({"kind": "claim", "target": claim, "act": "accept", "who": "Ada"});
    assert_eq!(tried.act(accept).await.0, StatusCode::OK);
    for id in ["1", "2"] {
        let undo = json!({"kind": "correction", "target": id, "act": "undo", "who": "Ada"});
        assert_eq!(tried.act(undo).await.0, StatusCode::OK);
    }
    for (query, expected) in [("?", vec![1, 2, 3]), ("?reversed=1&", vec![3, 2, 1])] {
        let (mut ids, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = tried.get(&format!("/api/corrections{query}limit=2&cursor={cursor}")).await;
            assert_eq!(page["total"], 3);
            for entry in page["items"].as_array().unwrap() {
                assert_eq!(entry["stands"], entry["id"] != 2, "{entry}");
                ids.push(entry["id"].as_i64().unwrap());
            }
            match page["next"].as_str() {
                Some(next) => cursor = next.to_string(),
                None => break,
            }
        }
        assert_eq!(ids, expected);
    }
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
    let corrected = async || {
        let rows = tried.get("/api/claims?state=corrected").await;
        rows["items"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap().to_string()).collect::<Vec<_>>()
    };
    let reached = corrected().await;
    assert_eq!(json!(reached.len()), homs, "the claims of Homs, not those of Aleppo");
    let shown = tried.get(&format!("/api/claims/{}", reached[0])).await;
    assert_eq!((&shown["corrections"][0]["kind"], &shown["own_place"]), (&json!("place"), &json!("Homs")));
    traced(&mut Case::open(&tried.path).unwrap());
    assert_eq!(corrected().await, reached);
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
