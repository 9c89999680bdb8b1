-- Notes about people. doc is a noteDocument as JSON: whose note it is, its title
-- and its HTML; the columns beside it are derived. What lists show comes first,
-- since a long row is read from its beginning.
CREATE TABLE note (
    key     INTEGER PRIMARY KEY AUTOINCREMENT,
    rev     INTEGER NOT NULL,
    person  INTEGER NOT NULL REFERENCES person (key),
    pinned  INTEGER NOT NULL,
    changed TEXT NOT NULL,
    created TEXT NOT NULL,
    title   TEXT NOT NULL,             -- as lists show it
    excerpt TEXT NOT NULL,
    stale   INTEGER NOT NULL DEFAULT 0, -- 1 where note_fts has what the text was before
    text    TEXT NOT NULL,             -- all that it is found by, a line for each block
    doc     BLOB NOT NULL
) STRICT;
CREATE INDEX note_person ON note (person, pinned, changed);
-- Whose a note is, without reading what it says.
CREATE INDEX note_owner ON note (key, person);
CREATE INDEX note_stale ON note (key) WHERE stale = 1;

-- Derived: the pictures that notes show.
CREATE TABLE note_picture (
    sha  TEXT NOT NULL,
    note INTEGER NOT NULL REFERENCES note (key),
    PRIMARY KEY (sha, note)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_picture_note ON note_picture (note);

-- Derived, of the notes of living and deleted people; made in Go as fts is. A
-- search passes over those whose person is in the trash.
CREATE VIRTUAL TABLE note_fts USING fts5 (
    title, body,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 0',
    prefix = '2'
);

-- The earlier states of a note, and the notes that a person had.
CREATE INDEX change_note ON change (key) WHERE entity = 'note';
CREATE INDEX change_note_gone ON change (before ->> 'person') WHERE entity = 'note' AND rev_after IS NULL;

-- How a picture is drawn in a note, where that is not the picture itself. It
-- stands apart: in the picture's row it would come after all of its bytes.
CREATE TABLE picture_view (
    picture INTEGER PRIMARY KEY REFERENCES picture (key) ON DELETE CASCADE,
    bytes   BLOB NOT NULL
) STRICT;
-- Pictures that are kept until an instant although nothing names them: those
-- put into a note that is not saved yet.
CREATE TABLE picture_hold (
    sha   TEXT PRIMARY KEY,
    until TEXT NOT NULL
) STRICT, WITHOUT ROWID;
