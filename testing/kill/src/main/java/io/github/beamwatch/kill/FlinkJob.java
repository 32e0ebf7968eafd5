package io.github.beamwatch.kill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.fixtures.flink.FlinkStandalone;
import io.github.beamwatch.fixtures.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A job on the cluster, handled by the commands of docs/recovery.md and no others. */
final class FlinkJob {

  private static final Duration COMMAND = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Pattern SAVEPOINT = Pattern.compile("Path: (\\S+)");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Programs programs;
  private final FlinkStandalone cluster;
  private final Path folder;
  private final String name;
  private final int parallelism;
  private final Map<String, String> environment;
  private int commands;

  /**
   * @param folder for checkpoints, savepoints and logs
   * @param name what its specs call themselves
   * @param environment what its specs ask for
   */
  FlinkJob(
      Programs programs,
      FlinkStandalone cluster,
      Path folder,
      String name,
      int parallelism,
      Map<String, String> environment) {
    this.programs = programs;
    this.cluster = cluster;
    this.folder = folder;
    this.name = name;
    this.parallelism = parallelism;
    this.environment = new HashMap<>(environment);
    this.environment.put("FLINK_HOME", cluster.home().toString());
  }

  /** What a command gave. */
  record Outcome(int exitCode, String console) {}

  /** Starts the spec with nothing learnt. */
  Outcome submit(String spec) {
    return submit(List.of(), spec);
  }

  /** Goes on from the newest checkpoint. */
  Outcome resume(String spec) {
    return submit(List.of("--resume=" + checkpoints()), spec);
  }

  /** Stops the job with a savepoint; its path. */
  String stopWithSavepoint() {
    String job = awaitRunning();
    Path savepoints = folder.resolve("savepoints");
    Outcome outcome =
        command(
            List.of(
                cluster.home().resolve("bin/flink").toString(),
                "stop",
                "--savepointPath",
                savepoints.toString(),
                job));
    Matcher path = SAVEPOINT.matcher(outcome.console());
    if (outcome.exitCode() != 0 || !path.find()) {
      throw new IllegalStateException("no savepoint: " + outcome.console());
    }
    return path.group(1);
  }

  /** Ends the job, and waits until its slots are free. */
  void cancel() {
    String job = awaitRunning();
    try {
      send(request("/jobs/" + job).method("PATCH", BodyPublishers.noBody()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cluster.awaitFreeSlots();
  }

  /** Goes on from a savepoint, with another version of the spec. */
  Outcome upgrade(String spec, String savepoint) {
    return submit(List.of("-s", savepoint), spec);
  }

  /** Goes on from a savepoint, with a version of the spec that has fewer sinks. */
  Outcome upgradeToFewer(String spec, String savepoint) {
    return submit(List.of("-s", savepoint, "-n"), spec);
  }

  private Outcome submit(List<String> how, String spec) {
    List<String> command = new ArrayList<>(List.of(programs.submitScript().toString(), "-d"));
    command.addAll(how);
    command.addAll(List.of("-p", "" + parallelism, "run", programs.spec(spec).toString()));
    return command(command);
  }

  private Outcome command(List<String> command) {
    String log = name + "-command-" + ++commands;
    try (ChildProcess process =
        ChildProcess.start(log, command, environment, folder.resolve(log + ".log"))) {
      return new Outcome(process.exitCode(COMMAND), process.console());
    }
  }

  private Path checkpoints() {
    return checkpoints(folder);
  }

  /** The folder for checkpoints in the folder of a run. */
  static Path checkpoints(Path folder) {
    return folder.resolve("checkpoints");
  }

  /**
   * Waits until every task of the job runs and one more checkpoint is complete: a JobManager takes
   * a while to notice that tasks are gone, and shows them as running until then.
   *
   * @return the job's id
   */
  String awaitRunning() {
    long deadline = System.nanoTime() + COMMAND.toNanos();
    Map<String, Integer> before = new HashMap<>();
    JsonNode jobs = JSON.createObjectNode();
    while (System.nanoTime() < deadline) {
      try {
        jobs = get("/jobs/overview").path("jobs");
        for (JsonNode job : jobs) {
          String id = job.path("jid").asText();
          JsonNode tasks = job.path("tasks");
          if (!job.path("name").asText().equals(name)
              || !job.path("state").asText().equals("RUNNING")
              || tasks.path("running").asInt() != tasks.path("total").asInt()) {
            continue;
          }
          int completed =
              get("/jobs/" + id + "/checkpoints").path("counts").path("completed").asInt();
          if (completed > before.computeIfAbsent(id, first -> completed)) {
            return id;
          }
        }
      } catch (IOException notYet) {
        // The JobManager is not up.
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new IllegalStateException("no job " + name + " runs: " + jobs);
  }

  /** What the cluster says of its jobs. */
  String describe() {
    try {
      return get("/jobs/overview").toString();
    } catch (IOException e) {
      return "no JobManager answers: " + e.getMessage();
    }
  }

  private JsonNode get(String page) throws IOException {
    return JSON.readTree(send(request(page)));
  }

  private HttpRequest.Builder request(String page) {
    return HttpRequest.newBuilder(cluster.restAddress().resolve(page))
        .timeout(Duration.ofSeconds(5));
  }

  private static String send(HttpRequest.Builder request) throws IOException {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
