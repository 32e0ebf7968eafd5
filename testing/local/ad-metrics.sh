#!/usr/bin/env bash
# The template ad-metrics with its full set, on this machine, without containers: generated ad events → Kafka → windows and
# alerts on embedded Flink → Redis, Elasticsearch, ClickHouse and a topic of alerts → delivery → a stand-in for Slack.
#
#   testing/local/ad-metrics.sh            starts servers, job and delivery, sends an hour of events, shows the messages
#                                          and compares the stores with each other; then everything goes on running
#   testing/local/ad-metrics.sh down       ends it all
#
# Ports and files: see servers.sh. The first start builds, and downloads the servers.
set -euo pipefail
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
local="$home/testing/local"
state="${BEAMWATCH_SERVERS:-$local/target/servers}"
seed="${SEED:-7}"
minutes="${MINUTES:-60}"
patience=180

export KAFKA="127.0.0.1:${KAFKA_PORT:-9092}"
export REDIS="redis://127.0.0.1:${REDIS_PORT:-6379}"
export SLACK_URL="http://127.0.0.1:${SLACK_PORT:-8085}/services/T000/B000/none"
redis="{redis: {address: \"127.0.0.1:${REDIS_PORT:-6379}\"}}"
elasticsearch="{elasticsearch: {urls: [\"http://127.0.0.1:${ELASTICSEARCH_PORT:-9200}\"]}}"
clickhouse="{clickhouse: {url: \"http://127.0.0.1:${CLICKHOUSE_PORT:-8123}\"}}"

die() {
  echo "$1" >&2
  exit 1
}

runs() {
  [[ -e "$state/$1.pid" ]] && kill -0 "$(cat "$state/$1.pid")" 2>/dev/null
}

# Starts a program of ours in the background; its console goes into a log.
launch() {
  local name="$1"
  shift
  if runs "$name"; then
    echo "$name runs already"
    return
  fi
  (cd "$state" && exec setsid "$home/bin/beamwatch" "$@" >"$state/$name.log" 2>&1 </dev/null) &
  echo $! >"$state/$name.pid"
  disown
  echo "$name is started; its log is $state/$name.log"
}

messages() {
  curl -sf "http://127.0.0.1:${SLACK_PORT:-8085}/" | sed 's/ .*//'
}

if [[ "${1:-}" == down ]]; then
  for name in ad-metrics deliver; do
    if runs "$name"; then
      pid="$(cat "$state/$name.pid")"
      kill "$pid"
      for _ in $(seq 150); do kill -0 "$pid" 2>/dev/null || break; sleep 0.1; done
      kill -9 "$pid" 2>/dev/null || true
      echo "$name ended"
    fi
  done
  exec "$local/servers.sh" down
fi
[[ $# == 0 ]] || die "usage: $0 [down]"

"$local/servers.sh" up kafka redis elasticsearch clickhouse slack
curl -sf "http://127.0.0.1:${CLICKHOUSE_PORT:-8123}/ping" >/dev/null ||
  die "this needs ClickHouse: apt-get install clickhouse-server"

launch ad-metrics run ad-metrics --runner=FlinkRunner \
  --set "alerts.sinks=[{kafka: {topic: alerts}}, $redis, $elasticsearch, $clickhouse]" \
  --set "sinks.metrics=[$redis, $elasticsearch, $clickhouse]"
launch deliver run deliver

echo "sending $minutes minutes of ad events ..."
"$home/bin/beamwatch" generate ad-events --kafka="$KAFKA" --minutes="$minutes" --seed="$seed" \
  --labels="$state/incidents.json"

echo "waiting for messages ..."
before=-1
for _ in $(seq $((patience / 5))); do
  for name in ad-metrics deliver; do
    runs "$name" || { tail -n 20 "$state/$name.log" >&2; die "$name has ended"; }
  done
  now="$(messages)"
  ((now > 0 && now == before)) && break
  before="$now"
  sleep 5
done
cat "$state/slack.log"
exec python3 "$local/compare.py" "${REDIS_PORT:-6379}" "${ELASTICSEARCH_PORT:-9200}" "${CLICKHOUSE_PORT:-8123}"
