package io.github.beamwatch.io.files;

/**
 * The names of result files: kind, shard and number of shards. A kind is what a file holds and its
 * format: {@code alerts.jsonl}.
 */
public final class FileName {

  private FileName() {}

  /** A kind that ends in this is a file of JSON lines. */
  public static final String JSON_LINES = ".jsonl";

  /** A kind that ends in this is a file of plain lines. */
  public static final String PLAIN = ".txt";

  static String of(String kind, int shard, int shards) {
    StringBuilder name = new StringBuilder(kind.length() + 16).append(stem(kind));
    append(name.append('-'), shard);
    append(name.append("-of-"), shards);
    return name.append(extension(kind)).toString();
  }

  static String stem(String kind) {
    return kind.substring(0, kind.lastIndexOf('.'));
  }

  static String extension(String kind) {
    return kind.substring(kind.lastIndexOf('.'));
  }

  private static void append(StringBuilder name, int number) {
    String digits = Integer.toString(number);
    name.append("0".repeat(Math.max(0, 5 - digits.length()))).append(digits);
  }
}
