# Builds when sources changed since the last good build. Sourced by ../../../../engram.
#
# The stamp (target/engram-build.stamp) lists the hash of every source of that build. Another list, a missing output or
# an output newer than the stamp (someone ran Maven by hand) means: build. Modules whose sources differ from the stamp
# are compiled from scratch, since Maven alone misses deleted files and edits with an old time.

CLI_JAR=$ROOT/cli/target/engram-cli.jar
BUILD_STAMP=$ROOT/target/engram-build.stamp
BUILD_LOG=$ROOT/target/engram-build.log
BUILD_LOCK=$ROOT/target/engram-build.lock
BUILD_SOURCES=$ROOT/target/engram-build.sources
BUILD_MODULES=card-service,review-service,analytics-service,gateway,cli,bench,bench-endpoint

build_hash() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$@"
  elif command -v shasum >/dev/null 2>&1; then shasum -a 256 "$@"
  else cksum "$@"
  fi
}

# One line "hash  path" per source, sorted by path: poms, main sources, Maven's own settings. Tests are not built here.
build_sources() {
  export -f build_hash
  (cd -- "$ROOT" && {
    find pom.xml */pom.xml */src/main .mvn docs/openapi.yaml docs/definitions.md clients/pages/dist -type f ! -path 'cli/src/main/sh/*' -print0
  } | LC_ALL=C sort -z | xargs -0 bash -c 'build_hash "$@"' hash)
}

build_outputs() {
  printf '%s\n' "$CLI_JAR" "$ROOT/bench/target/engram-bench.jar"
  local module
  for module in card-service review-service analytics-service gateway bench-endpoint; do
    printf '%s\n' "$ROOT/$module/target/quarkus-app/quarkus-run.jar"
  done
}

build_is_current() { # list of sources
  [ -f "$BUILD_STAMP" ] && [ "$1" = "$(cat "$BUILD_STAMP")" ] || return 1
  local output
  while IFS= read -r output; do
    [ -f "$output" ] && [ ! "$output" -nt "$BUILD_STAMP" ] || return 1
  done <<LIST
$(build_outputs)
LIST
}

# Modules with a source that was added, edited or deleted since the stamp.
build_changed_modules() { # file with the list of sources
  [ -f "$BUILD_STAMP" ] || return 0
  { LC_ALL=C diff "$BUILD_STAMP" "$1" || true; } | sed -n 's|^[<>] .*[* ]\([^ /]*\)/[^*]*$|\1|p; s|^[<>] .*[* ]pom.xml$|pom.xml|p' | sort -u
}

# The modules to build: all that commands run, or only those of them that changed if nothing below them did.
build_selection() { # file with the list of sources
  local changed module selection=''
  changed=$(build_changed_modules "$1")
  [ -n "$changed" ] || { echo "$BUILD_MODULES"; return; }
  for module in $changed; do
    case ",$BUILD_MODULES," in
      *",$module,"*) selection=$selection${selection:+,}$module ;;
      *) echo "$BUILD_MODULES"; return ;;
    esac
  done
  echo "$selection"
}

# Removes the compiled classes of changed modules; of all of them if the parent pom or Maven's settings changed.
build_forget_changed() { # file with the list of sources
  local module changed
  changed=$(build_changed_modules "$1")
  case " $(echo $changed) " in
    *' pom.xml '* | *' .mvn '*) changed=$(cd -- "$ROOT" && ls -d -- */src | sed 's|/src$||') ;;
  esac
  for module in $changed; do
    rm -rf "${ROOT:?}/$module/target/classes" "$ROOT/$module/target/maven-status"
  done
}

# Puts copies in the place of the jars that commands run from. Maven overwrites a jar in place, which would break an
# `engram up` in another terminal; with a copy that process keeps the file that it has opened.
build_spare_running() {
  local jar
  for jar in "$CLI_JAR" "$ROOT"/cli/target/lib/*-SNAPSHOT.jar; do
    if [ -f "$jar" ]; then cp -p "$jar" "$jar.$$" && mv -f "$jar.$$" "$jar"; fi
  done
}

build_lock() {
  local holder waited=0
  if ! mkdir -p "$ROOT/target" 2>/dev/null || [ ! -w "$ROOT/target" ]; then
    echo "engram: cannot write in $ROOT/target, and has to: sources changed since the last build, or nothing is built yet." >&2
    exit 4
  fi
  until ln -s "$$" "$BUILD_LOCK" 2>/dev/null; do
    holder=$(readlink "$BUILD_LOCK" 2>/dev/null) || continue
    if ! kill -0 "$holder" 2>/dev/null || ! ps -o args= -p "$holder" 2>/dev/null | grep -q engram; then
      # Left by a build that was killed. Only one of several waiting processes succeeds in removing it.
      mv "$BUILD_LOCK" "$BUILD_LOCK.$$" 2>/dev/null && rm -f "$BUILD_LOCK.$$"
      continue
    fi
    [ "$waited" -gt 0 ] || echo "engram: another engram command is building (pid $holder), waiting for it" >&2
    waited=$((waited + 1))
    sleep 1
  done
  trap 'rm -f "$BUILD_LOCK" "$BUILD_SOURCES"' EXIT
}

build_unlock() {
  rm -f "$BUILD_LOCK" "$BUILD_SOURCES"
  trap - EXIT
}

build_tick() { # seconds
  local module
  module=$(maven_module "$BUILD_LOG")
  if [ -t 2 ]; then
    printf '\rBuilding Engram … %s s  %-30s' "$1" "${module:+($module)}" >&2
  elif [ "$1" -ge "${BUILD_NEXT_LINE:-15}" ]; then
    printf 'Building Engram … %s s  %s\n' "$1" "${module:+($module)}" >&2
    BUILD_NEXT_LINE=$(($1 + 15))
  fi
}

# Writes nothing where nothing has to be built: the checkout may be read-only.
build_if_changed() {
  local sources
  sources=$(build_sources)
  if build_is_current "$sources"; then return 0; fi
  require_maven
  build_lock
  sources=$BUILD_SOURCES
  build_sources >"$sources" # again: another process may have built, or sources may have changed meanwhile
  if build_is_current "$(cat "$sources")"; then build_unlock; return 0; fi

  local code=0 started=$SECONDS selection
  selection=$(build_selection "$sources")
  build_forget_changed "$sources"
  build_spare_running
  # The first build also downloads, which takes minutes.
  [ -f "$BUILD_STAMP" ] || echo 'Building Engram for the first time (Maven downloads what it needs; later builds are quick).' >&2
  run_maven "$BUILD_LOG" build_tick -Dquick -Dmaven.test.skip=true -pl "$selection" -am package || code=$?
  [ ! -t 2 ] || printf '\r%-78s\r' '' >&2
  if [ "$code" -ne 0 ]; then
    {
      echo "engram: the build failed. The end of what Maven said:"
      grep -E '^\[ERROR\]|BUILD' "$BUILD_LOG" | grep -Ev '^\[ERROR\][[:space:]]+at |Help 1|To see the full|Re-run Maven|For more inform|After correcting|<args>|^\[ERROR\] *$' | awk '!seen[$0]++' | head -n 30 || tail -n 40 "$BUILD_LOG"
      echo "The whole log: $BUILD_LOG"
    } >&2
    exit 4
  fi
  mv "$sources" "$BUILD_STAMP"
  touch "$BUILD_STAMP"
  echo "Built Engram in $((SECONDS - started)) s." >&2
  build_unlock
}

# The bill of materials of all modules, for `engram vulnerabilities`: target/sbom/engram.cdx.json.
make_sbom() {
  local log=$ROOT/target/engram-sbom.log code=0
  mkdir -p "$ROOT/target"
  build_lock
  : >"$log"
  run_maven "$log" : -Dquick -Dmaven.test.skip=true package org.cyclonedx:cyclonedx-maven-plugin:makeAggregateBom || code=$?
  build_unlock
  if [ "$code" -ne 0 ]; then
    grep -a '^\[ERROR\]' "$log" | head -n 10 >&2 || true
    echo "engram: the bill of materials could not be made; the whole log: $log" >&2
    exit 3
  fi
}
