//! Tables of the user's own: `gazetteer add`, `actors add`.

use super::stemma::{Desk, jsonl};
use serde_json::Value;

const TEXT: &str = "Fighters of the TG took the village of Zhelvar, the mayor said. They left Zhelvar on Monday.";

fn with_report() -> Desk {
    let desk = Desk::new();
    desk.write("one.jsonl", jsonl("r1", TEXT));
    desk.run("new a.stemma").code(0);
    desk.run("add a.stemma one.jsonl").code(0);
    desk.run("trace a.stemma").code(0);
    desk
}

fn annotation(desk: &Desk) -> Value {
    desk.run("trace a.stemma --json -o out").code(0);
    serde_json::from_str(desk.read("out/annotations.jsonl").lines().next().unwrap()).unwrap()
}

#[test]
fn what_is_added_is_found_by_the_next_trace() {
    let desk = with_report();
    assert_eq!(annotation(&desk)["places"][0]["lat"], Value::Null);
    desk.write("own.csv", "name,lat,lon,country\nZhelvar,47.5,21.25,HU\n");
    desk.write(
        "own.toml",
        "[[actor]]\nid = \"tg\"\nname = \"Tolva Guard\"\nkind = \"armed-group\"\naliases = [\"TG\"]\n",
    );
    desk.run("gazetteer add a.stemma own.csv").code(0).says("1 added");
    desk.run("actors add a.stemma own.toml").code(0).says("1 added");
    desk.run("claims a.stemma").says("places or actors changed since");
    desk.run("trace a.stemma").code(0).says("done now: 1 report annotated");
    let found = annotation(&desk);
    assert_eq!(found["places"][0]["lat"], 47.5);
    assert!(found["actors"].as_array().unwrap().iter().any(|actor| actor["name"] == "Tolva Guard"), "{found}");
    desk.run("verify a.stemma").code(0);
}

#[test]
fn adding_again_adds_nothing() {
    let desk = with_report();
    let row = "7000001\tZhelvar\tZhelvar\tJelvar\t47.5\t21.25\tP\tPPL\tHU\t\t04\t\t\t\t900\t\t90\tEurope/Budapest\t2031-01-01\n";
    desk.write("HU.txt", row);
    desk.write("names.txt", "1\t7000001\ttr\tEs-Zelvar\t\t\t\t\t\t\n");
    desk.run("gazetteer add a.stemma HU.txt names.txt --country hu").code(0).says("2 added");
    desk.run("trace a.stemma").code(0).says("1 report annotated");
    desk.run("gazetteer add a.stemma HU.txt names.txt").code(0).says("nothing new: the case has all 2 entries already");
    desk.run("trace a.stemma").code(0).says("nothing changed");
    desk.run("gazetteer add a.stemma HU.txt --country SY").code(1).says("no entry found");
    assert_eq!(annotation(&desk)["places"][0]["geonames_id"], "7000001");
}

#[test]
fn a_fault_names_file_and_line_and_changes_nothing() {
    let desk = with_report();
    desk.write("good.csv", "name,lat,lon\nZhelvar,47.5,21.25\n");
    desk.write("bad.csv", "name,lat,lon\nZhelvar,47.5,21.25\nTolva,up,21\n");
    desk.run("gazetteer add a.stemma good.csv bad.csv").code(2).says("bad.csv: line 3: `up` is no latitude");
    desk.write("bad.toml", "[[actor]]\nid = \"tg\"\n");
    desk.run("actors add a.stemma bad.toml").code(2).says("bad.toml");
    desk.write("bytes.csv", b"name,lat,lon\n\xff\xfe,1,2\n");
    desk.run("gazetteer add a.stemma bytes.csv").code(2).says("line 2: not UTF-8");
    desk.write("long.csv", vec![b'x'; 2 << 20]);
    desk.run("gazetteer add a.stemma long.csv").code(2).says("line 1: longer than");
    desk.run("gazetteer add a.stemma missing.csv").code(2).says("missing.csv");
    desk.run("trace a.stemma").code(0).says("nothing changed");
}

/// Two reports romanise one name in two ways, the third tells of another man of that surname.
#[test]
fn names_that_may_be_one_person_are_listed_and_never_merged() {
    let desk = Desk::new();
    let reports = [
        ("r1", "“The road is open,” said Omar al-Tolvi on Monday. The depot was quiet."),
        ("r2", "“The road was open,” said Umar El Tolvi on Monday. The depot was quiet."),
        ("r3", "“The road is not open,” said Ahmad al-Tolvi on Monday. The depot was quiet."),
    ];
    desk.write("all.jsonl", reports.map(|(id, text)| jsonl(id, text)).concat());
    desk.run("new a.stemma").code(0);
    desk.run("add a.stemma all.jsonl").code(0);
    desk.run("trace a.stemma").code(0);
    let found = desk.run("actors alike a.stemma").code(0).out;
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(found.contains("“Omar al-Tolvi” (1 report) may be “Umar El Tolvi” (1 report): the same name"), "{found}");
    let listed: Value = serde_json::from_str(&desk.run("actors alike a.stemma --json").code(0).out).unwrap();
    assert_eq!(listed[0]["other"], "Umar El Tolvi");
}

#[test]
fn geojson_comes_in_on_standard_input() {
    let desk = with_report();
    let text = r#"{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": "Zhelvar"},
        "geometry": {"type": "Point", "coordinates": [21.25, 47.5]}}]}"#;
    desk.run_with("gazetteer add a.stemma -", text.as_bytes()).code(0).says("1 added");
    assert_eq!(annotation(&desk)["places"][0]["lon"], 21.25);
    desk.run_with("gazetteer add a.stemma -", b"{\"features\": [{}]}").code(2).says("-: feature 1");
}

#[test]
fn explain_says_why_a_time_has_its_year_and_a_place_its_point() {
    let desk = Desk::new();
    let text = "Convoys from Homs, Hama and Damascus met near Sohna on 3 May. They left in early 2016 for the town of Zhelvar. \
                On 9 July 2016 they came back; two days later it rained. It began in some August.";
    let ran = desk.run_with("annotate - --explain --published 2017-08-04", text.as_bytes()).code(0).out;
    for words in [
        "time “3 May” is 2017-05-03",
        "reckoned from the day of publication, 2017-08-04: 2017-05-03",
        "by its own words: 2016-01-01 to 2016-05-01",
        "reckoned from “9 July 2016”, told before it: 2016-07-11",
        "place “Homs” is Homs (town, SY) at 34.7",
        "    by its name; other places of the report lie in its country",
        "inferred from the sound of the name",
        "not Sohna at 28.2",
        "this cannot be said of it: other places of the report lie in its country",
        "place “Zhelvar” is Zhelvar, no list says where",
    ] {
        assert!(ran.contains(words), "no {words:?} in:\n{ran}");
    }
    let undated = desk.run_with("annotate - --explain", b"It fell on 3 May.").code(0).out;
    assert!(undated.contains("nothing gives its days"), "{undated}");
}

/// The day, the zone and the language of the machine change no byte. No clock can be reached from the library
/// (`crates/stemma/clippy.toml`); where libfaketime is installed, the program is run on other days too.
#[test]
fn day_zone_and_locale_change_nothing() {
    let desk = Desk::with_depot();
    let plain = desk.run_in("annotate -q depot", &[("TZ", "UTC"), ("LC_ALL", "C")]).out;
    assert!(plain.len() > 1000);
    for (zone, locale) in
        [("Pacific/Kiritimati", "tr_TR.UTF-8"), ("America/Anchorage", "ar_SY.UTF-8"), ("nonsense", "xx")]
    {
        let own = [("TZ", zone), ("LC_ALL", locale), ("LANG", locale), ("LC_TIME", locale), ("LC_NUMERIC", locale)];
        assert!(desk.run_in("annotate -q depot", &own).out == plain, "{zone} {locale}");
    }
    let Some(shim) = faketime() else { return };
    for day in ["@1999-12-31 23:59:00", "@2037-02-28 12:00:00"] {
        let ran = desk.run_in("annotate -q depot", &[("LD_PRELOAD", &shim), ("FAKETIME", day)]);
        assert!(ran.out == plain, "{day}: {}", ran.err);
    }
}

/// The library that lends a program another clock, where Debian's package puts it.
fn faketime() -> Option<String> {
    let folders = std::fs::read_dir("/usr/lib").ok()?;
    let shims = folders.filter_map(|folder| Some(folder.ok()?.path().join("faketime/libfaketime.so.1")));
    shims.filter(|shim| shim.exists()).find_map(|shim| shim.to_str().map(str::to_string))
}
