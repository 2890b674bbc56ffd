-- Schema version 4: a status that the source does not have is kept as 0, and is not known in views.
-- Views are dropped and created rather than altered, which not every server can. Rights on the schema hold.
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
    NULLIF(l.status, 0) AS status,
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

DROP VIEW ti.FactRequests;
GO
CREATE VIEW ti.FactRequests AS
SELECT
    l.ts, CAST(l.ts AS date) AS date_key, l.batch_id, l.request_id, l.region AS region_id,
    l.server AS server_id, l.method AS method_id, l.route AS route_id, NULLIF(l.status, 0) AS status,
    l.latency_us, l.bytes, l.attempt, l.ttfb_us
FROM ti.RequestLogs l;
GO

INSERT INTO ti.SchemaVersions (version) VALUES (4);
GO
