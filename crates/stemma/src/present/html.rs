//! The report: one file that opens offline, prints, and needs no script. A page's own markup is never rendered.

use super::claim::{ClaimView, Quoted, WitnessView};
use super::marks::{Mark, Segment};
use super::shown::{cut, html};
use super::terminal::counted;
use super::{Pile, published, svg, terminal};

const STYLE: &str = include_str!("report.css");

/// Claims beyond this many are listed but not drawn, so that the file stays one that a browser opens.
pub const DRAWN: usize = 500;

/// The whole file. `notes` stand on top: what a reader must know of the file as such.
pub fn report(pile: &Pile, views: &[ClaimView], title: &str, notes: &[String]) -> String {
    let mut out = String::with_capacity(64 * 1024);
    out.push_str("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
    );
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    out.push_str(&format!("<title>{0}</title><style>{STYLE}</style></head><body><header><h1>{0}</h1>", html(title)));
    out.extend(notes.iter().map(|note| format!("<p class=\"notice\">{}</p>", html(note))));
    out.push_str(&summary(pile, views));
    out.push_str("</header><main>");
    out.push_str(&list(views));
    out.push_str(&wanted(views));
    for view in views.iter().take(DRAWN) {
        out.push_str(&claim(view));
    }
    out.push_str(&reports(pile));
    out.push_str("</main></body></html>\n");
    out
}

fn summary(pile: &Pile, views: &[ClaimView]) -> String {
    let stories = pile.traced().stories.len();
    let copies = pile.traced().links.iter().filter(|l| l.parent && l.kind.is_copy()).count();
    let single = views.iter().filter(|v| v.reports > 1 && v.at_most == 1).count();
    let drawn = if views.len() > DRAWN {
        format!(" The first {DRAWN} claims are drawn, all are listed.")
    } else {
        String::new()
    };
    let says = [
        format!(
            "{}, {}, {}.",
            counted(pile.len(), "report", "reports"),
            counted(stories, "story", "stories"),
            counted(views.len(), "claim", "claims")
        ),
        counted(copies, "report copies another one.", "reports copy another one."),
        counted(
            single,
            "claim stands in several reports and goes back to one origin.",
            "claims stand in several reports and go back to one origin.",
        ),
    ];
    let marks = [Mark::Claim, Mark::Source, Mark::Cue, Mark::Hedge, Mark::Time, Mark::Place]
        .map(|m| format!("<mark class=\"{0}\">{0}</mark>", m.name()));
    format!(
        "<p class=\"summary\">{}{drawn}</p><p class=\"legend\">Marked in the words: {}</p>",
        says.join(" "),
        marks.join(" ")
    )
}

fn list(views: &[ClaimView]) -> String {
    let mut out = String::from(
        "<section><h2>Claims</h2><table><thead><tr><th>Claim</th><th>Reports</th><th>Origins<br>named / group / unnamed</th><th>Independent<br>at least-at most</th><th>When</th><th>Where</th></tr></thead><tbody>",
    );
    for (n, view) in views.iter().enumerate() {
        let says = if n < DRAWN {
            format!("<a href=\"#c-{}\">{}</a>", html(&view.id), html(&cut(&view.title, 160)))
        } else {
            html(&cut(&view.title, 160))
        };
        let differ = if view.disagreements.is_empty() { "" } else { " <span class=\"differ\">versions differ</span>" };
        out.push_str(&format!(
            "<tr><td dir=\"auto\">{says}{differ}</td><td>{}</td><td>{} / {} / {}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            view.reports,
            view.named,
            view.group,
            view.unnamed,
            view.independent(),
            html(view.when.as_ref().map_or("", |told| &told.words)),
            html(view.place.as_deref().unwrap_or(""))
        ));
    }
    out + "</tbody></table></section>"
}

/// Lost witnesses over all claims: the next things to look for, those that most claims need first.
fn wanted(views: &[ClaimView]) -> String {
    let mut wanted: std::collections::BTreeMap<&str, (usize, &str, &ClaimView)> = std::collections::BTreeMap::new();
    for view in views.iter().take(DRAWN) {
        for lost in &view.lost {
            wanted.entry(&lost.name).or_insert((0, lost.role, view)).0 += 1;
        }
    }
    if wanted.is_empty() {
        return String::new();
    }
    let mut rows: Vec<_> = wanted.into_iter().collect();
    rows.sort_by_key(|(name, (n, _, _))| (std::cmp::Reverse(*n), *name));
    let items = rows.iter().map(|(name, (n, role, view))| {
        format!(
            "<li>{} ({role}), cited for {}, first <a href=\"#c-{}\">{}</a></li>",
            html(name),
            counted(*n, "claim", "claims"),
            html(&view.id),
            html(&cut(&view.title, 90))
        )
    });
    format!("<section><h2>Look for next</h2><ul>{}</ul></section>", items.collect::<String>())
}

fn claim(view: &ClaimView) -> String {
    let mut out = format!(
        "<section class=\"claimpage\" id=\"c-{0}\"><h2 dir=\"auto\">“{1}”</h2><p class=\"facts\">claim {0}; story “{2}”; {3} in {4}; <strong>independent origins: {5}</strong></p><p class=\"short\" dir=\"auto\">{6}</p>{7}",
        html(&view.id),
        html(&cut(&view.title, 300)),
        html(&cut(&view.story, 120)),
        counted(view.witnesses, "witness", "witnesses"),
        counted(view.reports, "report", "reports"),
        html(&terminal::independent(view)),
        html(&view.short.says),
        view.short.first.iter().map(|first| quotes(std::slice::from_ref(first))).collect::<String>()
    );
    if !view.stemma.graph.edges.is_empty() {
        out.push_str(&format!("<figure><div class=\"wide\">{}</div><figcaption>A box is a report; an arrow leads to who has it from there. Full line: direction sure; dashed: likely; dotted, without a head: unknown. Dashed box: not in the pile.</figcaption></figure>", svg::stemma(&view.stemma, &view.title)));
    }
    out.push_str(&why(view));
    out.push_str(&origins(view));
    out.push_str(&changes(view));
    out.push_str(&disagreements(view));
    out.push_str(&lost(view));
    if let Some(times) = svg::times(view) {
        out.push_str(&format!("<h3>Published, and told of</h3><div class=\"wide\">{times}</div>"));
    }
    out.push_str("<h3>Witnesses</h3>");
    out.extend(view.words.iter().map(witness));
    out + "</section>"
}

fn witness(w: &WitnessView) -> String {
    format!(
        "<article class=\"witness\"><h4><a href=\"#r-{}\">{}</a> <small>{}; {}</small></h4><blockquote dir=\"auto\">{}</blockquote></article>",
        html(&w.report),
        html(&w.label),
        html(&w.published),
        html(&terminal::voice(w)),
        w.context.iter().map(segment).collect::<String>()
    )
}

/// Non-overlapping marks: one element a segment, with a class a mark.
fn segment(segment: &Segment) -> String {
    if segment.marks.is_empty() {
        return html(&segment.text);
    }
    let names: Vec<_> = segment.marks.iter().map(|m| m.name()).collect();
    format!("<mark class=\"{0}\" title=\"{1}\">{2}</mark>", names.join(" "), names.join(", "), html(&segment.text))
}

fn block(title: &str, items: Vec<String>) -> String {
    if items.is_empty() {
        return String::new();
    }
    format!(
        "<h3>{title}</h3><ul>{}</ul>",
        items.iter().map(|item| format!("<li dir=\"auto\">{item}</li>")).collect::<String>()
    )
}

fn quotes(shown_by: &[Quoted]) -> String {
    let item = |quoted: &Quoted| {
        format!("<span class=\"cite\">{}: “{}”</span>", html(&quoted.label), html(&cut(&quoted.words, 240)))
    };
    shown_by.iter().map(item).collect()
}

fn why(view: &ClaimView) -> String {
    block(
        "Why the count is what it is",
        view.why.iter().map(|w| format!("{}{}", html(&w.says), quotes(&w.shown_by))).collect(),
    )
}

fn origins(view: &ClaimView) -> String {
    let item = |o: &super::claim::OriginView| {
        let lost = if o.lost { "; its own words are not in the pile" } else { "" };
        format!("<strong>{}</strong> ({}{lost}): {}", html(&o.name), o.class, html(&o.reports.join(", ")))
    };
    block("Origins", view.origins.iter().map(item).collect())
}

fn changes(view: &ClaimView) -> String {
    let item = |c: &super::claim::ChangeView| {
        let was =
            c.was.as_ref().map_or_else(|| "<em>nothing</em>".to_string(), |was| format!("<del>{}</del>", html(was)));
        let became = c
            .became
            .as_ref()
            .map_or_else(|| "<em>nothing</em>".to_string(), |became| format!("<ins>{}</ins>", html(became)));
        format!("{} → {}: {} {was} became {became}", html(&c.from_label), html(&c.to_label), c.what)
    };
    block("Changes on the way", view.changes.iter().map(item).collect())
}

fn disagreements(view: &ClaimView) -> String {
    let mut out = String::new();
    for d in &view.disagreements {
        let rows = d
            .values
            .iter()
            .map(|(value, labels)| format!("<tr><td>{}</td><td>{}</td></tr>", html(value), html(&labels.join(", "))));
        out.push_str(&format!("<h3>Versions differ: {}</h3><table>{}</table>", d.what, rows.collect::<String>()));
    }
    out
}

fn lost(view: &ClaimView) -> String {
    block(
        "Lost witnesses: look for",
        view.lost
            .iter()
            .map(|l| format!("<strong>{}</strong> ({}){}", html(&l.name), l.role, quotes(&l.cited_by)))
            .collect(),
    )
}

fn reports(pile: &Pile) -> String {
    let mut out = String::from(
        "<section><h2>Reports</h2><table><thead><tr><th>Outlet</th><th>Published</th><th>Title</th><th>Address</th><th>SHA-256 of the text</th></tr></thead><tbody>",
    );
    for annotated in pile.reports.values() {
        let r = &annotated.report;
        let value = |found: &Option<crate::read::Found<String>>| {
            found.as_ref().map_or_else(String::new, |f| html(&cut(&f.value, 160)))
        };
        out.push_str(&format!(
            "<tr id=\"r-{}\"><td dir=\"auto\">{}</td><td>{}</td><td dir=\"auto\">{}</td><td class=\"hash\">{}</td><td class=\"hash\">{}</td></tr>",
            html(&r.id),
            html(&pile.label(&r.id)),
            published(r),
            value(&r.title),
            value(&r.url),
            r.text_sha256
        ));
    }
    out + "</tbody></table></section>"
}
