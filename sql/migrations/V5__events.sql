-- Schema version 5: events, which are what happened beside the requests: deployments, restarts, errors.
CREATE TABLE ti.Events (
    batch_id int NOT NULL,
    start_ts datetime2(3) NOT NULL,
    -- NULL for a moment.
    end_ts datetime2(3) NULL,
    kind int NOT NULL,
    server int NOT NULL,
    -- Lines that it was read from; more than one are repetitions of the same.
    repeats bigint NOT NULL,
    event_text nvarchar(2000) NOT NULL
);
CREATE CLUSTERED INDEX CX_Events ON ti.Events (start_ts);
GO

CREATE VIEW ti.FactEvents AS
SELECT
    e.start_ts AS ts, CAST(e.start_ts AS date) AS date_key, e.end_ts, k.name AS kind,
    s.name AS server, e.repeats, e.event_text
FROM ti.Events e
JOIN ti.Labels k ON k.id = e.kind
JOIN ti.Labels s ON s.id = e.server;
GO

-- Procedures are dropped and created rather than altered, as views are. Rights on the schema hold.
DROP PROCEDURE ti.TrimOnce;
GO
CREATE PROCEDURE ti.TrimOnce @table_name varchar(40), @cutoff datetime2(3), @chunk_rows int
AS
BEGIN
    SET NOCOUNT ON;
    DECLARE @rows bigint = 0;
    IF @table_name = 'RequestLogs'
    BEGIN
        DELETE TOP (@chunk_rows) FROM ti.RequestLogs WHERE ts < @cutoff;
        SET @rows = @@ROWCOUNT;
    END
    IF @table_name = 'ServerMetrics'
    BEGIN
        DELETE TOP (@chunk_rows) FROM ti.ServerMetrics WHERE ts < @cutoff;
        SET @rows = @@ROWCOUNT;
    END
    IF @table_name = 'KpiWindows'
    BEGIN
        DELETE TOP (@chunk_rows) FROM ti.KpiWindows WHERE window_start < @cutoff;
        SET @rows = @@ROWCOUNT;
    END
    IF @table_name = 'Anomalies'
    BEGIN
        DELETE TOP (@chunk_rows) FROM ti.Anomalies WHERE end_ts < @cutoff;
        SET @rows = @@ROWCOUNT;
    END
    IF @table_name = 'Incidents'
    BEGIN
        DELETE TOP (@chunk_rows) FROM ti.Incidents WHERE end_ts < @cutoff;
        SET @rows = @@ROWCOUNT;
    END
    IF @table_name = 'Events'
    BEGIN
        DELETE TOP (@chunk_rows) FROM ti.Events WHERE COALESCE(end_ts, start_ts) < @cutoff;
        SET @rows = @@ROWCOUNT;
    END
    SELECT @rows AS deleted_rows;
END
GO

INSERT INTO ti.SchemaVersions (version) VALUES (5);
GO
