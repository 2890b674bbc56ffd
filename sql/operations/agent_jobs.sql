-- Jobs for editions with SQL Server Agent. Put this folder on the server and set @folder.
DECLARE @folder nvarchar(400) = N'C:\TrafficInsights\sql\operations';
DECLARE @job nvarchar(128), @file nvarchar(100), @days int, @time int, @command nvarchar(1000);
DECLARE jobs CURSOR LOCAL FAST_FORWARD FOR
    SELECT name, file_name, weekdays, start_time FROM (VALUES
        (N'TrafficInsights retention', N'retention.sql', 127, 13000),
        (N'TrafficInsights backup', N'backup.sql', 127, 20000),
        (N'TrafficInsights index care', N'index_care.sql', 1, 30000),
        (N'TrafficInsights restore check', N'restore_check.sql', 1, 40000)
    ) j (name, file_name, weekdays, start_time);
OPEN jobs;
FETCH NEXT FROM jobs INTO @job, @file, @days, @time;
WHILE @@FETCH_STATUS = 0
BEGIN
    IF EXISTS (SELECT 1 FROM msdb.dbo.sysjobs WHERE name = @job)
        EXEC msdb.dbo.sp_delete_job @job_name = @job;
    SET @command = N'sqlcmd -S $(ESCAPE_DQUOTE(SRVR)) -d TrafficInsights -E -I -b -i "' + @folder + N'\' + @file + N'"';
    EXEC msdb.dbo.sp_add_job @job_name = @job, @notify_level_eventlog = 2;
    EXEC msdb.dbo.sp_add_jobstep @job_name = @job, @step_name = N'run', @subsystem = N'CmdExec', @command = @command;
    -- 8: by weekdays; 1 is Sunday, 127 every day.
    EXEC msdb.dbo.sp_add_jobschedule @job_name = @job, @name = @job, @freq_type = 8,
        @freq_interval = @days, @freq_recurrence_factor = 1, @active_start_time = @time;
    EXEC msdb.dbo.sp_add_jobserver @job_name = @job;
    FETCH NEXT FROM jobs INTO @job, @file, @days, @time;
END
CLOSE jobs;
DEALLOCATE jobs;
GO
