# Finds a JDK that can build and run Engram, and exports JAVA_HOME. Sourced by ../../../../engram.

JDK_WANTED=25

# The folders in which installers put JDKs, one pattern per line. ENGRAM_JDK_FOLDERS replaces them (tests do).
jdk_folders() {
  if [ -n "${ENGRAM_JDK_FOLDERS+set}" ]; then
    printf '%s\n' "$ENGRAM_JDK_FOLDERS"
    return
  fi
  printf '%s\n' \
    '/usr/lib/jvm/*' \
    '/usr/java/*' \
    '/opt/*' \
    '/opt/java/*' \
    '/usr/local/openjdk*' \
    "${SDKMAN_DIR:-${HOME-}/.sdkman}/candidates/java/*" \
    "${HOME-}/.jdks/*" \
    "${HOME-}/.local/share/mise/installs/java/*" \
    "${HOME-}/.asdf/installs/java/*" \
    '/Library/Java/JavaVirtualMachines/*/Contents/Home' \
    "${HOME-}/Library/Java/JavaVirtualMachines/*/Contents/Home" \
    '/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home' \
    '/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home'
}

# Prints "25.0.3" for a home; asks javac only where the `release` file does not say.
jdk_version() {
  local line
  if [ -r "$1/release" ]; then
    line=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([^"]*\)"\{0,1\}.*$/\1/p' "$1/release" | head -n 1)
    [ -z "$line" ] || { printf '%s\n' "$line"; return; }
  fi
  if [ -x "$1/bin/javac" ]; then
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \(.*\)$/\1/p' | head -n 1
  elif [ -x "$1/bin/java" ]; then
    "$1/bin/java" -version 2>&1 | sed -n 's/^[a-z]* version "\([^"]*\)".*$/\1/p' | head -n 1
  fi
}

# "25.0.3" -> 25, "1.8.0_412" -> 8, anything else -> 0.
jdk_feature() {
  local version=${1#1.}
  version=${version%%[!0-9]*}
  printf '%s\n' "${version:-0}"
}

jdk_fits() { # home
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] && [ "$(jdk_feature "$(jdk_version "$1")")" -ge "$JDK_WANTED" ]
}

# The home of the javac (or java) found in PATH, links followed; empty if there is none.
jdk_in_path() {
  local tool link hops=0
  tool=$(command -v "$1" 2>/dev/null) || return 0
  while [ -L "$tool" ] && [ "$hops" -lt 20 ]; do
    link=$(readlink "$tool")
    case $link in
      /*) tool=$link ;;
      *) tool=$(dirname -- "$tool")/$link ;;
    esac
    hops=$((hops + 1))
  done
  (cd -- "$(dirname -- "$tool")/.." && pwd -P)
}

# Every home worth a look, in order of preference.
jdk_candidates() {
  [ -z "${JAVA_HOME-}" ] || printf '%s\n' "$JAVA_HOME"
  jdk_in_path javac
  jdk_in_path java
  local pattern home
  jdk_folders | while IFS= read -r pattern; do
    local IFS=
    for home in $pattern; do
      if [ -e "$home/bin/java" ]; then printf '%s\n' "$home"; fi
    done
  done
}

# Sets JAVA_HOME to the first fitting JDK of JAVA_HOME and PATH, else to the lowest fitting version of the folders.
find_jdk() {
  local home feature best='' best_feature=9999 named
  named=$({ [ -z "${JAVA_HOME-}" ] || printf '%s\n' "$JAVA_HOME"; jdk_in_path javac; })
  while IFS= read -r home; do
    [ -n "$home" ] || continue
    if jdk_fits "$home"; then JAVA_HOME=$home; export JAVA_HOME; return 0; fi
  done <<LIST
$named
LIST
  while IFS= read -r home; do
    [ -n "$home" ] && jdk_fits "$home" || continue
    feature=$(jdk_feature "$(jdk_version "$home")")
    if [ "$feature" -lt "$best_feature" ]; then best=$home best_feature=$feature; fi
  done <<LIST
$(jdk_candidates)
LIST
  [ -n "$best" ] || return 1
  JAVA_HOME=$best
  export JAVA_HOME
}

jdk_install_line() {
  case $(uname -s) in
    Darwin) echo '  brew install openjdk@25' ;;
    *)
      if command -v apt-get >/dev/null 2>&1; then
        echo '  sudo apt-get install openjdk-25-jdk-headless      (older releases: temurin-25-jdk from https://adoptium.net/installation/linux/)'
      elif command -v dnf >/dev/null 2>&1; then
        echo '  sudo dnf install java-25-openjdk-devel'
      elif command -v pacman >/dev/null 2>&1; then
        echo '  sudo pacman -S jdk25-openjdk'
      elif command -v zypper >/dev/null 2>&1; then
        echo '  sudo zypper install java-25-openjdk-devel'
      elif command -v apk >/dev/null 2>&1; then
        echo '  apk add openjdk25'
      fi
      ;;
  esac
  echo '  curl -s https://get.sdkman.io | bash && sdk install java 25-tem      (any platform, no root)'
}

require_jdk() {
  find_jdk && return 0
  local home version
  {
    echo "engram: needs a JDK $JDK_WANTED or newer (with javac); found none."
    jdk_candidates | sort -u | while IFS= read -r home; do
      version=$(jdk_version "$home")
      if [ ! -x "$home/bin/javac" ]; then
        echo "  found $home: ${version:-no version}, without javac"
      else
        echo "  found $home: ${version:-no version}"
      fi
    done
    echo 'Install one, or set JAVA_HOME to one:'
    jdk_install_line
  } >&2
  exit 3
}
