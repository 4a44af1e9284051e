"""Every exported form read by somebody else's program: what they refuse, we wrote wrong.

    python readers.py FOLDER    # with what `stemma export` wrote: prov.json, graph.gexf, graph.graphml, entities.ftm,
                                # annotations.json, places.geojson, claims.json, the folders jsonl and csv; and
                                # evidence.zip of `stemma bundle`
"""
import csv
import hashlib
import json
import sys
import zipfile
from pathlib import Path

import networkx
from followthemoney import model
from jsonschema import Draft202012Validator
from prov.model import ProvDocument

folder = Path(sys.argv[1])
CORRECTED = 3  # corrections that the case holds at least, one of them a rating


def provenance():
    document = ProvDocument.deserialize(content=(folder / "prov.json").read_text(), format="json")
    records = document.get_records()
    kinds = {type(record).__name__ for record in records}
    for kind in ["ProvEntity", "ProvAgent", "ProvActivity", "ProvDerivation", "ProvAttribution", "ProvAssociation"]:
        assert kind in kinds, kind
    assert sum("correction" in str(record.identifier) for record in records) >= CORRECTED
    return f"{len(records)} records"


def graphs():
    told = []
    for name, read in [("graph.gexf", networkx.read_gexf), ("graph.graphml", networkx.read_graphml)]:
        try:
            graph = read(folder / name)
        except networkx.NetworkXError as error:
            raise AssertionError(f"{name}: {error}")
        assert graph.number_of_nodes() > 20 and graph.number_of_edges() > 20, name
        told.append((graph.number_of_nodes(), graph.number_of_edges()))
    assert told[0] == told[1], told
    return "{} nodes, {} edges, twice".format(*told[0])


def entities():
    count = notes = 0
    for line in (folder / "entities.ftm").read_text().splitlines():
        record = json.loads(line)
        schema = model.get(record["schema"])
        assert schema is not None, record["schema"]
        entity = model.get_proxy(record, cleaned=False)
        for name, values in record["properties"].items():
            prop = schema.get(name)
            assert prop is not None, f"{record['schema']} has no {name}"
            for value in values:
                assert prop.type.clean(value, proxy=entity) is not None, f"{record['schema']}.{name}: {value!r}"
        count += 1
        notes += record["schema"] == "Note"
    assert notes >= CORRECTED, notes
    return f"{count} entities"


# What RFC 7946 and the Web Annotation vocabulary ask of what is written here.
GEOJSON = {
    "type": "object", "required": ["type", "features"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": {
            "type": "object", "required": ["type", "geometry", "properties"],
            "properties": {
                "type": {"const": "Feature"},
                "geometry": {"type": "object", "required": ["type", "coordinates"], "properties": {
                    "type": {"const": "Point"},
                    "coordinates": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "number"}}}},
                "properties": {"type": "object", "required": ["uncertainty_km", "claim"]}}}},
    },
}
SELECTORS = {
    "type": "array", "minItems": 2,
    "prefixItems": [
        {"required": ["start", "end"], "properties": {"type": {"const": "TextPositionSelector"},
         "start": {"type": "integer", "minimum": 0}, "end": {"type": "integer", "minimum": 0}}},
        {"required": ["exact", "prefix", "suffix"], "properties": {"type": {"const": "TextQuoteSelector"}}},
    ],
}
TARGET = {"type": "object", "required": ["source", "selector"], "properties": {"source": {"type": "string"}, "selector": SELECTORS}}
ANNOTATIONS = {
    "type": "object", "required": ["@context", "id", "type", "total", "first"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"}, "type": {"const": "AnnotationCollection"},
        "first": {"type": "object", "required": ["type", "items"], "properties": {
            "type": {"const": "AnnotationPage"},
            "items": {"type": "array", "minItems": 1, "items": {
                "type": "object", "required": ["id", "type", "target"],
                "properties": {"type": {"const": "Annotation"},
                               "motivation": {"enum": ["identifying", "linking", "describing", "classifying", "tagging"]},
                               "target": {"anyOf": [TARGET, {"type": "array", "minItems": 1, "items": TARGET}]}}}}}},
    },
}


def schemas():
    for name, schema in [("places.geojson", GEOJSON), ("annotations.json", ANNOTATIONS)]:
        Draft202012Validator(schema).validate(json.loads((folder / name).read_text()))
    graph = json.loads((folder / "claims.json").read_text())
    assert graph["@context"] == "https://schema.org"
    assert {node["@type"] for node in graph["@graph"]} == {"Claim", "ClaimReview", "NewsArticle"}
    return f"{len(graph['@graph'])} things of schema.org"


def rows(lines):
    return [json.loads(line) for line in lines.splitlines()]


def plain():
    """Records whose spans lie in their texts, and tables as wide as their heads."""
    records = {path.stem: rows(path.read_text()) for path in (folder / "jsonl").iterdir()}
    assert set(records) == {"reports", "annotations", "links", "stories", "corrections"}
    tables = 0
    for path in (folder / "csv").iterdir():
        head, *lines = csv.reader(path.read_text().splitlines())
        assert lines and all(len(line) == len(head) for line in lines), path.name
        assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line), path.name
        tables += 1
    return f"{sum(map(len, records.values()))} records, {tables} tables"


def chained(entries, digest):
    """Each entry's hash is over its fields and the hash before."""
    before = ""
    for entry in entries:
        assert entry["prev_hash"] == before
        before = hashlib.sha256(digest(entry).encode()).hexdigest()
        assert entry["hash"] == before, entry
    return len(entries)


FIELDS = ["id", "kind", "target", "act", "before", "after", "who", "at", "why"]


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def logs(archive):
    """The logs hold as the README of the bundle says that they are hashed."""
    custody = rows(archive.read("log/custody.jsonl").decode())
    count = chained(custody, lambda e: "\0".join(str(e[name]) for name in ["position", "at", "act", "detail", "prev_hash"]))
    stated = {d["correction"]: d["hash"] for d in (json.loads(e["detail"]) for e in custody if e["act"] == "corrected")}
    before, corrections = "", rows(archive.read("records/corrections.jsonl").decode())
    for one in corrections:
        words = compact({name: one[name] for name in FIELDS})
        before = hashlib.sha256(f"{words}\0{before}".encode()).hexdigest()
        assert stated[one["id"]] == before, one
    assert len(corrections) == len(stated) >= CORRECTED
    return count


def evidence():
    archive = zipfile.ZipFile(folder / "evidence.zip")
    assert archive.testzip() is None
    sums = dict(line.split("  ", 1)[::-1] for line in archive.read("SHA256SUMS").decode().splitlines())
    assert set(sums) == set(archive.namelist()) - {"SHA256SUMS"}
    for name, stated in sums.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == stated, name
    page = archive.read("index.html").decode()
    assert "<script" not in page.lower() and page.startswith("<!DOCTYPE html>")
    for report in rows(archive.read("records/reports.jsonl").decode()):
        assert {f"originals/{report['raw_sha256']}", f"texts/{report['sha256']}.txt"} <= set(sums), report["id"]
    return f"{len(sums)} sums and {logs(archive)} entries of the log hold"


for reader in [plain, provenance, graphs, entities, schemas, evidence]:
    print(f"ok {reader.__name__}: {reader()}")
