-- From version 6 to 7: when an incident was detected, how certain it is, and the event just before it. Those from before do not say.
ALTER TABLE Incidents ADD COLUMN detected TIMESTAMP;
ALTER TABLE Incidents ADD COLUMN deviation DOUBLE;
ALTER TABLE Incidents ADD COLUMN event_before VARCHAR;

UPDATE StoreInfo SET schema_version = 7;
