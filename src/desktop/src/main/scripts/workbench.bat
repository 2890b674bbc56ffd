@echo off
rem Starts Traffic Insights Workbench from wherever this folder stands. Needs a Java 25 runtime.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA="
for %%J in ("%HOME_DIR%\runtime" "%TI_JAVA_HOME%" "%JAVA_HOME%") do (
  if not defined JAVA if exist "%%~J\release" findstr /b /c:"JAVA_VERSION=\"25" "%%~J\release" >nul && set "JAVA=%%~J\bin\java.exe"
)
if not defined JAVA for /d %%J in ("%ProgramFiles%\Eclipse Adoptium\jdk-25*" "%ProgramFiles%\Eclipse Adoptium\jre-25*" "%ProgramFiles%\Java\jdk-25*" "%ProgramFiles%\Microsoft\jdk-25*" "%LOCALAPPDATA%\Programs\Eclipse Adoptium\jdk-25*") do set "JAVA=%%~J\bin\java.exe"
if not defined JAVA (
  echo workbench: needs a Java 25 runtime, and none was found: install one ^(for example Eclipse Temurin 25^) or set TI_JAVA_HOME to it. 1>&2
  exit /b 1
)
rem Two caches, since a command must not pay for the classes of the window.
set "CACHE_FILE=%HOME_DIR%\lib\workbench.aot"
if "%~1"=="" set "CACHE_FILE=%HOME_DIR%\lib\window.aot"
if "%~1"=="demo" set "CACHE_FILE=%HOME_DIR%\lib\window.aot"
set "CACHE="
if exist "%CACHE_FILE%" set CACHE=-XX:AOTCache="%CACHE_FILE%" -Xlog:aot=off -Xlog:cds=off -Xlog:class+path=off
"%JAVA%" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseParallelGC %CACHE% %JAVA_OPTS% -cp "%HOME_DIR%\lib\@main.jar@" @main.class@ %*
exit /b %ERRORLEVEL%
