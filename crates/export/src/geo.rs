//! GeoJSON (RFC 7946): claims with a place. A point says more than is known, so its reach stands in the properties, in
//! kilometres, with the number of other places that the name could mean.

use serde_json::{Value, json};

use crate::Handed;

/// One `FeatureCollection`.
pub fn json(handed: &Handed) -> String {
    let mut features = Vec::new();
    for (held, view) in handed.views() {
        let given = held.place.as_ref();
        let own = view.site.as_ref();
        let number = |field: &str, own: Option<f64>| given.map_or(own, |place| place[field].as_f64());
        let (lat, lon) = (number("lat", own.and_then(|s| s.lat)), number("lon", own.and_then(|s| s.lon)));
        let (Some(lat), Some(lon)) = (lat, lon) else { continue };
        let days = view.when.as_ref().and_then(|told| told.days);
        features.push(json!({
            "type": "Feature", "id": view.id, "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {
                "claim": view.title, "story": view.story,
                "place": given.and_then(|place| place["name"].as_str()).or(view.place.as_deref()),
                "uncertainty_km": number("radius_km", own.and_then(|s| s.radius_km)),
                "other_meanings": own.filter(|_| given.is_none()).map(|s| s.alternatives),
                "given_by": given.map(|_| "correction"),
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
