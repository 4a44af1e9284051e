//! The tables behind the page: filled from a trace with the corrections in it, and mended claim by claim when somebody
//! corrects.

use rusqlite::{Connection, params};
use std::collections::BTreeSet;
use stemma::Annotated;
use stemma::attribute::SourceClass;
use stemma::present::claim::ClaimView;
use stemma::present::correct::{Corrected, Correction, claims, reach, standing};
use stemma::present::names::Names;
use stemma::present::{Pile, published, shown};
use stemma::trace::{Story, Traced};

use crate::records::count;
use crate::{Case, Result};

impl Case {
    /// Whether the tables behind the page show the standing trace.
    pub fn is_shown(&self) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM shown_run WHERE run = (SELECT max(id) FROM runs))";
        Ok(self.db.query_row(sql, [], |row| row.get(0))?)
    }

    /// Fills the tables behind the page anew.
    pub fn show(&mut self, reports: &[Annotated], traced: &Traced) -> Result<()> {
        let log = self.corrections()?;
        let transaction = self.db.transaction()?;
        transaction.execute_batch(
            "DELETE FROM shown_run; DELETE FROM shown_claims; DELETE FROM shown_values; DELETE FROM shown_lost;
             DELETE FROM shown_reports; DELETE FROM shown_names; DELETE FROM found_claims;",
        )?;
        let names = Names::of(&standing(&log));
        reports.iter().try_for_each(|annotated| show_names(&transaction, annotated, &names))?;
        let renamed = names.over_all(reports);
        let shown = Shown {
            own: Pile::new(reports, traced),
            pile: Pile::new(renamed.as_deref().unwrap_or(reports), traced),
            names: &names,
        };
        reports.iter().try_for_each(|annotated| show_report(&transaction, &shown.pile, annotated))?;
        show_all(&transaction, &shown, traced, &log)?;
        transaction.execute_batch(
            "INSERT INTO found_reports (found_reports) VALUES ('rebuild');
             INSERT INTO shown_run SELECT max(id) FROM runs HAVING max(id) IS NOT NULL;",
        )?;
        Ok(transaction.commit()?)
    }
}

/// A pile as people left it.
struct Shown<'a> {
    pile: Pile<'a>,
    /// With the names that the program gave.
    own: Pile<'a>,
    names: &'a Names,
}

impl Shown<'_> {
    /// A claim as it is shown, with all that reached it.
    fn view(&self, story: &Story, mut held: Corrected) -> (ClaimView, Corrected) {
        let view = held.view(&self.pile, story);
        held.acts.extend(self.names.behind(view.place.as_deref(), &self.own, &held.claim));
        (view, held)
    }
}

fn show_report(db: &Connection, pile: &Pile, annotated: &Annotated) -> Result<()> {
    let report = &annotated.report;
    let title = report.title.as_ref().map(|found| shown::line(&found.value));
    let language = report.language.as_ref().map(|found| found.value.as_str());
    db.prepare_cached(
        "INSERT INTO shown_reports (id, label, title, language, published, published_first, length)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        report.id,
        pile.label(&report.id),
        title,
        language,
        report.published_at().map(|_| published(report)),
        report.published_at().map(|at| at.minutes().0),
        count(report.text.len()),
    ])?;
    Ok(())
}

/// A row a name: what its mentions are called now, and what the program calls them.
fn show_names(db: &Connection, annotated: &Annotated, names: &Names) -> Result<()> {
    let report = &annotated.report.id;
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO shown_names VALUES (?1, ?2, ?3, ?4)")?;
    let situation = &annotated.situation;
    let actors: BTreeSet<&str> = situation.actors.iter().map(|actor| actor.name.as_str()).collect();
    let links = annotated.statements.iter().flat_map(|s| &s.chain).filter(|link| link.class != SourceClass::Author);
    let actors = actors.into_iter().chain(links.map(|link| link.name.as_str()));
    for own in actors {
        insert.execute(params!["actor", names.called("actor", own, report), own, report])?;
    }
    for place in &situation.places {
        insert.execute(params!["place", names.called("place", &place.name, report), place.name, report])?;
    }
    Ok(())
}

/// Calls the mentions of these names anew.
fn call_again(db: &Connection, kind: &str, touched: &BTreeSet<String>, names: &Names) -> Result<()> {
    for name in touched {
        let mut query =
            db.prepare_cached("SELECT own, report FROM shown_names WHERE kind = ?1 AND (name = ?2 OR own = ?2)")?;
        let rows = query.query_map([kind, name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows: Vec<(String, String)> = rows.collect::<std::result::Result<_, _>>()?;
        for (own, report) in rows {
            db.prepare_cached("DELETE FROM shown_names WHERE kind = ?1 AND own = ?2 AND report = ?3")?
                .execute([kind, &own, &report])?;
            let called = names.called(kind, &own, &report);
            db.prepare_cached("INSERT OR IGNORE INTO shown_names VALUES (?1, ?2, ?3, ?4)")?
                .execute([kind, &called, &own, &report])?;
        }
    }
    Ok(())
}

/// Those in most reports first, so that the plain order of the rows is the usual one.
fn show_all(db: &Connection, shown: &Shown, traced: &Traced, log: &[Correction]) -> Result<()> {
    let all = traced.stories.iter().enumerate().flat_map(|(n, story)| story.claims.iter().map(move |c| (n, c.clone())));
    let (corrected, _) = claims(all.collect(), &standing(log));
    let mut rows: Vec<(ClaimView, Corrected)> =
        corrected.into_iter().map(|c| shown.view(&traced.stories[c.story], c)).collect();
    rows.sort_by_key(|(view, _)| std::cmp::Reverse(view.reports));
    for (position, (view, corrected)) in rows.iter().enumerate() {
        show_claim(db, &shown.pile, view, corrected, count(position) + 1)?;
    }
    Ok(())
}

fn show_claim(db: &Connection, pile: &Pile, view: &ClaimView, corrected: &Corrected, position: i64) -> Result<()> {
    let days = view.when.as_ref().and_then(|told| told.days);
    let minutes = || view.words.iter().filter_map(|witness| witness.minutes);
    let differs: Vec<&str> = view.disagreements.iter().map(|d| d.what).collect();
    let site = view.site.as_ref();
    db.prepare_cached(
        "INSERT INTO shown_claims VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
         ?18, ?19, ?20, ?21, ?22, ?23, ?24)",
    )?
    .execute(params![
        position,
        view.id,
        view.title,
        view.story,
        count(view.witnesses),
        count(view.reports),
        count(view.named),
        count(view.group),
        count(view.unnamed),
        count(view.at_least),
        count(view.at_most),
        view.when.as_ref().map(|told| told.words.as_str()),
        days.map(|(first, _)| first.to_string()),
        days.map(|(_, last)| last.to_string()),
        minutes().map(|(first, _)| first).min(),
        minutes().map(|(_, last)| last).max(),
        view.place,
        site.and_then(|site| site.lat),
        site.and_then(|site| site.lon),
        site.and_then(|site| site.radius_km),
        count(view.lost.len()),
        differs.join(" "),
        corrected.state,
        count(corrected.acts.len()),
    ])?;
    let quotes: Vec<&str> = view.words.iter().map(|witness| witness.quote.as_str()).collect();
    db.prepare_cached("INSERT INTO found_claims (rowid, title, quotes) VALUES (?1, ?2, ?3)")?.execute(params![
        position,
        view.title,
        quotes.join("\n")
    ])?;
    show_values(db, pile, view, position)
}

fn show_values(db: &Connection, pile: &Pile, view: &ClaimView, position: i64) -> Result<()> {
    let mut values = BTreeSet::new();
    for witness in &view.words {
        values.insert(("report", witness.report.clone()));
        values.insert(("outlet", witness.label.clone()));
        let language = pile.annotated(&witness.report).and_then(|a| a.report.language.as_ref());
        values.extend(language.map(|found| ("language", found.value.clone())));
    }
    values.extend(view.origins.iter().map(|origin| ("origin", origin.name.clone())));
    for (kind, value) in values {
        db.prepare_cached("INSERT INTO shown_values (kind, value, claim) VALUES (?1, ?2, ?3)")?
            .execute(params![kind, value, position])?;
    }
    for lost in &view.lost {
        db.prepare_cached("INSERT OR IGNORE INTO shown_lost (name, role, claim) VALUES (?1, ?2, ?3)")?
            .execute(params![lost.name, lost.role, position])?;
    }
    Ok(())
}

/// Makes the rows anew that a correction of names can have reached: all claims that are told of the place, or that have
/// the actor for an origin.
pub(crate) fn names_again(case: &mut Case, kind: &str, touched: &BTreeSet<String>) -> Result<()> {
    let names = Names::of(&standing(&case.corrections()?));
    let mut ids = BTreeSet::new();
    for name in touched {
        let sql = match kind {
            "place" => "SELECT id FROM shown_claims WHERE place = ?1",
            _ => {
                "SELECT c.id FROM shown_values v JOIN shown_claims c ON c.position = v.claim
                  WHERE v.kind = 'origin' AND v.value = ?1"
            }
        };
        let mut query = case.db.prepare_cached(sql)?;
        let rows = query.query_map([name], |row| row.get::<_, String>(0))?;
        ids.extend(rows.collect::<std::result::Result<Vec<_>, _>>()?);
    }
    let transaction = case.db.transaction()?;
    call_again(&transaction, kind, touched, &names)?;
    transaction.commit()?;
    show_again(case, &ids)
}

/// Makes the rows of the claims anew that a correction of these can have reached.
pub(crate) fn show_again(case: &mut Case, touched: &BTreeSet<String>) -> Result<()> {
    let log = case.corrections()?;
    let all: Vec<&Correction> = log.iter().filter(|c| c.act != "undo").collect();
    let ids: BTreeSet<String> = touched.iter().flat_map(|id| reach(id, &all)).collect();
    let (stories, reports) = case.claims_with_reports(&ids)?;
    let names = Names::of(&standing(&log));
    let renamed = names.over_all(&reports);
    let traced = Traced::default();
    let shown = Shown {
        own: Pile::new(&reports, &traced),
        pile: Pile::new(renamed.as_deref().unwrap_or(&reports), &traced),
        names: &names,
    };
    let records = stories.iter().enumerate().flat_map(|(n, s)| s.claims.iter().map(move |c| (n, c.clone()))).collect();
    let (corrected, _) = claims(records, &standing(&log));
    let transaction = case.db.transaction()?;
    let mut places = std::collections::BTreeMap::new();
    for id in &ids {
        let position = transaction.query_row("SELECT position FROM shown_claims WHERE id = ?1", [id], |row| row.get(0));
        let Ok(position) = position else { continue };
        places.insert(id.clone(), position);
        forget(&transaction, position)?;
    }
    for held in corrected {
        let (view, held) = shown.view(&stories[held.story], held);
        let position = match places.get(&held.claim.id) {
            Some(&position) => position,
            None => transaction
                .query_row("SELECT coalesce(max(position), 0) + 1 FROM shown_claims", [], |row| row.get(0))?,
        };
        show_claim(&transaction, &shown.pile, &view, &held, position)?;
    }
    Ok(transaction.commit()?)
}

fn forget(db: &Connection, position: i64) -> Result<()> {
    for sql in [
        "DELETE FROM shown_claims WHERE position = ?1",
        "DELETE FROM shown_values WHERE claim = ?1",
        "DELETE FROM shown_lost WHERE claim = ?1",
        "DELETE FROM found_claims WHERE rowid = ?1",
    ] {
        db.prepare_cached(sql)?.execute([position])?;
    }
    Ok(())
}
