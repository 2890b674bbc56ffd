-- Weekly: a backup that was never restored is none. Restores the newest one under another name, looks
-- at it, and drops it. Express: 10 GB a database, so the copy fits beside the original.
DECLARE @file nvarchar(500), @data nvarchar(400), @log nvarchar(400), @statement nvarchar(max);
DECLARE @folder nvarchar(400) = CAST(SERVERPROPERTY('InstanceDefaultDataPath') AS nvarchar(400));
SELECT TOP (1) @file = f.physical_device_name
FROM msdb.dbo.backupset b
JOIN msdb.dbo.backupmediafamily f ON f.media_set_id = b.media_set_id
WHERE b.database_name = 'TrafficInsights' AND b.type = 'D'
ORDER BY b.backup_finish_date DESC;
IF @file IS NULL THROW 51000, 'There is no backup of TrafficInsights.', 1;
RESTORE VERIFYONLY FROM DISK = @file WITH CHECKSUM;
SELECT @data = name FROM TrafficInsights.sys.database_files WHERE type = 0 AND file_id = 1;
SELECT @log = name FROM TrafficInsights.sys.database_files WHERE type = 1;
IF DB_ID('TrafficInsights_check') IS NOT NULL DROP DATABASE TrafficInsights_check;
SET @statement = N'RESTORE DATABASE TrafficInsights_check FROM DISK = @file WITH CHECKSUM, MOVE @data TO N'''
    + @folder + N'TrafficInsights_check.mdf'', MOVE @log TO N''' + @folder + N'TrafficInsights_check.ldf''';
EXEC sp_executesql @statement, N'@file nvarchar(500), @data nvarchar(400), @log nvarchar(400)',
    @file = @file, @data = @data, @log = @log;
DBCC CHECKDB (TrafficInsights_check) WITH NO_INFOMSGS, PHYSICAL_ONLY;
GO
-- The batches of the last week in the copy, against their ledger.
IF EXISTS (
    SELECT 1 FROM TrafficInsights_check.ti.BatchCheck c
    JOIN TrafficInsights_check.ti.BatchLedger b ON b.batch_id = c.batch_id
    WHERE b.pushed_at > DATEADD(day, -7, SYSUTCDATETIME()) AND c.found_rows > 0
        AND c.found_rows = c.row_count AND c.found_checksum <> c.ledger_checksum)
    THROW 51001, 'The restored copy differs from its ledger.', 1;
DROP DATABASE TrafficInsights_check;
GO
