-- Schema version 6: when an incident was detected, and how certain it is. Those from before do not say.
ALTER TABLE ti.Incidents ADD detected_ts datetime2(3) NULL, deviation float NULL;
GO

-- Views are dropped and created rather than altered, which not every server can. Rights on the schema hold.
DROP VIEW ti.FactIncidents;
GO
CREATE VIEW ti.FactIncidents AS
SELECT
    i.start_ts AS ts, CAST(i.start_ts AS date) AS date_key, i.end_ts, v.name AS severity,
    m.name AS metric, i.dimension AS dimension_id, i.series_key AS key_id, i.share, i.sentence,
    i.detected_ts, i.deviation
FROM ti.Incidents i
JOIN ti.Labels v ON v.id = i.severity
JOIN ti.Labels m ON m.id = i.metric;
GO

INSERT INTO ti.SchemaVersions (version) VALUES (6);
GO
