-- A person is one document; the columns beside it are derived from it so that
-- lists and look-ups need not read documents. Tables below that say "derived"
-- can be rebuilt from documents at any time.
CREATE TABLE person (
    key          INTEGER PRIMARY KEY AUTOINCREMENT,
    id           TEXT NOT NULL UNIQUE,
    uid          TEXT UNIQUE,          -- NULL where equal to id
    rev          INTEGER NOT NULL,     -- names this state; see change
    kind         TEXT NOT NULL,
    full_name    TEXT NOT NULL,
    organization TEXT NOT NULL,
    city         TEXT NOT NULL,
    country      TEXT NOT NULL,        -- ISO 3166, by address, number or the book's own; '' where nobody knows
    sort         BLOB NOT NULL,        -- collation key of full_name
    photo        TEXT,                 -- picture.sha
    split        TEXT NOT NULL DEFAULT '',     -- derived from all people's sales: A, B, C or new; '' in a book that ranks nobody
    band_by_hand TEXT NOT NULL DEFAULT '',     -- A, B or C in its place
    band         TEXT NOT NULL GENERATED ALWAYS AS (CASE band_by_hand WHEN '' THEN split ELSE band_by_hand END),
    value        INTEGER NOT NULL DEFAULT 0,   -- 1 to 5 by hand, 0 for none
    channel      TEXT NOT NULL DEFAULT '',
    lost         TEXT NOT NULL DEFAULT '',     -- since this day
    -- Derived from the document, the timeline, the tags and the setting
    -- "cadences"; see refreshCare. A cadence is in days, 0 for none.
    last_contact TEXT NOT NULL DEFAULT '',     -- the last real contact
    last_touch   TEXT NOT NULL DEFAULT '',     -- the last time the person heard from the user
    call_every   INTEGER NOT NULL DEFAULT 0,
    call_from    TEXT NOT NULL DEFAULT '',     -- the day from which it counts, '' for none
    visit_every  INTEGER NOT NULL DEFAULT 0,
    visit_from   TEXT NOT NULL DEFAULT '',
    added        TEXT NOT NULL,
    deleted_at   TEXT,                 -- in the trash since
    tags         TEXT NOT NULL,        -- keys, separated by spaces
    doc          BLOB NOT NULL         -- care.Person as JSON, tags by key
) STRICT;

-- Covers the list of living people, so that it is read in order without
-- touching documents.
CREATE INDEX person_list ON person (sort, key, full_name, organization, city, kind, photo, band, last_contact, last_touch,
    call_every, call_from, visit_every, visit_from, added, tags, value, channel, lost, country)
    WHERE deleted_at IS NULL;

-- Who somebody is, without reading documents.
CREATE INDEX person_name ON person (key, full_name, added) WHERE deleted_at IS NULL;
CREATE INDEX person_trash ON person (deleted_at) WHERE deleted_at IS NOT NULL;

-- Who is due: of one cadence, those come first who have waited longest.
CREATE INDEX person_call ON person (call_every, call_from, key, last_touch) WHERE call_every > 0 AND deleted_at IS NULL AND lost = '';
CREATE INDEX person_visit ON person (visit_every, visit_from, key, last_touch) WHERE visit_every > 0 AND deleted_at IS NULL AND lost = '';

CREATE TABLE tag (
    key   INTEGER PRIMARY KEY AUTOINCREMENT,
    rev   INTEGER NOT NULL,
    name  TEXT NOT NULL,               -- unlike every other, whatever the case
    color TEXT NOT NULL,
    call_every  INTEGER NOT NULL,      -- a care.Cadence
    visit_every INTEGER NOT NULL
) STRICT;

-- Derived. Only living people stand in phone, email, date, person_tag, find
-- and fts.
CREATE TABLE person_tag (
    tag    INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES person (key),
    PRIMARY KEY (tag, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_tag_person ON person_tag (person);

-- Derived. Digits are reversed, so that a number's tail is a prefix.
CREATE TABLE phone (
    rev_digits TEXT NOT NULL,
    person     INTEGER NOT NULL REFERENCES person (key),
    number     TEXT NOT NULL,
    owner      TEXT NOT NULL,          -- '' for the person, else whose number it is
    PRIMARY KEY (rev_digits, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX phone_person ON phone (person);

-- Derived.
CREATE TABLE email (
    norm   TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (key),
    PRIMARY KEY (norm, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX email_person ON email (person);

-- Derived. month_day is month * 100 + day; a month alone has day 0.
CREATE TABLE date (
    month_day INTEGER NOT NULL,
    calendar  TEXT NOT NULL,           -- or 'chinese leap', of a leap month
    person    INTEGER NOT NULL REFERENCES person (key),
    kind      TEXT NOT NULL,
    pos       INTEGER NOT NULL,        -- place in the document's dates
    year      INTEGER NOT NULL,        -- 0 where nobody knows
    label     TEXT NOT NULL,
    PRIMARY KEY (month_day, calendar, person, pos)
) STRICT, WITHOUT ROWID;
CREATE INDEX date_person ON date (person);

-- Derived, of living and deleted people: fingerprints of imported records.
CREATE TABLE source (
    fingerprint INTEGER NOT NULL,
    person      INTEGER NOT NULL REFERENCES person (key),
    PRIMARY KEY (fingerprint, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_person ON source (person);

-- Derived, of living and deleted people: values of the user's own fields.
CREATE TABLE own_value (
    field  TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (key),
    value  TEXT NOT NULL,
    folded TEXT NOT NULL,              -- for "contains"
    PRIMARY KEY (field, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX own_value_person ON own_value (person);

-- Derived, of living and deleted people: whom a document names by UID.
CREATE TABLE mention (
    uid    TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (key),
    kind   TEXT NOT NULL,              -- "referred", "apart", or "uid" for a further one of the person's own
    PRIMARY KEY (uid, person, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_person ON mention (person);

-- Derived, of living and deleted people: the files that a document names.
CREATE TABLE attachment (
    sha    TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES person (key),
    PRIMARY KEY (sha, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_person ON attachment (person);

-- The timeline. doc is the person's key and a care.Event as JSON; the columns
-- beside it are derived.
CREATE TABLE event (
    key    INTEGER PRIMARY KEY AUTOINCREMENT,
    rev    INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES person (key),
    day    TEXT NOT NULL,
    kind   TEXT NOT NULL,
    real   INTEGER NOT NULL,           -- 1 where Event.Real, Visits, Touches
    visit  INTEGER NOT NULL,
    touch  INTEGER NOT NULL,
    due    TEXT,                       -- of an open promise or complaint
    doc    BLOB NOT NULL
) STRICT;
-- In the order of a timeline; covers what refreshCare asks for.
CREATE INDEX event_person ON event (person, day, key, kind, real, visit, touch);
CREATE INDEX event_due ON event (due) WHERE due IS NOT NULL;
CREATE INDEX event_visit ON event (day) WHERE visit = 1;
CREATE INDEX event_offer ON event (doc ->> 'valid_until') WHERE kind = 'quote';

-- Derived from events: who was greeted for what.
CREATE TABLE greeting (
    occasion TEXT NOT NULL,
    person   INTEGER NOT NULL REFERENCES person (key),
    event    INTEGER NOT NULL REFERENCES event (key),
    PRIMARY KEY (occasion, person, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX greeting_person ON greeting (person);
CREATE INDEX greeting_event ON greeting (event);

-- What was sold to people. doc is the person's key and a care.Sale as JSON; the
-- columns beside it are derived from it, from the item's usual margin and from
-- the book's currency, in whose minor units amount and profit are.
CREATE TABLE sale (
    key      INTEGER PRIMARY KEY AUTOINCREMENT,
    rev      INTEGER NOT NULL,
    person   INTEGER NOT NULL REFERENCES person (key),
    day      TEXT NOT NULL,
    item     TEXT NOT NULL,            -- folded
    amount   INTEGER NOT NULL,
    profit   INTEGER NOT NULL,         -- 0 where nobody knows
    known    INTEGER NOT NULL,         -- 1 where somebody does
    currency TEXT NOT NULL,            -- of the sale itself
    doc      BLOB NOT NULL
) STRICT;
-- Covers what sums by person ask for.
CREATE INDEX sale_person ON sale (person, day, item, amount, profit, known);
-- Covers what is asked of an item.
CREATE INDEX sale_item ON sale (item, day, known);

-- What the user sells: a care.Item.
CREATE TABLE item (
    key  INTEGER PRIMARY KEY AUTOINCREMENT,
    rev  INTEGER NOT NULL,
    name TEXT NOT NULL UNIQUE,         -- folded
    doc  BLOB NOT NULL
) STRICT;

-- What was decided about reminders: a Reminder, named by kind, person, what and
-- round. What is open has no row.
CREATE TABLE reminder (
    key     INTEGER PRIMARY KEY AUTOINCREMENT,
    rev     INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    person  INTEGER REFERENCES person (key),   -- NULL for a holiday
    what    TEXT NOT NULL,
    round   TEXT NOT NULL,
    status  TEXT NOT NULL,
    until   TEXT NOT NULL,             -- the instant at which a snooze ends
    date    TEXT NOT NULL,             -- on which it falls
    decided TEXT NOT NULL              -- on this day
) STRICT;
CREATE UNIQUE INDEX reminder_person ON reminder (person, kind, what, round);
CREATE UNIQUE INDEX reminder_holiday ON reminder (kind, what, round) WHERE person IS NULL;
CREATE INDEX reminder_date ON reminder (date);
CREATE INDEX reminder_until ON reminder (until) WHERE until <> '';
CREATE INDEX reminder_kind ON reminder (kind);
CREATE INDEX reminder_decided ON reminder (decided);

-- The plans of weeks that are kept: a PlannedVisit, of a week and person one. Of
-- a week that nobody has changed by hand there is none.
CREATE TABLE visit (
    key    INTEGER PRIMARY KEY AUTOINCREMENT,
    rev    INTEGER NOT NULL,
    week   TEXT NOT NULL,              -- its Monday
    person INTEGER NOT NULL REFERENCES person (key),
    doc    BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX visit_week ON visit (week, person);
CREATE INDEX visit_person ON visit (person);

-- What was announced of reminders, and the days on which the program ran. Both
-- stand outside the change log: nothing shown can be unshown.
CREATE TABLE announced (
    key    INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL,
    person INTEGER REFERENCES person (key) ON DELETE CASCADE,
    what   TEXT NOT NULL,
    round  TEXT NOT NULL,
    told   TEXT NOT NULL,
    day    TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX announced_person ON announced (person, kind, what, round, told);
CREATE UNIQUE INDEX announced_holiday ON announced (kind, what, round, told) WHERE person IS NULL;
CREATE INDEX announced_day ON announced (day);
-- What was missed or put off, without the lead days, which are numbers.
CREATE INDEX announced_late ON announced (day, person, kind, what, round, told) WHERE told >= 'a';

CREATE TABLE run (
    day   TEXT PRIMARY KEY,
    shown TEXT NOT NULL                -- the instant at which the digest was, '' where it was not
) STRICT, WITHOUT ROWID;

-- Holidays of the user's own, and what was changed about shipped ones: a
-- care.Holiday.
CREATE TABLE holiday (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL,
    id  TEXT NOT NULL UNIQUE,
    doc BLOB NOT NULL
) STRICT;

-- The user's own fields and smart lists: a care.OwnField and a care.SmartList.
CREATE TABLE field (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL,
    doc BLOB NOT NULL
) STRICT;

CREATE TABLE list (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    rev INTEGER NOT NULL,
    doc BLOB NOT NULL
) STRICT;

-- Derived. name is the full name's folded words, text all that is searched by any
-- substring: names, organisations, e-mail addresses, pinyin, transliteration, the digits
-- of numbers.
CREATE TABLE find (
    person INTEGER PRIMARY KEY REFERENCES person (key),
    name   TEXT NOT NULL,
    text   TEXT NOT NULL
) STRICT;
CREATE INDEX find_name ON find (name);

-- Derived. The text is made in Go (folding, Han by character, pinyin), so the
-- tokenizer only splits. Prefix indexes serve search as one types.
CREATE VIRTUAL TABLE fts USING fts5 (
    name, body,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 0',
    prefix = '2'
);

-- Pictures and attached files.
CREATE TABLE picture (
    key    INTEGER PRIMARY KEY,
    sha    TEXT NOT NULL UNIQUE,
    media  TEXT NOT NULL,
    width  INTEGER NOT NULL,
    height INTEGER NOT NULL,
    thumb  BLOB,                       -- NULL where the picture is small itself, or none could be made
    bytes  BLOB NOT NULL
) STRICT;

-- The change log. An action groups changes; a change holds the state before
-- (NULL for a created row). States are named by rev: the id of the change that
-- made them, given back when an undo brings the state back.
CREATE TABLE action (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    kind   TEXT NOT NULL,
    words  TEXT NOT NULL,              -- what was done, for people
    at     TEXT NOT NULL,
    origin TEXT NOT NULL,              -- the window or command
    undoes INTEGER REFERENCES action (id),
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE change (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    action     INTEGER NOT NULL REFERENCES action (id),
    entity     TEXT NOT NULL,
    key        INTEGER NOT NULL,
    rev_before INTEGER,                -- NULL for a created row
    rev_after  INTEGER,                -- NULL for a removed row
    before     BLOB
) STRICT;
CREATE INDEX change_action ON change (action);

CREATE TABLE import (
    id       TEXT PRIMARY KEY,
    action   INTEGER REFERENCES action (id),  -- NULL where nothing changed
    at       TEXT NOT NULL,
    files    TEXT NOT NULL,            -- JSON list of names
    new      INTEGER NOT NULL,
    updated  INTEGER NOT NULL,
    same     INTEGER NOT NULL,
    problems INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
