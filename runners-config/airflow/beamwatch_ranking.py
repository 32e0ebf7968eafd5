"""Retrains a Beamwatch ranking and scores with it, by the commands that a person types.

Put this file into the dags folder of Airflow 2.4 or newer. The machine that runs the tasks needs
`beamwatch` and Java 17; what it reads and writes may lie wherever the bundle reaches: local disk, HDFS,
S3. Without Airflow, docs/schedule.md has the same as a line of cron.

Parameters can be changed for one run ("Trigger DAG w/ config"). Their defaults are read from the
environment of the scheduler: BEAMWATCH, BEAMWATCH_SPEC, BEAMWATCH_INPUT, BEAMWATCH_MODEL,
BEAMWATCH_OUTPUT, BEAMWATCH_RUNNER, and the schedule from BEAMWATCH_SCHEDULE (by default 04:15 UTC).

train  The new model replaces the one in use only if it is not worse on rows that were held back from
       both; the task's log says which, with figures. A model that stays is no failure.
run    Scores by the model that is in use then, into a folder named after the day.

No catch-up: whoever missed days wants one ranking of now. One run at a time: two trainings would
contend for one file. A retry is safe: files appear whole or not at all, and the same input gives the
same model and the same scores.
"""

import os
from datetime import datetime, timedelta

from airflow import DAG
from airflow.models.param import Param
from airflow.operators.bash import BashOperator

# Values reach the commands through the environment, so that none of them is taken for shell.
TRAIN = (
    '"$BEAMWATCH" train "$SPEC" --input="$INPUT" --model="$MODEL" --runner="$RUNNER"'
)
RUN = (
    '"$BEAMWATCH" run "$SPEC" --input="$INPUT" --set "model.file=$MODEL"'
    ' --output="$OUTPUT" --runner="$RUNNER"'
)
ENVIRONMENT = {
    "BEAMWATCH": "{{ params.beamwatch }}",
    "SPEC": "{{ params.spec }}",
    "INPUT": "{{ params.input }}",
    "MODEL": "{{ params.model }}",
    "OUTPUT": "{{ params.output }}/{{ ds }}",
    "RUNNER": "{{ params.runner }}",
}

with DAG(
    dag_id="beamwatch_ranking",
    description="Retrains a ranking, and scores with the better model",
    doc_md=__doc__,
    start_date=datetime(2026, 1, 1),
    schedule=os.environ.get("BEAMWATCH_SCHEDULE", "15 4 * * *"),
    catchup=False,
    max_active_runs=1,
    default_args={
        "retries": 2,
        "retry_delay": timedelta(minutes=10),
        "execution_timeout": timedelta(hours=6),
    },
    params={
        "beamwatch": Param(
            os.environ.get("BEAMWATCH", "/opt/beamwatch/bin/beamwatch"),
            type="string",
            description="The program",
        ),
        "spec": Param(
            os.environ.get("BEAMWATCH_SPEC", "user-behaviour"),
            type="string",
            description="A template's name, or the path of a spec",
        ),
        "input": Param(
            os.environ.get("BEAMWATCH_INPUT", "/data/transactions/*.csv.gz"),
            type="string",
            description="The events: a path or glob",
        ),
        "model": Param(
            os.environ.get("BEAMWATCH_MODEL", "/data/models/ranking.model"),
            type="string",
            description="The model file; the one before it is kept as FILE.previous",
        ),
        "output": Param(
            os.environ.get("BEAMWATCH_OUTPUT", "/data/rankings"),
            type="string",
            description="Gets a folder for each day",
        ),
        "runner": Param(
            os.environ.get("BEAMWATCH_RUNNER", "DirectRunner"),
            enum=["DirectRunner", "FlinkRunner", "SparkRunner"],
            description="The runner of the bundle",
        ),
    },
    tags=["beamwatch"],
) as dag:
    train = BashOperator(
        task_id="train", bash_command=TRAIN, env=ENVIRONMENT, append_env=True
    )
    run = BashOperator(
        task_id="run", bash_command=RUN, env=ENVIRONMENT, append_env=True
    )
    train >> run
