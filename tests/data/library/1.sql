-- What the first version of the program has put into a library with its schema.
INSERT INTO feed (kind, location, title, folder) VALUES ('url', 'https://example.org/rain', 'Rain', 'News');
INSERT INTO article (feed, date, title, title_key, words, read, listed, starred)
    VALUES (1, 1700000000000, 'Rain', 'rain', 4, 1, 0, 1);
INSERT INTO article (feed, date, title, title_key, words)
    VALUES (1, 1700000001000, 'Sun', 'sun', 1), (1, 1700000002000, 'Rates held', 'rates held', 2);
INSERT INTO arrived (feed, guid, article, digest) VALUES (1, 'a', 1, 1), (1, 'b', 2, 2), (1, 'c', 3, 3);
INSERT INTO body (article, text, form) VALUES (
    1, 'It rained.' || char(10) || 'It stopped.',
    '{"id":"a","source":{"kind":"web","location":"https://example.org/rain","label":"Rain"},"title":"Rain","byline":null,"published":"2023-11-14T22:13:20Z","url":"https://example.org/a","language":null,"text":"","blocks":[{"span":{"start":0,"end":10},"kind":"paragraph","quote_depth":0,"boilerplate":false},{"span":{"start":11,"end":22},"kind":{"item":{"depth":0,"marker":"bullet"}},"quote_depth":0,"boilerplate":false}],"inlines":[],"links":[]}'
);
INSERT INTO text_index (rowid, title, author, text)
    VALUES (1, 'Rain', '', 'It rained. It stopped.'), (2, 'Sun', '', 'Sun.'), (3, 'Rates held', '', 'Rates were held.');
PRAGMA user_version = 1;
PRAGMA application_id = 1903521652;
