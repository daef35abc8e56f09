-- The first schema. Times are milliseconds since 1970 in UTC; yes and no are 1 and 0.

-- What there is once: the session, the rules applied last.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE feed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    location TEXT NOT NULL,
    name TEXT,
    title TEXT,
    site TEXT,
    folder TEXT NOT NULL DEFAULT '',
    full_text INTEGER NOT NULL DEFAULT 0,
    any_certificate INTEGER NOT NULL DEFAULT 0,
    filter TEXT,
    -- An ended subscription keeps its row and its articles, so that it can be taken up again.
    ended INTEGER NOT NULL DEFAULT 0,
    etag TEXT,
    last_modified TEXT,
    checked INTEGER,
    due INTEGER,
    barred INTEGER,
    pace TEXT NOT NULL DEFAULT '{}',
    failures INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    warnings TEXT NOT NULL DEFAULT '[]',
    moved_to TEXT,
    moved_times INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, location)
) STRICT;

CREATE TABLE feed_tag (
    feed INTEGER NOT NULL REFERENCES feed,
    tag TEXT NOT NULL,
    PRIMARY KEY (feed, tag)
) STRICT, WITHOUT ROWID;

-- How many articles of each feed stand on which shelf. Kept by the triggers below, so that no list
-- has to count.
CREATE TABLE tally (
    feed INTEGER PRIMARY KEY REFERENCES feed,
    shown INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0,
    listed INTEGER NOT NULL DEFAULT 0,
    starred INTEGER NOT NULL DEFAULT 0,
    starred_unread INTEGER NOT NULL DEFAULT 0,
    hidden INTEGER NOT NULL DEFAULT 0,
    hidden_unread INTEGER NOT NULL DEFAULT 0
) STRICT;

-- A rule of the person's that hides articles, in the words in which it is shown.
CREATE TABLE rule (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL UNIQUE
) STRICT;

-- A model that articles were analysed with.
CREATE TABLE model (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- All that a list shows of an article; small, so that a page holds many. Numbers are never reused.
CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    feed INTEGER NOT NULL REFERENCES feed,
    -- When it was published, but not after it came; where it does not say, when it came.
    date INTEGER NOT NULL,
    title TEXT NOT NULL,
    -- The title as it is sorted.
    title_key TEXT NOT NULL,
    -- The short name of where it came from, where that is not its feed's.
    source TEXT,
    words INTEGER NOT NULL,
    -- How many pieces of speech are quoted; NULL until it was analysed.
    quotes INTEGER,
    read INTEGER NOT NULL DEFAULT 0,
    -- Whether it stands on the shelf of the unread: unread, or read since that was opened last.
    listed INTEGER NOT NULL DEFAULT 1,
    starred INTEGER NOT NULL DEFAULT 0,
    deleted INTEGER NOT NULL DEFAULT 0,
    -- As in its feed.
    ended INTEGER NOT NULL DEFAULT 0,
    rule INTEGER REFERENCES rule,
    -- The model it was analysed with; 0 for none.
    analysed INTEGER NOT NULL DEFAULT 0,
    -- What these make of it, kept by a trigger. As generated columns they would have each list look
    -- at every row.
    shown INTEGER NOT NULL DEFAULT 1,
    hidden INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The lists. Each index is in the order of its list and holds all that is needed to find the rows of
-- a window; of one date they stand as they came.
CREATE INDEX by_date ON article (date DESC, id, feed) WHERE shown = 1;
CREATE INDEX by_feed ON article (feed, date DESC, id, listed, starred) WHERE shown = 1;
CREATE INDEX by_title ON article (title_key, date DESC, id, feed, listed, starred) WHERE shown = 1;
CREATE INDEX unread_by_date ON article (date DESC, id, feed) WHERE shown = 1 AND listed = 1;
CREATE INDEX starred_by_date ON article (date DESC, id, feed) WHERE shown = 1 AND starred = 1;
CREATE INDEX hidden_by_date ON article (date DESC, id, feed) WHERE hidden = 1;
-- What leaves the shelf of the unread when that is opened again.
CREATE INDEX lingering ON article (feed) WHERE listed = 1 AND read = 1;
CREATE INDEX by_analysis ON article (analysed, date DESC, id) WHERE shown = 1;

CREATE TABLE tag (
    article INTEGER NOT NULL REFERENCES article,
    tag TEXT NOT NULL,
    PRIMARY KEY (tag, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_of ON tag (article, tag);

-- Which entry of a feed became which article, deleted ones too, and a digest of what was in it.
CREATE TABLE arrived (
    feed INTEGER NOT NULL REFERENCES feed,
    guid TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article,
    digest INTEGER NOT NULL,
    PRIMARY KEY (feed, guid)
) STRICT, WITHOUT ROWID;

-- The article: its text, and all else of it in JSON.
CREATE TABLE body (
    article INTEGER PRIMARY KEY REFERENCES article,
    text TEXT NOT NULL,
    form TEXT NOT NULL
) STRICT;

-- What the feed gave, where the full text of the page stands in `body`.
CREATE TABLE own_body (
    article INTEGER PRIMARY KEY REFERENCES article,
    text TEXT NOT NULL,
    form TEXT NOT NULL
) STRICT;

-- The offset of the text at the top of the pane when the person left the article.
CREATE TABLE place (
    article INTEGER PRIMARY KEY REFERENCES article,
    at INTEGER NOT NULL
) STRICT;

-- What a model found, in JSON, as it found it.
CREATE TABLE annotation (
    article INTEGER PRIMARY KEY REFERENCES article,
    found TEXT NOT NULL
) STRICT;

-- What a person put right. One that was taken back is kept, so that it comes back in its place.
CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article,
    correction TEXT NOT NULL,
    holds INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX corrections_of ON correction (article);

CREATE TABLE search (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Words to articles. The texts themselves stand in `body` alone. What goes into these indices is
-- folded before: words of small letters without diacritics, parted by blanks.
CREATE VIRTUAL TABLE text_index USING fts5(
    title, author, text,
    content = '', contentless_delete = 1, tokenize = "ascii"
);

-- Words of so many bytes are gathered before they are written, which is all of a chunk; and so many
-- pieces are merged at once. Both make taking articles in a quarter faster than what is usual.
INSERT INTO text_index (text_index, rank) VALUES ('hashsize', 8388608), ('automerge', 8);

-- Words to what somebody says, direct, mixed or indirect, with the person's corrections. The row's
-- number is the article's times 65536 plus the position of the quote in its annotations.
CREATE VIRTUAL TABLE speech_index USING fts5(
    speaker, words,
    content = '', contentless_delete = 1, tokenize = "ascii"
);

-- Words to names, likewise: all forms that stand in the text.
CREATE VIRTUAL TABLE name_index USING fts5(
    forms,
    content = '', contentless_delete = 1, tokenize = "ascii"
);

CREATE TRIGGER tally_feed AFTER INSERT ON feed BEGIN
    INSERT INTO tally (feed) VALUES (NEW.id);
END;

CREATE TRIGGER tally_new AFTER INSERT ON article BEGIN
    UPDATE tally SET
        shown = shown + NEW.shown,
        unread = unread + (NEW.shown AND NOT NEW.read),
        listed = listed + (NEW.shown AND NEW.listed),
        starred = starred + (NEW.shown AND NEW.starred),
        starred_unread = starred_unread + (NEW.shown AND NEW.starred AND NOT NEW.read),
        hidden = hidden + NEW.hidden,
        hidden_unread = hidden_unread + (NEW.hidden AND NOT NEW.read)
    WHERE feed = NEW.feed;
END;

CREATE TRIGGER standing AFTER UPDATE OF starred, deleted, ended, rule ON article BEGIN
    UPDATE article SET
        shown = deleted = 0 AND (starred = 1 OR (ended = 0 AND rule IS NULL)),
        hidden = deleted = 0 AND starred = 0 AND ended = 0 AND rule IS NOT NULL
    WHERE id = NEW.id;
END;

CREATE TRIGGER tally_change
AFTER UPDATE OF read, listed, starred, shown, hidden ON article BEGIN
    UPDATE tally SET
        shown = shown + NEW.shown - OLD.shown,
        unread = unread + (NEW.shown AND NOT NEW.read) - (OLD.shown AND NOT OLD.read),
        listed = listed + (NEW.shown AND NEW.listed) - (OLD.shown AND OLD.listed),
        starred = starred + (NEW.shown AND NEW.starred) - (OLD.shown AND OLD.starred),
        starred_unread = starred_unread + (NEW.shown AND NEW.starred AND NOT NEW.read)
            - (OLD.shown AND OLD.starred AND NOT OLD.read),
        hidden = hidden + NEW.hidden - OLD.hidden,
        hidden_unread = hidden_unread + (NEW.hidden AND NOT NEW.read)
            - (OLD.hidden AND NOT OLD.read)
    WHERE feed = NEW.feed;
END;
