package io.github.beamwatch.pipelines.logging;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** A line for a person: time, level, who says it, and what. */
final class TextLines extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  @Override
  public String format(LogRecord record) {
    String logger = String.valueOf(record.getLoggerName());
    return TIME.format(record.getInstant())
        + " "
        + LevelWord.of(record.getLevel())
        + " "
        + logger.substring(logger.lastIndexOf('.') + 1)
        + " - "
        + formatMessage(record)
        + System.lineSeparator()
        + stackTrace(record);
  }

  static String stackTrace(LogRecord record) {
    Throwable thrown = record.getThrown();
    if (thrown == null) {
      return "";
    }
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    return text.toString();
  }
}
