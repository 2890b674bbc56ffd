-- Optional: requests as a clustered columnstore, a tenth to a fifth of the row store's size. SQL Server
-- 2017 and later in every edition, Azure SQL Database from S3 on. Asked of the server, never assumed;
-- without it the row store stays, and all works. May be run again: what is done is left.
-- The statements that an older server cannot even read stand in EXEC.
DECLARE @major int = CAST(PARSENAME(CAST(SERVERPROPERTY('ProductVersion') AS varchar(50)), 4) AS int);
DECLARE @engine int = CAST(SERVERPROPERTY('EngineEdition') AS int);
IF (@major >= 14 OR @engine IN (5, 8)) AND SERVERPROPERTY('BabelfishVersion') IS NULL
    AND NOT EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID('ti.RequestLogs') AND type = 5)
BEGIN
    BEGIN TRY
        EXEC('CREATE CLUSTERED COLUMNSTORE INDEX CX_RequestLogs ON ti.RequestLogs WITH (DROP_EXISTING = ON)');
    END TRY
    BEGIN CATCH
        PRINT 'No columnstore here; the row store stays.';
    END CATCH
END
GO
