#!/usr/bin/env python3
"""Writes the project's own annotations, the literate cases of `attribute`, as gold JSONL for train.py.

    python3 train/attribute/cases.py crates/stemma/src/attribute/cases/FILE.md... > target/cases.jsonl

Words of a record are looked up in its text in order: a cue behind or before its source, each where it stands first after
the cue of the record before. A record that is not found as written is left out and counted on standard error.
"""
import json
import re
import sys

BLOCK = re.compile(r"\n## (?P<name>[^\n]*)\n.*?```text\n(?P<text>.*?)\n```.*?```records\n(?P<records>.*?)\n```", re.S)


def place(words, text, near, taken):
    """The span of `words` nearest to `near` that is not taken."""
    starts = [m.start() for m in re.finditer(re.escape(words), text)]
    spans = [[start, start + len(words)] for start in starts if [start, start + len(words)] not in taken]
    return min(spans, key=lambda span: abs(span[0] - near), default=None)


def annotation(line, text, near, taken):
    _, source, cue, content = [part.strip() for part in line.split(" | ")[:4]]
    if cue == "-":
        return None
    cues = [place(words, text, near, taken) for words in cue.split(" … ")]
    if None in cues:
        return None
    sources = [] if source == "nobody" else [place(source, text, cues[0][0], [])]
    contents = [place(words, text, cues[0][0], []) for words in content.split(" … ")]
    if None in sources or None in contents:
        return None
    return {"source": sources, "cue": cues, "content": contents}


def main():
    missed = 0
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            body = file.read()
        for case in BLOCK.finditer(body):
            # Line breaks stand as spaces in records: same length, same offsets.
            text, found, taken, near = case["text"].replace("\n", " "), [], [], 0
            for line in case["records"].split("\n"):
                if line == "nothing":
                    continue
                one = annotation(line, text, near, taken)
                if one is None:
                    missed += 1
                    continue
                taken += one["cue"]
                near = one["cue"][0][0]
                found.append(one)
            name = f"{path.rsplit('/', 1)[-1]}: {case['name']}"
            print(json.dumps({"doc_id": name, "text": case["text"], "attributions": found}, ensure_ascii=False))
    print(missed, "records without their words", file=sys.stderr)


if __name__ == "__main__":
    main()
