-- Takes away what is older than @keep_days, 4,000 rows at a time, each a transaction of its own.
-- Where there are partitions (optional/partitions.sql) whole months go first, in a moment.
SET NOCOUNT ON;
DECLARE @keep_days int = 90;
DECLARE @cutoff datetime2(3) = DATEADD(day, -@keep_days, SYSUTCDATETIME());
DECLARE @table varchar(40), @rows bigint, @sum bigint, @started datetime2(3);
DECLARE @taken TABLE (deleted_rows bigint);
DECLARE tables CURSOR LOCAL FAST_FORWARD FOR
    SELECT name FROM (VALUES ('RequestLogs'), ('ServerMetrics'), ('KpiWindows'), ('Anomalies'), ('Incidents'), ('Events')) t (name);
OPEN tables;
FETCH NEXT FROM tables INTO @table;
WHILE @@FETCH_STATUS = 0
BEGIN
    SET @started = SYSUTCDATETIME();
    SET @sum = 0;
    IF @table = 'RequestLogs' AND OBJECT_ID('ti.TrimPartitions') IS NOT NULL
    BEGIN
        DELETE FROM @taken;
        INSERT INTO @taken EXEC ti.TrimPartitions @cutoff = @cutoff;
        SELECT @sum = deleted_rows FROM @taken;
    END
    SET @rows = 1;
    WHILE @rows > 0
    BEGIN
        DELETE FROM @taken;
        INSERT INTO @taken EXEC ti.TrimOnce @table_name = @table, @cutoff = @cutoff, @chunk_rows = 4000;
        SELECT @rows = deleted_rows FROM @taken;
        SET @sum = @sum + @rows;
    END
    INSERT INTO ti.RetentionRuns (table_name, cutoff, started_at, ended_at, deleted_rows, result)
    VALUES (@table, @cutoff, @started, SYSUTCDATETIME(), @sum, 'done');
    IF @sum > 0
        INSERT INTO ti.AuditLog (action, target, row_count, detail) VALUES ('retain', @table, @sum, 'retention.sql');
    FETCH NEXT FROM tables INTO @table;
END
CLOSE tables;
DEALLOCATE tables;
GO
