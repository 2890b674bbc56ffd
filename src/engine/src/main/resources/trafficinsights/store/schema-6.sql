-- From version 5 to 6: what happened beside the requests.
CREATE TABLE Events (
    run_id INTEGER NOT NULL,
    start TIMESTAMP NOT NULL,
    "end" TIMESTAMP,
    kind VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    server VARCHAR NOT NULL,
    count BIGINT NOT NULL
);

UPDATE StoreInfo SET schema_version = 6;
