#!/usr/bin/env bash
# Submits Beamwatch to a Spark 3.5 cluster with spark-submit, from SPARK_HOME or the PATH.
#
#   submit.sh [spark-submit options] run TEMPLATE_OR_SPEC [options]      also train, score, top
#
#   submit.sh --master spark://HOST:7077 run ad-metrics --checkpointDir=hdfs:///beamwatch/ads
#   submit.sh --master spark://HOST:7077 top user-behaviour --input='hdfs:///users/*.csv.gz' --output=hdfs:///top
#   submit.sh --master 'local[2]' run ad-metrics --input='events/*.jsonl' --output=results
#
# Options before the command are spark-submit's, what follows is what bin/beamwatch takes.
# The settings of conf/spark-defaults.conf are used unless --properties-file names others.
set -euo pipefail

die() {
  echo "$1" >&2
  exit "${2:-2}"
}

home="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
bundle="${BEAMWATCH_BUNDLE:-$home/target/beamwatch-spark.jar}"
spark=()
properties=true
while [[ $# -gt 0 && ! "$1" =~ ^(run|train|score|top)$ ]]; do
  [[ "$1" == --properties-file* ]] && properties=false
  spark+=("$1")
  shift
done
[[ $# -gt 0 ]] || die "nothing to run; for example: $0 --master spark://HOST:7077 run ad-metrics --checkpointDir=PATH"
[[ -e "$bundle" ]] || die "the bundle $bundle is missing; build it with: mvn -pl runners-config/spark -am package -DskipTests"
submit="${SPARK_HOME:+$SPARK_HOME/bin/}spark-submit"
command -v "$submit" >/dev/null || die "there is no spark-submit: set SPARK_HOME to a Spark 3.5"

if [[ "$properties" == true ]]; then
  spark=(--properties-file "$home/conf/spark-defaults.conf" "${spark[@]}")
fi

exec "$submit" "${spark[@]}" --class io.github.beamwatch.pipelines.cli.Main "$bundle" "$@"
