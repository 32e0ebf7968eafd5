package io.github.beamwatch.pipelines.logging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.beam.log.JobLog;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.slf4j.MDC;

/** A JSON object on each line, with the job's fields and those of the line. */
final class JsonLogLines extends Formatter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Override
  public String format(LogRecord record) {
    ObjectNode line = JSON.createObjectNode();
    line.put("time", TIME.format(record.getInstant()));
    line.put("level", LevelWord.of(record.getLevel()));
    line.put("logger", record.getLoggerName());
    line.put("message", formatMessage(record));
    line.put("thread", Thread.currentThread().getName());
    JobLog.identity().forEach(line::put);
    Map<String, String> context = MDC.getCopyOfContextMap();
    if (context != null) {
      context.forEach(line::put);
    }
    if (record.getThrown() != null) {
      line.put("error", TextLines.stackTrace(record));
    }
    try {
      return JSON.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a node of texts cannot fail to be written", e);
    }
  }
}
