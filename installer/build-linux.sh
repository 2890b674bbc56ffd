#!/usr/bin/env bash
# Builds the Linux package: the program with a Java runtime of its own, as a folder and as tar.gz.
#
#   installer/build-linux.sh [--without-cache] [--output DIR]
#
# --without-cache  leaves out the AOT cache, which differs from build to build; the archive is then the
#                  same for the same sources, JDK and architecture. The program starts slower by half.
# --output DIR     where the package goes (target/installer)
#
# Needs a JDK 25 that can link (Temurin 25 can, without jmods). Exit codes: 0 done, 1 failed, 2 wrong usage.
set -euo pipefail
cd "$(dirname "$0")/.."

with_cache=true
output=target/installer
while [ $# -gt 0 ]; do
  case "$1" in
    --without-cache) with_cache=false ;;
    --output) shift; output=${1:?--output needs a folder} ;;
    -h | --help) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "build-linux.sh: $1 is no option; try --help." >&2; exit 2 ;;
  esac
  shift
done

find_jdk() {
  local home
  for home in "${JAVA_HOME-}" /usr/lib/jvm/*; do
    if [ -n "$home" ] && [ -x "$home/bin/jlink" ] && "$home/bin/jlink" --version 2>/dev/null | grep -q '^25'; then
      jdk=$home
      return 0
    fi
  done
  echo "build-linux.sh: needs a JDK 25 with jlink: install one or set JAVA_HOME to it." >&2
  exit 1
}
find_jdk

./mvnw -q -B -ntp package -DskipTests
./mvnw -q -B -ntp org.cyclonedx:cyclonedx-maven-plugin:makeBom -DoutputDirectory=target/installer/sbom
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml | head -1)
case "$(uname -m)" in x86_64) arch=x64 ;; aarch64) arch=aarch64 ;; *) arch=$(uname -m) ;; esac
name=traffic-insights-$version-linux-$arch
image=$output/$name
rm -rf "$image" "$image.tar.gz"
mkdir -p "$image"

# What the libraries ask of the JDK. JavaFX and all else stay on the class path, which is what the tests run:
# chart libraries use what JavaFX as named modules would not open.
modules=java.base,java.datatransfer,java.desktop,java.logging,java.management,java.naming,java.net.http
modules=$modules,java.prefs,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml
modules=$modules,jdk.crypto.ec,jdk.jfr,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.xml.dom,jdk.zipfs
"$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --output "$image/runtime"

cp -R target/workbench/bin target/workbench/lib LICENSE "$image/"
rm -f "$image/bin/workbench.bat" "$image/lib/workbench.aot"
cp installer/README-package.txt "$image/README.txt"
installer/licenses.sh "$image/lib" "$image/licenses"
cp target/installer/sbom/bom.json "$image/sbom.cdx.json"

if $with_cache; then
  main_jar=$(echo "$image"/lib/workbench-*.jar)
  (cd "$image" && runtime/bin/java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -XX:+UseParallelGC -XX:AOTCacheOutput=lib/workbench.aot -Xlog:aot=off -Xlog:cds=off \
    -Dglass.platform=Headless -Dprism.order=sw -cp "lib/$(basename "$main_jar")" \
    trafficinsights.app.StartupTraining "$(mktemp -d)" >/dev/null 2>&1)
fi

# One time, one owner, one order: the same content is the same archive. The cache knows its jars by their
# times, so those that have one keep theirs.
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
if $with_cache; then
  tar --sort=name --owner=0 --group=0 --numeric-owner --format=posix -C "$output" -cf - "$name" | gzip -n9 > "$image.tar.gz"
else
  tar --sort=name --owner=0 --group=0 --numeric-owner --format=gnu --mtime="@$epoch" -C "$output" -cf - "$name" | gzip -n9 > "$image.tar.gz"
fi
echo "$image"
(cd "$output" && sha256sum "$name.tar.gz" | tee "$name.tar.gz.sha256")
