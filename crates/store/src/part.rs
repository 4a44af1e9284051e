//! Parts of a case: one claim or report with what it takes to show it, without loading the pile.

use rusqlite::OptionalExtension;
use std::collections::{BTreeMap, BTreeSet};
use stemma::link::Link;
use stemma::read::Report;
use stemma::situate::Reference;
use stemma::trace::{Claim, Story};
use stemma::{Annotated, annotate};

use crate::query::{VERSION, filed};
use crate::records::read;
use crate::{Case, Result};

impl Case {
    /// The program's record of these claims, each in its story (whose other claims are left out), in the order of the
    /// records.
    pub fn claims_by_id(&self, ids: &BTreeSet<String>) -> Result<Vec<Story>> {
        let mut stories: BTreeMap<i64, Vec<(i64, Claim)>> = BTreeMap::new();
        for id in ids {
            let found: Option<(i64, i64, String)> = self
                .db
                .prepare_cached("SELECT story, position, record FROM claims WHERE id = ?1")?
                .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
                .optional()?;
            if let Some((story, position, record)) = found {
                stories.entry(story).or_default().push((position, read(&record, || format!("claim {id}"))?));
            }
        }
        stories.into_iter().map(|(position, claims)| self.story(position, claims)).collect()
    }

    fn story(&self, position: i64, mut claims: Vec<(i64, Claim)>) -> Result<Story> {
        claims.sort_by_key(|(position, _)| *position);
        let (id, title, reports): (String, String, String) = self
            .db
            .prepare_cached("SELECT id, title, reports FROM stories WHERE position = ?1")?
            .query_row([position], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let reports = read(&reports, || format!("story {position}"))?;
        Ok(Story { id, title, reports, claims: claims.into_iter().map(|(_, claim)| claim).collect() })
    }

    /// The same with every report that the claims name, annotated.
    pub fn claims_with_reports(&self, ids: &BTreeSet<String>) -> Result<(Vec<Story>, Vec<Annotated>)> {
        let stories = self.claims_by_id(ids)?;
        let named: BTreeSet<&str> = stories.iter().flat_map(|s| &s.claims).flat_map(reports_of).collect();
        let reports = named.into_iter().map(|id| self.traced_report(id)).collect::<Result<Vec<_>>>()?;
        Ok((stories, reports.into_iter().flatten().collect()))
    }

    /// A report as it was traced, with what the rooms found in it.
    pub fn traced_report(&self, id: &str) -> Result<Option<Annotated>> {
        let sql = format!("{VERSION} FROM pile p JOIN versions v ON v.id = p.version WHERE p.report = ?1");
        let mut query = self.db.prepare_cached(&sql)?;
        let mut rows = query.query([id])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let filed = filed(row)?;
        Ok(Some(match self.kept(&filed.version)? {
            Some(kept) => kept.annotation()?.onto(filed.report),
            None => annotate(filed.report, self.reference()?.as_ref().unwrap_or_else(|| Reference::bundled())),
        }))
    }

    /// A report as it was traced, without what the rooms found.
    pub fn traced_words(&self, id: &str) -> Result<Option<Report>> {
        let sql = format!("{VERSION} FROM pile p JOIN versions v ON v.id = p.version WHERE p.report = ?1");
        let mut query = self.db.prepare_cached(&sql)?;
        let mut rows = query.query([id])?;
        Ok(rows.next()?.map(filed).transpose()?.map(|filed| filed.report))
    }

    /// The links that a report has with others.
    pub fn links_of(&self, report: &str) -> Result<Vec<Link>> {
        let sql = "SELECT record FROM links WHERE from_report = ?1 OR to_report = ?1 ORDER BY position";
        let mut query = self.db.prepare_cached(sql)?;
        let records = query.query_map([report], |row| row.get::<_, String>(0))?;
        records.map(|record| read(&record?, || format!("a link of report {report}"))).collect()
    }
}

/// Every report that a claim's record names.
fn reports_of(claim: &Claim) -> Vec<&str> {
    let lost = claim.lost_witnesses.iter().flat_map(|lost| &lost.cited_by);
    let why = claim.independent_origins.why.iter().flat_map(|why| &why.shown_by);
    let witnesses = claim.witnesses.iter().map(|witness| witness.report.as_str());
    witnesses.chain(lost.chain(why).map(|cited| cited.report.as_str())).collect()
}
