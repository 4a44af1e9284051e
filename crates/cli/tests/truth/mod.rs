//! What `truth.json` says of a pile, as facts that hold of the records or do not.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The records of one run, reports by the key that the truth calls them.
pub struct Traced {
    pile: PathBuf,
    reports: Vec<Value>,
    links: Vec<Value>,
    claims: Vec<Value>,
}

/// A sentence about the pile, and whether the records say so.
pub struct Fact {
    pub says: String,
    pub holds: bool,
}

impl Traced {
    /// Reads `reports.jsonl`, `links.jsonl` and `stories.jsonl` of the pile that lies in `pile`.
    pub fn read(pile: PathBuf, folder: &Path) -> Self {
        let lines = |name: &str| -> Vec<Value> {
            let text = std::fs::read_to_string(folder.join(name)).expect("a record file");
            text.lines().map(|line| serde_json::from_str(line).expect("a record")).collect()
        };
        let claims = lines("stories.jsonl").into_iter().flat_map(|s| list(&s["claims"]).to_vec()).collect();
        Traced { pile, reports: lines("reports.jsonl"), links: lines("links.jsonl"), claims }
    }

    /// The record of `quillon-1.txt`, known by the hash of its bytes, or of `feed.xml#address`.
    fn report(&self, key: &str) -> Option<&Value> {
        match key.split_once('#') {
            Some((_, address)) => self.reports.iter().find(|r| r["url"] == *address),
            None => {
                let hash = stemma::read::sha256(&std::fs::read(self.pile.join(key)).ok()?);
                self.reports.iter().find(|r| r["raw_sha256"] == *hash)
            }
        }
    }

    fn id(&self, key: &str) -> &str {
        self.report(key).map_or("", |r| text(&r["id"]))
    }

    fn links_between(&self, from: &str, to: &str) -> impl Iterator<Item = &Value> {
        let (from, to) = (self.id(from).to_string(), self.id(to).to_string());
        self.links.iter().filter(move |l| l["from"] == *from && l["to"] == *to)
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

/// Letters and digits only, lower case: quote glyphs and white space do not decide.
fn fold(words: &str) -> String {
    let kept: String = words.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    kept.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One name's words stand in the other's, articles aside.
fn same_name(a: &str, b: &str) -> bool {
    let bare = |name: &str| {
        format!(" {} ", fold(name).trim_start_matches("the ").trim_start_matches("a ").trim_start_matches("an "))
    };
    let (a, b) = (bare(a), bare(b));
    a.trim() != "" && b.trim() != "" && (a.contains(&b) || b.contains(&a))
}

const COPIES: [&str; 4] = ["reprint", "excerpt", "rewrite", "update"];

/// Every fact of a truth file.
pub fn facts(truth: &Path, traced: &Traced) -> Vec<Fact> {
    let truth: Value = serde_json::from_str(&std::fs::read_to_string(truth).expect("a truth")).expect("JSON");
    let mut facts = Vec::new();
    for report in list(&truth["reports"]) {
        read_facts(report, traced, &mut facts);
        link_facts(report, traced, &mut facts);
    }
    for out in list(&truth["not_article_text"]) {
        let body = traced.report(text(&out["key"])).map_or(String::new(), |r| fold(text(&r["text"])));
        let holds = !body.is_empty() && !body.contains(&fold(text(&out["words"])));
        facts.push(Fact { says: format!("{} leaves out \"{}\"", text(&out["key"]), text(&out["words"])), holds });
    }
    for quotation in list(&truth["shared_quotations"]) {
        let keys: Vec<&str> = list(&quotation["keys"]).iter().map(text).collect();
        let copy = |l: &&Value| COPIES.contains(&text(&l["kind"]));
        let holds = keys.iter().all(|a| keys.iter().all(|b| !traced.links_between(a, b).any(|l| copy(&l))));
        facts.push(Fact { says: format!("{} share a quotation and are no copies", keys.join(" and ")), holds });
    }
    for claim in list(&truth["claims"]) {
        claim_facts(claim, traced, &mut facts);
    }
    same_place_facts(&truth, traced, &mut facts);
    facts
}

fn read_facts(report: &Value, traced: &Traced, facts: &mut Vec<Fact>) {
    let key = text(&report["key"]);
    let found = traced.report(key);
    for field in ["title", "outlet", "published"] {
        let says = format!("{key} has {field} {}", report[field]);
        let holds = found.is_some_and(|r| match field {
            "published" => r[field] == report[field],
            _ => fold(text(&r[field])) == fold(text(&report[field])),
        });
        facts.push(Fact { says, holds });
    }
}

fn link_facts(report: &Value, traced: &Traced, facts: &mut Vec<Fact>) {
    let key = text(&report["key"]);
    let parents: Vec<&str> = list(&report["copies"]).iter().map(|c| text(&c["of"])).collect();
    for parent in &parents {
        let holds = traced.links_between(parent, key).any(|l| l["parent"] == true);
        facts.push(Fact { says: format!("{key} copies {parent}"), holds });
    }
    if parents.is_empty() {
        let id = traced.id(key);
        let copied =
            traced.links.iter().any(|l| l["to"] == *id && l["parent"] == true && COPIES.contains(&text(&l["kind"])));
        facts.push(Fact { says: format!("{key} copies no report"), holds: !id.is_empty() && !copied });
    }
    for cite in list(&report["cites"]) {
        facts.push(cite_fact(key, cite, traced));
    }
}

fn cite_fact(key: &str, cite: &Value, traced: &Traced) -> Fact {
    let (outlet, cited) = (text(&cite["outlet"]), text(&cite["resolves_to"]));
    if cited.is_empty() {
        let holds = lost(traced, key).any(|name| same_name(&name, outlet));
        return Fact { says: format!("{key} cites {outlet}, which is not in the pile"), holds };
    }
    Fact { says: format!("{key} cites {cited}"), holds: traced.links_between(cited, key).any(|l| l["kind"] != "quote") }
}

/// Names of the lost witnesses that a report cites.
fn lost(traced: &Traced, key: &str) -> impl Iterator<Item = String> {
    let id = traced.id(key).to_string();
    let all = traced.claims.iter().flat_map(|c| list(&c["lost_witnesses"]));
    all.filter(move |l| list(&l["cited_by"]).iter().any(|c| c["report"] == *id)).map(|l| text(&l["name"]).to_string())
}

/// Characters of the words in the report's text, in code points.
fn stands(traced: &Traced, says: &Value) -> Option<(String, u64, u64)> {
    let report = traced.report(text(&says["key"]))?;
    let body: Vec<char> = text(&report["text"]).chars().collect();
    let wanted: Vec<char> = fold(text(&says["words"])).chars().filter(|c| *c != ' ').collect();
    let folded: Vec<(usize, char)> = body
        .iter()
        .enumerate()
        .filter(|(_, c)| c.is_alphanumeric())
        .flat_map(|(at, c)| c.to_lowercase().map(move |c| (at, c)))
        .collect();
    let at = folded.windows(wanted.len().max(1)).position(|w| w.iter().map(|(_, c)| c).eq(wanted.iter()))?;
    Some((text(&report["id"]).to_string(), folded[at].0 as u64, folded[at + wanted.len() - 1].0 as u64 + 1))
}

fn witness_of(claim: &Value, (report, start, end): &(String, u64, u64)) -> bool {
    let overlaps =
        |span: &Value| span[0].as_u64().is_some_and(|s| s < *end) && span[1].as_u64().is_some_and(|e| *start < e);
    list(&claim["witnesses"]).iter().any(|w| w["report"] == **report && list(&w["spans"]).iter().any(overlaps))
}

fn claim_facts(truth: &Value, traced: &Traced, facts: &mut Vec<Fact>) {
    let about = text(&truth["about"]);
    let says: Vec<_> = list(&truth["says"]).iter().map(|s| (text(&s["key"]), stands(traced, s))).collect();
    let has = |claim: &Value| says.iter().filter(|(_, at)| at.as_ref().is_some_and(|at| witness_of(claim, at))).count();
    let best = traced.claims.iter().rev().max_by_key(|claim| has(claim)).cloned().unwrap_or(Value::Null);
    let mut fact = |says: String, holds: bool| facts.push(Fact { says: format!("claim “{about}”: {says}"), holds });
    for (n, (key, at)) in says.iter().enumerate() {
        fact(format!("witness {} {key}", n + 1), at.as_ref().is_some_and(|at| witness_of(&best, at)));
    }
    for origin in list(&truth["origins"]) {
        let holds = list(&best["origins"]).iter().any(|o| same_name(text(&o["name"]), text(&origin["name"])));
        fact(format!("origin {} ({})", text(&origin["name"]), text(&origin["class"])), holds);
    }
    for bound in ["at_least", "at_most"] {
        let want = &truth["independent"][bound];
        fact(format!("independent {bound} {want}"), best["independent_origins"][bound] == *want);
    }
    for lost in list(&truth["lost_witnesses"]) {
        let found = list(&best["lost_witnesses"]).iter().any(|l| same_name(text(&l["name"]), text(&lost["name"])));
        fact(format!("lost witness {}", text(&lost["name"])), found);
    }
    for change in list(&truth["changes"]) {
        fact(change_words(change), told(change, traced));
    }
    for disagreement in list(&truth["disagreements"]) {
        let what = &disagreement["what"];
        let found = list(&best["disagreements"]).iter().any(|d| d["what"] == *what);
        fact(format!("versions differ in {} ({})", text(what), join(&disagreement["values"])), found);
    }
}

fn join(values: &Value) -> String {
    list(values).iter().map(text).collect::<Vec<_>>().join(" / ")
}

fn change_words(c: &Value) -> String {
    format!(
        "{} “{}” became “{}” from {} to {}",
        text(&c["what"]),
        text(&c["was"]),
        text(&c["became"]),
        text(&c["from"]),
        text(&c["to"])
    )
}

/// A change counts wherever a claim tells it between these reports.
fn told(change: &Value, traced: &Traced) -> bool {
    let (from, to) = (traced.id(text(&change["from"])), traced.id(text(&change["to"])));
    traced
        .claims
        .iter()
        .flat_map(|c| list(&c["changes"]))
        .any(|c| c["from_report"] == *from && c["to_report"] == *to && c["what"] == change["what"])
}

/// Two spellings of one place are told neither as a change nor as a disagreement.
fn same_place_facts(truth: &Value, traced: &Traced, facts: &mut Vec<Fact>) {
    for pair in list(&truth["same_place"]) {
        let names: Vec<String> = list(pair).iter().map(|n| fold(text(n))).collect();
        let both = |a: &Value, b: &Value| {
            let (a, b) = (fold(text(a)), fold(text(b)));
            a != b && names.contains(&a) && names.contains(&b)
        };
        let changed = traced.claims.iter().flat_map(|c| list(&c["changes"])).any(|c| both(&c["was"], &c["became"]));
        let differ = traced.claims.iter().flat_map(|c| list(&c["disagreements"])).any(|d| {
            let values = list(&d["values"]);
            values.iter().any(|a| values.iter().any(|b| both(&a["value"], &b["value"])))
        });
        facts.push(Fact { says: format!("{} are one place", join(pair)), holds: !changed && !differ });
    }
    let undated: BTreeMap<&str, bool> = list(&truth["undated"])
        .iter()
        .map(|key| (text(key), traced.report(text(key)).is_some_and(|r| r["published"].is_null())))
        .collect();
    facts.extend(undated.into_iter().map(|(key, holds)| Fact { says: format!("{key} is undated"), holds }));
}
