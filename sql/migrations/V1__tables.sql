-- Traffic Insights Workbench, schema version 1: tables.
-- SQL Server 2017 to 2025 (Express too), Azure SQL. Run by `workbench warehouse migrate`, or by a DBA:
-- see sql/README.md. Facts carry small numbers; their texts stand once in the tables of names.
IF SCHEMA_ID('ti') IS NULL EXEC('CREATE SCHEMA ti');
GO

CREATE TABLE ti.SchemaVersions (
    version int NOT NULL CONSTRAINT PK_SchemaVersions PRIMARY KEY,
    applied_at datetime2(3) NOT NULL CONSTRAINT DF_SchemaVersions_applied DEFAULT SYSUTCDATETIME()
);
GO

-- Names. Binary collation: /Api and /api are two routes.
CREATE TABLE ti.Regions (
    id smallint IDENTITY(0, 1) NOT NULL CONSTRAINT PK_Regions PRIMARY KEY,
    name nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT UQ_Regions UNIQUE
);
CREATE TABLE ti.Servers (
    id smallint IDENTITY(0, 1) NOT NULL CONSTRAINT PK_Servers PRIMARY KEY,
    name nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT UQ_Servers UNIQUE
);
CREATE TABLE ti.Methods (
    id smallint IDENTITY(0, 1) NOT NULL CONSTRAINT PK_Methods PRIMARY KEY,
    name nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT UQ_Methods UNIQUE
);
CREATE TABLE ti.Routes (
    id smallint IDENTITY(0, 1) NOT NULL CONSTRAINT PK_Routes PRIMARY KEY,
    name nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT UQ_Routes UNIQUE
);
CREATE TABLE ti.Scenarios (
    id smallint IDENTITY(0, 1) NOT NULL CONSTRAINT PK_Scenarios PRIMARY KEY,
    name nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT UQ_Scenarios UNIQUE
);
CREATE TABLE ti.Clients (
    id int IDENTITY(0, 1) NOT NULL CONSTRAINT PK_Clients PRIMARY KEY,
    name nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT UQ_Clients UNIQUE
);
-- Words of KPI windows, anomalies and incidents: dimension, key, metric, unit, severity.
CREATE TABLE ti.Labels (
    id int IDENTITY(0, 1) NOT NULL CONSTRAINT PK_Labels PRIMARY KEY,
    name nvarchar(400) COLLATE Latin1_General_BIN2 NOT NULL CONSTRAINT UQ_Labels UNIQUE
);
GO

-- A run: what was read or made at one time. Its key is a hash of its content.
CREATE TABLE ti.Runs (
    run_id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_Runs PRIMARY KEY,
    run_key char(32) NOT NULL CONSTRAINT UQ_Runs UNIQUE,
    title nvarchar(400) NOT NULL,
    requests bigint NOT NULL,
    first_pushed_at datetime2(3) NOT NULL CONSTRAINT DF_Runs_pushed DEFAULT SYSUTCDATETIME()
);
GO

-- A batch stands here if and only if all its rows stand in the tables: both in one transaction.
-- batch_key is a hash of the content, so the same rows are never taken twice. No foreign key to
-- ti.Runs: on some servers checking it needs rights that a loader has not.
CREATE TABLE ti.BatchLedger (
    batch_id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_BatchLedger PRIMARY KEY,
    batch_key char(32) NOT NULL CONSTRAINT UQ_BatchLedger UNIQUE,
    run_id int NOT NULL,
    kind varchar(10) NOT NULL,
    row_count bigint NOT NULL,
    -- Sum over the rows, see ti.BatchCheck; 0 where the batch holds no requests.
    row_checksum bigint NOT NULL,
    first_ts datetime2(6) NULL,
    last_ts datetime2(6) NULL,
    pushed_at datetime2(3) NOT NULL CONSTRAINT DF_BatchLedger_pushed DEFAULT SYSUTCDATETIME(),
    pushed_by nvarchar(128) NOT NULL CONSTRAINT DF_BatchLedger_by DEFAULT SUSER_NAME()
);
GO

-- 66 bytes of columns a row. Times to the microsecond (8 bytes; milliseconds would take 7), so that a
-- request comes back as it went. No foreign keys to the names: the loader gives only codes it has read.
CREATE TABLE ti.RequestLogs (
    batch_id int NOT NULL,
    ts datetime2(6) NOT NULL,
    request_id bigint NOT NULL,
    first_request_id bigint NOT NULL,
    -- Top byte: 0 a numbered client, 1 IPv4 in the low 32 bits, 2 a code of ti.Clients.
    client bigint NOT NULL,
    region smallint NOT NULL,
    server smallint NOT NULL,
    method smallint NOT NULL,
    route smallint NOT NULL,
    -- -1 where no response was sent.
    status smallint NOT NULL,
    latency_us bigint NULL,
    bytes bigint NULL,
    attempt smallint NOT NULL,
    scenario smallint NOT NULL
);
-- The order of time: every question has a time in it, and retention cuts at one end.
CREATE CLUSTERED INDEX CX_RequestLogs ON ti.RequestLogs (ts);
GO

CREATE TABLE ti.ServerMetrics (
    batch_id int NOT NULL,
    ts datetime2(6) NOT NULL,
    server smallint NOT NULL,
    health smallint NULL,
    cpu_utilization real NULL,
    memory_utilization real NULL,
    active_connections real NULL,
    network_in_bytes_per_second float NULL,
    network_out_bytes_per_second float NULL
);
CREATE CLUSTERED INDEX CX_ServerMetrics ON ti.ServerMetrics (ts);
GO

-- Counts and percentiles; rates follow from the counts (ti.Kpi). Latencies as real: seven digits of
-- figures whose estimator is true to one in a hundred.
CREATE TABLE ti.KpiWindows (
    batch_id int NOT NULL,
    window_start datetime2(3) NOT NULL,
    window_seconds real NOT NULL,
    dimension int NOT NULL,
    series_key int NOT NULL,
    requests bigint NOT NULL,
    bytes bigint NULL,
    client_errors bigint NULL,
    server_errors bigint NULL,
    retries bigint NULL,
    attempts bigint NULL,
    logical_requests bigint NULL,
    succeeded_after_retry bigint NULL,
    satisfied bigint NULL,
    tolerating bigint NULL,
    latency_count bigint NULL,
    mean_ms real NULL,
    p50_ms real NULL,
    p90_ms real NULL,
    p95_ms real NULL,
    p99_ms real NULL,
    p999_ms real NULL,
    max_ms real NULL
);
CREATE CLUSTERED INDEX CX_KpiWindows ON ti.KpiWindows (window_start);
GO

CREATE TABLE ti.Anomalies (
    batch_id int NOT NULL,
    start_ts datetime2(3) NOT NULL,
    end_ts datetime2(3) NOT NULL,
    dimension int NOT NULL,
    series_key int NOT NULL,
    metric int NOT NULL,
    unit int NOT NULL,
    severity int NOT NULL,
    score float NOT NULL,
    observed float NULL,
    expected float NULL,
    band_low float NULL,
    band_high float NULL,
    deviation float NULL
);
CREATE CLUSTERED INDEX CX_Anomalies ON ti.Anomalies (start_ts);
GO

CREATE TABLE ti.Incidents (
    batch_id int NOT NULL,
    start_ts datetime2(3) NOT NULL,
    end_ts datetime2(3) NOT NULL,
    severity int NOT NULL,
    metric int NOT NULL,
    dimension int NOT NULL,
    series_key int NOT NULL,
    share float NULL,
    sentence nvarchar(2000) NOT NULL
);
CREATE CLUSTERED INDEX CX_Incidents ON ti.Incidents (start_ts);
GO

CREATE TABLE ti.AnalyticsReports (
    report_id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_AnalyticsReports PRIMARY KEY,
    batch_id int NOT NULL,
    created_at datetime2(3) NOT NULL,
    -- analytics_report.json as it was written.
    report nvarchar(max) NOT NULL
);
GO

CREATE TABLE ti.DataQualityMetrics (
    batch_id int NOT NULL,
    metric int NOT NULL,
    detail int NOT NULL,
    value float NOT NULL
);
CREATE CLUSTERED INDEX CX_DataQualityMetrics ON ti.DataQualityMetrics (batch_id);
GO

-- Who did what. Rows are only added; retention leaves them.
CREATE TABLE ti.AuditLog (
    audit_id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT PK_AuditLog PRIMARY KEY,
    at datetime2(3) NOT NULL CONSTRAINT DF_AuditLog_at DEFAULT SYSUTCDATETIME(),
    login_name nvarchar(128) NOT NULL CONSTRAINT DF_AuditLog_login DEFAULT SUSER_NAME(),
    program nvarchar(128) NULL CONSTRAINT DF_AuditLog_program DEFAULT APP_NAME(),
    action varchar(20) NOT NULL,
    target nvarchar(128) NOT NULL,
    row_count bigint NOT NULL,
    detail nvarchar(400) NULL
);
GO

INSERT INTO ti.SchemaVersions (version) VALUES (1);
GO
