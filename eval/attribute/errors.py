#!/usr/bin/env python3
"""Recall by kind, and where errors lie, with counts: python3 eval/attribute/errors.py GOLD.jsonl PRED.jsonl errors.csv

Reads what `cargo xtask eval attribute` left in target/eval and rewrites the column `now` of the file; the column `before`
stays as it is (the rules alone, before the weights of train/attribute). Kinds are told by the gold content: direct stands
in quotation marks, mixed holds some, indirect none. GUM tells nested ones; PolNeAR marks outermost attributions only.
"""
import collections
import csv
import json
import os
import sys

MARKS = "\"“”«»„"
ROLES = ("source", "cue", "content")


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def spans(value):
    return [] if not value else [tuple(value)] if isinstance(value[0], int) else [tuple(v) for v in value]


def overlap(a, b):
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def kind(text, a):
    words = " ".join(text[start:end] for start, end in spans(a["content"])).strip(" ,.")
    words = words.replace("''", '"').replace("``", '"')
    if words[:1] in MARKS and words[-1:] in MARKS:
        return "direct"
    return "mixed" if any(mark in words for mark in MARKS) else "indirect"


def same(a, b):
    return all((not spans(a[r]) and not spans(b[r])) or overlap(spans(a[r]), spans(b[r])) for r in ROLES)


def lost(a, told):
    """Why a gold attribution has no partner."""
    near = [s for s in told if overlap(spans(a["cue"]), spans(s["cue"]))]
    if not near:
        inside = [s for s in told if overlap(spans(a["cue"]), spans(s["content"]))]
        return "lost: no cue found, inside another content" if inside else "lost: no cue found"
    if not any(overlap(spans(a["content"]), spans(s["content"])) for s in near):
        return "lost: content elsewhere"
    if any(bool(spans(a["source"])) != bool(spans(s["source"])) for s in near):
        return "lost: a source where none is, or none where one is"
    return "lost: source elsewhere"


def count(gold, pred):
    found = {r["id"]: r["statements"] for r in pred}
    n, hit, other = collections.Counter(), collections.Counter(), collections.Counter()
    for document in gold:
        told, text = found.get(document["doc_id"], []), document["text"]
        top = [s for s in told if s["parent"] is None or "genre" in document]
        contents = [a["content"] for a in document["attributions"]]
        for a in document["attributions"]:
            if not spans(a["cue"]):
                continue
            kinds = [kind(text, a)] + ([] if spans(a["source"]) else ["without a source"])
            kinds += ["nested"] if any(c is not a["content"] and overlap(spans(a["cue"]), spans(c)) for c in contents) else []
            good = any(same(a, s) for s in top)
            n.update(kinds)
            hit.update(kinds if good else [])
            if not good:
                other[lost(a, top)] += 1
        for s in top:
            near = any(overlap(spans(a["cue"]), spans(s["cue"])) for a in document["attributions"])
            other["found where no cue is"] += not near
    rows = {f"recall {k}": round(100 * hit[k] / n[k], 1) for k in sorted(n)}
    return rows | dict(sorted(other.items()))


def main():
    gold, pred, path = sys.argv[1:4]
    corpus = os.path.basename(gold)
    rows = list(csv.DictReader(open(path, encoding="utf-8"))) if os.path.exists(path) else []
    before = {(r["corpus"], r["figure"]): r["before"] for r in rows}
    documents = read(gold)
    groups = {corpus: documents}
    if any("genre" in d for d in documents):
        groups = {f"{corpus} {g}": [d for d in documents if d["genre"] == g] for g in ("news", "interview")}
    keep = [r for r in rows if r["corpus"] not in groups]
    for name, group in groups.items():
        for figure, value in count(group, read(pred)).items():
            keep.append({"corpus": name, "figure": figure, "before": before.get((name, figure), ""), "now": value})
    with open(path, "w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, ["corpus", "figure", "before", "now"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(keep)


if __name__ == "__main__":
    main()
