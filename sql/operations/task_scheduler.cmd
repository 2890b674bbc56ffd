@echo off
rem Express has no Agent: Windows runs the jobs. Run once as an administrator, in this folder.
rem   task_scheduler.cmd F2D2\SQLEXPRESS
if "%~1"=="" (echo Name the server: task_scheduler.cmd F2D2\SQLEXPRESS & exit /b 2)
set RUN=sqlcmd -S %~1 -d TrafficInsights -E -I -b -i
schtasks /Create /F /RU SYSTEM /SC DAILY /ST 01:30 /TN "TrafficInsights retention" /TR "%RUN% \"%~dp0retention.sql\"" || exit /b 1
schtasks /Create /F /RU SYSTEM /SC DAILY /ST 02:00 /TN "TrafficInsights backup" /TR "%RUN% \"%~dp0backup.sql\"" || exit /b 1
schtasks /Create /F /RU SYSTEM /SC WEEKLY /D SUN /ST 03:00 /TN "TrafficInsights index care" /TR "%RUN% \"%~dp0index_care.sql\"" || exit /b 1
schtasks /Create /F /RU SYSTEM /SC WEEKLY /D SUN /ST 04:00 /TN "TrafficInsights restore check" /TR "%RUN% \"%~dp0restore_check.sql\"" || exit /b 1
echo Four tasks are set. NT AUTHORITY\SYSTEM needs a login with the rights of ti_loader and db_backupoperator, and dbcreator for the restore check.
