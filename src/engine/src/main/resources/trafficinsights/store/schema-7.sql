-- From version 6 to 7: when an incident was detected. Incidents from before do not say.
ALTER TABLE Incidents ADD COLUMN detected TIMESTAMP;

UPDATE StoreInfo SET schema_version = 7;
