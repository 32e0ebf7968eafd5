package io.github.beamwatch.pipelines.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.beamwatch.fixtures.FraudStream;
import io.github.beamwatch.fixtures.FraudStream.Payment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped DAG, loaded by Python with stand-ins for the three names that it takes from Airflow
 * (which is not run here), its tasks run by bash in their order, and what they call run by this
 * program.
 */
class AirflowDagTest {
  private static final Path DAG =
      Path.of("../runners-config/airflow/beamwatch_ranking.py").toAbsolutePath().normalize();

  /** Takes what the DAG's file says, and runs the tasks in the order in which they depend. */
  private static final String HARNESS =
      """
      import json, os, re, subprocess, sys, types

      class Param:
          def __init__(self, default, **schema):
              self.default = default
              assert "enum" not in schema or default in schema["enum"]

      class DAG:
          def __init__(self, **of):
              global dag
              dag = self
              self.of, self.tasks = of, []
          def __enter__(self):
              return self
          def __exit__(self, *unused):
              pass

      class BashOperator:
          def __init__(self, task_id, bash_command, env, append_env):
              self.task_id, self.command, self.env, self.before = task_id, bash_command, env, None
              assert append_env
              dag.tasks.append(self)
          def __rshift__(self, other):
              other.before = self
              return other

      for name, members in {
          "airflow": {"DAG": DAG},
          "airflow.models": {},
          "airflow.models.param": {"Param": Param},
          "airflow.operators": {},
          "airflow.operators.bash": {"BashOperator": BashOperator},
      }.items():
          module = types.ModuleType(name)
          module.__dict__.update(members)
          sys.modules[name] = module
      exec(compile(open(sys.argv[1]).read(), sys.argv[1], "exec"), {"__doc__": "of the DAG"})

      def rendered(text):
          text = re.sub(r"{{ params\\.(\\w+) }}", lambda m: dag.of["params"][m.group(1)].default, text)
          text = text.replace("{{ ds }}", "2026-05-01")
          assert "{{" not in text, text
          return text

      assert dag.of["catchup"] is False and dag.of["max_active_runs"] == 1
      assert dag.of["default_args"]["retries"] > 0
      done = None
      for task in dag.tasks:
          assert task.before is done, task.task_id
          done = task
          env = {k: rendered(v) for k, v in task.env.items()}
          subprocess.run(["bash", "-c", rendered(task.command)], env={**os.environ, **env}, check=True)
      """;

  @TempDir private Path folder;

  private String spec() throws IOException {
    List<String> events = new ArrayList<>(List.of("id,time,customer,terminal,amount"));
    List<String> labels = new ArrayList<>(List.of("id,label"));
    for (Payment payment : FraudStream.payments(3, 30, 60, 8)) {
      events.add(payment.csv());
      labels.add(payment.id() + "," + (payment.fraud() ? 1 : 0));
    }
    Files.write(folder.resolve("pay 1.csv"), events);
    Files.write(folder.resolve("labels.csv"), labels);
    return Files.writeString(
            folder.resolve("spec.yaml"),
            """
            apiVersion: beamwatch/v1
            kind: event-ranking
            name: payments
            source: {files: {paths: [nowhere]}}
            parse: {format: csv, timestamp: {field: time}}
            features:
              id: id
              amount: amount
              history: [{entity: terminal, risk: [7d]}]
            labels: {paths: ["%s"], id: id, label: label, delay: 2d}
            """
                .formatted(folder.resolve("labels.csv")))
        .toString();
  }

  private String python(Map<String, String> environment) throws Exception {
    Path harness = Files.writeString(folder.resolve("harness.py"), HARNESS);
    ProcessBuilder builder = new ProcessBuilder("python3", harness.toString(), DAG.toString());
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  /** What its tasks call. */
  private List<String[]> commands(Map<String, String> environment) throws Exception {
    assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v python3 bash").start().waitFor() == 0,
        "there is no python3 here");
    Path program = folder.resolve("beamwatch");
    Files.writeString(
        program, "#!/bin/bash\nprintf '%s\\n' \"$@\" >> \"$CALLS\"; echo --- >> \"$CALLS\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Path calls = folder.resolve("calls");
    Map<String, String> all = new HashMap<>(environment);
    all.put("CALLS", calls.toString());
    all.put("BEAMWATCH", program.toString());
    python(all);
    List<String[]> commands = new ArrayList<>();
    for (String call : Files.readString(calls).split("---\n")) {
      commands.add(call.split("\n"));
    }
    assertThat(commands).extracting(command -> command[0]).containsExactly("train", "run");
    return commands;
  }

  /** Its default is the ranking of users. */
  @Test
  void usersAreRankedByTheBetterModel() throws Exception {
    Path users = folder.resolve("users");
    Cli.run("generate", "users", "--users=600", "--files=1", "--output=" + users).done();
    List<String[]> commands =
        commands(
            Map.of(
                "BEAMWATCH_INPUT", users + "/*.csv.gz",
                "BEAMWATCH_MODEL", folder.resolve("users.model").toString(),
                "BEAMWATCH_OUTPUT", folder.resolve("out").toString()));
    assertThat(commands.get(0)[1]).isEqualTo("user-behaviour");

    assertThat(Cli.run(commands.get(0)).done().err()).contains("is the first model there");
    Cli.run(commands.get(1)).done();
    assertThat(folder.resolve("out/2026-05-01/top.jsonl")).isNotEmptyFile();
    assertThat(folder.resolve("out/2026-05-01/model")).doesNotExist();
    assertThat(Cli.run(commands.get(0)).done().err())
        .contains("to the last bit: nothing has changed");
  }

  @Test
  void itsTasksTrainAndThenScore() throws Exception {
    List<String[]> commands =
        commands(
            Map.of(
                "BEAMWATCH_SPEC", spec(),
                "BEAMWATCH_INPUT", folder.resolve("pay *.csv").toString(),
                "BEAMWATCH_MODEL", folder.resolve("the $(model)").toString(),
                "BEAMWATCH_OUTPUT", folder.resolve("out").toString()));

    assertThat(Cli.run(commands.get(0)).done().err()).contains("is the first model there");
    Cli.run(commands.get(1)).done();
    assertThat(folder.resolve("out/2026-05-01/top.jsonl")).isNotEmptyFile();
    assertThat(Cli.run(commands.get(0)).done().err())
        .contains("to the last bit: nothing has changed");
  }

  /** With nothing in the environment: names that the program knows. */
  @Test
  void itsDefaultsAreKnownToTheProgram() throws Exception {
    assertThat(Files.readString(DAG)).contains("\"user-behaviour\"", "\"DirectRunner\"");
    assertThat(Cli.run("templates", "user-behaviour").done().out()).contains("user-behaviour");
  }
}
