package io.github.beamwatch.io.files;

import io.github.beamwatch.beam.json.JsonLines;
import io.github.beamwatch.core.event.DeadLetter;
import io.github.beamwatch.io.table.Cells;
import io.github.beamwatch.io.table.Column;
import io.github.beamwatch.io.table.RowShape;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** A dead letter as a row: the fields of its JSON. */
public final class DeadLetterRow implements RowShape<DeadLetter> {
  private static final long serialVersionUID = 1L;

  private final String specVersion;

  public DeadLetterRow(String specVersion) {
    this.specVersion = specVersion;
  }

  @Override
  public List<Column> columns() {
    return List.of(
        Column.string("stage"),
        Column.string("reason"),
        Column.string("detail"),
        Column.string("payload"),
        Column.string("payload_encoding"),
        Column.string("payload_state"),
        Column.string("source"),
        Column.timestamp("event_time"),
        Column.string("spec_version"));
  }

  @Override
  public void write(DeadLetter letter, Cells cells) {
    String text = JsonLines.text(letter.payload());
    cells
        .string(letter.stage())
        .string(letter.reason().word())
        .string(letter.detail())
        .string(text == null ? Base64.getEncoder().encodeToString(letter.payload()) : text)
        .string(text == null ? "base64" : "text")
        .string(letter.payloadState().name().toLowerCase(Locale.ROOT))
        .string(letter.source());
    Long time = letter.eventTimeMillis();
    if (time == null) {
      cells.empty();
    } else {
      cells.timestamp(time);
    }
    cells.string(specVersion);
  }
}
