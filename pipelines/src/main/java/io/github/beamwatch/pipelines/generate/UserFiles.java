package io.github.beamwatch.pipelines.generate;

import io.github.beamwatch.core.generate.user.TransactionSlice;
import io.github.beamwatch.core.generate.user.UserLabels;
import io.github.beamwatch.core.generate.user.UserPopulation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Writes the transactions of users as files, each an equal part of the time, and the labels apart
 * from them. A file's bytes follow from the settings alone, so that it does not matter how many are
 * written at once.
 *
 * @param population whose transactions
 * @param format of the files
 * @param files how many files there are
 * @param folder for the transactions
 * @param labels the folder for the labels
 */
public record UserFiles(
    UserPopulation population, TransactionFormat format, int files, Path folder, Path labels) {

  /** What a file holds in memory at once, to bound it where files are few. */
  private static final int ROWS_AT_ONCE = 1_000_000;

  /** The name of one file. */
  public Path file(int number) {
    return folder.resolve(name(number, format.ending()));
  }

  private String name(int number, String ending) {
    return "transactions-%05d-of-%05d%s".formatted(number, files, ending);
  }

  /**
   * Writes everything.
   *
   * @param parallelism how many files at once
   * @return how many bad rows there are
   */
  public long write(int parallelism) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Files.createDirectories(labels);
    int slices =
        (int) Math.ceil(population.settings().transactions() / (double) files / ROWS_AT_ONCE);
    int[] counts = population.transactionsIn(files * slices);
    ExecutorService workers = Executors.newFixedThreadPool(parallelism);
    try {
      List<Future<Long>> written = new ArrayList<>();
      int before = 0;
      for (int number = 0; number < files; number++) {
        int file = number;
        int earlier = before;
        written.add(workers.submit(() -> writeFile(file, slices, counts, earlier)));
        for (int slice = 0; slice < slices; slice++) {
          before += counts[number * slices + slice];
        }
      }
      Future<Long> users = workers.submit(this::writeUsers);
      long badRows = sum(written);
      sum(List.of(users));
      return badRows;
    } finally {
      workers.shutdownNow();
    }
  }

  private static long sum(List<Future<Long>> tasks) throws IOException, InterruptedException {
    long sum = 0;
    for (Future<Long> task : tasks) {
      try {
        sum += task.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException failed) {
          throw failed;
        }
        throw new IllegalStateException(e.getCause());
      }
    }
    return sum;
  }

  private long writeFile(int number, int slices, int[] counts, int earlier) throws IOException {
    long badRows = 0;
    int before = earlier;
    try (TransactionFile out = format.create(file(number));
        Writer known = text(labels.resolve(name(number, ".csv.gz")))) {
      known.write(UserLabels.TRANSACTION_HEADER + "\n");
      for (int part = number * slices; part < (number + 1) * slices; part++) {
        TransactionSlice slice = population.slice(part, files * slices, before, counts[part]);
        badRows += out.write(slice);
        UserLabels.transactions(slice, row -> line(known, row));
        before += counts[part];
      }
    }
    return badRows;
  }

  private long writeUsers() throws IOException {
    try (Writer out = text(labels.resolve("users.csv.gz"))) {
      out.write(UserLabels.USER_HEADER + "\n");
      UserLabels.users(population, row -> line(out, row));
    }
    return 0;
  }

  private static void line(Writer out, String row) {
    try {
      out.write(row);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Writer text(Path file) throws IOException {
    return new BufferedWriter(
        new OutputStreamWriter(GzipFile.create(file), StandardCharsets.UTF_8), 1 << 16);
  }
}
