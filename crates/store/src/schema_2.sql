-- Version 2: what a user adds to the tables that names are looked up in.

-- Places, further names of places, actors: as JSON, by what tells one from another.
CREATE TABLE additions (
    kind   TEXT NOT NULL CHECK (kind IN ('place', 'alias', 'actor')),
    key    TEXT NOT NULL,
    record TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
