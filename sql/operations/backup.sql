-- Daily, full, with checksums, in the server's own backup folder. Compressed where the edition can
-- (Express cannot). COPY_ONLY is left out on purpose: this is the backup that others build on.
DECLARE @folder nvarchar(400) = CAST(SERVERPROPERTY('InstanceDefaultBackupPath') AS nvarchar(400));
DECLARE @file nvarchar(500) = @folder + N'\TrafficInsights_' + CONVERT(nchar(8), SYSUTCDATETIME(), 112) + N'.bak';
IF CAST(SERVERPROPERTY('EngineEdition') AS int) = 4
    BACKUP DATABASE TrafficInsights TO DISK = @file WITH INIT, CHECKSUM;
ELSE
    BACKUP DATABASE TrafficInsights TO DISK = @file WITH INIT, CHECKSUM, COMPRESSION;
GO
