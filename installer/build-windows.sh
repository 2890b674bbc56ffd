#!/usr/bin/env bash
# Builds the Windows packages on Linux: a portable zip and a setup, for x64 and one user, without administrator.
#
#   installer/build-windows.sh --windows-jdk PATH [--auth-dll FILE] [--output DIR] [--certificate FILE ...]
#
# --windows-jdk PATH   a Windows JDK 25 or its jmods: a folder, or the zip or tar.gz it comes in. With jmods the
#                      runtime is linked from them, and must be of this JDK's version; without jmods the JDK or
#                      JRE goes in as it is, which is larger. Also -Dwindows.jdk=PATH.
# --auth-dll FILE      mssql-jdbc_auth-VERSION.x64.dll, for Windows sign-in to SQL Server; VERSION must be the
#                      driver's.
# --output DIR         where the packages go (target/installer)
# --certificate FILE   signs the programs and the setup with this PKCS #12 file (osslsigncode)
# --certificate-password-file FILE   its password, first line of a file
# --timestamp-url URL  asks this server for the time of signing
# --no-build           takes the program as it was built last
# --quick              packs with zlib instead of LZMA: for tests, larger
# --stub-runtime       for tests of the packages only: a program that prints its arguments instead of Java
# --version-text V     for tests of upgrades only: another version's number
#
# Needs a JDK 25 with jlink, gcc for mingw-w64, makensis (NSIS 3), zip, unzip; osslsigncode to sign.
# Exit codes: 0 done, 1 failed, 2 wrong usage.
set -euo pipefail
cd "$(dirname "$0")/.."
. installer/common.sh
export TZ=UTC LC_ALL=C.UTF-8

windows_jdk='' auth_dll='' output=target/installer certificate='' password_file='' timestamp_url=''
stub=false compression=lzma version_text=''
while [ $# -gt 0 ]; do
  case "$1" in
    --windows-jdk) shift; windows_jdk=${1:?--windows-jdk needs a path} ;;
    -Dwindows.jdk=*) windows_jdk=${1#*=} ;;
    --auth-dll) shift; auth_dll=${1:?--auth-dll needs a file} ;;
    --output) shift; output=${1:?--output needs a folder} ;;
    --certificate) shift; certificate=${1:?--certificate needs a file} ;;
    --certificate-password-file) shift; password_file=${1:?--certificate-password-file needs a file} ;;
    --timestamp-url) shift; timestamp_url=${1:?--timestamp-url needs a URL} ;;
    --no-build) build=false ;;
    --quick) compression=zlib ;;
    --stub-runtime) stub=true ;;
    --version-text) shift; version_text=${1:?--version-text needs a version} ;;
    -h | --help) sed -n '2,24s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "$script: $1 is no option; try --help." >&2; exit 2 ;;
  esac
  shift
done

cross=x86_64-w64-mingw32
driver_version=$(sed -n 's:.*<mssql-jdbc.version>\(.*\)\.jre11</mssql-jdbc.version>.*:\1:p' pom.xml)
fx_version=$(sed -n 's:.*<javafx.version>\(.*\)</javafx.version>.*:\1:p' pom.xml)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

check_wishes() {
  if $stub; then
    [ -z "$windows_jdk" ] || fail "--stub-runtime is for tests and goes without --windows-jdk."
  else
    [ -n "$windows_jdk" ] || fail "no Windows runtime given: name a Windows JDK 25 or its jmods with --windows-jdk PATH."
    [ -e "$windows_jdk" ] || fail "there is no $windows_jdk; --windows-jdk names a folder, a zip or a tar.gz."
    windows_java=$(windows_home)
  fi
  if [ -n "$auth_dll" ]; then
    [ -f "$auth_dll" ] || fail "there is no $auth_dll."
    local wanted=mssql-jdbc_auth-$driver_version.x64.dll
    [ "$(basename "$auth_dll")" = "$wanted" ] ||
      fail "the driver $driver_version loads $wanted only, and $(basename "$auth_dll") was given. Windows sign-in would not work."
  fi
  [ -z "$certificate" ] || [ -f "$certificate" ] || fail "there is no $certificate."
  [ -z "$password_file" ] || [ -f "$password_file" ] || fail "there is no $password_file."
  local tool
  for tool in $cross-gcc $cross-windres makensis zip unzip ${certificate:+osslsigncode}; do
    command -v "$tool" >/dev/null || fail "needs $tool (packages gcc-mingw-w64-x86-64, nsis, zip, unzip, osslsigncode)."
  done
}

# Unpacks an archive; prints the folder that has jmods, or else the one that has bin/java.exe.
windows_home() {
  local place=$windows_jdk found
  case "$place" in
    *.zip) mkdir "$work/jdk"; unzip -q "$place" -d "$work/jdk"; place=$work/jdk ;;
    *.tar.gz | *.tgz) mkdir "$work/jdk"; tar -xzf "$place" -C "$work/jdk"; place=$work/jdk ;;
  esac
  found=$(find "$place" -name java.base.jmod -print -quit)
  [ -n "$found" ] || found=$(find "$place" -path '*/bin/java.exe' -print -quit)
  [ -n "$found" ] || fail "$windows_jdk has neither java.base.jmod nor bin/java.exe: it is no Windows JDK."
  echo "$found"
}

# The Windows runtime, into the folder of the package.
make_runtime() {
  local target=$1 found
  if $stub; then
    mkdir -p "$target/bin"
    compile "$target/bin/java.exe" -municode installer/windows/stub-java.c
    cp "$target/bin/java.exe" "$target/bin/javaw.exe"
    return
  fi
  found=$windows_java
  case "$found" in
    *.jmod)
      "$jdk/bin/jmod" describe "$found" | grep -q '^platform windows-amd64' ||
        fail "$(dirname "$found") has the modules of another system: $("$jdk/bin/jmod" describe "$found" | sed -n 's/^platform //p')."
      # mscapi: the certificates that Windows trusts.
      "$jdk/bin/jlink" --module-path "$(dirname "$found")" --add-modules "$modules,jdk.crypto.mscapi" \
        --strip-java-debug-attributes --no-header-files --no-man-pages --output "$target" ||
        fail "the runtime could not be linked, see above. The jmods must have the version of this JDK, $("$jdk/bin/jlink" --version)."
      ;;
    *)
      local home=${found%/bin/java.exe}
      grep -q '^JAVA_VERSION="25' "$home/release" || fail "$home is no Java 25."
      mkdir -p "$target"
      cp -R "$home/bin" "$home/conf" "$home/legal" "$home/lib" "$home/release" "$target/"
      rm -f "$target/lib/src.zip" "$target/lib/ct.sym"
      ;;
  esac
  [ -f "$target/bin/javaw.exe" ] || fail "the runtime has no javaw.exe."
}

compile() { # OUTPUT ARGUMENTS...
  local result=$1
  shift
  $cross-gcc -Os -s -Wall -Wextra -Werror -Wl,--no-insert-timestamp "$@" -o "$result"
}

sign() { # FILE...
  [ -n "$certificate" ] || return 0
  local file
  for file in "$@"; do
    osslsigncode sign -pkcs12 "$certificate" ${password_file:+-readpass "$password_file"} -h sha256 \
      -n "Traffic Insights Workbench" ${timestamp_url:+-ts "$timestamp_url"} \
      -in "$file" -out "$file.signed" >/dev/null || fail "$(basename "$file") could not be signed."
    mv "$file.signed" "$file"
  done
}

make_launcher() { # FILE DESCRIPTION GCC-FLAGS...
  local file=$1 description=$2
  shift 2
  $cross-windres --include-dir installer/windows -DVERSION_NUMBERS="${version_numbers//./,}" \
    -DVERSION_TEXT="\\\"$version\\\"" -DDESCRIPTION="\\\"$description\\\"" \
    -DFILE_NAME="\\\"$(basename "$file")\\\"" installer/windows/launcher.rc -O coff -o "$work/launcher.o"
  compile "$file" -municode "$@" -DMAIN_JAR="L\"$main_jar\"" -DMAIN_CLASS="L\"$main_class\"" \
    installer/windows/launcher.c "$work/launcher.o"
}

# JavaFX for Windows instead of for Linux: jars, their names on the class path of the main jar, the list of parts.
windows_javafx() {
  local lib=$1 jar part
  for jar in "$lib"/javafx-*-linux*.jar; do
    part=$(basename "$jar" | sed 's/^javafx-\([a-z]*\)-.*/\1/')
    ./mvnw -q -B -ntp dependency:copy -Dartifact="org.openjfx:javafx-$part:$fx_version:jar:win" \
      -DoutputDirectory="$image_path/lib" -Dmdep.overWriteReleases=true
    [ -f "$lib/javafx-$part-$fx_version-win.jar" ] || fail "javafx-$part for Windows could not be had."
    rm "$jar"
  done
  # A manifest's lines end after 72 bytes: joined, changed, cut again.
  mkdir -p "$work/manifest/META-INF"
  unzip -qp "$lib/$main_jar" META-INF/MANIFEST.MF | tr -d '\r' |
    awk '/^ / { printf "%s", substr($0, 2); next } { if (NR > 1) print ""; printf "%s", $0 } END { print "" }' |
    sed '/^Class-Path:/s/-linux\(-aarch64\)\{0,1\}\.jar/-win.jar/g' |
    awk '{ line = $0; while (length(line) > 70) { print substr(line, 1, 70); line = " " substr(line, 71) } print line }' \
    > "$work/manifest/META-INF/MANIFEST.MF"
  touch -d "@$epoch" "$work/manifest/META-INF/MANIFEST.MF"
  (cd "$work/manifest" && zip -qX "$image_path/lib/$main_jar" META-INF/MANIFEST.MF)
  sed -i 's/classifier=linux\(-aarch64\)\{0,1\}/classifier=win/g' "$image/sbom.cdx.json"
}

# The libraries of Windows, taken out of their jars: Java looks for them in bin.
windows_natives() {
  local lib=$1 bin=$2 zstd jar
  cut_natives "$(the_jar "$lib" duckdb_jdbc)" '^libduckdb_java' libduckdb_java.so_windows_amd64 "$bin/duckdb_java.dll"
  zstd=$(the_jar "$lib" zstd-jni)
  cut_natives "$zstd" '^(aix|darwin|freebsd|linux|win)/' "win/amd64/lib$(basename "$zstd" .jar).dll" \
    "$bin/lib$(basename "$zstd" .jar).dll"
  jar=$lib/javafx-graphics-$fx_version-win.jar
  unzip -qoj "$jar" '*.dll' -d "$bin"
  zip -qd "$jar" '*.dll' >/dev/null
  [ -z "$auth_dll" ] || cp "$auth_dll" "$bin/"
}

# The lists for the setup: what it lays down, and what its uninstaller takes away, each by name.
write_lists() {
  local file folder
  (cd "$image" && find . -type f | sed 's:^\./::' | sort) > "$work/files"
  (cd "$image" && find . -mindepth 1 -type d | sed 's:^\./::' | sort -r) > "$work/folders"
  sed 's:/[^/]*$::; t; s:.*::' "$work/files" | sort -u | while IFS= read -r folder; do
    echo "SetOutPath \"\$INSTDIR${folder:+\\${folder//\//\\}}\""
    grep -E "^$(printf %s "${folder:+$folder/}" | sed 's/[][\.*^$+?(){}|]/\\&/g')[^/]+$" "$work/files" |
      while IFS= read -r file; do echo "File \"$(realpath "$image")/$file\""; done
  done > "$work/files.nsh"
  while IFS= read -r file; do echo "Delete \"\$INSTDIR\\${file//\//\\}\""; done < "$work/files" > "$work/unfiles.nsh"
  while IFS= read -r folder; do echo "RMDir \"\$INSTDIR\\${folder//\//\\}\""; done < "$work/folders" >> "$work/unfiles.nsh"
}

make_setup() {
  local setup=$1 signing=()
  write_lists
  cp installer/windows/setup.nsi installer/windows/icon.ico "$work/"
  if [ -n "$certificate" ]; then
    # The uninstaller is signed while the setup is made: it cannot be later.
    printf '#!/bin/sh\nosslsigncode sign -pkcs12 "%s" %s -h sha256 -in "$1" -out "$1.signed" >/dev/null && mv "$1.signed" "$1"\n' \
      "$(realpath "$certificate")" "${password_file:+-readpass \"$(realpath "$password_file")\"}" > "$work/sign"
    chmod +x "$work/sign"
    signing=("-DSIGN=$work/sign")
  fi
  (cd "$work" && SOURCE_DATE_EPOCH=$epoch makensis -V2 -DVERSION="$version" -DVERSION_NUMBERS="$version_numbers" \
    -DIMAGE="$image_path" -DOUTPUT="$setup" -DSIZE_KB="$(du -sk --apparent-size "$image_path" | cut -f1)" \
    -DCOMPRESSION="$compression" "${signing[@]}" setup.nsi) || fail "the setup could not be made."
  sign "$setup"
}

check_wishes
prepare
built_jar=workbench-$version.jar
main_class=$(sed -n 's:.*<main.class>\(.*\)</main.class>.*:\1:p' pom.xml)
version=${version_text:-$version}
main_jar=workbench-$version.jar
version_numbers=$(printf %s "$version" | sed 's/[^0-9.].*//').0

name=traffic-insights-$version-windows-x64
if $stub; then name=$name-STUB-FOR-TESTS; fi
image=$output/$name
rm -rf "$image" "$image.zip" "$image-setup.exe"
copy_program "$image"
mv "$image/LICENSE" "$image/LICENSE.txt"
[ "$built_jar" = "$main_jar" ] || mv "$image/lib/$built_jar" "$image/lib/$main_jar"
image_path=$(realpath "$image")
windows_javafx "$image/lib"
windows_natives "$image/lib" "$image/bin"
make_runtime "$image/runtime"
make_launcher "$image/workbench.exe" "Traffic Insights Workbench, command line"
make_launcher "$image/Traffic Insights.exe" "Traffic Insights Workbench" -DWINDOWED -mwindows
sign "$image/workbench.exe" "$image/Traffic Insights.exe"
sed 's/$/\r/' installer/windows/README-package.txt > "$image/README.txt"
if $stub; then
  printf 'This package has a stub instead of Java. It is for tests of the installer only and cannot run the program.\r\n' \
    | tee "$image/STUB-FOR-TESTS-CANNOT-RUN.txt" >> "$image/README.txt"
fi

# One time and one order: the same content is the same archive.
(cd "$image" && find . -type f ! -name files.sha256 | sed 's:^\./::' | sort | while IFS= read -r file; do sha256sum "$file"; done > files.sha256)
find "$image" -exec touch -h -d "@$epoch" {} +
(cd "$output" && find "$name" | sort | zip -qX9 "$name.zip" -@)
make_setup "$(realpath "$output")/$name-setup.exe"
echo "$image"
if $stub; then echo "$script: THIS PACKAGE HAS A STUB INSTEAD OF JAVA: for tests only, it cannot run the program." >&2; fi
(cd "$output" && sha256sum "$name.zip" "$name-setup.exe" | tee "$name.sha256")
