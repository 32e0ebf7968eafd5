package io.github.beamwatch.benchmarks.deliver;

import io.github.beamwatch.benchmarks.run.Settings;
import io.github.beamwatch.fixtures.http.CountingServer;
import io.github.beamwatch.fixtures.http.CountingServer.Request;
import io.github.beamwatch.fixtures.process.ChildProcess;
import io.github.beamwatch.fixtures.process.LoopbackPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Notifications a second, a thousand at once, and the latency of single ones. */
@Command(
    name = "deliver",
    description = "From a topic of alerts to a webhook: rate and latency, beside Alertmanager.",
    mixinStandardHelpOptions = true)
public final class DeliverBenchmark implements Callable<Integer> {

  private static final Path REDIS = Path.of("/usr/bin/redis-server");
  private static final Pattern ID = Pattern.compile("\"alert_id\":\"([^\"]+)\"");
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int BURST = 1_000;

  @Mixin private Settings settings = new Settings();

  @Option(
      names = "--alerts",
      description = "How many for the rate (default: ${DEFAULT-VALUE}).",
      defaultValue = "20000")
  private int alerts;

  @Option(
      names = "--per-second",
      description = "How many a second for the latency (default: ${DEFAULT-VALUE}).",
      defaultValue = "100")
  private int perSecond;

  @Option(
      names = "--seconds",
      description = "How long the latency is measured (default: ${DEFAULT-VALUE}).",
      defaultValue = "20")
  private int seconds;

  @Override
  public Integer call() throws Exception {
    Path logs = settings.outputs().resolve("deliver");
    Files.createDirectories(logs);
    System.out.printf(
        "%-14s %16s %22s %26s%n",
        "", "at once: /s", "1,000 to 50 ms: s", "paced p50 / p99 / max: ms");
    for (String name :
        settings.chosenNames(List.of("ours", "ours-redis", "ours-flink", "alertmanager"))) {
      if (name.equals("alertmanager") && !Files.isExecutable(Alertmanager.PROGRAM)) {
        System.out.println("alertmanager is not installed here");
        continue;
      }
      measure(name, logs);
    }
    System.out.println("(wanted of ours: at least 1,000 /s, under 3 s)");
    return 0;
  }

  private void measure(String name, Path logs) {
    int port = LoopbackPorts.free();
    try (CountingServer server = CountingServer.start();
        ChildProcess redis = name.equals("ours-redis") ? redis(port, logs) : null;
        Contestant contestant =
            name.equals("alertmanager")
                ? new Alertmanager(server.url("/hook"), logs)
                : new Ours(
                    name,
                    name.equals("ours-flink") ? "FlinkRunner" : "DirectRunner",
                    settings.home(),
                    server.url("/hook"),
                    logs,
                    redis == null ? "" : "redis://127.0.0.1:" + port)) {
      deliver(contestant, server, batch("warm", 2_000));
      double rate = rate(contestant, server);
      server.withDelay(Duration.ofMillis(50));
      double burst = deliver(contestant, server, batch("burst", BURST));
      server.withDelay(Duration.ZERO);
      List<Double> latencies = paced(contestant, server);
      System.out.printf(
          Locale.ROOT,
          "%-14s %,16.0f %22.2f %12.1f / %.1f / %.1f%n",
          contestant.name(),
          rate,
          burst,
          quantile(latencies, 0.5),
          quantile(latencies, 0.99),
          quantile(latencies, 1));
    }
  }

  private static ChildProcess redis(int port, Path logs) {
    return ChildProcess.start(
        "redis",
        List.of(REDIS.toString(), "--port", "" + port, "--bind", "127.0.0.1", "--save", ""),
        Map.of(),
        logs.resolve("redis.log"));
  }

  private static List<SentAlert> batch(String trial, int count) {
    return IntStream.range(0, count).mapToObj(number -> SentAlert.of(trial, number)).toList();
  }

  /** Of the steady part: from the first tenth to the end. */
  private double rate(Contestant contestant, CountingServer server) {
    int before = server.requests().size();
    deliver(contestant, server, batch("rate", alerts));
    List<Request> arrived = server.requests().subList(before, before + alerts);
    int first = alerts / 10;
    long nanos = arrived.get(alerts - 1).nanos() - arrived.get(first).nanos();
    return (alerts - 1 - first) / (nanos / 1e9);
  }

  /** Seconds from the first alert handed over to the last message that came. */
  private static double deliver(
      Contestant contestant, CountingServer server, List<SentAlert> batch) {
    int wanted = server.requests().size() + batch.size();
    long start = System.nanoTime();
    contestant.take(batch);
    await(server, wanted);
    return (server.requests().get(wanted - 1).nanos() - start) / 1e9;
  }

  private static void await(CountingServer server, int wanted) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (server.count() < wanted) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "only " + server.count() + " of " + wanted + " messages came");
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  private List<Double> paced(Contestant contestant, CountingServer server) {
    int count = perSecond * seconds;
    int wanted = server.requests().size() + count;
    Map<String, Long> sent = new HashMap<>();
    long start = System.nanoTime();
    for (SentAlert alert : batch("paced", count)) {
      long due = start + 1_000_000_000L * alert.number() / perSecond;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      sent.put(alert.id(), System.nanoTime());
      contestant.take(List.of(alert));
    }
    await(server, wanted);
    List<Double> latencies = new ArrayList<>();
    for (Request request : server.requests()) {
      Matcher id = ID.matcher(request.body());
      Long at = id.find() ? sent.get(id.group(1)) : null;
      if (at != null) {
        latencies.add((request.nanos() - at) / 1e6);
      }
    }
    return latencies.stream().sorted().toList();
  }

  private static double quantile(List<Double> sorted, double q) {
    return sorted.get(
        (int) Math.min(sorted.size() - 1L, Math.max(0, Math.ceil(q * sorted.size()) - 1)));
  }
}
