package io.github.beamwatch.io.files;

import io.github.beamwatch.core.spec.ParseSpec.Format;
import java.util.Locale;

/** What a file holds: lines of text, or records with typed fields. */
enum FileFormat {
  LINES,
  PARQUET,
  AVRO;

  /**
   * The format of a file. Its ending decides where it is plain: nobody calls JSON lines {@code
   * .parquet}, so a spec that was written for JSON reads such files too. Any other name goes by the
   * spec.
   */
  static FileFormat of(String path, Format format) {
    String name = path.toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet")) {
      return PARQUET;
    }
    if (name.endsWith(".avro")) {
      return AVRO;
    }
    return switch (format) {
      case PARQUET -> PARQUET;
      case AVRO -> AVRO;
      default -> LINES;
    };
  }
}
