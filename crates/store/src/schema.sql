-- A case, version 1. Spans in the records of this file are BYTES into `versions.text`; what leaves the program as
-- JSON is in code points. Times are RFC 3339 in UTC. Hashes are SHA-256 in hex.

-- Bytes as they came, each kept once.
CREATE TABLE originals (
    sha256  TEXT PRIMARY KEY,
    media   TEXT NOT NULL,
    length  INTEGER NOT NULL,
    packing TEXT NOT NULL CHECK (packing IN ('plain', 'zlib')),
    bytes   BLOB NOT NULL
) STRICT;

-- When which bytes came from where; `fetched` is what an archive says of its own visit to the page.
CREATE TABLE receipts (
    raw_sha256 TEXT NOT NULL REFERENCES originals (sha256),
    came_from  TEXT NOT NULL,
    fetched    TEXT,
    received   TEXT NOT NULL,
    PRIMARY KEY (raw_sha256, came_from)
) STRICT, WITHOUT ROWID;

-- A report: whatever an address (or an id that the input gives) has shown, however often it changed. The current
-- version is the one that is traced; the older ones are kept.
CREATE TABLE reports (
    position INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    current  TEXT NOT NULL REFERENCES versions (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- One reading of one report: its text, and what was found about it and where.
CREATE TABLE versions (
    id          TEXT PRIMARY KEY,
    report      TEXT NOT NULL REFERENCES reports (id),
    number      INTEGER NOT NULL,
    raw_sha256  TEXT NOT NULL REFERENCES originals (sha256),
    text_sha256 TEXT NOT NULL,
    text        TEXT NOT NULL,
    metadata    TEXT NOT NULL,
    extraction  TEXT NOT NULL,
    UNIQUE (report, number)
) STRICT;

-- What the first rooms found in a version, under which rules.
CREATE TABLE annotations (
    version TEXT NOT NULL REFERENCES versions (id),
    rules   TEXT NOT NULL,
    record  TEXT NOT NULL,
    PRIMARY KEY (version, rules)
) STRICT;

-- Every trace that changed the records.
CREATE TABLE runs (
    id      INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    schema  INTEGER NOT NULL,
    rules   TEXT NOT NULL,
    pile    TEXT NOT NULL,
    result  TEXT NOT NULL,
    reports INTEGER NOT NULL,
    links   INTEGER NOT NULL,
    stories INTEGER NOT NULL,
    claims  INTEGER NOT NULL
) STRICT;

-- The versions that the standing links, stories and claims were made of.
CREATE TABLE pile (
    position INTEGER PRIMARY KEY,
    report   TEXT NOT NULL REFERENCES reports (id),
    version  TEXT NOT NULL REFERENCES versions (id)
) STRICT;

CREATE TABLE links (
    position    INTEGER PRIMARY KEY,
    from_report TEXT NOT NULL REFERENCES reports (id),
    to_report   TEXT NOT NULL REFERENCES reports (id),
    kind        TEXT NOT NULL,
    parent      INTEGER NOT NULL,
    score       REAL NOT NULL,
    record      TEXT NOT NULL
) STRICT;

CREATE TABLE stories (
    position INTEGER PRIMARY KEY,
    id       TEXT NOT NULL,
    title    TEXT NOT NULL,
    reports  TEXT NOT NULL
) STRICT;
CREATE INDEX stories_by_id ON stories (id);

CREATE TABLE claims (
    position  INTEGER PRIMARY KEY,
    id        TEXT NOT NULL,
    story     INTEGER NOT NULL REFERENCES stories (position),
    title     TEXT NOT NULL,
    witnesses INTEGER NOT NULL,
    origins   INTEGER NOT NULL,
    at_least  INTEGER NOT NULL,
    at_most   INTEGER NOT NULL,
    record    TEXT NOT NULL
) STRICT;
CREATE INDEX claims_by_id ON claims (id);

-- What a person says against the program: stands over its records and survives every trace.
CREATE TABLE corrections (
    id          INTEGER PRIMARY KEY,
    target_kind TEXT NOT NULL,
    target      TEXT NOT NULL,
    act         TEXT NOT NULL,
    before      TEXT,
    after       TEXT,
    who         TEXT NOT NULL,
    at          TEXT NOT NULL,
    why         TEXT,
    prev_hash   TEXT NOT NULL,
    hash        TEXT NOT NULL
) STRICT;

-- What happened to the case, each entry's hash over the one before.
CREATE TABLE custody (
    position  INTEGER PRIMARY KEY,
    at        TEXT NOT NULL,
    act       TEXT NOT NULL,
    detail    TEXT NOT NULL,
    prev_hash TEXT NOT NULL,
    hash      TEXT NOT NULL
) STRICT;
CREATE TRIGGER custody_stays_as_written BEFORE UPDATE ON custody
BEGIN SELECT RAISE(ABORT, 'the custody log is append-only'); END;
CREATE TRIGGER custody_is_never_cut BEFORE DELETE ON custody
BEGIN SELECT RAISE(ABORT, 'the custody log is append-only'); END;
CREATE TRIGGER corrections_stay_as_written BEFORE UPDATE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are append-only'); END;
CREATE TRIGGER corrections_are_never_cut BEFORE DELETE ON corrections
BEGIN SELECT RAISE(ABORT, 'corrections are append-only'); END;
