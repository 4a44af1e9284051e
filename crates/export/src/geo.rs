//! GeoJSON (RFC 7946): claims with a place. A point says more than is known, so its reach stands in the properties, in
//! kilometres, with the number of other places that the name could mean.

use serde_json::{Value, json};

use crate::Handed;

/// One `FeatureCollection`.
pub fn json(handed: &Handed) -> String {
    let mut features = Vec::new();
    for (held, view) in handed.views() {
        let Some(site) = &view.site else { continue };
        let (Some(lat), Some(lon)) = (site.lat, site.lon) else { continue };
        let given = held.place.as_ref();
        let days = view.when.as_ref().and_then(|told| told.days);
        features.push(json!({
            "type": "Feature", "id": view.id, "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {
                "claim": view.title, "story": view.story,
                "place": site.name, "uncertainty_km": site.radius_km,
                "other_meanings": given.is_none().then_some(site.alternatives), "given_by": given.map(|_| "correction"),
                "told": view.when.as_ref().map(|told| told.words.as_str()),
                "earliest": days.map(|(first, _)| first.to_string()), "latest": days.map(|(_, last)| last.to_string()),
                "witnesses": view.witnesses, "reports": view.reports,
                "independent_at_least": view.at_least, "independent_at_most": view.at_most,
            },
        }));
    }
    let collection: Value = json!({"type": "FeatureCollection", "features": features});
    format!("{collection:#}\n")
}
