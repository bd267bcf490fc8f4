# The parts of ../compose-smoke, which sources this.

SERVICES=(card-service review-service analytics-service gateway)
HEALTHY_WITHIN=150

require_engine() {
  local said
  if ! said=$(docker info 2>&1) || ! said=$(docker compose version 2>&1); then
    echo "compose-smoke: no engine with compose answers here: $(printf '%s\n' "$said" | tail -n 1)" >&2
    exit 2
  fi
  # a buildx built from source knows no version, and compose then refuses to build with it; it can do without
  if ! docker buildx version 2>/dev/null | grep -qE ' v?0*[1-9]+[0-9]*\.|v0\.[1-9]'; then
    export COMPOSE_BAKE=${COMPOSE_BAKE:-false}
  fi
}

# Nothing of the person who runs this gets in: neither .env nor variables, but for where libraries and images come from.
own_project() {
  local name
  for name in $(compgen -e | grep -E '^(ENGRAM|COMPOSE)_' | grep -vE '^(ENGRAM_MAVEN_SETTINGS|ENGRAM_KAFKA_IMAGE|ENGRAM_MONGO_IMAGE|ENGRAM_JDK_FOLDERS|COMPOSE_BAKE)$'); do
    unset "$name"
  done
  export COMPOSE_FILE=$ROOT/docker-compose.yml COMPOSE_ENV_FILES=/dev/null
  export COMPOSE_PROJECT_NAME=engram-smoke-$$ ENGRAM_IMAGES=engram-smoke-$$
  export ENGRAM_DEMO_ACCOUNTS_ON_OPEN_PORT=true
  ENGRAM_PORT_GATEWAY=$(free_port)
  export ENGRAM_PORT_GATEWAY
  WORK=$(mktemp -d)
  API=http://127.0.0.1:$ENGRAM_PORT_GATEWAY/api/v1
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 10000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}

compose() { docker compose --progress quiet "$@"; }

container() { docker compose ps --all --quiet "$1"; }

now_ms() {
  if [ -n "${EPOCHREALTIME-}" ]; then echo $((${EPOCHREALTIME/[.,]/} / 1000)); else echo $(($(date +%s) * 1000)); fi
}

# Runs a step and prints how long it took; the first that fails ends the run.
step() { # what command...
  local what=$1 from to
  from=$(now_ms)
  shift
  # beside, so that a signal is handled at once
  "$@" >"$WORK/step.log" 2>&1 &
  STEP=$!
  if ! wait "$STEP"; then
    echo "compose-smoke: FAILED: $what" >&2
    tail -n 40 "$WORK/step.log" >&2
    exit 1
  fi
  to=$(now_ms)
  printf '%7.1f s  %s%s\n' "$((to - from))e-3" "$what" "$(sed -n 's/^note: /: /p' "$WORK/step.log" | tail -n 1)"
}

leave() { # exit code
  [ -z "${STEP-}" ] || kill "$STEP" 2>/dev/null || true
  if [ "$1" -ne 0 ]; then
    {
      docker compose ps --all --format '{{.Service}}: {{.Status}}' || true
      docker compose logs --no-color --tail 25 || true
    } >&2 2>&1
  fi
  compose down --volumes --timeout 10 >/dev/null 2>&1 || true
  docker image rm "${SERVICES[@]/#/engram-smoke-$$/}" >/dev/null 2>&1 || \
    docker image ls --quiet "engram-smoke-$$/*" | sort -u | xargs -r docker image rm --force >/dev/null 2>&1 || true
  rm -rf "$WORK"
}

all_healthy() {
  local until=$((SECONDS + HEALTHY_WITHIN)) part state open
  while :; do
    open=''
    for part in kafka mongo "${SERVICES[@]}"; do
      state=$(docker inspect --format '{{.State.Health.Status}}' "$(container "$part")")
      [ "$state" = healthy ] || open="$open $part=$state"
    done
    [ -n "$open" ] || return 0
    [ "$SECONDS" -lt "$until" ] || { echo "not healthy within $HEALTHY_WITHIN s:$open"; return 1; }
    sleep 0.5
  done
}

only_the_gateway_is_published() {
  local published
  published=$(docker ps --filter "label=com.docker.compose.project=$COMPOSE_PROJECT_NAME" --format '{{.Ports}}' | grep -e '->' || true)
  echo "$published"
  [ "$published" = "127.0.0.1:$ENGRAM_PORT_GATEWAY->8080/tcp" ]
}

services_are_confined() {
  local part
  for part in "${SERVICES[@]}"; do
    docker compose exec -T "$part" bash -c '
      [ "$(id -u)" -ne 0 ] || { echo "runs as root"; exit 1; }
      ! (: >/engram/x) 2>/dev/null && ! (: >/x) 2>/dev/null || { echo "can write to its image"; exit 1; }
      ! command -v mvn javac >/dev/null || echo "note: the base image has more than a JRE"' || return 1
    [ "$part" = gateway ] || docker compose exec -T "$part" bash -c '! cat /run/engram/signing-key/*.pem 2>/dev/null' || return 1
  done
}

strangers_are_refused() {
  local said
  said=$(docker compose exec -T mongo env HOME=/tmp mongosh --quiet --norc \
    --eval 'db.getSiblingDB("engram_gateway").accounts.findOne()' 2>&1) && { echo "mongod answers: $said"; return 1; }
  echo "$said"
  case $said in *'requires authentication'*) ;; *) return 1 ;; esac
  said=$(docker compose exec -T kafka timeout 15 /opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9092 --list 2>/dev/null) \
    && { echo "the broker answers: $said"; return 1; }
  case $said in *engram*) echo "the broker answers: $said"; return 1 ;; esac
}

# Each service has its own credentials only, and they stand in no setting, log or command line.
no_password_is_shown() {
  local part password passwords=''
  for part in "${SERVICES[@]}"; do
    [ "$(docker compose exec -T "$part" bash -c 'echo /run/engram/credentials/*/*')" = "/run/engram/credentials/$part/$part.properties" ] || return 1
    passwords="$passwords $(docker compose exec -T "$part" bash -c 'sed -n "s/.*password=//p" /run/engram/credentials/*/*')"
  done
  passwords="$passwords $(docker compose exec -T kafka cat /run/engram/credentials/broker/broker.key)"
  passwords="$passwords $(docker compose exec -T mongo cat /run/engram/credentials/mongod/mongod.key)"
  # shellcheck disable=SC2086
  [ "$(printf '%s\n' $passwords | grep -c .)" -eq 9 ] || { echo 'some are missing'; return 1; }
  docker inspect $(docker compose ps --all --quiet) >"$WORK/shown.txt"
  docker compose logs --no-color >>"$WORK/shown.txt"
  docker compose top >>"$WORK/shown.txt"
  for password in $passwords; do
    ! grep -qF "$password" "$WORK/shown.txt" || { echo 'a password is shown'; return 1; }
  done
}

# Answers the response to a GET in the container, headers included.
get() { # service path
  docker compose exec -T "$1" bash -c '
    exec 3<>/dev/tcp/127.0.0.1/8080
    printf "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" "$1" >&3
    cat <&3' get "$2"
}

# Before anything was appended or read; at the gateway they need a token of an operator.
metrics_are_there() {
  local part metric
  for metric in card-service/engram_relay_unrelayed {card,review}-service/engram_log_broker_available \
    {review,analytics}-service/engram_projection_lag_events; do
    part=${metric%/*}
    get "$part" /q/metrics >"$WORK/metrics.txt"
    grep -q "^${metric#*/}[{ ]" "$WORK/metrics.txt" || { echo "$part has no ${metric#*/}"; return 1; }
  done
  [ "$(get gateway /q/metrics | sed -n '1s/^HTTP[^ ]* \([0-9]*\).*/\1/p')" = 401 ] || { echo 'the gateway shows metrics to everybody'; return 1; }
}

play_demo() { ./engram demo --compose >"$WORK/demo.txt"; }

# The lines of the table, from the README and from the demo.
table_lines() { sed -n '/^ *tag  *mastery/,/^ *transformers /p' "$1"; }

table_is_that_of_the_readme() {
  [ -n "$(table_lines README.md)" ] && diff <(table_lines README.md) <(table_lines "$WORK/demo.txt")
}

# The table as the API tells it. Nothing is sent again for it: what is lost stays lost.
read_table() {
  local token as_of
  as_of=$(sed -n 's/^4 .*, as of \([0-9-]*\) \([0-9:]*\) UTC$/\1T\2:00Z/p' "$WORK/demo.txt")
  token=$(curl -sS --fail-with-body --retry 20 --retry-delay 1 --retry-all-errors "$API/tokens" -H 'Content-Type: application/json' \
    -d '{"username":"learner","password":"learn-transformers"}' | sed 's/.*"token":"\([^"]*\)".*/\1/') || return 1
  curl -sS --fail-with-body "$API/mastery/tags?horizon=30&asOf=$as_of" -H "Authorization: Bearer $token" |
    sed 's/.*\("tags":\[.*\]\).*/\1/'
}

remember_table() {
  read_table >"$WORK/table.json"
  grep -q '"self-attention"' "$WORK/table.json" || { echo "compose-smoke: FAILED: no table: $(cat "$WORK/table.json")" >&2; exit 1; }
}

healthy_with_the_same_table() {
  all_healthy || return 1
  read_table >"$WORK/now.json" || { cat "$WORK/now.json"; return 1; }
  diff "$WORK/table.json" "$WORK/now.json"
}

ends_in_time() { # service
  local id code from took
  from=$(now_ms)
  id=$(container "$1")
  docker stop --time 60 "$id"
  took=$(($(now_ms) - from))
  code=$(docker inspect --format '{{.State.ExitCode}}' "$id")
  # 143: ended by SIGTERM, as a JVM does that has run its shutdown hooks
  case $code in 0 | 143) ;; *) echo "ended with exit code $code"; return 1 ;; esac
  [ "$took" -le 10000 ] || { echo "took $took ms"; return 1; }
}

kill_and_start() { # part
  docker kill --signal KILL "$(container "$1")" && compose start "$1"
}

# From the first command of an operator to the receipt.
account_comes_and_goes() {
  export ENGRAM_URL=http://127.0.0.1:$ENGRAM_PORT_GATEWAY ENGRAM_PASSWORD='words that nobody else has'
  echo "$ENGRAM_PASSWORD" | ./engram account create smoke --role learner --password-stdin --compose
  ./engram account list --compose | grep '^smoke .* active '
  ./engram take-out --as smoke "$WORK/smoke.zip"
  grep -q account/accounts.ndjson "$WORK/smoke.zip"
  ./engram erase --as smoke --yes | grep 'gateway accounts: 1 documents'
  if ./engram take-out --as smoke "$WORK/again.zip"; then echo 'smoke can still sign in'; return 1; fi
}

demo_is_known_already() {
  ./engram demo --compose --json >"$WORK/again.json"
  local new
  new=$(grep -E '"(accepted|rejected)" *: *[1-9]' "$WORK/again.json") && { echo "$new"; return 1; }
  grep -q '"duplicate" *: *[1-9]' "$WORK/again.json"
}
