//! The two example piles, read whole and held against what their authors say is true of them.

use super::{Hints, Item, Limits, Reading, read};
use std::ops::ControlFlow;
use std::path::Path;

/// Reads every report of the pile `name`, with the keys that its truth uses.
#[allow(clippy::disallowed_methods, reason = "a test reads its own examples")]
fn pile(name: &str) -> Vec<(String, Reading)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name);
    let mut files: Vec<_> = folder.read_dir().expect("the pile is there").map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut pile = Vec::new();
    for path in files {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        if file == "truth.json" || file == "README.md" {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let _ = read(&file, &mut &bytes[..], &Hints::default(), &Limits::default(), &mut |item| {
            if let Item::Reading(reading) = item {
                let entry =
                    reading.place.as_ref().and(reading.report.url.as_ref()).map(|url| format!("#{}", url.value));
                pile.push((format!("{file}{}", entry.unwrap_or_default()), *reading));
            }
            ControlFlow::Continue(())
        });
    }
    pile
}

fn shown(pile: &[(String, Reading)]) -> String {
    let mut shown = String::new();
    for (key, Reading { report, .. }) in pile {
        let found = |found: &Option<super::Found<String>>| {
            found.as_ref().map_or("-".into(), |found| format!("{} ({})", found.value, found.found_in))
        };
        let published = report
            .published
            .as_ref()
            .map(|p| super::Found::new(format!("{} {:?}", p.value, p.value.offset), &p.found_in));
        shown += &format!("=== {key}\ntitle: {}\noutlet: {}\n", found(&report.title), found(&report.outlet));
        shown += &format!("author: {}\npublished: {}\n", found(&report.author), found(&published));
        shown += &format!("url: {} canonical: {}\n", found(&report.url), found(&report.canonical));
        shown += &format!("language: {}\n", found(&report.language));
        shown += &report.doubts.iter().map(|doubt| format!("doubt: {doubt}\n")).collect::<String>();
        shown += &report
            .furniture
            .iter()
            .map(|span| format!("furniture: {:?}\n", span.of(&report.text)))
            .collect::<String>();
        for link in &report.links {
            shown += &format!("link: {:?} -> {}\n", link.span.map_or("", |span| span.of(&report.text)), link.url);
        }
        shown += &format!("\n{}\n\n", report.text);
    }
    shown
}

#[test]
fn the_piles_read_as_before() {
    for name in ["depot", "second"] {
        insta::assert_snapshot!(name, shown(&pile(name)));
    }
}

#[derive(serde::Deserialize)]
struct Truth {
    reports: Vec<True>,
    undated: Vec<String>,
    not_article_text: Vec<Words>,
}

#[derive(serde::Deserialize)]
struct True {
    key: String,
    outlet: String,
    published: Option<String>,
    title: String,
}

#[derive(serde::Deserialize)]
struct Words {
    key: String,
    words: String,
}

/// Every statement of the truth that the pile does not bear out.
#[allow(clippy::disallowed_methods, reason = "a test reads its own examples")]
fn wrong(name: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples").join(name).join("truth.json");
    let truth: Truth = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let pile: std::collections::BTreeMap<String, Reading> = pile(name).into_iter().collect();
    let mut wrong = Vec::new();
    let mut check = |key: &str, what: &str, told: &str, read: &str| {
        let alike = |text: &str| text.replace(['\u{201c}', '\u{201d}'], "\"").replace('\u{2019}', "'").to_lowercase();
        if alike(told) != alike(read) {
            wrong.push(format!("{key}: {what} {read:?}, not {told:?}"));
        }
    };
    for told in &truth.reports {
        let Some(Reading { report, .. }) = pile.get(&told.key) else {
            check(&told.key, "report", "there", "missing");
            continue;
        };
        check(&told.key, "title", &told.title, report.title.as_ref().map_or("", |found| &found.value));
        check(&told.key, "outlet", &told.outlet, report.outlet_name().unwrap_or(""));
        let published = report.published_at().map(|at| at.to_string()).unwrap_or_default();
        check(&told.key, "published", told.published.as_deref().unwrap_or(""), &published);
    }
    for key in &truth.undated {
        check(key, "dated", "false", &pile[key].report.published.is_some().to_string());
    }
    for Words { key, words } in &truth.not_article_text {
        check(key, "holds", "", if pile[key].report.text.contains(words) { words } else { "" });
    }
    wrong
}

#[test]
fn the_piles_read_as_their_authors_say() {
    assert_eq!(wrong("depot"), [""; 0]);
    assert_eq!(wrong("second"), [""; 0]);
}
