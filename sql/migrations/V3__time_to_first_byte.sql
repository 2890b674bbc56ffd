-- Schema version 3: the time to first byte. Rows from before have none.
ALTER TABLE ti.RequestLogs ADD ttfb_us bigint NULL;
GO
ALTER TABLE ti.KpiWindows ADD ttfb_p50_ms real NULL, ttfb_p95_ms real NULL;
GO

-- Views are made again rather than altered, which not every server can. Rights on the schema hold.
DROP VIEW ti.Requests;
GO
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
    l.batch_id,
    l.ttfb_us
FROM ti.RequestLogs l
JOIN ti.BatchLedger b ON b.batch_id = l.batch_id
LEFT JOIN ti.Regions g ON g.id = l.region
LEFT JOIN ti.Servers s ON s.id = l.server
LEFT JOIN ti.Methods m ON m.id = l.method
LEFT JOIN ti.Routes r ON r.id = l.route
LEFT JOIN ti.Scenarios n ON n.id = l.scenario;
GO

DROP VIEW ti.Kpi;
GO
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
    1 - CAST(k.server_errors AS float) / NULLIF(k.requests, 0) AS availability,
    k.ttfb_p50_ms,
    k.ttfb_p95_ms
FROM ti.KpiWindows k
JOIN ti.BatchLedger b ON b.batch_id = k.batch_id
JOIN ti.Labels d ON d.id = k.dimension
JOIN ti.Labels y ON y.id = k.series_key;
GO

DROP VIEW ti.FactRequests;
GO
CREATE VIEW ti.FactRequests AS
SELECT
    l.ts, CAST(l.ts AS date) AS date_key, l.batch_id, l.request_id, l.region AS region_id,
    l.server AS server_id, l.method AS method_id, l.route AS route_id, l.status,
    l.latency_us, l.bytes, l.attempt, l.ttfb_us
FROM ti.RequestLogs l;
GO

DROP VIEW ti.FactKpi;
GO
CREATE VIEW ti.FactKpi AS
SELECT
    k.window_start AS ts, CAST(k.window_start AS date) AS date_key, k.window_seconds,
    k.dimension AS dimension_id, k.series_key AS key_id, k.requests, k.bytes, k.client_errors,
    k.server_errors, k.retries, k.attempts, k.logical_requests, k.satisfied, k.tolerating,
    k.latency_count, k.mean_ms, k.p50_ms, k.p95_ms, k.p99_ms, k.ttfb_p50_ms, k.ttfb_p95_ms
FROM ti.KpiWindows k;
GO

-- An unknown time counts nothing, so that the ledger of older batches holds.
DROP VIEW ti.BatchCheck;
GO
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
            + CAST(41 AS bigint) * (COALESCE(ttfb_us, 0) % 2147483647)
        ) AS found_checksum
    FROM ti.RequestLogs
    GROUP BY batch_id
) f ON f.batch_id = b.batch_id
WHERE b.kind = 'requests';
GO

INSERT INTO ti.SchemaVersions (version) VALUES (3);
GO
