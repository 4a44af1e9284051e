//! What the program found: annotations kept per version and rules, and the standing trace of the whole pile.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use stemma::attribute::Statement;
use stemma::link::Link;
use stemma::read::sha256;
use stemma::situate::Situation;
use stemma::trace::{Claim, Story, Traced};
use stemma::{Annotated, RULES_VERSION, SCHEMA_VERSION, segment};

use crate::{Case, Error, Filed, Result, custody, reference};

/// What the first rooms found in a version. The segmentation is made again on reading: it is cheap and large.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Annotation {
    /// Who says what.
    pub statements: Vec<Statement>,
    /// When, where, who, how many.
    pub situation: Situation,
}

impl Annotation {
    /// What stands beside the report and its segmentation.
    pub fn of(annotated: &Annotated) -> Self {
        Annotation { statements: annotated.statements.clone(), situation: annotated.situation.clone() }
    }

    /// Together with its report again.
    pub fn onto(self, report: stemma::read::Report) -> Annotated {
        let segmentation = segment::segment(&report.text);
        Annotated { report, segmentation, statements: self.statements, situation: self.situation }
    }
}

/// An annotation as the case keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    version: String,
    record: String,
}

impl Kept {
    /// The annotation.
    pub fn annotation(&self) -> Result<Annotation> {
        read(&self.record, || format!("the annotation of version {}", self.version))
    }
}

/// One trace of the pile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Counts from 1.
    pub id: i64,
    /// RFC 3339.
    pub started: String,
    /// Under which rules.
    pub rules: String,
    /// [`Case::pile_digest`] of what it was made of.
    pub pile: String,
    /// SHA-256 of all its records.
    pub result: String,
    /// How many.
    pub reports: i64,
    /// How many.
    pub links: i64,
    /// How many.
    pub stories: i64,
    /// How many.
    pub claims: i64,
}

/// What a trace depends on, as one hash: the versions in their order, the rules, the shape of the records and what the
/// user added to the tables.
fn pile_digest(db: &Connection, pile: &[Filed]) -> Result<String> {
    let mut all = vec![RULES_VERSION.to_string(), SCHEMA_VERSION.to_string()];
    all.extend(reference::digest(db)?);
    all.extend(pile.iter().map(|filed| filed.version.clone()));
    Ok(sha256(all.join("\n").as_bytes()))
}

impl Case {
    /// What the present rules found in a version, if that was kept; still to be parsed, which any thread can do.
    pub fn kept(&self, version: &str) -> Result<Option<Kept>> {
        let record: Option<String> = self
            .db
            .prepare_cached("SELECT record FROM annotations WHERE version = ?1 AND rules = ?2")?
            .query_row([version, RULES_VERSION], |row| row.get(0))
            .optional()?;
        Ok(record.map(|record| Kept { version: version.to_string(), record }))
    }

    /// Keeps what the present rules found, by version; what other rules found in these versions goes.
    pub fn keep_annotations(&mut self, found: &[(&str, Annotation)]) -> Result<()> {
        let transaction = self.db.transaction()?;
        for (version, annotation) in found {
            transaction.prepare_cached("DELETE FROM annotations WHERE version = ?1")?.execute([version])?;
            transaction
                .prepare_cached("INSERT INTO annotations (version, rules, record) VALUES (?1, ?2, ?3)")?
                .execute(params![version, RULES_VERSION, write(annotation)?])?;
        }
        Ok(transaction.commit()?)
    }

    /// What a trace of `pile` depends on, as one hash: another one means that it must be traced again.
    pub fn pile_digest(&self, pile: &[Filed]) -> Result<String> {
        pile_digest(&self.db, pile)
    }

    /// Puts a trace of `pile` in the place of the one that stood.
    pub fn keep_trace(&mut self, pile: &[Filed], traced: &Traced, now: &str) -> Result<Run> {
        let transaction = self.db.transaction()?;
        transaction.execute_batch("DELETE FROM claims; DELETE FROM stories; DELETE FROM links; DELETE FROM pile;")?;
        keep_pile(&transaction, pile)?;
        keep_links(&transaction, &traced.links)?;
        keep_stories(&transaction, &traced.stories)?;
        let run = keep_run(&transaction, pile, traced, now)?;
        transaction.commit()?;
        Ok(run)
    }

    /// The trace that stands, with all links, stories and claims.
    pub fn traced(&self) -> Result<Traced> {
        let links = self.all("SELECT record FROM links ORDER BY position", "a link")?;
        Ok(Traced { links, stories: self.stories()? })
    }

    /// The stories of the trace that stands, with all claims.
    pub(crate) fn stories(&self) -> Result<Vec<Story>> {
        let mut query = self.db.prepare("SELECT position, id, title, reports FROM stories ORDER BY position")?;
        let mut rows = query.query([])?;
        let mut stories = Vec::new();
        while let Some(row) = rows.next()? {
            let position: i64 = row.get(0)?;
            let reports: String = row.get(3)?;
            stories.push(Story {
                id: row.get(1)?,
                title: row.get(2)?,
                reports: read(&reports, || format!("story {position}"))?,
                claims: self.claims_of(position)?,
            });
        }
        Ok(stories)
    }

    /// The run whose trace stands; `None` where nothing was traced yet.
    pub fn last_run(&self) -> Result<Option<Run>> {
        let sql = "SELECT id, started, rules, pile, result, reports, links, stories, claims
                   FROM runs ORDER BY id DESC LIMIT 1";
        let run = self.db.query_row(sql, [], |row| {
            Ok(Run {
                id: row.get(0)?,
                started: row.get(1)?,
                rules: row.get(2)?,
                pile: row.get(3)?,
                result: row.get(4)?,
                reports: row.get(5)?,
                links: row.get(6)?,
                stories: row.get(7)?,
                claims: row.get(8)?,
            })
        });
        Ok(run.optional()?)
    }

    fn claims_of(&self, story: i64) -> Result<Vec<Claim>> {
        let mut query = self.db.prepare_cached("SELECT record FROM claims WHERE story = ?1 ORDER BY position")?;
        let records = query.query_map([story], |row| row.get::<_, String>(0))?;
        records.map(|record| read(&record?, || "a claim".into())).collect()
    }

    fn all<T: DeserializeOwned>(&self, sql: &str, what: &str) -> Result<Vec<T>> {
        let mut query = self.db.prepare(sql)?;
        let records = query.query_map([], |row| row.get::<_, String>(0))?;
        records.map(|record| read(&record?, || what.into())).collect()
    }
}

/// SHA-256 of all records of a trace: what the custody log says of a run.
pub(crate) fn result_digest(traced: &Traced) -> Result<String> {
    Ok(sha256(write(traced)?.as_bytes()))
}

fn keep_pile(db: &Connection, pile: &[Filed]) -> Result<()> {
    let mut insert = db.prepare_cached("INSERT INTO pile (report, version) VALUES (?1, ?2)")?;
    for filed in pile {
        insert.execute([&filed.report.id, &filed.version])?;
    }
    Ok(())
}

fn keep_links(db: &Connection, links: &[Link]) -> Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO links (from_report, to_report, kind, parent, score, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for link in links {
        let kind = serde_json::to_value(link.kind).ok().and_then(|kind| kind.as_str().map(String::from));
        insert.execute(params![link.from, link.to, kind, link.parent, link.score, write(link)?])?;
    }
    Ok(())
}

fn keep_stories(db: &Connection, stories: &[Story]) -> Result<()> {
    for story in stories {
        db.prepare_cached("INSERT INTO stories (id, title, reports) VALUES (?1, ?2, ?3)")?.execute(params![
            story.id,
            story.title,
            write(&story.reports)?
        ])?;
        keep_claims(db, db.last_insert_rowid(), &story.claims)?;
    }
    Ok(())
}

fn keep_claims(db: &Connection, story: i64, claims: &[Claim]) -> Result<()> {
    let mut insert = db.prepare_cached(
        "INSERT INTO claims (id, story, title, witnesses, origins, at_least, at_most, record)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )?;
    for claim in claims {
        insert.execute(params![
            claim.id,
            story,
            claim.title,
            count(claim.witnesses.len()),
            count(claim.origins.len()),
            count(claim.independent_origins.at_least),
            count(claim.independent_origins.at_most),
            write(claim)?
        ])?;
    }
    Ok(())
}

fn keep_run(db: &Connection, pile: &[Filed], traced: &Traced, now: &str) -> Result<Run> {
    let claims = traced.stories.iter().map(|story| story.claims.len()).sum();
    let mut run = Run {
        id: 0,
        started: now.into(),
        rules: RULES_VERSION.into(),
        pile: pile_digest(db, pile)?,
        result: result_digest(traced)?,
        reports: count(pile.len()),
        links: count(traced.links.len()),
        stories: count(traced.stories.len()),
        claims: count(claims),
    };
    db.execute(
        "INSERT INTO runs (started, schema, rules, pile, result, reports, links, stories, claims)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            run.started,
            SCHEMA_VERSION,
            run.rules,
            run.pile,
            run.result,
            run.reports,
            run.links,
            run.stories,
            run.claims
        ],
    )?;
    run.id = db.last_insert_rowid();
    let detail = serde_json::json!({"run": run.id, "rules": run.rules, "pile": run.pile, "result": run.result});
    custody::append(db, "traced", &detail, now)?;
    Ok(run)
}

pub(crate) fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

pub(crate) fn write<T: Serialize>(record: &T) -> Result<String> {
    serde_json::to_string(record).map_err(|error| Error::damaged("a record to be kept", error))
}

pub(crate) fn read<T: DeserializeOwned>(record: &str, what: impl Fn() -> String) -> Result<T> {
    serde_json::from_str(record).map_err(|error| Error::damaged(what(), error))
}
