-- The embedded store, version 1. Facts carry small numbers; their texts stand once in the tables below
-- them. The view Requests puts both together for people.
CREATE TABLE StoreInfo (schema_version INTEGER NOT NULL, created_at TIMESTAMP NOT NULL);
INSERT INTO StoreInfo VALUES (1, now()::TIMESTAMP);

CREATE TABLE Runs (
    run_id INTEGER PRIMARY KEY,
    title VARCHAR NOT NULL,
    stored_at TIMESTAMP NOT NULL,
    requests BIGINT NOT NULL
);

CREATE TABLE Regions (id INTEGER NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE Servers (id INTEGER NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE Methods (id INTEGER NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE Routes (id INTEGER NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE Scenarios (id INTEGER NOT NULL, name VARCHAR NOT NULL);
CREATE TABLE Clients (id INTEGER NOT NULL, name VARCHAR NOT NULL);

CREATE TABLE RequestLogs (
    run_id INTEGER NOT NULL,
    ts TIMESTAMP NOT NULL,
    request_id BIGINT NOT NULL,
    first_request_id BIGINT NOT NULL,
    client BIGINT NOT NULL,
    region INTEGER NOT NULL,
    server INTEGER NOT NULL,
    method INTEGER NOT NULL,
    route INTEGER NOT NULL,
    status SMALLINT NOT NULL,
    latency_us BIGINT,
    bytes BIGINT,
    attempt TINYINT NOT NULL,
    scenario INTEGER NOT NULL
);

CREATE TABLE ServerMetrics (
    run_id INTEGER NOT NULL,
    ts TIMESTAMP NOT NULL,
    server VARCHAR NOT NULL,
    cpu_utilization DOUBLE,
    memory_utilization DOUBLE,
    network_in_bytes_per_second DOUBLE,
    network_out_bytes_per_second DOUBLE,
    active_connections DOUBLE,
    health TINYINT
);

-- Columns in the order of kpi_windows.csv and anomalies.csv: both are written field by field alike.
CREATE TABLE KpiWindows (
    run_id INTEGER NOT NULL,
    window_start TIMESTAMP NOT NULL,
    window_seconds DOUBLE NOT NULL,
    dimension VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    requests BIGINT NOT NULL,
    requests_per_second DOUBLE,
    bytes BIGINT,
    mean_ms DOUBLE,
    p50_ms DOUBLE,
    p90_ms DOUBLE,
    p95_ms DOUBLE,
    p99_ms DOUBLE,
    p999_ms DOUBLE,
    max_ms DOUBLE,
    client_errors BIGINT,
    server_errors BIGINT,
    client_error_rate DOUBLE,
    error_rate DOUBLE,
    retries BIGINT,
    retry_rate DOUBLE,
    attempts BIGINT,
    logical_requests BIGINT,
    retry_amplification DOUBLE,
    succeeded_after_retry BIGINT,
    success_after_retry DOUBLE,
    satisfied BIGINT,
    tolerating BIGINT,
    latency_count BIGINT,
    apdex DOUBLE,
    availability DOUBLE
);

CREATE TABLE Anomalies (
    run_id INTEGER NOT NULL,
    start TIMESTAMP NOT NULL,
    "end" TIMESTAMP NOT NULL,
    dimension VARCHAR NOT NULL,
    key VARCHAR NOT NULL,
    metric VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    score DOUBLE NOT NULL,
    observed DOUBLE,
    expected DOUBLE,
    band_low DOUBLE,
    band_high DOUBLE
);

CREATE TABLE AnalyticsReports (
    run_id INTEGER NOT NULL,
    created_at TIMESTAMP NOT NULL,
    report VARCHAR NOT NULL
);

CREATE TABLE DataQualityMetrics (
    run_id INTEGER NOT NULL,
    metric VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    value DOUBLE NOT NULL
);

CREATE VIEW Requests AS
SELECT
    l.run_id,
    l.ts AS timestamp,
    l.request_id,
    CASE l.client >> 56
        WHEN 0 THEN 'c' || l.client
        WHEN 1 THEN concat_ws('.', (l.client >> 24) & 255, (l.client >> 16) & 255,
                              (l.client >> 8) & 255, l.client & 255)
        ELSE c.name
    END AS client_id,
    g.name AS region,
    s.name AS server,
    m.name AS method,
    p.name AS route,
    l.status,
    l.latency_us,
    l.bytes,
    l.attempt,
    l.first_request_id,
    n.name AS scenario
FROM RequestLogs l
LEFT JOIN Regions g ON g.id = l.region
LEFT JOIN Servers s ON s.id = l.server
LEFT JOIN Methods m ON m.id = l.method
LEFT JOIN Routes p ON p.id = l.route
LEFT JOIN Scenarios n ON n.id = l.scenario
LEFT JOIN Clients c ON l.client >> 56 = 2 AND c.id = l.client & 4294967295;
