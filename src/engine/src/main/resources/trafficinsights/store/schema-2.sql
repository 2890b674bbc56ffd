-- From version 1 to 2: incidents, and how far an anomaly was outside.
ALTER TABLE Anomalies ADD COLUMN deviation DOUBLE;

CREATE TABLE Incidents (
    run_id INTEGER NOT NULL,
    start TIMESTAMP NOT NULL,
    "end" TIMESTAMP NOT NULL,
    severity VARCHAR NOT NULL,
    metric VARCHAR NOT NULL,
    dimension VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    share DOUBLE,
    sentence VARCHAR NOT NULL
);

UPDATE StoreInfo SET schema_version = 2;
