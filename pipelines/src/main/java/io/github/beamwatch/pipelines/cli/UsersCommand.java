package io.github.beamwatch.pipelines.cli;

import io.github.beamwatch.core.generate.user.UserGenerator;
import io.github.beamwatch.pipelines.UserException;
import io.github.beamwatch.pipelines.generate.TransactionFormat;
import io.github.beamwatch.pipelines.generate.UserFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code beamwatch generate users}. */
@Command(
    name = "users",
    description = {
      "Transactions of users of four behaviour types, some with planted fraud, in many files.",
      "The labels are written to a folder of their own."
    },
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class UsersCommand implements Callable<Integer> {
  private static final int MAX_FILES = 10_000;

  @Option(names = "--seed", description = "Same seed, same bytes. Default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(names = "--users", paramLabel = "N", description = "Default ${DEFAULT-VALUE}.")
  private int users = UserGenerator.DEFAULT_USERS;

  @Option(
      names = "--transactions",
      paramLabel = "N",
      description = "Of all users. Default: ten for each.")
  private @Nullable Integer transactions;

  @Option(
      names = "--fraud-share",
      paramLabel = "SHARE",
      description = "Of the users, so many have planted fraud. Default ${DEFAULT-VALUE}.")
  private double fraudShare = UserGenerator.DEFAULT_FRAUD_SHARE;

  @Option(
      names = "--start",
      paramLabel = "DAY",
      description = "The first day, such as 2025-01-01T00:00:00Z. Default ${DEFAULT-VALUE}.")
  private String start = UserGenerator.DEFAULT_START.toString();

  @Option(names = "--days", paramLabel = "N", description = "Default ${DEFAULT-VALUE}.")
  private int days = UserGenerator.DEFAULT_DAYS;

  @Option(
      names = "--bad",
      paramLabel = "N",
      description = "So many bad rows on a thousand transactions. Default ${DEFAULT-VALUE}.")
  private double bad;

  @Option(
      names = "--files",
      paramLabel = "N",
      description = "Each holds an equal part of the time. Default ${DEFAULT-VALUE}.")
  private int files = 16;

  @Option(names = "--format", description = "csv.gz or parquet. Default ${DEFAULT-VALUE}.")
  private String format = TransactionFormat.CSV_GZ.word();

  @Option(
      names = "--output",
      paramLabel = "FOLDER",
      required = true,
      description = "Where the files go.")
  private Path output = Path.of("users");

  @Option(
      names = "--labels",
      paramLabel = "FOLDER",
      description = "Where the labels go. Default: the output's name with -labels.")
  private @Nullable Path labels;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Files written at once. Default: one for each core.")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Mixin private Verbosity verbosity = new Verbosity();

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws InterruptedException {
    UserGenerator generator = generator();
    TransactionFormat fileFormat = format();
    require("--files", files, MAX_FILES);
    require("--parallelism", parallelism, 1_000);
    Path labelFolder =
        labels != null ? labels : Path.of(output.toAbsolutePath().normalize() + "-labels");
    if (labelFolder.toAbsolutePath().equals(output.toAbsolutePath())) {
      throw new UserException("--labels must be another folder than --output=" + output);
    }
    UserFiles userFiles =
        new UserFiles(generator.population(), fileFormat, files, output, labelFolder);
    long badRows;
    try {
      requireNoOthers(userFiles);
      badRows = userFiles.write(parallelism);
    } catch (IOException e) {
      throw new UserException("--output=%s cannot be written: %s".formatted(output, e));
    }
    PrintWriter err = command.commandLine().getErr();
    err.printf(
        "%,d transactions of %,d users and %,d bad rows in %d files in %s; labels in %s%n",
        generator.transactions(), users, badRows, files, output, labelFolder);
    err.flush();
    return Main.DONE;
  }

  private UserGenerator generator() {
    try {
      return new UserGenerator(
          seed, Instant.parse(start), days, users, transactions(), fraudShare, bad);
    } catch (DateTimeParseException e) {
      throw new UserException(
          "--start=%s is not an instant; write 2025-01-01T00:00:00Z".formatted(start));
    } catch (IllegalArgumentException e) {
      throw new UserException(String.valueOf(e.getMessage()));
    }
  }

  private int transactions() {
    return transactions != null ? transactions : (int) Math.min(Integer.MAX_VALUE, 10L * users);
  }

  private TransactionFormat format() {
    return Arrays.stream(TransactionFormat.values())
        .filter(each -> each.word().equals(format))
        .findFirst()
        .orElseThrow(
            () ->
                new UserException(
                    "--format=%s is unknown; it must be one of %s"
                        .formatted(
                            format,
                            Arrays.stream(TransactionFormat.values())
                                .map(TransactionFormat::word)
                                .collect(Collectors.joining(", ")))));
  }

  private static void require(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new UserException("%s must be 1 to %d, but is %d".formatted(option, most, value));
    }
  }

  /** Files of an earlier run with other settings would be read together with these. */
  private void requireNoOthers(UserFiles userFiles) throws IOException {
    if (!Files.isDirectory(output)) {
      return;
    }
    List<Path> ours = Stream.iterate(0, i -> i < files, i -> i + 1).map(userFiles::file).toList();
    try (Stream<Path> present = Files.list(output)) {
      Path other = present.filter(file -> !ours.contains(file)).sorted().findFirst().orElse(null);
      if (other != null) {
        throw new UserException(
            "--output=%s holds another file, %s; name a new folder"
                .formatted(output, other.getFileName()));
      }
    }
  }
}
