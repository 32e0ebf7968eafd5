package io.github.beamwatch.core.event;

import io.github.beamwatch.core.privacy.Privacy;
import io.github.beamwatch.core.spec.FieldSpec.Sensitive;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hides the sensitive columns of a row. A row that is not as wide as its header is not shown at
 * all: nobody can tell which field is where.
 */
final class CsvRedaction {
  private final Privacy privacy;
  private final byte delimiter;
  private final @Nullable Sensitive[] columns;
  private final boolean allThere;

  CsvRedaction(Privacy privacy, byte delimiter, List<String> columns) {
    this.privacy = privacy;
    this.delimiter = delimiter;
    this.columns = columns.stream().map(privacy::alike).toArray(Sensitive[]::new);
    this.allThere =
        columns.stream()
            .map(Privacy::folded)
            .collect(Collectors.toSet())
            .containsAll(privacy.expected());
  }

  /** The row; null where it cannot be told which of its values are sensitive. */
  byte @Nullable [] redacted(byte[] b, int from, int to) {
    if (!allThere || !Utf8.valid(b, from, to)) {
      return null;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
    int end = CsvEventParser.withoutLineEnd(b, from, to);
    int at = from;
    for (int column = 0; column < columns.length; column++) {
      int close = CsvEventParser.fieldEnd(b, at, end, delimiter);
      if (close < 0 || (close >= end) != (column == columns.length - 1)) {
        return null;
      }
      Sensitive how = columns[column];
      if (how == null) {
        out.write(b, at, close - at);
      } else {
        String hidden = privacy.standIn(how, value(b, at, close));
        out.writeBytes(hidden.getBytes(StandardCharsets.UTF_8));
      }
      if (close < end) {
        out.write(delimiter);
      }
      at = close + 1;
    }
    return out.toByteArray();
  }

  /** As the parser reads it, so that a hash is that of the event. */
  private static byte[] value(byte[] b, int from, int to) {
    if (from < to && b[from] == '"') {
      return CsvEventParser.unquoted(b, from, to);
    }
    int start = from;
    int end = to;
    while (start < end && b[start] == ' ') {
      start++;
    }
    while (end > start && b[end - 1] == ' ') {
      end--;
    }
    return Arrays.copyOfRange(b, start, end);
  }
}
