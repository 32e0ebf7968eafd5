#!/usr/bin/env bash
# Submits Beamwatch to a Flink 1.19 session cluster.
#
#   submit.sh [--rest=http://HOST:8081] [-d] [-s CHECKPOINT] [--] run TEMPLATE_OR_SPEC [options]
#
#   (default)        "flink run" from FLINK_HOME or the PATH; waits for the job and shows its summary
#   -d               detached: returns when the cluster has the job
#   -s CHECKPOINT    goes on from a retained checkpoint or a savepoint
#   -p N             parallelism
#   -m HOST:PORT     the cluster, where the client's configuration does not say it
#   --rest=URL       without a Flink client: uploads the bundle and runs it over REST; always
#                    detached. Specs and local files must then be where the JobManager runs.
#
# Everything behind the first other word is what bin/beamwatch takes.
set -euo pipefail

die() {
  echo "$1" >&2
  exit "${2:-2}"
}

home="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
bundle="${BEAMWATCH_BUNDLE:-$home/target/beamwatch-flink.jar}"
rest=
detached=false
savepoint=
parallelism=
client=()
while [[ $# -gt 0 ]]; do
  case "$1" in
    --rest=*) rest="${1#--rest=}" ;;
    -d | --detached) detached=true ;;
    -s) savepoint="${2:?-s needs a path}"; shift ;;
    -p) parallelism="${2:?-p needs a number}"; shift ;;
    -m) client+=(-m "${2:?-m needs host:port}"); shift ;;
    --) shift; break ;;
    -*) die "unknown option $1; see the first lines of $0" ;;
    *) break ;;
  esac
  shift
done
[[ $# -gt 0 ]] || die "nothing to run; for example: $0 -d run ad-metrics"
[[ -e "$bundle" ]] || die "the bundle $bundle is missing; build it with: mvn -pl runners-config/flink -am package -DskipTests"

# The bundle's FlinkRunner takes the cluster from the context that "flink run" and REST set up.
program=("$@")
[[ -n "$parallelism" ]] && program+=("--parallelism=$parallelism")
if [[ "$detached" == true || -n "$rest" ]]; then
  # A program that waits for its job cannot be detached.
  program+=(--attachedMode=false)
fi

if [[ -z "$rest" ]]; then
  flink="${FLINK_HOME:+$FLINK_HOME/bin/}flink"
  command -v "$flink" >/dev/null || die "there is no flink client: set FLINK_HOME, or use --rest=http://HOST:8081"
  arguments=(run "${client[@]}")
  [[ "$detached" == true ]] && arguments+=(-d)
  [[ -n "$savepoint" ]] && arguments+=(-s "$savepoint")
  exec "$flink" "${arguments[@]}" "$bundle" "${program[@]}"
fi

command -v curl >/dev/null || die "--rest needs curl"
command -v python3 >/dev/null || die "--rest needs python3"
uploaded="$(curl --silent --show-error --fail -X POST -H 'Expect:' -F "jarfile=@$bundle" "$rest/jars/upload")" \
  || die "no Flink answers at $rest" 1
jar="$(python3 -c 'import json, sys; print(json.load(sys.stdin)["filename"].rsplit("/", 1)[1])' <<<"$uploaded")"
body="$(python3 - "$savepoint" "${program[@]}" <<'PYTHON'
import json, sys
savepoint, *program = sys.argv[1:]
body = {"programArgsList": program}
if savepoint:
    body["savepointPath"] = savepoint
print(json.dumps(body))
PYTHON
)"
answer="$(curl --silent --show-error -X POST -H 'Content-Type: application/json' -d "$body" "$rest/jars/$jar/run")"
python3 - "$rest" "$answer" <<'PYTHON'
import json, sys
rest, answer = sys.argv[1:]
answer = json.loads(answer)
if "jobid" not in answer:
    # The first line of each error is the sentence; the rest is a stack trace of the cluster.
    lines = [e.strip().splitlines()[-1] if "Caused by" in e else e.strip().splitlines()[0]
             for e in answer.get("errors", [])]
    sys.exit("the cluster did not take the job: " + (lines[-1] if lines else json.dumps(answer)))
print(f"job {answer['jobid']} runs: {rest}/#/job/{answer['jobid']}/overview")
PYTHON
