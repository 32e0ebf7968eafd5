package io.github.beamwatch.pipelines.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.beam.log.JobLog;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLogLinesTest {

  @Test
  void aLineIsAnObjectWithTheJobsFields() throws IOException {
    JobLog.identify("ads", "abc123");
    LogRecord record = record(Level.WARNING, "a \"quoted\" line\nin two rows");
    record.setThrown(new IllegalStateException("why"));

    String text = new JsonLogLines().format(record);

    assertThat(text).endsWith("}\n");
    assertThat(text.strip()).doesNotContain("\n");
    JsonNode line = new ObjectMapper().readTree(text);
    assertThat(line.path("time").asText()).isEqualTo("2025-12-17T08:00:00.007Z");
    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("logger").asText()).isEqualTo("io.github.beamwatch.Some");
    assertThat(line.path("message").asText()).isEqualTo("a \"quoted\" line\nin two rows");
    assertThat(line.path("pipeline").asText()).isEqualTo("ads");
    assertThat(line.path("spec_version").asText()).isEqualTo("abc123");
    assertThat(line.path("error").asText()).startsWith("java.lang.IllegalStateException: why");
  }

  @Test
  void aPersonGetsALineToRead() {
    assertThat(new TextLines().format(record(Level.SEVERE, "it broke")))
        .matches("\\d\\d:\\d\\d:\\d\\d ERROR Some - it broke\\R");
  }

  private static LogRecord record(Level level, String message) {
    LogRecord record = new LogRecord(level, message);
    record.setLoggerName("io.github.beamwatch.Some");
    record.setInstant(Instant.parse("2025-12-17T08:00:00.007Z"));
    return record;
  }
}
