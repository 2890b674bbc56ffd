-- From version 4 to 5: a status that the source does not have is kept as 0, and is not known in views.
DROP VIEW Requests;
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
    NULLIF(l.status, 0) AS status,
    l.latency_us,
    l.bytes,
    l.attempt,
    l.first_request_id,
    l.ttfb_us,
    n.name AS scenario
FROM RequestLogs l
LEFT JOIN Regions g ON g.id = l.region
LEFT JOIN Servers s ON s.id = l.server
LEFT JOIN Methods m ON m.id = l.method
LEFT JOIN Routes p ON p.id = l.route
LEFT JOIN Scenarios n ON n.id = l.scenario
LEFT JOIN Clients c ON l.client >> 56 = 2 AND c.id = l.client & 4294967295;

UPDATE StoreInfo SET schema_version = 5;
