-- Optional: page compression of what is kept in rows. SQL Server 2016 SP1 and later in every edition.
-- May be run again.
IF SERVERPROPERTY('BabelfishVersion') IS NULL
BEGIN
    BEGIN TRY
        IF EXISTS (SELECT 1 FROM sys.partitions WHERE object_id = OBJECT_ID('ti.RequestLogs')
            AND index_id = 1 AND data_compression = 0)
            EXEC('ALTER INDEX CX_RequestLogs ON ti.RequestLogs REBUILD WITH (DATA_COMPRESSION = PAGE)');
        IF EXISTS (SELECT 1 FROM sys.partitions WHERE object_id = OBJECT_ID('ti.KpiWindows')
            AND index_id = 1 AND data_compression = 0)
            EXEC('ALTER INDEX CX_KpiWindows ON ti.KpiWindows REBUILD WITH (DATA_COMPRESSION = PAGE)');
        IF EXISTS (SELECT 1 FROM sys.partitions WHERE object_id = OBJECT_ID('ti.ServerMetrics')
            AND index_id = 1 AND data_compression = 0)
            EXEC('ALTER INDEX CX_ServerMetrics ON ti.ServerMetrics REBUILD WITH (DATA_COMPRESSION = PAGE)');
    END TRY
    BEGIN CATCH
        PRINT 'No page compression here; rows stay as they are.';
    END CATCH
END
GO
