package io.github.beamwatch.io.files;

import java.util.regex.Pattern;

/** The names of result files: kind, shard and number of shards. */
public final class FileName {

  private FileName() {}

  /** A kind that ends in this is a file of plain lines, not of JSON. */
  public static final String PLAIN = ".txt";

  static String of(String kind, int shard, int shards) {
    String stem = stem(kind);
    StringBuilder name = new StringBuilder(kind.length() + 24).append(stem);
    append(name.append('-'), shard);
    append(name.append("-of-"), shards);
    return name.append(extension(kind)).toString();
  }

  static String stem(String kind) {
    return kind.endsWith(PLAIN) ? kind.substring(0, kind.length() - PLAIN.length()) : kind;
  }

  static String extension(String kind) {
    return kind.endsWith(PLAIN) ? PLAIN : ".jsonl";
  }

  private static void append(StringBuilder name, int number) {
    String digits = Integer.toString(number);
    name.append("0".repeat(Math.max(0, 5 - digits.length()))).append(digits);
  }

  /** Matches the files that a run writes for one kind of result. */
  public static Pattern pattern(String kind) {
    return Pattern.compile(Pattern.quote(kind) + "-\\d{5}-of-\\d{5}\\.jsonl");
  }
}
