# What the builds of the packages share; sourced by them from the root of the sources.
# Sets: jdk, version, modules, epoch (after prepare).

script=$(basename "$0")

fail() {
  echo "$script: $*" >&2
  exit 1
}

# The home of a JDK 25 that can link, into $jdk.
find_jdk() {
  local home
  for home in "${JAVA_HOME-}" /usr/lib/jvm/*; do
    if [ -n "$home" ] && [ -x "$home/bin/jlink" ] && "$home/bin/jlink" --version 2>/dev/null | grep -q '^25'; then
      jdk=$home
      return 0
    fi
  done
  fail "needs a JDK 25 with jlink: install one or set JAVA_HOME to it."
}

# What the libraries ask of the JDK. JavaFX and all else stay on the class path, which is what the tests run:
# chart libraries use what JavaFX as named modules would not open.
modules=java.base,java.datatransfer,java.desktop,java.logging,java.management,java.naming,java.net.http
modules=$modules,java.prefs,java.scripting,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml
modules=$modules,jdk.crypto.ec,jdk.httpserver,jdk.jfr,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.xml.dom,jdk.zipfs

# Builds the program and the list of what is inside; when $build is false, takes what was built last.
build=true
prepare() {
  find_jdk
  if $build; then
    ./mvnw -q -B -ntp package org.cyclonedx:cyclonedx-maven-plugin:makeBom -DskipTests
    mkdir -p target/installer/sbom
    cp src/desktop/target/bom.json target/installer/sbom/
  elif ! [ -f target/installer/sbom/bom.json ]; then
    fail "--no-build, and nothing was built yet."
  fi
  version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml | head -1)
  epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || echo 0)}
}

# The jars, the licences and the list of what is inside, into a folder; without the AOT cache, which knows its
# jars by their times and so must be made anew.
copy_program() {
  local image=$1
  mkdir -p "$image"
  cp -R target/workbench/lib "$image/"
  rm -f "$image"/lib/*.aot
  cp LICENSE "$image/"
  installer/licenses.sh "$image/lib" "$image/licenses"
  cp target/installer/sbom/bom.json "$image/sbom.cdx.json"
}

# Takes a library of one platform out of a jar and all others away: cut_natives JAR PATTERN ENTRY TARGET.
# Without this each start would unpack it to a temporary folder.
cut_natives() {
  local jar=$1 pattern=$2 entry=$3 target=$4
  mkdir -p "$(dirname "$target")"
  unzip -qp "$jar" "$entry" > "$target" || fail "$jar has no $entry."
  unzip -Z1 "$jar" | grep -E -- "$pattern" | zip -qd "$jar" -@ >/dev/null || fail "$jar could not be cut."
}

# The one jar of a library in a folder: the_jar LIB NAME.
the_jar() {
  local found=("$1/$2"-[0-9]*.jar)
  [ ${#found[@]} -eq 1 ] && [ -f "${found[0]}" ] || fail "$1 has not exactly one $2."
  echo "${found[0]}"
}
