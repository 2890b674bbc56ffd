-- Schema version 2: what people and Power BI read, and retention.

-- Requests with their texts.
CREATE VIEW ti.Requests AS
SELECT
    b.run_id,
    l.ts,
    l.request_id,
    l.first_request_id,
    g.name AS region,
    s.name AS server,
    m.name AS method,
    r.name AS route,
    l.status,
    l.latency_us,
    l.bytes,
    l.attempt,
    n.name AS scenario,
    l.client,
    l.batch_id
FROM ti.RequestLogs l
JOIN ti.BatchLedger b ON b.batch_id = l.batch_id
LEFT JOIN ti.Regions g ON g.id = l.region
LEFT JOIN ti.Servers s ON s.id = l.server
LEFT JOIN ti.Methods m ON m.id = l.method
LEFT JOIN ti.Routes r ON r.id = l.route
LEFT JOIN ti.Scenarios n ON n.id = l.scenario;
GO

-- What stands in the table for each batch, to be held against the ledger: rows and row_checksum are
-- equal to row_count and ledger_checksum, unless retention has taken rows since.
CREATE VIEW ti.BatchCheck AS
SELECT
    b.batch_id,
    b.batch_key,
    b.row_count,
    COALESCE(f.found_rows, 0) AS found_rows,
    b.row_checksum AS ledger_checksum,
    COALESCE(f.found_checksum, 0) AS found_checksum
FROM ti.BatchLedger b
LEFT JOIN (
    SELECT
        batch_id,
        COUNT_BIG(*) AS found_rows,
        SUM(
            request_id % 2147483647
            + 3 * (first_request_id % 2147483647)
            + 5 * (client % 2147483647)
            + 7 * (COALESCE(latency_us, -1) % 2147483647)
            + 11 * (COALESCE(bytes, -1) % 2147483647)
            + CAST(13 AS bigint) * status
            + CAST(17 AS bigint) * region
            + CAST(19 AS bigint) * server
            + CAST(23 AS bigint) * method
            + CAST(29 AS bigint) * route
            + CAST(31 AS bigint) * attempt
            + CAST(37 AS bigint) * scenario
        ) AS found_checksum
    FROM ti.RequestLogs
    GROUP BY batch_id
) f ON f.batch_id = b.batch_id
WHERE b.kind = 'requests';
GO

-- KPI windows with all that follows from them; names and meanings are those of kpi_windows.csv.
CREATE VIEW ti.Kpi AS
SELECT
    b.run_id,
    k.window_start,
    k.window_seconds,
    d.name AS dimension,
    y.name AS series_key,
    k.requests,
    k.requests / NULLIF(CAST(k.window_seconds AS float), 0) AS requests_per_second,
    k.bytes,
    k.mean_ms,
    k.p50_ms,
    k.p90_ms,
    k.p95_ms,
    k.p99_ms,
    k.p999_ms,
    k.max_ms,
    k.client_errors,
    k.server_errors,
    CAST(k.client_errors AS float) / NULLIF(k.requests, 0) AS client_error_rate,
    CAST(k.server_errors AS float) / NULLIF(k.requests, 0) AS error_rate,
    k.retries,
    CAST(k.retries AS float) / NULLIF(k.requests, 0) AS retry_rate,
    k.attempts,
    k.logical_requests,
    CAST(k.attempts AS float) / NULLIF(k.logical_requests, 0) AS retry_amplification,
    k.succeeded_after_retry,
    CAST(k.succeeded_after_retry AS float) / NULLIF(k.retries, 0) AS success_after_retry,
    k.satisfied,
    k.tolerating,
    k.latency_count,
    (k.satisfied + k.tolerating / CAST(2 AS float)) / NULLIF(k.latency_count, 0) AS apdex,
    1 - CAST(k.server_errors AS float) / NULLIF(k.requests, 0) AS availability
FROM ti.KpiWindows k
JOIN ti.BatchLedger b ON b.batch_id = k.batch_id
JOIN ti.Labels d ON d.id = k.dimension
JOIN ti.Labels y ON y.id = k.series_key;
GO

-- Days from 2020 to 2039, for the star.
CREATE TABLE ti.Dates (
    date_key date NOT NULL CONSTRAINT PK_Dates PRIMARY KEY,
    year_number smallint NOT NULL,
    quarter_number smallint NOT NULL,
    month_number smallint NOT NULL,
    month_start date NOT NULL,
    day_number smallint NOT NULL,
    -- 1 is Monday, whatever the server's language.
    weekday_number smallint NOT NULL,
    is_weekend bit NOT NULL
);
GO

INSERT INTO ti.Dates (date_key, year_number, quarter_number, month_number, month_start, day_number,
    weekday_number, is_weekend)
SELECT
    d.day,
    DATEPART(year, d.day),
    DATEPART(quarter, d.day),
    DATEPART(month, d.day),
    DATEADD(day, 1 - DATEPART(day, d.day), d.day),
    DATEPART(day, d.day),
    1 + d.n % 7,
    CASE WHEN d.n % 7 >= 5 THEN 1 ELSE 0 END
FROM (
    SELECT
        n.n + 2 AS n,
        CAST(DATEADD(day, n.n, CAST('2020-01-01' AS date)) AS date) AS day
    FROM (
        SELECT a.d + 10 * b.d + 100 * c.d + 1000 * e.d AS n
        FROM (VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)) a (d)
        CROSS JOIN (VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)) b (d)
        CROSS JOIN (VALUES (0),(1),(2),(3),(4),(5),(6),(7),(8),(9)) c (d)
        CROSS JOIN (VALUES (0),(1),(2),(3),(4),(5),(6),(7)) e (d)
    ) n
    WHERE n.n < 7305
) d;
GO

-- The star. Facts have ts (for incremental refresh: RangeStart <= ts < RangeEnd folds into the
-- query), date_key (to Dates) and codes (to the dimensions).
CREATE VIEW ti.FactRequests AS
SELECT
    l.ts, CAST(l.ts AS date) AS date_key, l.batch_id, l.request_id, l.region AS region_id,
    l.server AS server_id, l.method AS method_id, l.route AS route_id, l.status,
    l.latency_us, l.bytes, l.attempt
FROM ti.RequestLogs l;
GO
CREATE VIEW ti.FactKpi AS
SELECT
    k.window_start AS ts, CAST(k.window_start AS date) AS date_key, k.window_seconds,
    k.dimension AS dimension_id, k.series_key AS key_id, k.requests, k.bytes, k.client_errors,
    k.server_errors, k.retries, k.attempts, k.logical_requests, k.satisfied, k.tolerating,
    k.latency_count, k.mean_ms, k.p50_ms, k.p95_ms, k.p99_ms
FROM ti.KpiWindows k;
GO
CREATE VIEW ti.FactServerMetrics AS
SELECT
    m.ts, CAST(m.ts AS date) AS date_key, m.server AS server_id, m.health, m.cpu_utilization,
    m.memory_utilization, m.active_connections, m.network_in_bytes_per_second,
    m.network_out_bytes_per_second
FROM ti.ServerMetrics m;
GO
CREATE VIEW ti.FactIncidents AS
SELECT
    i.start_ts AS ts, CAST(i.start_ts AS date) AS date_key, i.end_ts, v.name AS severity,
    m.name AS metric, i.dimension AS dimension_id, i.series_key AS key_id, i.share, i.sentence
FROM ti.Incidents i
JOIN ti.Labels v ON v.id = i.severity
JOIN ti.Labels m ON m.id = i.metric;
GO
CREATE VIEW ti.FactDataQuality AS
SELECT
    b.pushed_at AS ts, CAST(b.pushed_at AS date) AS date_key, b.run_id, m.name AS metric,
    d.name AS detail, q.value
FROM ti.DataQualityMetrics q
JOIN ti.BatchLedger b ON b.batch_id = q.batch_id
JOIN ti.Labels m ON m.id = q.metric
JOIN ti.Labels d ON d.id = q.detail;
GO
CREATE VIEW ti.DimRegion AS SELECT id AS region_id, name AS region FROM ti.Regions;
GO
CREATE VIEW ti.DimServer AS SELECT id AS server_id, name AS server FROM ti.Servers;
GO
CREATE VIEW ti.DimRoute AS SELECT id AS route_id, name AS route FROM ti.Routes;
GO
CREATE VIEW ti.DimMethod AS SELECT id AS method_id, name AS method FROM ti.Methods;
GO
CREATE VIEW ti.DimDimension AS SELECT id AS dimension_id, name AS dimension FROM ti.Labels;
GO
CREATE VIEW ti.DimKey AS SELECT id AS key_id, name AS series_key FROM ti.Labels;
GO
CREATE VIEW ti.DimDate AS
SELECT date_key, year_number, quarter_number, month_number, month_start, day_number,
    weekday_number, is_weekend
FROM ti.Dates;
GO

-- What retention did: its time, its rows, its end.
CREATE TABLE ti.RetentionRuns (
    retention_id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_RetentionRuns PRIMARY KEY,
    table_name varchar(40) NOT NULL,
    cutoff datetime2(3) NOT NULL,
    started_at datetime2(3) NOT NULL,
    ended_at datetime2(3) NULL,
    deleted_rows bigint NOT NULL,
    result varchar(20) NOT NULL
);
GO

-- Takes at most @chunk_rows of what is older than @cutoff from one table, and says how many it took.
-- Small on purpose: whoever calls it again and again holds locks for a moment only. Under 5,000 rows
-- SQL Server locks rows and never the table.
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
    SELECT @rows AS deleted_rows;
END
GO

INSERT INTO ti.SchemaVersions (version) VALUES (2);
GO
