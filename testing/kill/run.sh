#!/usr/bin/env bash
# The kill test: generator, Kafka, Flink, alerts topic, delivery and a chat server that counts; each
# of them is killed or disturbed while all are at work, and in the end every alert must have been
# delivered, none twice. Builds what it needs, then:
#
#   testing/kill/run.sh                    three runs with different seeds, some eight minutes each
#   testing/kill/run.sh --seeds=7          one
#   testing/kill/run.sh --brief --seeds=7  one of everything, as the build does
#   testing/kill/run.sh --savepoints       upgrades while the broker is away
#   testing/kill/run.sh --exactly-once=5   a sink in Kafka transactions, its TaskManager killed five times
#
# Logs, checkpoints and events stay in testing/kill/target/run-*.
set -euo pipefail
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"

if [[ "${BEAMWATCH_SKIP_BUILD:-}" != 1 ]]; then
  echo "Building ..." >&2
  mvn -B -q -f "$home/pom.xml" -am package -Dmaven.test.skip=true \
    -pl runners-config/direct,runners-config/flink,testing/clusters/flink,testing/kill
fi
# Most of twenty JVMs end before the second compiler has paid for itself.
export JAVA_TOOL_OPTIONS="${JAVA_TOOL_OPTIONS:--XX:TieredStopAtLevel=1}"
exec java -Dslf4j.internal.verbosity=ERROR -cp "$home/testing/kill/target/classes:$(cat "$home/testing/kill/target/harness.classpath")" \
  io.github.beamwatch.kill.KillMain --home="$home" "$@"
