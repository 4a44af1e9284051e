-- Version 5: what a trace leaves for the next one, so that adding reports costs what they touch. None of it is a record:
-- without it the next trace does all anew and finds the same.

-- A digest of what each story was made of.
ALTER TABLE stories ADD COLUMN made_of TEXT NOT NULL DEFAULT '';

-- What comparing reports found, under which rules.
CREATE TABLE compared (
    rules   TEXT PRIMARY KEY,
    length  INTEGER NOT NULL,
    packing TEXT NOT NULL CHECK (packing IN ('plain', 'zlib')),
    bytes   BLOB NOT NULL
) STRICT;
