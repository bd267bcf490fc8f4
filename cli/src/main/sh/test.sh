# `engram test`: mvn verify with every gate and every test. Sourced by ../../../../engram.

TEST_LOG=$ROOT/target/engram-test.log

# Prints what the log gained since the last call: modules as they start, test classes as they end, errors.
test_tick() { # seconds
  local from=$TEST_SEEN
  TEST_SEEN=$(wc -l <"$TEST_LOG")
  [ ! -t 1 ] || printf '\r%-78s\r' ''
  awk -v from="$from" -v to="$TEST_SEEN" '
    # the cause of an error often says more than the exception that reached the test
    /<<< (ERROR|FAILURE)!/ { failing = 1 }
    /^ *$/ { failing = 0 }
    NR <= from || NR > to { next }
    /^\[INFO\] Building [a-z-]+ .*\[[0-9]+\/[0-9]+\]$/ { print $NF " " $3; next }
    /^(drill|bench): / { print "  " $0; next }
    /Tests run: .*Time elapsed/ { sub(/^\[[A-Z]+\] */, ""); print "  " $0; next }
    /^\[ERROR\] *$|Help 1|To see the full|Re-run Maven|For more inform|After correcting|<args>/ { next }
    failing && /^Caused by: / && causes++ < 200 { print "  " substr($0, 1, 300); next }
    /^\[ERROR\]/ && errors++ < 200 { print }
  ' "$TEST_LOG"
  [ ! -t 1 ] || printf 'Testing Engram … %s s  (%s)' "$1" "$(maven_module "$TEST_LOG")"
}

# Surefire's closing line of every module, in the order in which they end, then one line for all of them.
test_summary() { # exit code, seconds
  awk -v code="$1" -v seconds="$2" '
    /^\[[A-Z]+\] Tests run: / && !/Time elapsed/ {
      line = $0
      print line
      gsub(/[^0-9 ]/, "", line)
      split(line, n, " ")
      run += n[1]; failures += n[2]; errors += n[3]; skipped += n[4]; modules++
    }
    END {
      printf "%s: %d tests in %d module(s), %d failed, %d with errors, %d skipped, %d s\n", \
        code == 0 ? "BUILD SUCCESS" : "BUILD FAILURE", run, modules, failures, errors, skipped, seconds
    }
  ' "$TEST_LOG"
}

run_tests() { # Maven arguments
  local code=0 started=$SECONDS
  build_lock
  build_sources >"$BUILD_SOURCES"
  build_forget_changed "$BUILD_SOURCES"
  build_spare_running
  TEST_SEEN=0
  : >"$TEST_LOG"
  echo "Testing Engram: mvn verify $*"
  # two modules at a time: their tests wait for servers more than they compute
  run_maven "$TEST_LOG" test_tick -T 2 verify "$@" || code=$?
  [ ! -t 1 ] || printf '\r%-78s\r' ''
  test_summary "$code" $((SECONDS - started))
  if [ "$code" -eq 0 ] && [ $# -eq 0 ] && build_sources | cmp -s - "$BUILD_SOURCES"; then
    mv "$BUILD_SOURCES" "$BUILD_STAMP" # a whole good build: the next command need not build again
    touch "$BUILD_STAMP"
  fi
  build_unlock
  [ "$code" -eq 0 ] || echo "The whole log: $TEST_LOG" >&2
  return "$code"
}

# `engram test api`: what concerns docs/openapi.yaml. With --update it is written first, with --release it becomes the released one.
run_api_tests() { # [--update | --release] Maven arguments
  local tests=ApiDocumentTest,RoleTableTest,DocumentRulesTest,BreakingChangesTest
  case ${1-} in
    --update)
      shift
      run_tests -Dquick -DskipTests=false -Dengram.api.update=true -pl system-tests -am \
        -Dtest="$tests" -Dsurefire.failIfNoSpecifiedTests=false "$@"
      ;;
    --release)
      shift
      run_tests -Dquick -DskipTests=false -Dengram.api.release=true -pl system-tests -am \
        -Dtest="$tests" -Dsurefire.failIfNoSpecifiedTests=false "$@"
      ;;
    *)
      run_tests -DexcludedGroups=none -pl system-tests -am -Dsurefire.failIfNoSpecifiedTests=false \
        -Dtest="$tests,ApiDocumentResourceTest,RolesTest,JavaClientTest,TypeScriptClientTest,SchemathesisTest" "$@"
      ;;
  esac
}

# `engram test oidc`: sign-in through a real Keycloak, which the profile unpacks.
run_oidc_tests() { # Maven arguments
  run_tests -Dquick -DskipTests=false -Poidc -Dgroups=oidc -DexcludedGroups=none -pl system-tests -am \
    -Dsurefire.failIfNoSpecifiedTests=false "$@"
}

# `engram test pages`: the pages in the Chromium of this machine. With --update the pictures in docs/images are made anew.
run_pages_tests() { # [--update] Maven arguments
  local pictures=() tests='dev/engram/system/pages/*Test'
  if [ "${1-}" = --update ]; then
    # alone: what stories leave in the stack is not to be seen on the pictures
    pictures=(-Dengram.images.update=true)
    tests='dev/engram/system/pages/EveryPageTest'
    shift
  fi
  # by their package, too: then no other module starts a JVM to look for them
  run_tests -Dquick -DskipTests=false -Ppages -Dgroups=pages -DexcludedGroups=none -pl system-tests -am \
    -Dtest="$tests" -Dsurefire.failIfNoSpecifiedTests=false ${pictures[@]+"${pictures[@]}"} "$@"
}

# `engram bench pages`: how long people wait for pages, and what the gateway adds to a call.
run_bench_pages() { # Maven arguments
  run_tests -Dquick -DskipTests=false -Ppages -Dgroups=pages-bench -DexcludedGroups=none -Dtest=PagesBench -pl system-tests -am \
    -Dsurefire.failIfNoSpecifiedTests=false "$@"
}
