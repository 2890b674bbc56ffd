#!/usr/bin/env bash
# Drives the Linux package as a user would, without a display: unpacks it into a folder with blanks and
# umlauts, in an environment without any Java, and makes, reads, stores and explores traffic with it.
#
#   installer/test-linux.sh [ARCHIVE.tar.gz]      (builds one when none is given)
set -euo pipefail
cd "$(dirname "$0")/.."
archive=${1-}
if [ -z "$archive" ]; then
  installer/build-linux.sh >/dev/null
  archive=$(ls -t target/installer/traffic-insights-*-linux-*.tar.gz | head -1)
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
place="$work/Prüfung mit Leerzeichen"
mkdir "$place" "$work/home"
tar -C "$place" -xzf "$archive"
workbench=$(echo "$place"/traffic-insights-*/bin/workbench)
[ -x "$workbench" ] || { echo "test-linux.sh: no bin/workbench in $archive" >&2; exit 1; }

# Java takes the user's folder from the system and not from HOME.
alone=(env -i HOME="$work/home" XDG_CONFIG_HOME="$work/home/.config" XDG_CACHE_HOME="$work/home/.cache"
  PATH=/usr/bin:/bin LANG=C.UTF-8)
run() { "${alone[@]}" "$workbench" "$@"; }
expect() { # what, pattern, text
  if ! grep -q -- "$2" <<< "$3"; then
    echo "test-linux.sh: $1: expected \"$2\" in: $3" >&2
    exit 1
  fi
  echo "ok  $1"
}

expect "version" "^Traffic Insights Workbench " "$(run --version)"
expect "a generated run with store and pictures" '"requests":20000,' \
  "$(run run --scenario bad-deploy --rows 20000 --store "$work/s.duckdb" --out "$work/a b" --pictures --json)"
expect "the report" "<title>Bad deploy" "$(cat "$work/a b/report.html")"
expect "pictures" "requests_per_second.png" "$(ls "$work/a b/charts")"
expect "the store read back" '"requests":20000,' "$(run analyze --store "$work/s.duckdb" --out "$work/c" --json)"
expect "SQL over the CSV file" "20000" "$(run explore "$work/a b/request_logs.csv" --sql "SELECT count(*) FROM data" --as csv)"
printf 'timestamp,value\n2026-11-22 20:19:28,1\n2026-11-22 20:24:28,2\n' > "$work/series.csv"
expect "a series scored" '"rows":2,' "$(run detect --input "$work/series.csv" --out "$work/d" --json)"
expect "its own runtime" "runtime/bin/java" "$(ls "$place"/traffic-insights-*/runtime/bin/java)"
printf 'receivers:\n  - prometheus: 0\n  - syslog: udp://127.0.0.1:9\n' > "$work/alerts.yaml"
expect "receivers of alerts are opened" "prometheus.*available at http" "$(run alerts test "$work/alerts.yaml")"
# The window on JavaFX's headless platform: stood, with its cache in use, and closed from outside.
aot='-XX:AOTMode=on -Dglass.platform=Headless -Dprism.order=sw'
"${alone[@]}" JAVA_OPTS="$aot" "$workbench" > "$work/window.txt" 2>&1 &
window=$!
for _ in $(seq 240); do
  sleep 0.25
  if ! kill -0 $window 2>/dev/null || grep -qs 'the window stood' "$work"/home/.config/traffic-insights/logs/*; then break; fi
done
stood=$(grep -hs 'the window stood' "$work"/home/.config/traffic-insights/logs/* || cat "$work/window.txt")
kill $window 2>/dev/null || true
wait $window 2>/dev/null || true
expect "the window, from its cache" "the window stood" "$stood"
if run analyze "$work/none.log" --out "$work/e" 2> "$work/err"; then
  echo "test-linux.sh: a missing log ended with 0" >&2
  exit 1
fi
expect "a missing log is told" "none.log" "$(cat "$work/err")"
echo "the package works: $(basename "$archive")"
