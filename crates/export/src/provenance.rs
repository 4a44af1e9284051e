//! PROV-JSON (W3C submission of 2013): reports and claims as entities, outlets and speakers as agents, the trace and
//! every correction as activities.
//!
//! | what Stemma says | as |
//! | --- | --- |
//! | a reprint or excerpt | `wasQuotedFrom`: wording was copied |
//! | a rewrite | `wasDerivedFrom` |
//! | an outlet's own update | `wasRevisionOf` (a derivation of type `prov:Revision`) |
//! | a citation | `wasDerivedFrom`, `hadPrimarySource` where the cited report is an origin of a claim |
//! | who says a claim | `wasAttributedTo` |

use serde_json::{Map, Value, json};
use stemma::link::LinkKind;
use stemma::present::label;
use stemma::read::content_id;

use crate::Handed;

/// PROV-JSON's sections, each from id to record.
#[derive(Default)]
struct Document {
    sections: Map<String, Value>,
    relations: usize,
}

impl Document {
    fn put(&mut self, section: &str, id: String, record: Value) {
        let section = self.sections.entry(section).or_insert_with(|| json!({}));
        section[id] = record;
    }

    fn relate(&mut self, section: &str, record: Value) {
        self.relations += 1;
        self.put(section, format!("_:r{}", self.relations), record);
    }
}

/// One document.
pub fn json(handed: &Handed) -> String {
    let mut document = Document::default();
    document.sections.insert("prefix".into(), json!({"s": "urn:stemma:", "schema": "https://schema.org/"}));
    reports(handed, &mut document);
    links(handed, &mut document);
    claims(handed, &mut document);
    activities(handed, &mut document);
    format!("{:#}\n", Value::Object(document.sections))
}

fn report_id(id: &str) -> String {
    format!("s:report-{}", plain(id))
}

/// Ids that an input gave may hold anything; a qualified name may not.
fn plain(id: &str) -> String {
    let safe = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if safe && !id.is_empty() { id.to_string() } else { content_id(&[id]) }
}

fn agent(document: &mut Document, name: &str, kind: &str) -> String {
    let id = format!("s:agent-{}", content_id(&[kind, name]));
    document.put("agent", id.clone(), json!({"prov:label": name, "s:class": kind}));
    id
}

fn reports(handed: &Handed, document: &mut Document) {
    for annotated in handed.reports {
        let r = &annotated.report;
        let mut entity =
            json!({"prov:type": "s:Report", "prov:label": label(r), "s:sha256": r.text_sha256, "s:id": r.id});
        if let Some(at) = r.published_at() {
            entity["schema:datePublished"] = at.to_string().into();
        }
        document.put("entity", report_id(&r.id), entity);
        if let Some(outlet) = r.outlet_name() {
            let agent = agent(document, outlet, "outlet");
            document.relate("wasAttributedTo", json!({"prov:entity": report_id(&r.id), "prov:agent": agent}));
        }
    }
}

fn links(handed: &Handed, document: &mut Document) {
    for link in &handed.traced.links {
        let kind = match link.kind {
            LinkKind::Reprint | LinkKind::Excerpt => Some("prov:Quotation"),
            LinkKind::Update => Some("prov:Revision"),
            LinkKind::Rewrite | LinkKind::Citation => None,
            // Two that quote one speaker are not derived from each other.
            LinkKind::Quote => continue,
        };
        let mut record = json!({
            "prov:generatedEntity": report_id(&link.to), "prov:usedEntity": report_id(&link.from),
            "s:kind": link.kind, "s:direction": link.direction, "s:score": format!("{:.4}", link.score),
        });
        if let Some(kind) = kind {
            record["prov:type"] = json!({"$": kind, "type": "prov:QUALIFIED_NAME"});
        }
        document.relate("wasDerivedFrom", record);
    }
}

fn claims(handed: &Handed, document: &mut Document) {
    for held in handed.claims() {
        let claim = &held.claim;
        let id = format!("s:claim-{}", plain(&claim.id));
        document.put("entity", id.clone(), json!({
            "prov:type": "s:Claim", "prov:label": claim.title,
            "s:independentAtLeast": claim.independent_origins.at_least, "s:independentAtMost": claim.independent_origins.at_most,
        }));
        for origin in &claim.origins {
            let class = stemma::present::claim::class_name(origin.class);
            let agent = agent(document, &origin.name, class);
            document.relate("wasAttributedTo", json!({"prov:entity": id, "prov:agent": agent}));
        }
        let mut told: Vec<&str> = claim.witnesses.iter().map(|w| w.report.as_str()).collect();
        told.sort_unstable();
        told.dedup();
        let derived: Vec<&str> = claim.edges.iter().map(|edge| edge.to.as_str()).collect();
        for report in told {
            let first = claim.witnesses.iter().any(|w| w.report == report && !derived.contains(&w.id.as_str()));
            let mut record = json!({"prov:generatedEntity": id, "prov:usedEntity": report_id(report)});
            if first {
                record["prov:type"] = json!({"$": "prov:PrimarySource", "type": "prov:QUALIFIED_NAME"});
            }
            document.relate("wasDerivedFrom", record);
        }
    }
}

fn activities(handed: &Handed, document: &mut Document) {
    document.put(
        "agent",
        "s:program".into(),
        json!({"prov:type": {"$": "prov:SoftwareAgent", "type": "prov:QUALIFIED_NAME"}, "prov:label": "Stemma"}),
    );
    if let Some(run) = handed.run {
        let id = format!("s:run-{}", run.id);
        document.put(
            "activity",
            id.clone(),
            json!({
                "prov:startTime": run.started, "prov:label": "trace", "s:rules": run.rules, "s:result": run.result,
            }),
        );
        document.relate("wasAssociatedWith", json!({"prov:activity": id, "prov:agent": "s:program"}));
    }
    for c in handed.corrections {
        let id = format!("s:correction-{}", c.id);
        let mut activity =
            json!({"prov:startTime": c.at, "prov:endTime": c.at, "prov:label": c.act, "s:target": c.target});
        if let Some(why) = &c.why {
            activity["s:why"] = why.as_str().into();
        }
        document.put("activity", id.clone(), activity);
        let person = agent(document, &c.who, "person");
        document.relate("wasAssociatedWith", json!({"prov:activity": id, "prov:agent": person}));
    }
}
