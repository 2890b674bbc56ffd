-- From version 2 to 3: by which a resumed run finds out that it was stored already.
ALTER TABLE Runs ADD COLUMN run_key VARCHAR;

UPDATE StoreInfo SET schema_version = 3;
