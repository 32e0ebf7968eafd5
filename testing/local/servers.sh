#!/usr/bin/env bash
# Real servers on this machine, without containers, to try things out:
#
#   testing/local/servers.sh up [NAME…]   starts all of them, or those named
#   testing/local/servers.sh status       which of them answer, and where
#   testing/local/servers.sh down         ends them and deletes what they kept
#
#   name           port                      from
#   kafka          KAFKA_PORT 9092           Maven; makes topics by itself, with four partitions
#   redis          REDIS_PORT 6379           Maven
#   elasticsearch  ELASTICSEARCH_PORT 9200   Maven; 7.17, one node
#   clickhouse     CLICKHOUSE_PORT 8123      clickhouse-server on the PATH (apt-get install clickhouse-server)
#   slack          SLACK_PORT 8085           a stand-in that prints the messages it gets into its log
#   prometheus     PROMETHEUS_PORT 9090      prometheus on the PATH (apt-get install prometheus)
#   alertmanager   ALERTMANAGER_PORT 9093    prometheus-alertmanager on the PATH (apt-get install prometheus-alertmanager)
#
# All listen on 127.0.0.1. Another port: KAFKA_PORT=19092 testing/local/servers.sh up. What they keep, their logs and
# process ids are in testing/local/target/servers, or in BEAMWATCH_SERVERS. Needs JDK 17, Maven, curl and python3.
set -euo pipefail
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
module="$home/testing/local"
state="${BEAMWATCH_SERVERS:-$module/target/servers}"
all=(kafka redis elasticsearch clickhouse slack prometheus alertmanager)
patience=90

kafka_port="${KAFKA_PORT:-9092}"
redis_port="${REDIS_PORT:-6379}"
elasticsearch_port="${ELASTICSEARCH_PORT:-9200}"
clickhouse_port="${CLICKHOUSE_PORT:-8123}"
slack_port="${SLACK_PORT:-8085}"
prometheus_port="${PROMETHEUS_PORT:-9090}"
alertmanager_port="${ALERTMANAGER_PORT:-9093}"

die() {
  echo "$1" >&2
  exit "${2:-1}"
}

port_of() {
  local variable="$1_port"
  echo "${!variable}"
}

java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
classpath() {
  echo "$module/target/classes:$(cat "$module/target/servers.classpath")"
}

build() {
  [[ "${BEAMWATCH_SKIP_BUILD:-}" == 1 ]] && return
  [[ -e "$module/target/servers.classpath" && -z "$(find "$module/pom.xml" "$module/src" "$home/testing/fixtures/src/main" \
    -newer "$module/target/servers.classpath" -print -quit)" ]] && return
  echo "Building (once; the first time it also downloads the servers) ..." >&2
  mvn -B -q -f "$home/pom.xml" -pl testing/local -am package -Dmaven.test.skip=true >"$state/build.log" 2>&1 ||
    die "the build failed; see $state/build.log"
  touch "$module/target/servers.classpath"
}

# Ours is alive.
runs() {
  [[ -e "$state/$1.pid" ]] && kill -0 "$(cat "$state/$1.pid")" 2>/dev/null
}

open_port() {
  (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null
}

answers() {
  local port
  port="$(port_of "$1")"
  case "$1" in
    kafka | redis) open_port "$port" ;;
    elasticsearch) curl -sf "http://127.0.0.1:$port/_cluster/health?wait_for_status=yellow&timeout=1s" >/dev/null ;;
    clickhouse) curl -sf "http://127.0.0.1:$port/ping" >/dev/null ;;
    prometheus | alertmanager) curl -sf "http://127.0.0.1:$port/-/ready" >/dev/null ;;
    *) curl -sf "http://127.0.0.1:$port/" >/dev/null ;;
  esac
}

address() {
  local port
  port="$(port_of "$1")"
  case "$1" in
    kafka | redis) echo "127.0.0.1:$port" ;;
    slack) echo "http://127.0.0.1:$port/services/T000/B000/none" ;;
    *) echo "http://127.0.0.1:$port" ;;
  esac
}

# Starts a command in the background, in a folder of its own and a group of its own.
launch() {
  local name="$1"
  shift
  mkdir -p "$state/$name"
  # Some end when their standard input does, so they get one that nobody closes.
  [[ -p "$state/stdin" ]] || mkfifo "$state/stdin"
  (cd "$state/$name" && exec setsid "$@" >>"$state/$name.log" 2>&1 <>"$state/stdin") &
  echo $! >"$state/$name.pid"
  disown
}

# For what is nobody else's business.
free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

start_kafka() {
  launch kafka "$java" -Xmx384m -XX:+UseSerialGC -cp "$(classpath)" \
    io.github.beamwatch.fixtures.kafka.LocalBrokerMain "$kafka_port" "$(free_port)" "$state/kafka/log" \
    ad-events alerts ad-events-dead-letters
}

start_redis() {
  local binary
  binary="$("$java" -cp "$(classpath)" io.github.beamwatch.local.RedisBinary "$state/redis" 2>>"$state/redis.log")"
  launch redis "$binary" --bind 127.0.0.1 --port "$redis_port" --dir "$state/redis" --save ""
}

start_elasticsearch() {
  local server="$home/testing/servers/elasticsearch/target/classes"
  launch elasticsearch "$java" -Xmx512m -XX:+UseSerialGC \
    -cp "$server:$(cat "$server/io/github/beamwatch/servers/elasticsearch.classpath")" \
    io.github.beamwatch.servers.ElasticsearchMain "$elasticsearch_port" "$(free_port)" "$state/elasticsearch"
}

start_clickhouse() {
  local folder="$state/clickhouse"
  mkdir -p "$folder"
  cat >"$folder/config.xml" <<XML
<yandex>
  <logger><level>warning</level><console>1</console></logger>
  <listen_host>127.0.0.1</listen_host>
  <http_port>$clickhouse_port</http_port>
  <path>$folder/data/</path>
  <tmp_path>$folder/tmp/</tmp_path>
  <user_files_path>$folder/files/</user_files_path>
  <mark_cache_size>67108864</mark_cache_size>
  <users_config>$folder/users.xml</users_config>
  <default_profile>default</default_profile>
  <default_database>default</default_database>
</yandex>
XML
  cat >"$folder/users.xml" <<XML
<yandex>
  <profiles><default/></profiles>
  <users>
    <default>
      <password/>
      <networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
    </default>
  </users>
  <quotas><default/></quotas>
</yandex>
XML
  launch clickhouse clickhouse-server --config-file="$folder/config.xml"
}

start_slack() {
  launch slack "$java" -Xmx64m -XX:+UseSerialGC -cp "$(classpath)" \
    io.github.beamwatch.fixtures.chat.ChatServerMain "$slack_port"
}

# With the configuration that is shipped: a job shows its metrics with run … --metrics-port=9404.
start_prometheus() {
  local folder="$state/prometheus"
  mkdir -p "$folder"
  cp "$home"/runners-config/monitoring/*.yml "$folder"
  printf '\nalerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:%s"]}]}]}\n' "$alertmanager_port" >>"$folder/prometheus.yml"
  launch prometheus prometheus --config.file="$folder/prometheus.yml" --storage.tsdb.path="$folder/data" \
    --web.listen-address="127.0.0.1:$prometheus_port"
}

start_alertmanager() {
  local folder="$state/alertmanager"
  mkdir -p "$folder"
  printf 'route: {receiver: nobody, group_wait: 1s}\nreceivers: [{name: nobody}]\n' >"$folder/alertmanager.yml"
  launch alertmanager prometheus-alertmanager --config.file="$folder/alertmanager.yml" --storage.path="$folder/data" \
    --web.listen-address="127.0.0.1:$alertmanager_port" --cluster.listen-address=
}

# What a server needs from outside Maven, and how to get it.
absent() {
  case "$1" in
    clickhouse) command -v clickhouse-server >/dev/null || echo "there is no clickhouse-server: apt-get install clickhouse-server" ;;
    prometheus) command -v prometheus >/dev/null || echo "there is no prometheus: apt-get install prometheus" ;;
    alertmanager) command -v prometheus-alertmanager >/dev/null ||
      echo "there is no prometheus-alertmanager: apt-get install prometheus-alertmanager" ;;
  esac
}

up() {
  local name why started=() failed=0
  mkdir -p "$state"
  build
  for name in "$@"; do
    why="$(absent "$name")"
    if runs "$name"; then
      echo "$name runs already"
    elif [[ -n "$why" ]]; then
      echo "$name is left out: $why"
    elif open_port "$(port_of "$name")"; then
      echo "$name cannot start: something else listens at port $(port_of "$name"); choose another with ${name^^}_PORT" >&2
      failed=1
    else
      "start_$name"
      started+=("$name")
    fi
  done
  for name in "${started[@]+"${started[@]}"}"; do
    local waited=0
    until answers "$name"; do
      runs "$name" || break
      ((waited++ < patience)) || break
      sleep 1
    done
    if runs "$name" && answers "$name"; then
      echo "$name is at $(address "$name")"
    else
      echo "$name did not start; $state/$name.log ends with:" >&2
      tail -n 5 "$state/$name.log" >&2
      failed=1
    fi
  done
  return "$failed"
}

down() {
  local name pid waited
  for name in "${all[@]}"; do
    if runs "$name"; then
      pid="$(cat "$state/$name.pid")"
      kill "$pid"
      waited=0
      while kill -0 "$pid" 2>/dev/null && ((waited++ < 100)); do sleep 0.1; done
      kill -9 "$pid" 2>/dev/null || true
      echo "$name ended"
    fi
  done
  rm -rf "$state"
}

status() {
  local name
  for name in "${all[@]}"; do
    if ! runs "$name"; then
      echo "$name does not run"
    elif answers "$name"; then
      echo "$name answers at $(address "$name"), process $(cat "$state/$name.pid")"
    else
      echo "$name runs, and does not answer at $(address "$name"); see $state/$name.log"
    fi
  done
}

command="${1:-}"
[[ $# -gt 0 ]] && shift
for name in "$@"; do
  [[ " ${all[*]} " == *" $name "* ]] || die "there is no server $name; there are: ${all[*]}" 2
done
case "$command" in
  up) if [[ $# -gt 0 ]]; then up "$@"; else up "${all[@]}"; fi ;;
  down) down ;;
  status) status ;;
  *) die "usage: $0 up [NAME…] | down | status" 2 ;;
esac
