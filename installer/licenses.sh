#!/usr/bin/env bash
# Collects the licences of the jars of a folder, and says which jar has none of its own inside.
#
#   installer/licenses.sh LIB_FOLDER OUTPUT_FOLDER
set -euo pipefail
lib=${1:?the folder of the jars} out=${2:?the folder to write to}
mkdir -p "$out"
: > "$out/THIRD-PARTY.txt"
for jar in "$lib"/*.jar; do
  base=$(basename "$jar" .jar)
  case "$base" in workbench-*) continue ;; esac
  found=$(unzip -Z1 "$jar" | grep -iE '^(META-INF/)?(LICEN[CS]E|NOTICE|COPYING)[^/]*$' | LC_ALL=C sort || true)
  if [ -z "$found" ]; then
    echo "$base: no licence text in the jar; its POM names the licence" >> "$out/THIRD-PARTY.txt"
    continue
  fi
  echo "$base: $(echo "$found" | tr '\n' ' ')" >> "$out/THIRD-PARTY.txt"
  while IFS= read -r entry; do
    unzip -qp "$jar" "$entry" > "$out/$base-$(basename "$entry")"
  done <<< "$found"
done
