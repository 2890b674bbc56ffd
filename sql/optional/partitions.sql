-- Optional, by a DBA, best while ti.RequestLogs is empty: a partition a month, so that retention
-- truncates whole months in a moment. SQL Server 2017 and later, Azure SQL. The program finds
-- ti.TrimPartitions by itself. Not run by `workbench warehouse migrate`.
IF SERVERPROPERTY('BabelfishVersion') IS NULL
    AND NOT EXISTS (SELECT 1 FROM sys.partition_functions WHERE name = 'ti_months')
BEGIN
    DECLARE @months nvarchar(max) = N'';
    DECLARE @month date = DATEADD(month, -4, DATEADD(day, 1 - DAY(SYSUTCDATETIME()), CAST(SYSUTCDATETIME() AS date)));
    DECLARE @i int = 0;
    WHILE @i < 64
    BEGIN
        SET @months = @months + CASE WHEN @i = 0 THEN N'' ELSE N', ' END
            + N'''' + CONVERT(nchar(10), DATEADD(month, @i, @month), 23) + N'''';
        SET @i = @i + 1;
    END
    EXEC('CREATE PARTITION FUNCTION ti_months (datetime2(6)) AS RANGE RIGHT FOR VALUES (' + @months + ')');
    EXEC('CREATE PARTITION SCHEME ti_months AS PARTITION ti_months ALL TO ([PRIMARY])');
    IF EXISTS (SELECT 1 FROM sys.indexes WHERE object_id = OBJECT_ID('ti.RequestLogs') AND type = 5)
        EXEC('DROP INDEX CX_RequestLogs ON ti.RequestLogs;
              CREATE CLUSTERED INDEX CX_RequestLogs ON ti.RequestLogs (ts) ON ti_months (ts);
              CREATE CLUSTERED COLUMNSTORE INDEX CX_RequestLogs ON ti.RequestLogs
                  WITH (DROP_EXISTING = ON) ON ti_months (ts)');
    ELSE
        EXEC('CREATE CLUSTERED INDEX CX_RequestLogs ON ti.RequestLogs (ts)
                  WITH (DROP_EXISTING = ON) ON ti_months (ts)');
END
GO

IF OBJECT_ID('ti.TrimPartitions') IS NOT NULL DROP PROCEDURE ti.TrimPartitions;
GO

-- Empties the partitions that lie wholly before the cutoff, and says how many rows they held. What is
-- left of the month of the cutoff goes by ti.TrimOnce. The statement stands in EXEC: servers without
-- partitions cannot read it.
CREATE PROCEDURE ti.TrimPartitions @cutoff datetime2(3)
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @rows bigint = 0, @number int, @count bigint, @statement nvarchar(400);
    DECLARE old CURSOR LOCAL FAST_FORWARD FOR
        SELECT p.partition_number, p.rows
        FROM sys.partitions p
        JOIN sys.partition_functions f ON f.name = 'ti_months'
        JOIN sys.partition_range_values v ON v.function_id = f.function_id
            AND v.boundary_id = p.partition_number
        WHERE p.object_id = OBJECT_ID('ti.RequestLogs') AND p.index_id IN (0, 1) AND p.rows > 0
            AND CAST(v.value AS datetime2(3)) <= @cutoff;
    OPEN old;
    FETCH NEXT FROM old INTO @number, @count;
    WHILE @@FETCH_STATUS = 0
    BEGIN
        SET @statement = N'TRUNCATE TABLE ti.RequestLogs WITH (PARTITIONS (' + CAST(@number AS nvarchar(10)) + N'))';
        EXEC sp_executesql @statement;
        SET @rows = @rows + @count;
        FETCH NEXT FROM old INTO @number, @count;
    END
    CLOSE old;
    DEALLOCATE old;
    SELECT @rows AS deleted_rows;
END
GO
