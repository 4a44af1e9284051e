//! `stemma export` and `stemma bundle`: a case for other programs, and evidence for a stranger.

use std::collections::BTreeSet;
use std::path::Path;
use stemma::present::correct::{Correction, reach, standing};
use stemma::present::terminal::counted;
use stemma_export::{FORMATS, Handed, bundle, export};
use stemma_store::Case;

use super::show::find;
use crate::failure::{Done, Failure, Result};
use crate::output;
use crate::pile::{self, Standing};
use crate::progress::say;

/// Writes a case in one of the forms.
pub fn run(path: &Path, out: &Path, format: &str, quiet: bool) -> Result<Done> {
    let failed = Failure::case(path);
    let case = Case::open(path).map_err(&failed)?;
    let Standing { reports, traced, corrections, .. } = pile::standing(&case, quiet)?;
    let run = case.last_run().map_err(&failed)?;
    let handed = Handed { reports: &reports, traced: &traced, corrections: &corrections, run: run.as_ref() };
    let files = export(&handed, format).ok_or_else(|| unknown(format))?;
    if let [(name, content)] = files.as_slice()
        && name.is_empty()
    {
        match out == Path::new("-") {
            true => output::print(content)?,
            false => output::file(out, |file| file.text(content))?,
        }
    } else {
        if out == Path::new("-") {
            return Err(Failure::misuse(format!("`{format}` is a folder of files"), "`-o DIR` says where"));
        }
        output::folder(out)?;
        for (name, content) in &files {
            output::file(&out.join(name), |file| file.text(content))?;
        }
    }
    if out != Path::new("-") {
        say(quiet, &format!("wrote {}", out.display()));
    }
    Ok(Done::Whole)
}

fn unknown(format: &str) -> Failure {
    let known: Vec<&str> = FORMATS.iter().map(|(name, _)| *name).collect();
    Failure::misuse(format!("no format `{format}`"), format!("one of {}", known.join(", ")))
}

/// Writes the evidence for some claims.
pub fn evidence(path: &Path, claims: &[String], out: &Path, quiet: bool) -> Result<Done> {
    let failed = Failure::case(path);
    let case = Case::open(path).map_err(&failed)?;
    let standing_pile = pile::standing(&case, quiet)?;
    let (corrections, run) = (&standing_pile.corrections, case.last_run().map_err(&failed)?);
    let ids = chosen(&standing_pile, claims, corrections, path)?;
    let (reports, traced) = bundle::part(&standing_pile.reports, &standing_pile.traced, &ids);
    let handed = Handed { reports: &reports, traced: &traced, corrections, run: run.as_ref() };
    let title = path.file_stem().map_or_else(|| "case".into(), |stem| stem.to_string_lossy());
    let bytes = bundle::evidence(&case, &handed, &title, &standing_pile.notices()).map_err(Failure::System)?;
    output::file(out, |file| file.bytes(&bytes))?;
    let claims = counted(ids.len(), "claim", "claims");
    say(quiet, &format!("wrote {}: {claims}, {}", out.display(), counted(reports.len(), "report", "reports")));
    Ok(Done::Whole)
}

/// The claims that were typed, with those that corrections tie to them.
fn chosen(pile: &Standing, typed: &[String], log: &[Correction], path: &Path) -> Result<BTreeSet<String>> {
    let claims = pile.traced.stories.iter().flat_map(|story| &story.claims);
    let ids: Vec<(&str, &str)> = claims.map(|claim| (claim.id.as_str(), claim.title.as_str())).collect();
    let (mut found, standing) = (BTreeSet::new(), standing(log));
    for id in typed {
        found.extend(reach(ids[find(id, &ids, path)?].0, &standing));
    }
    Ok(found)
}
