//! FollowTheMoney entities, one a line, for Aleph and its kin: a report is an `Article`, a claim an `Event`, an actor in a
//! report a `Mention`, a correction a `Note`.
//!
//! Lost on the way: spans and chains (a `Mention` has no place in the text), edges and their directions, lost witnesses,
//! origins and the reckoning of the independent ones, disagreements. Who needs these takes `jsonl` or `prov`.

use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use stemma::read::{Found, Report, content_id};
use stemma::situate::actor::ActorMention;

use crate::Handed;

/// One entity a line.
pub fn lines(handed: &Handed) -> String {
    let mut entities = Vec::new();
    for annotated in handed.reports {
        let report = &annotated.report;
        entities.push(article(report));
        let named: BTreeMap<&str, &ActorMention> =
            annotated.situation.actors.iter().map(|actor| (actor.name.as_str(), actor)).collect();
        entities.extend(named.values().filter_map(|actor| mention(report, actor)));
    }
    for (_, view) in handed.views() {
        let days = view.when.as_ref().and_then(|told| told.days);
        let proofs: Vec<String> = view.words.iter().map(|w| article_id(&w.report)).collect();
        let mut event = Entity::new("Event", content_id(&["event", &view.id]));
        event.set("name", [view.title.clone()]).set("location", view.place.clone()).set("proof", unique(proofs));
        event
            .set("startDate", days.map(|(first, _)| first.to_string()))
            .set("endDate", days.map(|(_, last)| last.to_string()));
        let summary = format!(
            "{} witnesses in {} reports; independent origins: at least {}, at most {}",
            view.witnesses, view.reports, view.at_least, view.at_most
        );
        entities.push(event.set("summary", [summary]).done());
    }
    for c in handed.corrections {
        let mut note = Entity::new("Note", content_id(&["note", &c.id.to_string(), &c.at]));
        let words = format!(
            "{} {} {}{}",
            c.act,
            c.kind,
            c.target,
            c.why.as_ref().map_or_else(String::new, |why| format!(": {why}"))
        );
        entities.push(
            note.set("name", [format!("Correction {} by {}", c.id, c.who)])
                .set("description", [words])
                .set("modifiedAt", [c.at.clone()])
                .set("entity", (c.kind == "claim").then(|| content_id(&["event", &c.target])))
                .done(),
        );
    }
    entities.into_iter().map(|entity| format!("{entity}\n")).collect()
}

/// An entity with values that are always lists.
struct Entity {
    schema: &'static str,
    id: String,
    properties: Map<String, Value>,
}

impl Entity {
    fn new(schema: &'static str, id: String) -> Self {
        Entity { schema, id, properties: Map::new() }
    }

    fn set(&mut self, name: &str, values: impl IntoIterator<Item = String>) -> &mut Self {
        let values: Vec<String> = values.into_iter().filter(|value| !value.is_empty()).collect();
        if !values.is_empty() {
            self.properties.insert(name.into(), values.into());
        }
        self
    }

    fn done(&mut self) -> Value {
        json!({"id": self.id, "schema": self.schema, "properties": std::mem::take(&mut self.properties)})
    }
}

fn article_id(report: &str) -> String {
    content_id(&["article", report])
}

fn article(report: &Report) -> Value {
    let found = |field: &Option<Found<String>>| field.as_ref().map(|f| f.value.clone());
    let mut article = Entity::new("Article", article_id(&report.id));
    article
        .set("title", found(&report.title))
        .set("author", found(&report.author))
        .set("sourceUrl", found(&report.url));
    article.set("publisher", found(&report.outlet)).set("bodyText", [report.text.clone()]);
    article.set("publishedAt", report.published_at().map(|at| at.to_string()));
    article.done()
}

/// What kind of thing is mentioned, where their model has a word for it.
fn mention(report: &Report, actor: &ActorMention) -> Option<Value> {
    let schema = match actor.kind.as_str() {
        "person" => "Person",
        "state" | "government" | "army" => "PublicBody",
        "organisation" | "armed-group" | "alliance" | "outlet" => "Organization",
        _ => return None,
    };
    let mut mention = Entity::new("Mention", content_id(&["mention", &report.id, &actor.name]));
    Some(
        mention
            .set("name", [actor.name.clone()])
            .set("document", [article_id(&report.id)])
            .set("detectedSchema", [schema.to_string()])
            .done(),
    )
}

fn unique(mut values: Vec<String>) -> Vec<String> {
    values.sort();
    values.dedup();
    values
}
