-- Roles with the least rights each. May be run again. Then, for people and programs:
--   CREATE USER ann FOR LOGIN ann;  ALTER ROLE ti_loader ADD MEMBER ann;
IF NOT EXISTS (SELECT 1 FROM sys.database_principals WHERE name = 'ti_reader') CREATE ROLE ti_reader;
IF NOT EXISTS (SELECT 1 FROM sys.database_principals WHERE name = 'ti_loader') CREATE ROLE ti_loader;
IF NOT EXISTS (SELECT 1 FROM sys.database_principals WHERE name = 'ti_owner') CREATE ROLE ti_owner;
GO

GRANT SELECT ON SCHEMA::ti TO ti_reader;
GO

GRANT SELECT ON SCHEMA::ti TO ti_loader;
GRANT INSERT ON SCHEMA::ti TO ti_loader;
-- Deleting is for the procedures alone: they take what is old, and nothing else. They own what they
-- delete from, so nobody needs the right to DELETE.
GRANT EXECUTE ON SCHEMA::ti TO ti_loader;
-- The end of a retention run is written into its row.
GRANT UPDATE ON OBJECT::ti.RetentionRuns TO ti_loader;
GO

-- For migrations, together with the right to make tables, views and procedures in the database.
GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE ON SCHEMA::ti TO ti_owner;
GO
GRANT ALTER, REFERENCES ON SCHEMA::ti TO ti_owner;
GO
GRANT CREATE TABLE TO ti_owner;
GRANT CREATE VIEW TO ti_owner;
GRANT CREATE PROCEDURE TO ti_owner;
GO
