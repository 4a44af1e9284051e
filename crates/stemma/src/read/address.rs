//! Addresses: made absolute, and the host that stands for an outlet without a name.

use url::Url;

/// `address` as an absolute web address, resolved against `base` where it is relative.
pub(super) fn absolute(address: &str, base: Option<&str>) -> Option<String> {
    let address = address.trim();
    let base = base.and_then(|base| Url::parse(base).ok());
    let url = Url::options().base_url(base.as_ref()).parse(address).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

/// A link's target: absolute where that can be told, as written where not; `None` for what leads to no other page.
pub(super) fn link(href: &str, base: Option<&str>) -> Option<String> {
    let href = href.trim();
    let scheme = href.split([':', '/', '?', '#']).next().unwrap_or("").to_ascii_lowercase();
    let nowhere = href.is_empty()
        || href.starts_with('#')
        || ["javascript", "mailto", "tel", "data", "about"].contains(&scheme.as_str());
    (!nowhere).then(|| absolute(href, base).unwrap_or_else(|| href.to_string()))
}

/// The host without `www.`: `morningpost.example`.
pub(super) fn host(address: &str) -> Option<String> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_string())
}
