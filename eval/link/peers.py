"""Peers of the room `link`, side by side on the wire families: datasketch, rensa and gaoya (all from PyPI), each as its
documentation shows it: MinHash of word 5-grams, 128 permutations, LSH for a Jaccard likeness of 0.5.

    python3 eval/link/peers.py SHARED          # needs: pip install datasketch rensa gaoya; target/release/xtask

Each runs in a process of its own; reading the corpus is not counted. Writes eval/link/peers.csv: the pairs found
between reports of different outlets, their precision and recall against the true families, the share of true parents
found by kind of copy, CPU seconds, peak memory. Stemma's row counts its copying links on the same texts, from words to
stemma and links; segmenting is not counted. The others find pairs only, no spans and no direction.
"""
import collections
import csv
import json
import os
import re
import resource
import subprocess
import sys

SHARED = sys.argv[1] if len(sys.argv) > 1 else "../shared"
CORPUS = os.path.join(SHARED, "corpora/link/wire_dev.jsonl")
EDGES = os.path.join(SHARED, "corpora/link/wire_dev_edges.jsonl")
PERMUTATIONS, LIKENESS, GRAM = 128, 0.5, 5


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def shingles(text):
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[at:at + GRAM]) for at in range(max(1, len(words) - GRAM + 1))]


def datasketch(docs):
    from datasketch import MinHash, MinHashLSH
    lsh = MinHashLSH(threshold=LIKENESS, num_perm=PERMUTATIONS)
    for doc in docs:
        minhash = MinHash(num_perm=PERMUTATIONS)
        minhash.update_batch([shingle.encode() for shingle in shingles(doc["text"])])
        for other in lsh.query(minhash):
            yield other, doc["doc_id"]
        lsh.insert(doc["doc_id"], minhash)


def rensa(docs):
    from rensa import RMinHash, RMinHashLSH
    lsh = RMinHashLSH(threshold=LIKENESS, num_perm=PERMUTATIONS, num_bands=32)
    for at, doc in enumerate(docs):
        minhash = RMinHash(num_perm=PERMUTATIONS, seed=42)
        minhash.update(shingles(doc["text"]))
        for other in lsh.query(minhash):
            yield docs[other]["doc_id"], doc["doc_id"]
        lsh.insert(at, minhash)


def gaoya(docs):
    from gaoya.minhash import MinHashStringIndex
    index = MinHashStringIndex(hash_size=32, jaccard_threshold=LIKENESS, num_bands=42, band_size=3,
                               analyzer="word", lowercase=True, ngram_range=(GRAM, GRAM))
    for at, doc in enumerate(docs):
        for other in index.query(doc["text"]):
            yield docs[other]["doc_id"], doc["doc_id"]
        index.insert_document(at, doc["text"])


def once(name):
    """Runs one peer in this process and prints its pairs and what it took."""
    docs = lines(CORPUS)
    start = resource.getrusage(resource.RUSAGE_SELF)
    pairs = [list(pair) for pair in globals()[name](docs)]
    end = resource.getrusage(resource.RUSAGE_SELF)
    seconds = end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime
    print(json.dumps({"pairs": pairs, "seconds": seconds, "peak_MiB": end.ru_maxrss // 1024}))


def stemma():
    """The room itself, through `xtask link-once wire`."""
    out = subprocess.run(["target/release/xtask", "link-once", "wire", "0", "--shared", SHARED],
                         check=True, capture_output=True, text=True).stdout.strip().split(",")
    with open("target/bench/wire.json", encoding="utf-8") as file:
        return {"pairs": json.load(file), "seconds": float(out[2]), "peak_MiB": int(out[4])}


def families(edges):
    top = {}

    def find(x):
        top.setdefault(x, x)
        while top[x] != x:
            x = top[x]
        return x

    for edge in edges:
        top[find(edge["from"])] = find(edge["to"])
    return {x: find(x) for x in list(top)}


def row(name, found, docs, edges):
    outlet = {doc["doc_id"]: doc["outlet"] for doc in docs}
    cross = lambda pair: len(pair) == 2 and len({outlet[x] for x in pair}) == 2
    family = families(edges)
    members = collections.defaultdict(list)
    for x, of in family.items():
        members[of].append(x)
    gold = {frozenset((a, b)) for m in members.values() for i, a in enumerate(m) for b in m[i + 1:]}
    gold = {pair for pair in gold if cross(pair)}
    pairs = {pair for pair in map(frozenset, found["pairs"]) if cross(pair)}
    percent = lambda part, whole: round(100 * part / max(1, whole), 1)
    kinds = collections.defaultdict(list)
    for edge in edges:
        pair = frozenset((edge["from"], edge["to"]))
        if cross(pair):
            kinds[edge["kind"]].append(pair in pairs)
    by_kind = [percent(sum(kinds[kind]), len(kinds[kind])) for kind in sorted(kinds)]
    right = len(gold & pairs)
    return [name, len(pairs), percent(right, len(pairs)), percent(right, len(gold)), *by_kind,
            round(found["seconds"], 2), found["peak_MiB"]]


def main():
    docs, edges = lines(CORPUS), lines(EDGES)
    kinds = sorted({edge["kind"] for edge in edges})
    rows = [["tool", "pairs", "P", "R", *kinds, "CPU_seconds", "peak_MiB"]]
    for name in ("datasketch", "rensa", "gaoya"):
        run = subprocess.run([sys.executable, __file__, SHARED, name], check=True, capture_output=True, text=True)
        rows.append(row(name, json.loads(run.stdout), docs, edges))
        print(rows[-1])
    rows.append(row("stemma", stemma(), docs, edges))
    print(rows[-1])
    with open("eval/link/peers.csv", "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    once(sys.argv[2]) if len(sys.argv) > 2 else main()
