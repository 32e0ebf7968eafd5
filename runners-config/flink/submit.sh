#!/usr/bin/env bash
# Submits Beamwatch to a Flink 1.19 session cluster.
#
#   submit.sh [--rest=http://HOST:8081] [-d] [-s CHECKPOINT | --resume=FOLDER [-n]] [--] run TEMPLATE_OR_SPEC [options]
#
#   (default)        "flink run" from FLINK_HOME or the PATH; waits for the job and shows its summary
#   -d               detached: returns when the cluster has the job
#   -s CHECKPOINT    goes on from a retained checkpoint or a savepoint
#   --resume=FOLDER  goes on from the newest complete checkpoint below this folder, which is the
#                    cluster's state.checkpoints.dir, or what it holds for one job
#   -n               goes on although the new version lacks steps of the old one: where a sink was taken out
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
resume=
fewer=false
parallelism=
client=()
while [[ $# -gt 0 ]]; do
  case "$1" in
    --rest=*) rest="${1#--rest=}" ;;
    -d | --detached) detached=true ;;
    -s) savepoint="${2:?-s needs a path}"; shift ;;
    --resume=*) resume="${1#--resume=}" ;;
    -n) fewer=true ;;
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

# A checkpoint is complete when its _metadata is there.
newest_checkpoint() {
  local folder="${1#file://}" metadata
  metadata="$(ls -t "$folder"/chk-*/_metadata "$folder"/*/chk-*/_metadata 2>/dev/null | head -n 1)" || true
  [[ -n "$metadata" ]] || die "there is no complete checkpoint below $folder; a job writes the first after about a second" 1
  dirname "$metadata"
}
if [[ -n "$resume" ]]; then
  [[ -z "$savepoint" ]] || die "give either -s or --resume"
  savepoint="$(newest_checkpoint "$resume")"
  echo "going on from $savepoint" >&2
fi

[[ "$fewer" == false || -n "$savepoint" ]] || die "-n is about a checkpoint or savepoint: give -s or --resume too"

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
  [[ "$fewer" == true ]] && arguments+=(-n)
  exec "$flink" "${arguments[@]}" "$bundle" "${program[@]}"
fi

command -v curl >/dev/null || die "--rest needs curl"
command -v python3 >/dev/null || die "--rest needs python3"
# The last line of an answer is its HTTP status.
post() {
  curl --silent --show-error -X POST -w '\n%{http_code}' "$@" || die "no Flink answers at $rest" 1
}
# Prints a field of a JSON answer, or the cluster's reason why there is none.
field() {
  python3 -c '
import json, sys
*body, status = sys.stdin.read().strip().rsplit("\n", 1)
try:
    answer = json.loads("".join(body))
except ValueError:
    answer = {"errors": ["HTTP status " + status]}
if sys.argv[1] in answer:
    print(answer[sys.argv[1]])
else:
    reason = [line for error in answer.get("errors", []) for line in error.splitlines()
              if line and not line.startswith(("\t", " ", "-"))]
    caused = [line for line in reason if line.startswith("Caused by: ")]
    sys.exit("the cluster says: " + (caused or reason or [str(answer)])[-1].strip())
' "$1"
}

uploaded="$(post -H 'Expect:' -F "jarfile=@$bundle" "$rest/jars/upload")"
jar="$(field filename <<<"$uploaded")"
body="$(python3 - "$savepoint" "$fewer" "${program[@]}" <<'PYTHON'
import json, sys
savepoint, fewer, *program = sys.argv[1:]
body = {"programArgsList": program}
if savepoint:
    body["savepointPath"] = savepoint
    body["allowNonRestoredState"] = fewer == "true"
print(json.dumps(body))
PYTHON
)"
answer="$(post -H 'Content-Type: application/json' -d "$body" "$rest/jars/${jar##*/}/run")"
job="$(field jobid <<<"$answer")"
echo "job $job runs: $rest/#/job/$job/overview"
