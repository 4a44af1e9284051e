//! Whatever the bytes are, reading ends, stays within its limits, does not panic, and points into its own text.

use super::{Hints, Item, LeftOut, Limits, Published, Reading, content_id, read};
use proptest::prelude::*;
use std::io::Write;
use std::ops::ControlFlow;

fn all(name: &str, bytes: &[u8], hints: &Hints, limits: &Limits) -> Vec<Item> {
    let mut items = Vec::new();
    let _ = read(name, &mut &bytes[..], hints, limits, &mut |item| {
        items.push(item);
        ControlFlow::Continue(())
    });
    items
}

fn readings(name: &str, bytes: &[u8]) -> Vec<Reading> {
    let items = all(name, bytes, &Hints::default(), &Limits::default());
    items.into_iter().filter_map(|item| if let Item::Reading(reading) = item { Some(*reading) } else { None }).collect()
}

fn reasons(name: &str, bytes: &[u8], limits: &Limits) -> Vec<String> {
    let items = all(name, bytes, &Hints::default(), limits);
    let reason = |item| if let Item::LeftOut(LeftOut { reason, .. }) = item { Some(reason) } else { None };
    items.into_iter().filter_map(reason).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

const LINES: &str =
    "{\"id\": \"a\", \"text\": \"The quay is sold.\"}\n{\"id\": \"b\", \"text\": \"The crane is green.\"}\n";

#[test]
fn compressed_lines_are_the_same_lines() {
    let plain = readings("dump.jsonl", LINES.as_bytes());
    let twice =
        [zstd(LINES.as_bytes()), b"\x50\x2a\x4d\x18\x03\0\0\0abc".to_vec(), zstd(b"{\"id\": 3, \"text\": \"Gulls.\"}")]
            .concat();
    let members = [gzip(LINES.as_bytes()), gzip(b"{\"id\": 3, \"text\": \"Gulls.\"}")].concat();
    assert_eq!(plain.len(), 2);
    for bytes in [twice, members, gzip(&zstd(format!("{LINES}{{\"id\": 3, \"text\": \"Gulls.\"}}").as_bytes()))] {
        let unpacked = readings("dump.jsonl", &bytes);
        assert_eq!(unpacked[..2], plain[..]);
        assert_eq!(unpacked[2].report.text, "Gulls.");
    }
    let thrice = gzip(&gzip(&gzip(LINES.as_bytes())));
    assert_eq!(reasons("x", &thrice, &Limits::default()), ["compressed more than twice"]);
}

#[test]
fn a_bomb_is_left_out() {
    let bomb = gzip(&vec![b' '; 80 << 20]);
    assert_eq!(reasons("x.txt.gz", &bomb, &Limits::default()), ["larger than 32 MiB"]);
    let lines = [b"{}\n".as_slice(), &vec![b' '; 80 << 20]].concat();
    let reasons = reasons("x.jsonl.gz", &gzip(&lines), &Limits::default());
    assert_eq!(reasons.last().unwrap(), "unpacks to more than 250 times its size");
}

#[test]
fn what_breaks_off_gives_what_stands_before_it() {
    let packed = gzip(format!("{}{}", LINES.repeat(2000), "{\"id\"").as_bytes());
    let items = all("x.jsonl.gz", &packed[..packed.len() - 20], &Hints::default(), &Limits::default());
    assert!(matches!(&items[0], Item::Reading(_)));
    assert!(
        matches!(items.last(), Some(Item::LeftOut(LeftOut { reason, .. })) if reason == "the compressed stream breaks off")
    );
}

#[test]
fn a_long_line_is_left_out_and_the_next_is_read() {
    let limits = Limits { piece_bytes: 1 << 20, ..Limits::default() };
    let long = format!("{{\"id\": 1, \"text\": \"{}\"}}\n{LINES}", "x".repeat(2 << 20));
    assert_eq!(reasons("x.jsonl", long.as_bytes(), &limits), ["larger than 1 MiB"]);
    assert_eq!(all("x.jsonl", long.as_bytes(), &Hints::default(), &limits).len(), 3);
}

#[test]
fn pages_made_to_exhaust_are_left_out() {
    let deep = format!("<html>{}", "<div>".repeat(50_000));
    let wide = format!("<html>{}", "<i>x</i>".repeat(200_000));
    assert_eq!(
        reasons("x.html", deep.as_bytes(), &Limits::default()),
        ["a page of more than 1000 elements in one another"]
    );
    assert_eq!(reasons("x.html", wide.as_bytes(), &Limits::default()), ["a page of more than 200000 tags"]);
    for open in ["<p>", "<a>", "<li>", "<table><tr><td>", "<p><b></p>", "</x>", "<select><option>", "<svg><p>", "<!--"]
    {
        let page = format!(
            "<html><body>{}<p>The quay is sold, the crane is green, and the gulls moved.</p>",
            open.repeat(900 / open.len())
        );
        assert_eq!(all("x.html", page.as_bytes(), &Hints::default(), &Limits::default()).len(), 1, "{open}");
    }
}

#[test]
fn entities_of_a_feed_are_not_expanded() {
    let feed = "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>\
        <rss version=\"2.0\"><channel><title>Holm</title><item><title>Quay</title><description>&b;&b; sold</description></item>\
        </channel></rss>";
    assert!(readings("feed.xml", feed.as_bytes()).iter().all(|reading| reading.report.text.len() < 100));
}

#[test]
fn other_kinds_are_named() {
    let reason = |bytes: &[u8]| reasons("x", bytes, &Limits::default()).join("");
    assert_eq!(reason(b"%PDF-1.7 ..."), "a PDF: this kind is not read");
    assert_eq!(reason(&[0; 64]), "binary data, no text");
    assert_eq!(reason(b""), "holds no words");
    assert_eq!(reason(b"<rss version='2.0'><channel></channel></rss>"), "a feed without entries");
}

#[test]
fn noise_under_the_name_of_a_page_is_left_out() {
    let next = |seed: &u32| Some(seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    let noise: Vec<u8> = std::iter::successors(Some(7), next).map(|seed| (seed >> 24) as u8).take(4000).collect();
    for name in ["page.html", "note.txt", "noise.bin"] {
        assert_eq!(reasons(name, &noise, &Limits::default()), ["binary data, no text"], "{name}");
    }
}

#[test]
fn control_and_direction_marks_stay() {
    let words = "The \u{202e}quay\u{202c} is\u{7} sold.";
    let line = serde_json::json!({ "id": 1, "text": words }).to_string();
    assert_eq!(readings("x.jsonl", line.as_bytes())[0].report.text, words);
    let page =
        format!("<html><body><h1>Quay</h1><p>{words} The crane is green, and the gulls have moved to the church.</p>");
    assert!(readings("x.html", page.as_bytes())[0].report.text.contains(words));
}

#[test]
fn character_sets_are_told_by_bom_bytes_and_declaration() {
    let page = |charset: &str, name: &[u8]| {
        let head = format!("<html><head><meta charset=\"{charset}\"></head><body><h1>");
        let tail = b"</h1><p>The quay is sold, the crane is green, and the gulls have moved to the church roof.</p>";
        readings("x.html", &[head.as_bytes(), name, tail].concat())[0].report.clone()
    };
    assert!(page("windows-1252", b"Caf\xe9").text.starts_with("Café"));
    assert!(page("iso-8859-2", b"\xb3\xf3d\xbc").text.starts_with("łódź"));
    let repaired = page("iso-8859-1", "Café".as_bytes());
    assert!(repaired.text.starts_with("Café"));
    assert_eq!(repaired.doubts, ["the page declares the character set windows-1252, but the bytes are UTF-8"]);
    let utf16: Vec<u8> = "\u{feff}The quay is sold.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(readings("x.txt", &utf16)[0].report.text, "The quay is sold.");
    let russian: &[u8] = b"\xcc\xee\xf1\xf2 \xf7\xe5\xf0\xe5\xe7 \xf0\xe5\xea\xf3 \xee\xe1\xf0\xf3\xf8\xe8\xeb\xf1\xff \xed\xee\xf7\xfc\xfe";
    assert!(readings("x.txt", russian)[0].report.text.starts_with("Мост через"));
}

#[test]
fn the_users_word_stands_over_the_pages() {
    let hints = Hints {
        published: Some(Published::day(jiff::civil::date(2031, 3, 5))),
        outlet: Some("Holm Notes".into()),
        ..Hints::default()
    };
    let page = "<html><head><meta name=date content=2031-03-04></head><body><h1>Quay sold</h1><p>The quay is sold to a fishmonger.</p>";
    let Item::Reading(reading) = all("x.html", page.as_bytes(), &hints, &Limits::default()).remove(0) else {
        panic!("left out")
    };
    assert_eq!(reading.report.published.unwrap().found_in, "--published");
    assert_eq!(reading.report.outlet.unwrap().value, "Holm Notes");
    assert_eq!(reading.report.doubts, ["--published stands over \"2031-03-04\" of meta[name=\"date\"]"]);
}

#[test]
fn ids_come_from_the_address_else_from_the_words() {
    let page = |address: &str, words: &str| {
        let head = format!("<html><head>{address}</head><body><h1>Quay sold</h1><p>{words}</p>");
        readings("x.html", head.as_bytes())[0].report.clone()
    };
    let here = "<link rel=canonical href=https://notes.example/quay>";
    let (first, changed) = (page(here, "The quay is sold."), page(here, "The quay is not sold."));
    assert_eq!(first.id, content_id(&["url", "https://notes.example/quay"]));
    assert_eq!(first.id, changed.id);
    assert_ne!(first.text_sha256, changed.text_sha256);
    let elsewhere = page("<link rel=canonical href=https://post.example/quay>", "The quay is sold.");
    assert_eq!(first.text_sha256, elsewhere.text_sha256);
    assert_ne!(first.id, elsewhere.id);
    assert_eq!(page("", "The quay is sold.").id, page("", "The quay is sold.").id);
}

#[test]
fn the_sink_can_end_the_reading() {
    let mut seen = 0;
    let flow = read("x.jsonl", &mut LINES.as_bytes(), &Hints::default(), &Limits::default(), &mut |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    assert_eq!((flow, seen), (ControlFlow::Break(()), 1));
}

/// What every reading must be, whatever it was read from.
fn sound(name: &str, bytes: &[u8]) {
    let items = all(name, bytes, &Hints::default(), &Limits::default());
    assert_eq!(items, all(name, bytes, &Hints::default(), &Limits::default()));
    for item in &items {
        let Item::Reading(reading) = item else { continue };
        let report = &reading.report;
        for span in report.furniture.iter().chain(report.links.iter().filter_map(|link| link.span.as_ref())) {
            assert!(
                !span.is_empty() && report.text.get(span.start..span.end).is_some(),
                "{span:?} in {:?}",
                report.text
            );
        }
        assert!(report.furniture.windows(2).all(|pair| pair[0].end <= pair[1].start));
        assert_eq!(report.text_sha256, super::sha256(report.text.as_bytes()));
        assert!(!report.id.is_empty() || name == "x.jsonl");
    }
}

const NAMES: [&str; 8] = ["x.html", "x.txt", "x.md", "x.jsonl", "x.xml", "x.warc", "x", "x.json"];

/// Bits of every kind of input, so that chance gets past the first check.
fn bits() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "<html>",
        "<body>",
        "<p>",
        "</p>",
        "<a href='x y'>",
        "</a>",
        "<h1>",
        "</h1>",
        "<table><tr><td>",
        "<br>",
        "<li>",
        "<pre>",
        "&amp;",
        "&#0;",
        "<meta name=date content='",
        "2031-03-04",
        "4 March 2031",
        "11:30",
        " PM",
        "By Ada Penn",
        "'>",
        "<time datetime='",
        "<script type='application/ld+json'>{\"@type\":\"Article\",\"headline\":\"",
        "\"}</script>",
        "<rss version='2.0'><channel>",
        "<item>",
        "</item>",
        "<title>",
        "</title>",
        "<pubDate>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<entry>",
        "</entry>",
        "{\"id\": 1, \"text\": \"",
        "\"}\n",
        "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{}]}",
        "---\n",
        "title: x\n",
        "WARC/1.0\r\n",
        "WARC-Type: response\r\n",
        "Content-Length: 9\r\n",
        "\r\n",
        "HTTP/1.1 200 OK\r\n",
        "Content-Type: application/http\r\n",
        "Transfer-Encoding: chunked\r\n",
        "5\r\n",
        "\n\n",
        "Leave a Reply",
        "©",
        "\u{202e}",
        "é",
        "\0",
        "\u{feff}",
        " - ",
        "The quay is sold, he said. ",
        "# ",
        "[x](y)",
        "OSTER, (Post) - ",
    ]);
    let bytes =
        prop_oneof![8 => known.prop_map(|bit| bit.as_bytes().to_vec()), 1 => prop::collection::vec(any::<u8>(), 0..6)];
    prop::collection::vec(bytes, 0..40).prop_map(|bits| bits.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bits_read_soundly(bytes in bits(), name in prop::sample::select(NAMES.to_vec())) {
        sound(name, &bytes);
    }

    #[test]
    fn any_bytes_read_soundly(bytes in prop::collection::vec(any::<u8>(), 0..300), name in prop::sample::select(NAMES.to_vec())) {
        sound(name, &bytes);
    }

    #[test]
    fn any_compressed_bytes_read_soundly(mut bytes in bits().prop_map(|bytes| gzip(&bytes)), at in any::<prop::sample::Index>(), with in any::<u8>()) {
        let at = at.index(bytes.len());
        bytes[at] = with;
        sound("x.gz", &bytes);
    }

    #[test]
    fn dates_never_panic(words in "\\PC{0,60}|[0-9A-Za-z :,./+-]{0,30}") {
        let _ = super::date::iso(&words);
        for written in super::date::find(&words) {
            prop_assert!(words.get(written.span.start..written.span.end).is_some());
        }
    }
}
