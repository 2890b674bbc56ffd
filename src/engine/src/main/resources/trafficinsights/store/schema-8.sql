-- From version 7 to 8: how far live sources were read, kept with the rows that were read of them.
CREATE TABLE SourcePositions (
    source VARCHAR NOT NULL,        -- such as `kafka monitoring`: the kind, and the group
    part VARCHAR NOT NULL,          -- such as `requests/0`: the topic, and the partition
    next_position BIGINT NOT NULL,  -- the first that was not read
    PRIMARY KEY (source, part)
);

UPDATE StoreInfo SET schema_version = 8;
