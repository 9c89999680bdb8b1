-- What was said of people in the last export of everybody in a format that other
-- devices read: who has changed since, and who has gone, follows from it, whatever
-- was undone or merged meanwhile and the change log has forgotten. Both tables
-- stand outside the change log: no undo takes a file back.
CREATE TABLE export (
    format TEXT PRIMARY KEY,
    at     TEXT NOT NULL               -- the instant of the last one, of the changed too
) STRICT, WITHOUT ROWID;

CREATE TABLE exported (
    format TEXT NOT NULL REFERENCES export (format),
    uid    TEXT NOT NULL,
    print  BLOB NOT NULL,              -- fingerprint of what the file says
    name   TEXT NOT NULL,              -- for telling who has gone; '' of those who were erased
    PRIMARY KEY (format, uid)
) STRICT, WITHOUT ROWID;
