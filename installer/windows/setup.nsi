; The Windows setup: per user, no administrator, also silent (/S, folder with /D=... as the last argument).
; build-windows.sh gives VERSION, VERSION_NUMBERS, IMAGE, OUTPUT, SIZE_KB, COMPRESSION and the lists files.nsh
; and unfiles.nsh, which name each file: what the user put into the folder is never touched.
;
; Exit codes: 0 done, 1 cancelled, 2 aborted, 3 the program is running, 4 the older version could not be removed.
Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestLongPathAware true
RequestExecutionLevel user
SetCompressor /SOLID ${COMPRESSION}
SetDateSave on
SetOverwrite on

!include MUI2.nsh
!include FileFunc.nsh

!define PRODUCT "Traffic Insights Workbench"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\TrafficInsightsWorkbench"
!define CLASSES "Software\Classes"
!define WINDOW_EXE "Traffic Insights.exe"

Name "${PRODUCT}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${PRODUCT}"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "${PRODUCT} ${VERSION}"
VIProductVersion "${VERSION_NUMBERS}"
VIFileVersion "${VERSION_NUMBERS}"
VIAddVersionKey "ProductName" "${PRODUCT}"
VIAddVersionKey "FileDescription" "${PRODUCT} setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "Traffic Insights"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"

!define MUI_ICON "icon.ico"
!define MUI_UNICON "icon.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${WINDOW_EXE}"
!insertmacro MUI_PAGE_LICENSE "${IMAGE}/LICENSE.txt"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

; A file of a running program cannot be opened for writing.
!macro RefuseIfOpen folder file
  ${If} ${FileExists} "${folder}\${file}"
    ClearErrors
    FileOpen $0 "${folder}\${file}" a
    ${If} ${Errors}
      SetErrorLevel 3
      MessageBox MB_OK|MB_ICONSTOP "${PRODUCT} is running. Close it, then start this again." /SD IDOK
      Quit
    ${EndIf}
    FileClose $0
  ${EndIf}
!macroend

!macro RefuseIfRunning folder
  !insertmacro RefuseIfOpen "${folder}" "${WINDOW_EXE}"
  !insertmacro RefuseIfOpen "${folder}" "workbench.exe"
  !insertmacro RefuseIfOpen "${folder}" "runtime\bin\java.exe"
  !insertmacro RefuseIfOpen "${folder}" "runtime\bin\javaw.exe"
!macroend

!macro OpenWith extension
  WriteRegNone HKCU "${CLASSES}\${extension}\OpenWithProgids" "TrafficInsights.File"
!macroend

!macro ForgetOpenWith extension
  DeleteRegValue HKCU "${CLASSES}\${extension}\OpenWithProgids" "TrafficInsights.File"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${extension}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${extension}"
!macroend

!macro FileClass name description
  WriteRegStr HKCU "${CLASSES}\${name}" "" "${description}"
  WriteRegStr HKCU "${CLASSES}\${name}\DefaultIcon" "" '"$INSTDIR\${WINDOW_EXE}",0'
  WriteRegStr HKCU "${CLASSES}\${name}\shell\open" "FriendlyAppName" "${PRODUCT}"
  WriteRegStr HKCU "${CLASSES}\${name}\shell\open\command" "" '"$INSTDIR\${WINDOW_EXE}" "%1"'
!macroend

; Removes the version of a folder by its own uninstaller, which knows its files.
!macro RemoveOlder folder
  ${If} ${FileExists} "${folder}\uninstall.exe"
    DetailPrint "Removing the older version"
    CopyFiles /SILENT /FILESONLY "${folder}\uninstall.exe" "$PLUGINSDIR\older.exe"
    ExecWait '"$PLUGINSDIR\older.exe" /S _?=${folder}' $1
    ${If} $1 != 0
      SetErrorLevel 4
      MessageBox MB_OK|MB_ICONSTOP "The older version could not be removed from ${folder}. Close what uses that folder, then start this again." /SD IDOK
      Quit
    ${EndIf}
    Delete "${folder}\uninstall.exe"
    RMDir "${folder}"
  ${EndIf}
!macroend

Section
  InitPluginsDir
  ReadRegStr $R0 HKCU "${KEY}" "InstallLocation"
  !insertmacro RefuseIfRunning "$INSTDIR"
  ${If} $R0 != ""
    !insertmacro RefuseIfRunning "$R0"
    !insertmacro RemoveOlder "$R0"
  ${EndIf}
  !insertmacro RemoveOlder "$INSTDIR"

  !include files.nsh
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${PRODUCT}.lnk" "$INSTDIR\${WINDOW_EXE}" "" "$INSTDIR\${WINDOW_EXE}" 0

  WriteRegStr HKCU "${KEY}" "DisplayName" "${PRODUCT}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" '"$INSTDIR\${WINDOW_EXE}",0'
  WriteRegStr HKCU "${KEY}" "Publisher" "Traffic Insights"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1

  !insertmacro FileClass "TrafficInsights.Scenario" "Traffic scenario"
  !insertmacro FileClass "TrafficInsights.File" "Traffic file"
  WriteRegStr HKCU "${CLASSES}\.tiscenario" "" "TrafficInsights.Scenario"
  !insertmacro OpenWith ".csv"
  !insertmacro OpenWith ".log"
  !insertmacro OpenWith ".json"
  !insertmacro OpenWith ".yaml"
  !insertmacro OpenWith ".yml"
  ${RefreshShellIcons}
SectionEnd

Section Uninstall
  !insertmacro RefuseIfRunning "$INSTDIR"
  ; What the window recorded of its own start, and a recording that was cut off.
  Delete "$INSTDIR\lib\window.aot"
  Delete "$INSTDIR\lib\window.aot.*"
  !include unfiles.nsh
  Delete "$SMPROGRAMS\${PRODUCT}.lnk"
  DeleteRegKey HKCU "${KEY}"
  ReadRegStr $0 HKCU "${CLASSES}\.tiscenario" ""
  ${If} $0 == "TrafficInsights.Scenario"
    DeleteRegValue HKCU "${CLASSES}\.tiscenario" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\.tiscenario"
  DeleteRegKey HKCU "${CLASSES}\TrafficInsights.Scenario"
  DeleteRegKey HKCU "${CLASSES}\TrafficInsights.File"
  !insertmacro ForgetOpenWith ".csv"
  !insertmacro ForgetOpenWith ".log"
  !insertmacro ForgetOpenWith ".json"
  !insertmacro ForgetOpenWith ".yaml"
  !insertmacro ForgetOpenWith ".yml"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ${RefreshShellIcons}
SectionEnd
