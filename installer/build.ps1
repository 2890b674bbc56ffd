<#
.SYNOPSIS
Builds the MSI on Windows: the program with a Java runtime of its own, for one user, without administrator.

.DESCRIPTION
Needs a JDK 25 (JAVA_HOME, or -Jdk) and the WiX tools that its jpackage asks for (WiX 3, or 4 and later on the PATH).
The upgrade code never changes: a newer MSI replaces an older one. What comes out is in target\installer.

.PARAMETER Jdk
The home of a JDK 25; JAVA_HOME when left out.

.PARAMETER AuthDll
mssql-jdbc_auth-VERSION.x64.dll, for Windows sign-in to SQL Server; VERSION must be the driver's.

.EXAMPLE
installer\build.ps1 -Jdk "C:\Program Files\Eclipse Adoptium\jdk-25"
#>
[CmdletBinding()]
param(
    [string] $Jdk = $env:JAVA_HOME,
    [string] $AuthDll = ''
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
Set-Location (Split-Path $PSScriptRoot -Parent)

# Made once, and never again: Windows knows by it that two versions are one program.
$upgradeCode = 'b52f6a0e-6d0b-4f0c-9c39-5f4f1f6c1c7e'

function Invoke-Tool([string] $Tool, [string[]] $Arguments) {
    & $Tool @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Tool ended with $LASTEXITCODE." }
}

if (-not $Jdk -or -not (Test-Path (Join-Path $Jdk 'bin\jlink.exe'))) {
    throw 'Needs a JDK 25: name it with -Jdk or JAVA_HOME.'
}
$jlinkVersion = & (Join-Path $Jdk 'bin\jlink.exe') --version
if ($jlinkVersion -notmatch '^25') { throw "Needs a JDK 25, and $Jdk is $jlinkVersion." }
$env:JAVA_HOME = $Jdk

[xml] $pom = Get-Content 'pom.xml'
$version = $pom.project.version
$numbers = $version -replace '-.*$', ''
$driver = $pom.project.properties.'mssql-jdbc.version' -replace '\.jre11$', ''
if ($AuthDll) {
    $wanted = "mssql-jdbc_auth-$driver.x64.dll"
    if ((Split-Path $AuthDll -Leaf) -ne $wanted) { throw "The driver $driver loads $wanted only." }
}

Invoke-Tool '.\mvnw.cmd' @('-q', '-B', '-ntp', 'package', '-DskipTests')

# The modules that the Linux package links as well; mscapi reads the certificates that Windows trusts.
$modules = ((Get-Content 'installer\common.sh') -match '^modules=' -replace '^modules=', '' -replace '\$modules,', '') -join ','
$work = 'target\installer\msi'
if (Test-Path $work) { Remove-Item -Recurse -Force $work }
New-Item -ItemType Directory -Force "$work\input" | Out-Null
Invoke-Tool (Join-Path $Jdk 'bin\jlink.exe') @(
    '--add-modules', "$modules,jdk.crypto.mscapi", '--strip-debug', '--no-header-files', '--no-man-pages',
    '--output', "$work\runtime")

# The AOT cache knows its jars by their place and time, which the MSI changes.
Copy-Item 'target\workbench\lib\*' "$work\input" -Exclude '*.aot'
Copy-Item 'LICENSE' "$work\input\LICENSE.txt"
if ($AuthDll) { Copy-Item $AuthDll "$work\input" }

@"
main-jar=workbench-$version.jar
main-class=trafficinsights.app.Main
win-console=true
"@ | Set-Content -Encoding ascii "$work\workbench.properties"
@'
extension=tiscenario
mime-type=application/x-traffic-scenario
description=Traffic scenario
'@ | Set-Content -Encoding ascii "$work\scenario.properties"

Invoke-Tool (Join-Path $Jdk 'bin\jpackage.exe') @(
    '--type', 'msi', '--dest', 'target\installer', '--name', 'Traffic Insights', '--app-version', $numbers,
    '--vendor', 'Traffic Insights', '--description', 'Traffic Insights Workbench',
    '--icon', 'installer\windows\icon.ico', '--license-file', 'LICENSE',
    '--runtime-image', "$work\runtime", '--input', "$work\input",
    '--main-jar', "workbench-$version.jar", '--main-class', 'trafficinsights.app.Main',
    '--java-options', '--enable-native-access=ALL-UNNAMED',
    '--java-options', '--sun-misc-unsafe-memory-access=allow',
    '--java-options', '-XX:+UseParallelGC',
    '--java-options', '-Djava.library.path=$APPDIR',
    '--add-launcher', "workbench=$work\workbench.properties",
    '--file-associations', "$work\scenario.properties",
    '--win-per-user-install', '--win-menu', '--win-dir-chooser', '--win-upgrade-uuid', $upgradeCode)
Get-ChildItem 'target\installer\*.msi' | Get-FileHash -Algorithm SHA256 | ForEach-Object { "$($_.Hash)  $($_.Path)" }
