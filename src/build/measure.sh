#!/usr/bin/env bash
# Takes the figures of docs/performance.md again, in one run on one machine.
#
#   src/build/measure.sh --haproxy LOG --nginx LOG --series FOLDER [step...]
#
# --haproxy  a real HAProxy HTTP log; repeated to 5,000,000 lines
# --nginx    a real nginx combined log; repeated to 1,000,000 lines
# --series   a folder of series (timestamp,value) below which forecasts are tried
# --rows N   of the large files that Explore is measured on (100,000,000)
#
# Steps, all without one named: start make store logs csv explore forecasts jmh window warehouse.
# warehouse: on the server of TI_TEST_SQLSERVER_URL (user and password beside it) two empty databases,
# ti_measure_1 and ti_measure_2. What a step needs and does not find (a log, halog, goaccess, a server)
# it names as not measured.
# Needs `./mvnw -Pjmh package -DskipTests` before. Writes to target/measure: figures.md, raw output
# and large files, about 6 GB.
set -euo pipefail
cd "$(dirname "$0")/../.."

haproxy='' nginx='' series='' large_rows=100000000 steps=()
while [ $# -gt 0 ]; do
  case "$1" in
    --haproxy) haproxy=$2; shift 2 ;;
    --nginx) nginx=$2; shift 2 ;;
    --series) series=$2; shift 2 ;;
    --rows) large_rows=$2; shift 2 ;;
    -*) echo "measure: $1 is no option" >&2; exit 2 ;;
    *) steps+=("$1"); shift ;;
  esac
done
[ ${#steps[@]} -gt 0 ] || steps=(start make store logs csv explore forecasts jmh window warehouse)

out=$PWD/target/measure
workbench=$PWD/target/workbench/bin/workbench
figures=$out/figures.md
mkdir -p "$out"
[ -x "$workbench" ] || { echo "measure: ./mvnw -Pjmh package -DskipTests comes first" >&2; exit 1; }
. installer/common.sh
find_jdk
java=$jdk/bin/java
export JAVA_OPTS=-Xmx1g
libraries=$out/libraries.txt
# Libraries of the window's module and of the benchmarks; the modules' own classes come before them.
[ -s "$libraries" ] || ./mvnw -B -ntp -q -Pjmh test-compile dependency:build-classpath "-Dmdep.outputFile=$out/libraries-\${project.artifactId}.txt" \
  -Dmdep.includeScope=test -Dmdep.excludeGroupIds=trafficinsights
cat "$out"/libraries-workbench.txt <(echo :) "$out"/libraries-workbench-engine.txt | tr -d '\n' >"$libraries"
classes=$(printf '%s:' src/*/target/classes src/*/target/test-classes src/engine/target/test-classes-jmh)

say() { printf '%s\n' "$*" | tee -a "$figures"; }
# The load stands beside each group of figures: who reads them must know what else ran.
head_of() { say "" "## $* (load before: $(cut -d' ' -f1 /proc/loadavg))"; }
missing() { say "- not measured: $*"; }

# timed NAME COMMAND...: seconds on the wall, of CPU, and the largest resident set, on one line.
timed() {
  local name=$1
  shift
  local line
  /usr/bin/env time -f '%e s, %U + %S s CPU, %M kB' -o "$out/time.txt" "$@" >"$out/last.txt" 2>&1 || {
    say "- $name: FAILED, $(tail -1 "$out/last.txt")"
    return 0
  }
  line=$(tail -1 "$out/time.txt")
  say "- $name: $line"
}

java_main() { "$java" -Xmx1g --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Dglass.platform=Headless -Dprism.order=sw -Djava.awt.headless=true \
  -cp "$classes$(cat "$libraries")" "$@"; }

# repeated FILE LINES: the file again and again, cut off at so many lines.
repeated() { while cat "$1" 2>/dev/null; do :; done | head -n "$2" || true; }

window_start() {
  local folder process c
  folder=$(mktemp -d "$out/start.XXXX")
  JAVA_OPTS="-Dglass.platform=Headless -Dprism.order=sw -Dtrafficinsights.folder=$folder" "$workbench" >/dev/null 2>&1 &
  process=$!
  for _ in $(seq 200); do
    sleep 0.05
    grep -qs 'the window stood' "$folder"/logs/* && break
  done
  c=$(awk '{print ($14 + $15) * 10}' "/proc/$process/stat")
  kill "$process"
  wait "$process" 2>/dev/null || true
  say "- window: $(grep -ho 'stood [0-9,]* ms' "$folder"/logs/* | head -1), $c ms CPU"
  rm -rf "$folder"
}

start() {
  head_of "Start"
  for _ in 1 2 3 4 5; do window_start; done
  for _ in 1 2 3; do timed "--version" "$workbench" --version; done
}

make() {
  head_of "Making and writing 10 M requests of bad-deploy"
  for round in 1 2 3; do
    for form in none csv parquet; do
      timed "$form, round $round" "$workbench" generate --scenario bad-deploy --rows 10000000 --as $form --out "$out/make" --quiet
    done
  done
}

store() {
  head_of "Generate, analyse, store: 10 M requests"
  for round in 1 2; do
    rm -f "$out/store.duckdb"
    timed "run, CSV and store, round $round" "$workbench" run --scenario bad-deploy --rows 10000000 --out "$out/run" --store "$out/store.duckdb" --quiet
    rm -f "$out/store.duckdb"
    timed "run, store only, round $round" "$workbench" run --scenario bad-deploy --rows 10000000 --as none --out "$out/run" --store "$out/store.duckdb" --quiet
    timed "analyze the store, round $round" "$workbench" analyze --store "$out/store.duckdb" --out "$out/run" --quiet
  done
}

logs() {
  head_of "Logs"
  if [ -n "$haproxy" ]; then
    [ -s "$out/haproxy.log" ] || repeated "$haproxy" 5000000 >"$out/haproxy.log"
    for round in 1 2 3 4 5; do
      timed "5 M HAProxy lines, analyze, round $round" "$workbench" analyze "$out/haproxy.log" --out "$out/log" --quiet
      if command -v halog >/dev/null; then
        timed "5 M HAProxy lines, halog -srv, round $round" sh -c "halog -srv <'$out/haproxy.log'"
      fi
    done
    head -n 100 "$out/haproxy.log" >"$out/short.log"
    for round in 1 2 3; do timed "100 lines, analyze, round $round" "$workbench" analyze "$out/short.log" --out "$out/log" --quiet; done
    for round in 1 2; do
      rm -f "$out/log.duckdb"
      timed "5 M HAProxy lines, import, round $round" "$workbench" import "$out/haproxy.log" --store "$out/log.duckdb" --quiet
    done
  else missing "HAProxy (--haproxy)"; fi
  if [ -n "$nginx" ]; then
    [ -s "$out/nginx.log" ] || repeated "$nginx" 1000000 >"$out/nginx.log"
    for round in 1 2 3; do
      timed "1 M nginx lines, analyze, round $round" "$workbench" analyze "$out/nginx.log" --out "$out/log" --quiet
      if command -v goaccess >/dev/null; then
        timed "1 M nginx lines, goaccess, round $round" goaccess "$out/nginx.log" --no-progress --log-format=COMBINED -o "$out/goaccess.json"
      fi
    done
  else missing "nginx (--nginx)"; fi
}

csv() {
  head_of "CSV with any header: 1 M requests"
  "$workbench" generate --scenario bad-deploy --rows 1000000 --as csv --out "$out/csv" --quiet
  awk -F, 'NR == 1 { print "time;verb;path;zone;node;code;took_ms;size"; next }
    { gsub(/T/, " ", $1); sub(/Z/, "", $1); ms = sprintf("%.3f", $9 / 1000); sub(/\./, ",", ms)
      printf "\"%s\";\"%s\";\"%s\";\"%s\";\"%s\";\"%s\";\"%s\";\"%s\"\n", $1, $6, $7, $4, $5, $8, ms, $10 }' \
    "$out/csv/request_logs.csv" >"$out/csv/other.csv"
  for round in 1 2 3; do
    timed "request_logs.csv, round $round" "$workbench" analyze "$out/csv/request_logs.csv" --out "$out/log" --quiet
    timed "other names, quoted, decimal comma, round $round" "$workbench" analyze "$out/csv/other.csv" --out "$out/log" --quiet
  done
}

explore() {
  head_of "Explore: $large_rows rows"
  [ -s "$out/large/request_logs.parquet" ] ||
    "$workbench" generate --scenario bad-deploy --rows "$large_rows" --as parquet --out "$out/large" --quiet
  [ -s "$out/large.duckdb" ] ||
    timed "store made" "$workbench" run --scenario bad-deploy --rows "$large_rows" --as none --store "$out/large.duckdb" --out "$out/run" --quiet
  for file in "$out/large/request_logs.parquet" "$out/large.duckdb"; do
    say "" "$(basename "$file"):" '```'
    java_main -XX:+UseParallelGC trafficinsights.run.explore.ExploreBench "$file" summaries 2>&1 | tee -a "$figures"
    say '```'
  done
  for round in 1 2; do
    timed "analyze the store, round $round" "$workbench" analyze --store "$out/large.duckdb" --out "$out/run" --quiet
  done
}

forecasts() {
  head_of "Forecasts"
  if [ -n "$series" ]; then
    say '```'
    java_main trafficinsights.stat.ForecastCoverage "$series" 2>&1 | tail -8 | tee -a "$figures"
    say '```'
  else missing "forecasts (--series)"; fi
}

jmh() {
  head_of "JMH"
  say '```'
  "$java" --enable-native-access=ALL-UNNAMED -cp "$classes$(cat "$libraries")" org.openjdk.jmh.Main \
    'KpiTableBenchmark|KpiWindowsBenchmark|LiveUpdateBenchmark|SeriesDetectorBenchmark|GenerateBenchmark|RequestFileBenchmark|RequestCsvBenchmark|RowGroupBenchmark' \
    -f 1 -rf csv -rff "$out/jmh.csv" >"$out/jmh.txt" 2>&1 || true
  sed -n '/^Benchmark /,$p' "$out/jmh.txt" | tee -a "$figures"
  say '```'
}

window() {
  head_of "Window: three series of a million points"
  say '```'
  for _ in 1 2 3; do java_main trafficinsights.ui.common.ChartFrameBench 2>&1 | grep ms | tee -a "$figures"; done
  say '```'
}

warehouse() {
  head_of "Warehouse"
  if [ -z "${TI_TEST_SQLSERVER_URL-}" ]; then
    missing "no server named (TI_TEST_SQLSERVER_URL)"
    return 0
  fi
  rm -f "$out/push.duckdb"
  "$workbench" generate --scenario steady --rows 1000000 --as csv --out "$out/push" --quiet
  "$workbench" import "$out/push/request_logs.csv" --store "$out/push.duckdb" --quiet
  say '```'
  for database in ti_measure_1 ti_measure_2; do
    java_main trafficinsights.run.push.PushBench "$out/push.duckdb" $database 2>&1 | grep 'rows/s' | tail -1 | sed 's/^/whole push: /' | tee -a "$figures"
    java_main trafficinsights.warehouse.BareCopyBench "$out/push.duckdb" $database 2>&1 | grep 'rows/s' | tee -a "$figures"
  done
  say '```'
  for round in 1 2 3 4 5; do
    TI_WAREHOUSE_PASSWORD=${TI_TEST_SQLSERVER_PASSWORD-} "$workbench" warehouse doctor --json --auth sql \
      --url "$TI_TEST_SQLSERVER_URL;database=ti_measure_1" --user "${TI_TEST_SQLSERVER_USER-}" >"$out/last.txt" 2>/dev/null || true
    say "- doctor, round $round: $(grep -o '"millis":[0-9]*' "$out/last.txt" | head -1 | cut -d: -f2) ms, healthy: $(grep -o '"healthy":[a-z]*' "$out/last.txt" | cut -d: -f2)"
  done
}

: >"$figures"
say "Measured on $(date -u +%F), $(nproc) cores ($(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)), $(awk '/MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo), $("$java" -version 2>&1 | sed -n 2p), commit $(git rev-parse --short HEAD)."
for step in "${steps[@]}"; do "$step"; done
echo "Figures: $figures"
