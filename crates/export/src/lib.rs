//! Handing over: a traced pile in the forms that other programs read, and evidence that a stranger can check.
//!
//! One module a form. All of them take a [`Handed`], give text, and touch no file. Claims go out as people corrected
//! them; the four record files of [`jsonl`] hold what the program itself said, with the corrections in a file beside.

pub mod annotations;
pub mod bundle;
pub mod csv;
pub mod entities;
pub mod geo;
pub mod graph;
pub mod jsonl;
pub mod provenance;
pub mod schema;
mod xml;
pub mod zip;

use std::collections::BTreeMap;
use stemma::Annotated;
use stemma::present::Pile;
use stemma::present::claim::ClaimView;
use stemma::present::correct::{Corrected, Correction, claims, standing};
use stemma::present::names::Names;
use stemma::trace::{Story, Traced};
use stemma_store::Run;

/// What is handed over.
#[derive(Debug)]
pub struct Handed<'a> {
    /// The reports, annotated.
    pub reports: &'a [Annotated],
    /// What the program traced.
    pub traced: &'a Traced,
    /// The log of corrections.
    pub corrections: &'a [Correction],
    /// The run whose trace this is.
    pub run: Option<&'a Run>,
}

/// A file's name and its content.
pub type File = (String, String);

impl Handed<'_> {
    /// Claims as people left them, without those that they rejected.
    pub fn claims(&self) -> Vec<Corrected> {
        let mut corrected = self.corrected();
        corrected.retain(|held| held.state != "rejected");
        corrected
    }

    fn corrected(&self) -> Vec<Corrected> {
        let stories = self.traced.stories.iter().enumerate();
        let all = stories.flat_map(|(n, story)| story.claims.iter().map(move |claim| (n, claim.clone())));
        claims(all.collect(), &standing(self.corrections)).0
    }

    /// The same as they are shown.
    pub fn views(&self) -> Vec<(Corrected, ClaimView)> {
        let renamed = Names::of(&standing(self.corrections)).over_all(self.reports);
        let pile = Pile::new(renamed.as_deref().unwrap_or(self.reports), self.traced);
        let shown = |held: Corrected| {
            let shown = held.view(&pile, self.story(&held));
            (held, shown)
        };
        self.claims().into_iter().map(shown).collect()
    }

    /// The views alone, those with most reports first (ties in the order of the records).
    pub fn most_first(&self) -> Vec<ClaimView> {
        let mut views: Vec<ClaimView> = self.views().into_iter().map(|(_, view)| view).collect();
        views.sort_by_key(|view| std::cmp::Reverse(view.reports));
        views
    }

    /// How many claims people rejected; they are left out of all that is handed over.
    pub fn rejected(&self) -> usize {
        self.corrected().iter().filter(|held| held.state == "rejected").count()
    }

    fn story(&self, held: &Corrected) -> &Story {
        &self.traced.stories[held.story]
    }

    /// Reports by id.
    fn by_id(&self) -> BTreeMap<&str, &Annotated> {
        self.reports.iter().map(|annotated| (annotated.report.id.as_str(), annotated)).collect()
    }
}

/// The forms that can be asked for, each with what it is.
pub const FORMATS: &[(&str, &str)] = &[
    ("jsonl", "a folder: the records as JSON lines, spans in code points, and the log of corrections"),
    ("csv", "a folder: claims, witnesses, reports and links as tables"),
    ("webanno", "a file: W3C Web Annotations (JSON-LD) of sources, cues, contents and claims"),
    ("prov", "a file: PROV-JSON, which report was derived from which, and who corrected what"),
    ("schema", "a file: schema.org Claim (JSON-LD)"),
    ("geojson", "a file: claims with a place, its uncertainty in the properties"),
    ("gexf", "a file: GEXF 1.3, for Gephi"),
    ("graphml", "a file: GraphML"),
    ("ftm", "a file: FollowTheMoney entities, one a line"),
];

/// The files of a form; one without a name where the form is a single file. `None`: there is no such form.
pub fn export(handed: &Handed, format: &str) -> Option<Vec<File>> {
    let single = |content: String| vec![(String::new(), content)];
    Some(match format {
        "jsonl" => jsonl::files(handed),
        "csv" => csv::files(handed),
        "webanno" => single(annotations::json(handed)),
        "prov" => single(provenance::json(handed)),
        "schema" => single(schema::json(handed)),
        "geojson" => single(geo::json(handed)),
        "gexf" => single(graph::gexf(handed)),
        "graphml" => single(graph::graphml(handed)),
        "ftm" => single(entities::lines(handed)),
        _ => return None,
    })
}
