#!/usr/bin/env bash
# Builds the Linux package: the program with a Java runtime of its own, as a folder and as tar.gz.
#
#   installer/build-linux.sh [--without-cache] [--output DIR]
#
# --without-cache  leaves out the AOT cache, which differs from build to build; the archive is then the
#                  same for the same sources, JDK and architecture. The program starts slower by half.
# --output DIR     where the package goes (target/installer)
#
# Needs a JDK 25 that can link (Temurin 25 can, without jmods), zip and unzip.
# Exit codes: 0 done, 1 failed, 2 wrong usage.
set -euo pipefail
cd "$(dirname "$0")/.."
. installer/common.sh

with_cache=true
output=target/installer
while [ $# -gt 0 ]; do
  case "$1" in
    --without-cache) with_cache=false ;;
    --output) shift; output=${1:?--output needs a folder} ;;
    -h | --help) sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "$script: $1 is no option; try --help." >&2; exit 2 ;;
  esac
  shift
done

prepare
case "$(uname -m)" in
  x86_64) arch=x64 natives=amd64 ;;
  aarch64) arch=aarch64 natives=arm64 ;;
  *) fail "no package for $(uname -m): the libraries have none for it." ;;
esac
name=traffic-insights-$version-linux-$arch
image=$output/$name
rm -rf "$image" "$image.tar.gz"
copy_program "$image"
"$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --output "$image/runtime"

cp -R target/workbench/bin "$image/"
rm -f "$image/bin/workbench.bat"
cp installer/README-package.txt "$image/README.txt"
# bin/workbench names this folder as the one of the libraries.
cut_natives "$(the_jar "$image/lib" duckdb_jdbc)" '^libduckdb_java' \
  "libduckdb_java.so_linux_$natives" "$image/lib/libduckdb_java.so"

if $with_cache; then
  main_jar=$(the_jar "$image/lib" workbench)
  for what in workbench window; do
    training=$(mktemp -d)
    (cd "$image" && runtime/bin/java --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
      -XX:+UseParallelGC "-XX:AOTCacheOutput=lib/$what.aot" -Xlog:aot=off -Xlog:cds=off \
      -Dglass.platform=Headless -Dprism.order=sw -Djava.library.path=lib -cp "lib/$(basename "$main_jar")" \
      trafficinsights.app.StartupTraining $what "$training" >/dev/null 2>&1)
    rm -rf "$training"
  done
fi

# One time, one owner, one order: the same content is the same archive. The cache knows its jars by their
# times, so those that have one keep theirs.
if $with_cache; then
  tar --sort=name --owner=0 --group=0 --numeric-owner --format=posix -C "$output" -cf - "$name" | gzip -n9 > "$image.tar.gz"
else
  tar --sort=name --owner=0 --group=0 --numeric-owner --format=gnu --mtime="@$epoch" -C "$output" -cf - "$name" | gzip -n9 > "$image.tar.gz"
fi
echo "$image"
(cd "$output" && sha256sum "$name.tar.gz" | tee "$name.tar.gz.sha256")
