"""Every exported form read by somebody else's program: what they refuse, we wrote wrong.

    python readers.py FOLDER    # with what `stemma export` wrote: prov.json, graph.gexf, graph.graphml, entities.ftm,
                                # annotations.json, places.geojson, claims.json; and evidence.zip of `stemma bundle`
"""
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


def provenance():
    document = ProvDocument.deserialize(content=(folder / "prov.json").read_text(), format="json")
    records = document.get_records()
    kinds = {type(record).__name__ for record in records}
    for kind in ["ProvEntity", "ProvAgent", "ProvActivity", "ProvDerivation", "ProvAttribution", "ProvAssociation"]:
        assert kind in kinds, kind
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
    count = 0
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
    known = {"Claim", "ClaimReview", "NewsArticle"}
    assert {node["@type"] for node in graph["@graph"]} <= known
    return f"{len(graph['@graph'])} things of schema.org"


def evidence():
    archive = zipfile.ZipFile(folder / "evidence.zip")
    assert archive.testzip() is None
    sums = dict(line.split("  ", 1)[::-1] for line in archive.read("SHA256SUMS").decode().splitlines())
    assert set(sums) == set(archive.namelist()) - {"SHA256SUMS"}
    for name, stated in sums.items():
        assert hashlib.sha256(archive.read(name)).hexdigest() == stated, name
    page = archive.read("index.html").decode()
    assert "<script" not in page.lower() and page.startswith("<!DOCTYPE html>")
    return f"{len(sums)} sums hold"


for reader in [provenance, graphs, entities, schemas, evidence]:
    print(f"ok {reader.__name__}: {reader()}")
