package io.github.beamwatch.pipelines.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Passes everything on, and remembers the line that was printed last. */
final class LastLine extends PrintWriter {
  private String text = "";

  LastLine(OutputStream out) {
    super(out, true, StandardCharsets.UTF_8);
  }

  @Override
  public void println(@Nullable String line) {
    super.println(line);
    text = String.valueOf(line);
  }

  String text() {
    return text;
  }
}
