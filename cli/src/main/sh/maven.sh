# Finds Maven and runs it with a line of progress. Sourced by ../../../../engram.

require_maven() {
  if [ -n "${MAVEN_HOME-}" ] && [ -x "$MAVEN_HOME/bin/mvn" ]; then
    MVN=$MAVEN_HOME/bin/mvn
  elif MVN=$(command -v mvn 2>/dev/null); then
    :
  else
    {
      echo 'engram: needs Maven 3.8.7 or newer (mvn) to build; found none in PATH or MAVEN_HOME.'
      case $(uname -s) in
        Darwin) echo '  brew install maven' ;;
        *)
          if command -v apt-get >/dev/null 2>&1; then echo '  sudo apt-get install maven'
          elif command -v dnf >/dev/null 2>&1; then echo '  sudo dnf install maven'
          else echo '  https://maven.apache.org/install.html'
          fi
          ;;
      esac
    } >&2
    exit 3
  fi
}

# The last module that Maven said it was building.
maven_module() { # log
  sed -n 's/^\[INFO\] Building \([a-z-]*\) [^ ]* *\[\([0-9]*\/[0-9]*\)\]$/\1 \2/p' "$1" 2>/dev/null | tail -n 1
}

# Runs Maven in the background, everything into a log, and calls "$2 <seconds>" about once a second.
# Returns Maven's exit code. Killed with us.
run_maven() { # log tick args...
  local log=$1 tick=$2 started=$SECONDS code=0
  shift 2
  (cd -- "$ROOT" && exec "$MVN" -B -ntp "$@") >"$log" 2>&1 </dev/null &
  MAVEN_PID=$!
  trap 'kill "$MAVEN_PID" 2>/dev/null; exit 130' INT TERM HUP
  while kill -0 "$MAVEN_PID" 2>/dev/null; do
    "$tick" $((SECONDS - started))
    if [ $((SECONDS - started)) -lt 1 ]; then sleep 0.1; else sleep 1; fi
  done
  wait "$MAVEN_PID" || code=$?
  trap - INT TERM HUP
  "$tick" $((SECONDS - started))
  return $code
}
