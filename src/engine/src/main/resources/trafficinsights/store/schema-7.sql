-- From version 6 to 7: the event just before an incident; NULL where there is none.
ALTER TABLE Incidents ADD COLUMN event_before VARCHAR;

UPDATE StoreInfo SET schema_version = 7;
