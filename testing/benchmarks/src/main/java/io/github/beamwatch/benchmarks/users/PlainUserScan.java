package io.github.beamwatch.benchmarks.users;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The hundred most unusual users by one thread. Usage: {@code PlainUserScan INPUT_FOLDER OUTPUT_DIR
 * eight|all}.
 */
public final class PlainUserScan {

  private static final int TOP = 100;
  private static final int BUFFER_BYTES = 1 << 16;

  private PlainUserScan() {}

  public static void main(String[] args) throws IOException {
    run(Path.of(args[0]), Path.of(args[1]), args[2].equals("all"));
  }

  private record Scored(int user, double score) {}

  static void run(Path input, Path output, boolean all) throws IOException {
    UserFeatures features = new UserFeatures(read(input), all);
    double[][] rows = features.all();
    PlainForest forest = new PlainForest(rows, 100, 256, 1);
    PriorityQueue<Scored> top = new PriorityQueue<>((a, b) -> Double.compare(a.score, b.score));
    for (int user = 0; user < rows.length; user++) {
      top.add(new Scored(user, forest.score(rows[user])));
      if (top.size() > TOP) {
        top.remove();
      }
    }
    List<String> lines = new ArrayList<>();
    while (!top.isEmpty()) {
      Scored scored = top.remove();
      StringBuilder line = new StringBuilder(name(features.user(scored.user)));
      line.append(',').append(scored.score);
      for (double value : rows[scored.user]) {
        line.append(',').append(value);
      }
      lines.add(0, line.toString());
    }
    lines.add(
        0, "user_id,score," + String.join(",", UserFeatures.NAMES.subList(0, rows[0].length)));
    Files.createDirectories(output);
    Files.write(output.resolve("top.csv"), lines);
  }

  private static TransactionColumns read(Path folder) throws IOException {
    TransactionColumns columns = new TransactionColumns();
    TransactionReader reader = new TransactionReader(columns);
    List<Path> files;
    try (Stream<Path> present = Files.list(folder)) {
      files = present.sorted().toList();
    }
    for (Path file : files) {
      try (InputStream in = new GZIPInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
        reader.read(in);
      }
    }
    return columns;
  }

  private static String name(long user) {
    byte[] bytes = new byte[Long.BYTES];
    int length = 0;
    for (int shift = 56; shift >= 0; shift -= 8) {
      if ((user >>> shift & 0xff) != 0) {
        bytes[length++] = (byte) (user >>> shift);
      }
    }
    return new String(bytes, 0, length, StandardCharsets.US_ASCII);
  }
}
