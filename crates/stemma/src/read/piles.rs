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
