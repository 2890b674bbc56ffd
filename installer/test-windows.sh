#!/usr/bin/env bash
# Drives the Windows packages under Wine, in a fresh prefix and without a display: setup, upgrade, refusal while
# running, uninstalling, the portable zip, the launchers and the native libraries. The packages have a stub instead
# of Java (build-windows.sh --stub-runtime): what Java does on Windows is not tested here.
#
#   installer/test-windows.sh [--no-build]     (--no-build takes the program as it was built last)
#
# Needs wine64, wine, nsis, gcc-mingw-w64-x86-64, osslsigncode, openssl, zip, unzip. Takes three to seven minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
first=${1-}
case "$first" in '' | --no-build) ;; *) echo "test-windows.sh: $first is no option but --no-build." >&2; exit 2 ;; esac

for tool in wine wineserver makensis x86_64-w64-mingw32-gcc osslsigncode openssl zip unzip; do
  command -v "$tool" >/dev/null || [ -x "/usr/lib/wine/$tool" ] ||
    { echo "test-windows.sh: needs $tool (packages wine, wine64, nsis, gcc-mingw-w64-x86-64, osslsigncode, openssl, zip, unzip)." >&2; exit 1; }
done

work=$(mktemp -d)
export WINEPREFIX=$work/prefix WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml=' TI_LAUNCHER_QUIET=1
unset DISPLAY WAYLAND_DISPLAY
server=$(PATH=$PATH:/usr/lib/wine type -P wineserver)
wineserver() { "$server" "$@"; }
cleanup() {
  wineserver -k 2>/dev/null || true
  wineserver -w 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

broken() { echo "test-windows.sh: $*" >&2; exit 1; }
ok() { echo "ok  $*"; }
expect() { # what, pattern, text
  grep -qF -- "$2" <<< "$3" || broken "$1: expected \"$2\" in: $3"
  ok "$1"
}
ends_with() { # what, exit code, command...
  local what=$1 wanted=$2 code=0
  shift 2
  "$@" > "$work/out" 2> "$work/err" < /dev/null || code=$?
  [ "$code" = "$wanted" ] || broken "$what: ended with $code and not with $wanted: $(cat "$work/out" "$work/err")"
  ok "$what"
}
gone() { [ ! -e "$2" ] || broken "$1: $2 is still there"; ok "$1"; }
there() { [ -e "$2" ] || broken "$1: $2 is not there"; ok "$1"; }
value() { wine reg query "$@" 2>/dev/null | tr -d '\r' || true; } # KEY [/v NAME | /ve]
# The files of an installation are those of its list, byte by byte, and the uninstaller.
holds_its_list() { # what, folder
  (cd "$2" && sha256sum --quiet -c files.sha256) || broken "$1: files differ from the list"
  (cd "$2" && { sed 's/^[0-9a-f]*  //' files.sha256; echo files.sha256; } | sort) > "$work/wanted"
  (cd "$2" && find . -type f | sed 's:^\./::' | grep -vxF -e uninstall.exe ${3:+-e "$3"} | sort) > "$work/found"
  diff "$work/wanted" "$work/found" >&2 || broken "$1: other files than on the list"
  ok "$1 ($(wc -l < "$work/wanted") files)"
}

# The class path in the main jar names files that are there, of Windows where there is a choice.
has_its_class_path() { # folder
  unzip -qp "$1"/lib/workbench-[0-9]*.jar META-INF/MANIFEST.MF | tr -d '\r' |
    awk '/^ / { printf "%s", substr($0, 2); next } { printf "\n%s", $0 }' | sed -n 's/^Class-Path: //p' | tr ' ' '\n' > "$work/class-path"
  [ "$(wc -l < "$work/class-path")" -gt 20 ] || broken "no class path in the main jar"
  grep -q -- '-win\.jar$' "$work/class-path" || broken "no Windows jar on the class path"
  while IFS= read -r jar; do [ -f "$1/lib/$jar" ] || broken "the class path names $jar, which is not there"; done < "$work/class-path"
  ok "the class path names what is there"
}

# Stands in for the jmods of a Windows JDK: this JDK's classes, said to be of Windows, with the stub as java.exe.
# A runtime linked from them has no native library: only the linking is tested.
make_jmods() { # folder, JDK
  local module
  mkdir -p "$1/classes" "$1/jmods" "$1/programs" "$1/mscapi"
  "$2/bin/jimage" extract --dir "$1/classes" "$2/lib/modules"
  echo 'module jdk.crypto.mscapi {}' > "$1/mscapi/module-info.java"
  "$2/bin/javac" -d "$1/classes/jdk.crypto.mscapi" "$1/mscapi/module-info.java"
  "$2/bin/java" installer/windows/ForgetPlatform.java "$1"/classes/*/module-info.class
  # Made by the linking of this JDK, and so again.
  rm -f "$1"/classes/java.base/java/lang/invoke/BoundMethodHandle\$Species_{[!L],L?}*.class
  x86_64-w64-mingw32-gcc -municode -Os -s installer/windows/stub-java.c -o "$1/programs/java.exe"
  cp "$1/programs/java.exe" "$1/programs/javaw.exe"
  for module in jdk.crypto.mscapi $("$2/bin/java" --limit-modules "$modules" --list-modules | sed 's/@.*//'); do
    "$2/bin/jmod" create --class-path "$1/classes/$module" --target-platform windows-amd64 --compress zip-1 \
      --module-version "$("$2/bin/jlink" --version)" $([ "$module" != java.base ] || echo "--cmds $1/programs") "$1/jmods/$module.jmod"
  done
  (cd "$1" && zip -qr "jmods.zip" jmods)
}

# --- what the build refuses
ends_with "no runtime: refused" 1 installer/build-windows.sh --output "$work"
expect "no runtime: told" "no Windows runtime given" "$(cat "$work/err")"
touch "$work/mssql-jdbc_auth-12.10.0.x64.dll"
ends_with "another driver's DLL: refused" 1 installer/build-windows.sh --stub-runtime --output "$work" --auth-dll "$work/mssql-jdbc_auth-12.10.0.x64.dll"
expect "another driver's DLL: told" "was given" "$(cat "$work/err")"
mkdir "$work/no-jdk"
ends_with "no JDK in the folder: refused" 1 installer/build-windows.sh --windows-jdk "$work/no-jdk" --output "$work"
expect "no JDK in the folder: told" "it is no Windows JDK" "$(cat "$work/err")"

# --- the packages: this one, an older version, this one again, this one signed
build() { installer/build-windows.sh --stub-runtime --quick --output "$work/$@" > "$work/build.log" 2>&1 || { tail -20 "$work/build.log" >&2; broken "the build failed"; }; }
build new $first
build old --no-build --version-text 0.0.9
build again --no-build
expect "a stub is told" "THIS PACKAGE HAS A STUB" "$(cat "$work/build.log")"
cmp "$work/new/"*.zip "$work/again/"*.zip || broken "two builds of the zip differ"
cmp "$work/new/"*-setup.exe "$work/again/"*-setup.exe || broken "two builds of the setup differ"
ok "two builds are the same, zip and setup"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=Test of the package" -addext extendedKeyUsage=codeSigning \
  -keyout "$work/key.pem" -out "$work/cert.pem" 2>/dev/null
echo "test only" > "$work/password"
openssl pkcs12 -export -inkey "$work/key.pem" -in "$work/cert.pem" -out "$work/cert.p12" -passout "file:$work/password"
build signed --no-build --certificate "$work/cert.p12" --certificate-password-file "$work/password"
for file in "$work"/signed/*-setup.exe "$work"/signed/*/workbench.exe "$work/signed"/*/"Traffic Insights.exe"; do
  osslsigncode verify -CAfile "$work/cert.pem" -in "$file" > "$work/out" 2>&1 || true
  expect "signed: $(basename "$file")" "Signature verification: ok" "$(cat "$work/out")"
done
has_its_class_path "$(echo "$work"/new/*/)"
. installer/common.sh
find_jdk
make_jmods "$work/windows" "$jdk"
installer/build-windows.sh --windows-jdk "$work/windows/jmods.zip" --quick --no-build --output "$work/linked" > "$work/build.log" 2>&1 ||
  { tail -20 "$work/build.log" >&2; broken "the runtime was not linked"; }
expect "a runtime is linked from jmods" "java.net.http" "$(cat "$work"/linked/*/runtime/release)"
there "with what starts it" "$(echo "$work"/linked/*/runtime/bin/javaw.exe)"
rm -rf "$work/again" "$work/signed" "$work/windows" "$work/linked"
setup=$(echo "$work"/new/*-setup.exe)
older=$(echo "$work"/old/*-setup.exe)

wine wineboot -i >/dev/null 2>&1
wineserver -w
user=$(echo "$WINEPREFIX"/drive_c/users/*/AppData/Roaming | grep -v Public | sed 's:/AppData.*::')
home="$user/AppData/Local/Programs/Traffic Insights Workbench"
shortcut="$user/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Traffic Insights Workbench.lnk"
key='HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\TrafficInsightsWorkbench'
windows_home="C:\\users\\$(basename "$user")\\AppData\\Local\\Programs\\Traffic Insights Workbench"

# --- setup
ends_with "silent setup of the older version" 0 wine "$older" /S
holds_its_list "the older version stands" "$home"
there "a file that only the older version has" "$home/lib/workbench-0.0.9.jar"
expect "registry: version" "0.0.9" "$(value "$key" /v DisplayVersion)"
echo mine > "$home/lib/my notes.txt"
wine reg add 'HKCU\Software\Classes\.csv\OpenWithProgids' /v Other.Program /f >/dev/null 2>&1

ends_with "silent upgrade" 0 wine "$setup" /S
gone "what only the older version had is gone" "$home/lib/workbench-0.0.9.jar"
there "the user's file is kept" "$home/lib/my notes.txt"
holds_its_list "the new version stands" "$home" "lib/my notes.txt"
there "Start menu" "$shortcut"
expect "the shortcut's target" "Traffic Insights.exe" "$(tr -d '\0' < "$shortcut")"
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml | head -1)
expect "registry: version" "$version" "$(value "$key" /v DisplayVersion)"
expect "registry: folder" "$windows_home" "$(value "$key" /v InstallLocation)"
expect "registry: uninstaller" "$windows_home\\uninstall.exe" "$(value "$key" /v UninstallString)"
expect "registry: scenario files" "TrafficInsights.Scenario" "$(value 'HKCU\Software\Classes\.tiscenario' /ve)"
expect "registry: how they are opened" "\"$windows_home\\Traffic Insights.exe\" \"%1\"" \
  "$(value 'HKCU\Software\Classes\TrafficInsights.Scenario\shell\open\command' /ve)"
for extension in csv log json yaml yml; do
  expect "registry: open .$extension with" "TrafficInsights.File" "$(value "HKCU\\Software\\Classes\\.$extension\\OpenWithProgids")"
done

# --- launchers
arguments=("two words" 'quo"ted' 'back\slash\' 'Grüße.log' '' '--x=*')
STUB_EXIT=7 ends_with "workbench.exe gives Java's exit code" 7 wine "$home/workbench.exe" "${arguments[@]}"
tr -d '\r' < "$work/out" > "$work/lines"
[ "$(tail -6 "$work/lines")" = "$(printf '[%s]\n' "${arguments[@]}")" ] || broken "arguments changed: $(cat "$work/lines")"
ok "workbench.exe passes odd arguments"
expect "workbench.exe names the libraries' folder" "[-Djava.library.path=$windows_home\\bin]" "$(cat "$work/lines")"
expect "workbench.exe names the program" "[$windows_home\\lib\\workbench-$version.jar]" "$(cat "$work/lines")"
ends_with "Traffic Insights.exe starts" 0 wine "$home/Traffic Insights.exe" "C:\\a b.tiscenario"
expect "Traffic Insights.exe passes the file" '[C:\a b.tiscenario]' "$(tr -d '\r' < "$work/out")"
expect "its first start records a cache" "[-XX:AOTCacheOutput=$windows_home\lib\window.aot." "$(tr -d '\r' < "$work/out")"
[ "$(ls "$home/lib" | grep window.aot)" = window.aot ] || broken "the recorded cache: $(ls "$home/lib" | grep window.aot)"
ok "the recorded cache is kept"
ends_with "Traffic Insights.exe starts again" 0 wine "$home/Traffic Insights.exe"
expect "with the cache" "[-XX:AOTCache=$windows_home\lib\window.aot]" "$(tr -d '\r' < "$work/out")"
rm "$home/lib/window.aot"
STUB_EXIT=1 ends_with "a start that fails" 1 wine "$home/Traffic Insights.exe"
[ -z "$(ls "$home/lib" | grep window.aot)" ] || broken "a failed start left $(ls "$home/lib" | grep window.aot)"
ok "keeps no cache"
JAVA_OPTS='-Xmx1g -Da=b' ends_with "JAVA_OPTS is read" 0 wine "$home/workbench.exe"
expect "JAVA_OPTS is split" "[-Xmx1g]" "$(tr -d '\r' < "$work/out")"
for program in "Traffic Insights.exe" workbench.exe; do
  strings -el "$home/$program" > "$work/texts" && strings "$home/$program" >> "$work/texts"
  expect "$program: version" "$version" "$(cat "$work/texts")"
  expect "$program: sharp on each screen" "PerMonitorV2" "$(cat "$work/texts")"
  expect "$program: long paths" "longPathAware" "$(cat "$work/texts")"
done

# --- native libraries
x86_64-w64-mingw32-gcc -municode -O1 -s installer/windows/load-libraries.c -o "$work/load.exe"
for name in duckdb_java "$(basename "$home"/bin/libzstd-jni-*.dll .dll)" glass prism_common prism_sw prism_d3d decora_sse javafx_font javafx_iio; do
  ends_with "$name.dll loads" 0 wine "$work/load.exe" "$windows_home\\bin\\$name.dll"
done

# --- while it runs; NSIS wants the folders of _? and /D unquoted, so they go in as words
STUB_SLEEP_MS=60000 wine "$home/workbench.exe" > "$work/running" 2>/dev/null &
running=$!
for _ in $(seq 100); do grep -q STUB "$work/running" && break; sleep 0.1; done
ends_with "the setup refuses while the program runs" 3 wine "$setup" /S
ends_with "the uninstaller refuses while the program runs" 3 wine "$home/uninstall.exe" /S "_?=${windows_home% Insights Workbench}" Insights Workbench
holds_its_list "nothing was changed" "$home" "lib/my notes.txt"
kill "$running"
wait "$running" 2>/dev/null || true
timeout 30 "$server" -w || broken "Java outlives its launcher"
ok "Java ends with its launcher"

# --- uninstall
touch "$home/lib/window.aot" "$home/lib/window.aot.77.config"
ends_with "silent uninstall" 0 wine "$home/uninstall.exe" /S
wineserver -w
[ "$(find "$home" -type f)" = "$home/lib/my notes.txt" ] || broken "left behind: $(find "$home" -type f)"
ok "only the user's file is left"
gone "Start menu" "$shortcut"
for name in "$key" 'HKCU\Software\Classes\.tiscenario' 'HKCU\Software\Classes\TrafficInsights.Scenario' 'HKCU\Software\Classes\TrafficInsights.File' \
  'HKCU\Software\Classes\.log' 'HKCU\Software\Classes\.json' 'HKCU\Software\Classes\.yaml'; do
  ends_with "registry: $name is gone" 1 wine reg query "$name"
done
expect "registry: what others wrote is kept" "Other.Program" "$(value 'HKCU\Software\Classes\.csv\OpenWithProgids')"
rm -rf "$home"

# --- a folder with blanks and umlauts
odd="$WINEPREFIX/drive_c/Prüf ordner/Größe 1"
ends_with "setup into a folder with blanks and umlauts" 0 wine "$setup" /S '/D=C:\Prüf' 'ordner\Größe' 1
holds_its_list "it stands there" "$odd"
ends_with "and starts there" 0 wine "$odd/workbench.exe" help
expect "with its own jar" "[C:\\Prüf ordner\\Größe 1\\lib\\workbench-$version.jar]" "$(tr -d '\r' < "$work/out")"
ends_with "an upgrade finds that folder" 0 wine "$setup" /S
holds_its_list "it stands there still" "$odd"
gone "and nowhere else" "$home"
ends_with "and is removed" 0 wine "$odd/uninstall.exe" /S
wineserver -w
gone "nothing is left" "$odd"

# --- the portable zip
mkdir "$WINEPREFIX/drive_c/Für unterwegs"
unzip -q "$work"/new/*.zip -d "$WINEPREFIX/drive_c/Für unterwegs"
portable=$(echo "$WINEPREFIX/drive_c/Für unterwegs"/*)
holds_its_list "the zip holds its list" "$portable"
ends_with "it starts from its folder" 0 wine "$portable/workbench.exe" --version
rm -r "$portable/runtime"
ends_with "no runtime: refused" 70 wine "$portable/workbench.exe" --version
expect "no runtime: told" "The Java runtime is missing" "$(cat "$work/err")"
ends_with "no runtime for the window: refused" 70 wine "$portable/Traffic Insights.exe"
echo "the Windows packages hold what was tested here (with a stub instead of Java)"
