package io.github.beamwatch.pipelines.logging;

/** How lines of the log are written. */
public enum LogFormat {
  /** For a person. */
  TEXT("%d{HH:mm:ss} %p %c{1} - %m%n%ex"),

  /** A JSON object on each line. */
  JSON(
      "{\"time\":\"%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z'}{UTC}\",\"level\":\"%p\",\"logger\":\"%enc{%c}{JSON}\""
          + ",\"message\":\"%enc{%m}{JSON}\",\"thread\":\"%enc{%t}{JSON}\""
          + ",\"pipeline\":\"%enc{%X{pipeline}}{JSON}\""
          + ",\"spec_version\":\"%enc{%X{spec_version}}{JSON}\""
          + ",\"series\":\"%enc{%X{series}}{JSON}\",\"alert_id\":\"%enc{%X{alert_id}}{JSON}\""
          + ",\"rule\":\"%enc{%X{rule}}{JSON}\",\"status\":\"%enc{%X{status}}{JSON}\""
          + ",\"sink\":\"%enc{%X{sink}}{JSON}\",\"channel\":\"%enc{%X{channel}}{JSON}\""
          + ",\"error\":\"%enc{%ex}{JSON}\"}%n");

  /** The same in the words of log4j, which Spark brings. */
  final String log4jPattern;

  LogFormat(String log4jPattern) {
    this.log4jPattern = log4jPattern;
  }
}
