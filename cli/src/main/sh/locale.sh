# Makes Java read names of files as UTF-8. Sourced by ../../../../engram.

# In a locale of ASCII only (LC_ALL=C, or none as in most containers), a JVM on Linux cannot name a file with another letter.
# Other encodings are left alone: each reads the bytes of a name and writes the same bytes.
use_utf8_file_names() {
  [ "$(locale charmap 2>/dev/null)" = ANSI_X3.4-1968 ] || return 0
  local utf8
  for utf8 in C.UTF-8 C.utf8 en_US.UTF-8; do
    if [ "$(LC_ALL=$utf8 locale charmap 2>/dev/null)" = UTF-8 ]; then
      export LC_ALL=$utf8
      return 0
    fi
  done
}
