//! Every form read back: what leaves must be what the case holds.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use stemma::present::correct::Correction;
use stemma::read::{Found, Report, date, sha256};
use stemma::situate::Reference;
use stemma::trace::Traced;
use stemma::{Annotated, annotate, trace_pile};
use stemma_export::{FORMATS, Handed, bundle, export, zip};

const WIRE: &str = "At least 8 people died when the old mill near Homs burned down on 3 March 2031, local sources told \
    the Orrin Wire. “We hör them still,” the mayor, Bryn Aske, said. The road to the river stayed closed all night, \
    and the fire brigade of the town needed six hours to put the fire out.";

fn pile() -> (Vec<Annotated>, Traced) {
    let texts = [
        ("wire", "=Orrin Wire", "2031-03-04T09:10", WIRE.to_string()),
        ("post", "The <Post>", "2031-03-04", WIRE.replace("At least 8", "At least 18")),
        ("odd/id \u{202e}", "Ledger & Son", "2031-03-05", format!("{WIRE} Nobody was hurt, the minister said.")),
    ];
    let reports: Vec<_> = texts
        .into_iter()
        .map(|(id, outlet, at, text)| {
            let mut report = Report::from_text(id, &text);
            report.outlet = Some(Found::new(outlet.into(), "test"));
            report.published = date::iso(at).map(|at| Found::new(at, "test"));
            annotate(report, Reference::bundled())
        })
        .collect();
    let traced = trace_pile(&reports);
    (reports, traced)
}

fn rating(traced: &Traced) -> Correction {
    let (kind, act, who) = ("claim".to_string(), "rate".to_string(), "Ada".to_string());
    Correction {
        id: 1,
        kind,
        target: traced.stories[0].claims[0].id.clone(),
        act,
        before: None,
        after: Some(serde_json::json!({"rating": "half true"})),
        who,
        at: "2031-03-06T10:00:00Z".into(),
        why: Some("8, not 18".into()),
    }
}

fn exported(format: &str) -> (Vec<Annotated>, Traced, Vec<(String, String)>) {
    let (reports, traced) = pile();
    let corrections = [rating(&traced)];
    let handed = Handed { reports: &reports, traced: &traced, corrections: &corrections, run: None };
    let files = export(&handed, format).unwrap();
    (reports, traced, files)
}

fn json(format: &str) -> (Vec<Annotated>, Traced, Value) {
    let (reports, traced, files) = exported(format);
    (reports, traced, serde_json::from_str(&files[0].1).unwrap())
}

#[test]
fn every_form_is_there_and_the_same_twice() {
    for (format, _) in FORMATS {
        let (_, _, files) = exported(format);
        assert_eq!(files, exported(format).2, "{format}");
        assert!(files.iter().all(|(_, content)| !content.is_empty()), "{format}");
    }
    let (reports, traced) = pile();
    let handed = Handed { reports: &reports, traced: &traced, corrections: &[], run: None };
    assert_eq!(export(&handed, "xlsx"), None);
}

#[test]
fn every_selector_finds_its_words_both_ways() {
    let (reports, _, record) = json("webanno");
    let texts: BTreeMap<String, &str> = reports
        .iter()
        .map(|a| (format!("urn:sha256:{}", sha256(a.report.text.as_bytes())), a.report.text.as_str()))
        .collect();
    let items = record["first"]["items"].as_array().unwrap();
    assert_eq!(record["total"], items.len());
    let mut seen = 0;
    for item in items {
        let targets = item["target"].as_array().cloned().unwrap_or_else(|| vec![item["target"].clone()]);
        for target in targets {
            let text = texts[target["source"].as_str().unwrap()];
            let [position, quote] = [&target["selector"][0], &target["selector"][1]];
            let at = |name: &str| position[name].as_u64().unwrap() as usize;
            let words: String = text.chars().skip(at("start")).take(at("end") - at("start")).collect();
            assert_eq!(quote["exact"], words.as_str());
            let around = ["prefix", "exact", "suffix"].map(|part| quote[part].as_str().unwrap()).concat();
            assert!(text.contains(&around));
            seen += 1;
        }
    }
    assert!(seen > 6);
}

#[test]
fn a_review_stands_only_where_a_person_rated() {
    let (_, traced, record) = json("schema");
    let graph = record["@graph"].as_array().unwrap();
    let of = |kind: &str| graph.iter().filter(|node| node["@type"] == kind).collect::<Vec<_>>();
    let claims: usize = traced.stories.iter().map(|story| story.claims.len()).sum();
    assert_eq!((of("Claim").len(), of("ClaimReview").len(), of("NewsArticle").len()), (claims, 1, 3));
    assert_eq!(of("ClaimReview")[0]["reviewRating"]["alternateName"], "half true");
    let ids: BTreeSet<&str> = graph.iter().filter_map(|node| node["@id"].as_str()).collect();
    for claim in of("Claim") {
        let appears = claim["appearance"].as_array().unwrap();
        assert!(appears.iter().all(|report| ids.contains(report["@id"].as_str().unwrap())));
    }
}

#[test]
fn a_place_that_a_person_gave_goes_out_in_every_form() {
    let (reports, traced) = pile();
    let given = serde_json::json!({"name": "Old Mill", "lat": 34.5, "lon": 36.5, "radius_km": 2.0});
    let placed = Correction { act: "place".into(), after: Some(given), ..rating(&traced) };
    let handed = Handed { reports: &reports, traced: &traced, corrections: &[placed], run: None };
    for format in ["csv", "schema", "geojson", "ftm"] {
        let files = export(&handed, format).unwrap();
        assert!(files.iter().any(|(_, content)| content.contains("Old Mill")), "{format}");
        assert!(exported(format).2.iter().all(|(_, content)| !content.contains("Old Mill")), "{format}");
    }
    let views = handed.most_first();
    let site = views.iter().find_map(|view| view.site.as_ref().filter(|site| site.name == "Old Mill")).unwrap();
    assert_eq!((site.lat, site.radius_km), (Some(34.5), Some(2.0)));
}

#[test]
fn provenance_points_at_what_is_there() {
    let (_, _, record) = json("prov");
    let section = |name: &str| record[name].as_object().cloned().unwrap_or_default();
    let known: BTreeSet<String> =
        ["entity", "agent", "activity"].iter().flat_map(|name| section(name).into_iter().map(|(id, _)| id)).collect();
    for name in ["wasDerivedFrom", "wasAttributedTo", "wasAssociatedWith"] {
        for (_, relation) in section(name) {
            for (field, value) in relation.as_object().unwrap() {
                if ["prov:generatedEntity", "prov:usedEntity", "prov:entity", "prov:agent", "prov:activity"]
                    .contains(&field.as_str())
                {
                    assert!(known.contains(value.as_str().unwrap()), "{field} {value}");
                }
            }
        }
    }
    assert!(section("activity").contains_key("s:correction-1"));
    assert!(section("wasDerivedFrom").values().any(|r| r["prov:type"]["$"] == "prov:Quotation"));
}

#[test]
fn a_place_says_how_far_it_reaches() {
    let (_, _, record) = json("geojson");
    let features = record["features"].as_array().unwrap();
    assert!(!features.is_empty());
    for feature in features {
        let [lon, lat] = [0, 1].map(|n| feature["geometry"]["coordinates"][n].as_f64().unwrap());
        assert!((-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat));
        assert!(feature["properties"].get("uncertainty_km").is_some());
    }
}

#[test]
fn graphs_are_well_formed_and_every_edge_has_its_ends() {
    for (format, edge, ends) in [("gexf", "<edge ", ["source", "target"]), ("graphml", "<edge ", ["source", "target"])]
    {
        let (_, _, files) = exported(format);
        let xml = &files[0].1;
        let value = |tag: &str, name: &str| {
            tag.split_once(&format!(" {name}=\"")).unwrap().1.split('"').next().unwrap().to_string()
        };
        let nodes: BTreeSet<String> = xml.split("<node ").skip(1).map(|tag| value(&format!(" {tag}"), "id")).collect();
        let edges: Vec<&str> = xml.split(edge).skip(1).collect();
        assert!(nodes.len() > 3 && edges.len() > 2, "{format}");
        for tag in edges {
            assert!(ends.iter().all(|end| nodes.contains(&value(&format!(" {tag}"), end))), "{format}: {tag}");
        }
        assert!(!xml.contains('\u{202e}') && xml.contains("The &lt;Post&gt;") && xml.contains("Ledger &amp; Son"));
    }
}

#[test]
fn gephi_gets_intervals_of_days_and_others_minutes() {
    assert!(exported("gexf").2[0].1.contains("start=\"2031-03-04\" end=\"2031-03-04\""));
    assert!(exported("graphml").2[0].1.contains("<data key=\"earliest\">2031-03-04T09:10:00Z</data>"));
}

#[test]
fn entities_are_one_a_line_with_values_in_lists() {
    let (_, _, files) = exported("ftm");
    let mut schemas = BTreeSet::new();
    for line in files[0].1.lines() {
        let entity: Value = serde_json::from_str(line).unwrap();
        schemas.insert(entity["schema"].as_str().unwrap().to_string());
        assert!(
            entity["properties"].as_object().unwrap().values().all(|v| v.as_array().is_some_and(|v| !v.is_empty()))
        );
    }
    assert!(["Article", "Event", "Mention", "Note"].iter().all(|schema| schemas.contains(*schema)), "{schemas:?}");
}

#[test]
fn no_cell_is_a_formula() {
    let (_, _, files) = exported("csv");
    for (name, table) in &files {
        let columns = table.lines().next().unwrap().split(',').count();
        assert!(columns > 5 && table.lines().count() > 1, "{name}");
        assert!(!table.contains(",=") && !table.lines().any(|line| line.starts_with('=')), "{name}");
    }
    assert!(files.iter().any(|(_, table)| table.contains("'=Orrin Wire")));
}

#[test]
fn a_part_holds_its_claims_reports_and_no_others() {
    let (reports, traced) = pile();
    let claim = &traced.stories[0].claims[0];
    let (some, part) = bundle::part(&reports, &traced, &BTreeSet::from([claim.id.clone()]));
    assert_eq!(part.stories[0].claims, std::slice::from_ref(claim));
    assert!(claim.witnesses.iter().all(|w| some.iter().any(|a| a.report.id == w.report)));
    assert_eq!(bundle::part(&reports, &traced, &BTreeSet::new()).0, []);
}

#[test]
fn an_archive_is_the_same_twice_and_holds_what_went_in() {
    use std::io::Read;
    let files = [("a.txt".to_string(), b"the same words ".repeat(40)), ("é/b".to_string(), vec![0, 1, 2])];
    let bytes = zip::archive(&files).unwrap();
    assert_eq!(bytes, zip::archive(&files).unwrap());
    // The first entry lies behind its head of 30 bytes and its name.
    let packed = u32::from_le_bytes(bytes[18..22].try_into().unwrap()) as usize;
    let mut content = Vec::new();
    flate2::read::DeflateDecoder::new(&bytes[35..35 + packed]).read_to_end(&mut content).unwrap();
    assert_eq!(content, files[0].1);
}
