#!/usr/bin/env bash
# Measures Beamwatch side by side with hand-written jobs. Builds what it needs, then:
#
#   testing/benchmarks/run.sh batch               five million events from a file, every engine
#   testing/benchmarks/run.sh series              a million series against a thousand, on Flink
#   testing/benchmarks/run.sh kafka               topic to topic on Flink: throughput and latency
#   testing/benchmarks/run.sh score               300,000 points from a CSV file through detectors, on Direct
#   testing/benchmarks/run.sh users               ten million transactions to the hundred most unusual users
#   testing/benchmarks/run.sh deliver             from a topic of alerts to a webhook, beside Alertmanager
#   testing/benchmarks/run.sh batch --events=200000 --runs=1     a quick look
#   testing/benchmarks/run.sh batch --only=ours-flink,flink-chained
#
# Wants a machine that does nothing else. Inputs are generated once and kept under target/input.
set -euo pipefail
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
benchmarks="$home/testing/benchmarks"

if [[ "${BEAMWATCH_SKIP_BUILD:-}" != 1 ]]; then
  echo "Building ..." >&2
  mvn -B -q -f "$home/pom.xml" -am package -Dmaven.test.skip=true \
    -pl runners-config/direct,runners-config/flink,runners-config/spark,testing/benchmarks/flink,testing/benchmarks/spark
fi
# The first start of each bundle prepares its faster ones, as it does for everybody.
for runner in Direct Flink Spark; do
  "$home/bin/beamwatch" run ad-metrics-plain --runner="${runner}Runner" --help >/dev/null
done
cd "$home"
exec java -Dslf4j.internal.verbosity=ERROR -cp "$benchmarks/target/classes:$(cat "$benchmarks/target/harness.classpath")" \
  io.github.beamwatch.benchmarks.run.Benchmarks "$@"
