package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.core.generate.SensorReadings;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.generate.FileLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code beamwatch generate sensors}. */
@Command(
    name = "sensors",
    description = {
      "Readings of a sensor as CSV, one a minute: timestamp,temperature,pressure,label.",
      "The label is 1 in planted spikes, drops, level shifts and drifts."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class SensorsCommand implements Callable<Integer> {
  @Option(names = "--seed", description = "Same seed, same rows. Default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--rows", paramLabel = "N", description = "Default ${DEFAULT-VALUE}.")
  private int rows = SensorReadings.DEFAULT_ROWS;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "A file; .gz is compressed.")
  private Path output = Path.of("sensors.csv");

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "Write timestamp,label there, and no label beside the readings.")
  private @Nullable Path labels;

  @Mixin private Verbosity verbosity = new Verbosity();

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    SensorReadings readings = readings();
    try (FileLines data = FileLines.create(output);
        FileLines beside = labels == null ? null : FileLines.create(labels)) {
      write(SensorReadings.header(), data, beside);
      for (String row : readings) {
        write(row, data, beside);
      }
    } catch (IOException e) {
      throw new UserException("--output=%s cannot be written: %s".formatted(output, e));
    }
    PrintWriter err = command.commandLine().getErr();
    err.printf("%,d rows in %s; %d anomalies%n", rows, output, readings.anomalies());
    err.flush();
    return Main.DONE;
  }

  private SensorReadings readings() {
    try {
      return new SensorReadings(seed, SensorReadings.DEFAULT_START, rows);
    } catch (IllegalArgumentException e) {
      throw new UserException(String.valueOf(e.getMessage()));
    }
  }

  private static void write(String row, FileLines data, @Nullable FileLines beside)
      throws IOException {
    if (beside == null) {
      data.write(row.getBytes(StandardCharsets.UTF_8));
      return;
    }
    int label = row.lastIndexOf(',');
    data.write(row.substring(0, label).getBytes(StandardCharsets.UTF_8));
    String time = row.substring(0, row.indexOf(','));
    beside.write((time + row.substring(label)).getBytes(StandardCharsets.UTF_8));
  }
}
