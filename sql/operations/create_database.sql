-- Makes the database, as a DBA, in master. On Azure SQL make it in the portal instead.
IF DB_ID('TrafficInsights') IS NULL CREATE DATABASE TrafficInsights;
GO
-- Whoever wants to restore to a minute takes FULL, and backs up the log too.
ALTER DATABASE TrafficInsights SET RECOVERY SIMPLE;
-- Readers see the last committed rows and never wait for a push.
ALTER DATABASE TrafficInsights SET READ_COMMITTED_SNAPSHOT ON;
ALTER DATABASE TrafficInsights SET PAGE_VERIFY CHECKSUM;
ALTER DATABASE TrafficInsights SET AUTO_CLOSE OFF;
GO
