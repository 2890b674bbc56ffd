-- From version 6 to 7: when an incident was detected, and how certain it is. Those from before do not say.
ALTER TABLE Incidents ADD COLUMN detected TIMESTAMP;
ALTER TABLE Incidents ADD COLUMN deviation DOUBLE;

UPDATE StoreInfo SET schema_version = 7;
