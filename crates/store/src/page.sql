-- A case, versions 3 and 4: what the page asks for in a hurry. All of these tables derive from the standing trace and the
-- corrections; they can be thrown away and made again.
-- Hence they are dropped first, and a later version may run this again with other columns.
DROP INDEX IF EXISTS links_by_from;
DROP INDEX IF EXISTS links_by_to;
DROP INDEX IF EXISTS pile_by_report;
DROP TABLE IF EXISTS found_reports;
DROP TABLE IF EXISTS found_claims;
DROP VIEW IF EXISTS report_words;
DROP TABLE IF EXISTS shown_run;
DROP TABLE IF EXISTS shown_claims;
DROP TABLE IF EXISTS shown_values;
DROP TABLE IF EXISTS shown_lost;
DROP TABLE IF EXISTS shown_reports;
DROP TABLE IF EXISTS shown_names;

CREATE INDEX links_by_from ON links (from_report);
CREATE INDEX links_by_to ON links (to_report);
CREATE INDEX pile_by_report ON pile (report);

-- Which run the tables below show, and how many corrections were in them.
CREATE TABLE shown_run (run INTEGER NOT NULL) STRICT;

-- A row a claim, as people left it. Times of publication are minutes since 1970 in UTC.
CREATE TABLE shown_claims (
    position        INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    title           TEXT NOT NULL,
    story           TEXT NOT NULL,
    witnesses       INTEGER NOT NULL,
    reports         INTEGER NOT NULL,
    named           INTEGER NOT NULL,
    grouped         INTEGER NOT NULL,
    unnamed         INTEGER NOT NULL,
    at_least        INTEGER NOT NULL,
    at_most         INTEGER NOT NULL,
    told            TEXT,
    earliest        TEXT,
    latest          TEXT,
    published_first INTEGER,
    published_last  INTEGER,
    place           TEXT,
    lat             REAL,
    lon             REAL,
    radius_km       REAL,
    lost            INTEGER NOT NULL,
    differs         TEXT NOT NULL,
    state           TEXT NOT NULL,
    corrections     INTEGER NOT NULL
) STRICT;
CREATE INDEX shown_by_reports ON shown_claims (reports DESC, position);
CREATE INDEX shown_by_at_most ON shown_claims (at_most, position);
CREATE INDEX shown_by_title ON shown_claims (title, position);
CREATE INDEX shown_by_told ON shown_claims (earliest, position);
CREATE INDEX shown_by_published ON shown_claims (published_first, position);
CREATE INDEX shown_by_place ON shown_claims (place, position);

-- What a claim can be filtered by: `outlet`, `language`, `report`, `origin`.
CREATE TABLE shown_values (
    kind  TEXT NOT NULL,
    value TEXT NOT NULL,
    claim INTEGER NOT NULL,
    PRIMARY KEY (kind, value, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX shown_values_by_claim ON shown_values (claim);

-- Lost witnesses: what to look for next.
CREATE TABLE shown_lost (
    name  TEXT NOT NULL,
    role  TEXT NOT NULL,
    claim INTEGER NOT NULL,
    PRIMARY KEY (name, role, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX shown_lost_by_claim ON shown_lost (claim);

CREATE TABLE shown_reports (
    position        INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    label           TEXT NOT NULL,
    title           TEXT,
    language        TEXT,
    published       TEXT,
    published_first INTEGER,
    length          INTEGER NOT NULL
) STRICT;
CREATE INDEX shown_reports_by_published ON shown_reports (published_first, position);

-- Actors and places by name, as people left them, and how the program calls them.
CREATE TABLE shown_names (
    kind   TEXT NOT NULL CHECK (kind IN ('actor', 'place')),
    name   TEXT NOT NULL,
    own    TEXT NOT NULL,
    report TEXT NOT NULL,
    PRIMARY KEY (kind, name, own, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX shown_names_by_own ON shown_names (kind, own);

CREATE VIEW report_words AS
    SELECT r.position, coalesce(r.title, '') AS title, v.text AS words
    FROM shown_reports r JOIN pile p ON p.report = r.id JOIN versions v ON v.id = p.version;

CREATE VIRTUAL TABLE found_claims USING fts5 (title, quotes, tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE found_reports USING fts5 (
    title, words, content = 'report_words', content_rowid = 'position', tokenize = 'unicode61 remove_diacritics 2'
);
