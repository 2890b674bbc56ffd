-- Weekly. Row stores: reorganize from 10 % of fragmentation on, which blocks nobody. Columnstore: closes
-- open row groups and cleans up those with many deleted rows.
SET NOCOUNT ON;
DECLARE @statement nvarchar(400);
DECLARE worn CURSOR LOCAL FAST_FORWARD FOR
    SELECT N'ALTER INDEX ' + QUOTENAME(i.name) + N' ON ti.' + QUOTENAME(t.name) + N' REORGANIZE'
        + CASE WHEN i.type = 5 THEN N' WITH (COMPRESS_ALL_ROW_GROUPS = ON)' ELSE N'' END
    FROM sys.indexes i
    JOIN sys.tables t ON t.object_id = i.object_id
    JOIN sys.schemas s ON s.schema_id = t.schema_id AND s.name = 'ti'
    OUTER APPLY (
        SELECT MAX(p.avg_fragmentation_in_percent) AS worst, SUM(p.page_count) AS pages
        FROM sys.dm_db_index_physical_stats(DB_ID(), i.object_id, i.index_id, NULL, 'LIMITED') p
    ) f
    WHERE i.index_id > 0 AND (i.type = 5 OR (f.worst >= 10 AND f.pages >= 1000));
OPEN worn;
FETCH NEXT FROM worn INTO @statement;
WHILE @@FETCH_STATUS = 0
BEGIN
    EXEC sp_executesql @statement;
    FETCH NEXT FROM worn INTO @statement;
END
CLOSE worn;
DEALLOCATE worn;
GO
UPDATE STATISTICS ti.RequestLogs;
UPDATE STATISTICS ti.KpiWindows;
UPDATE STATISTICS ti.ServerMetrics;
GO
