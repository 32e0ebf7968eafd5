package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How bad an anomaly is, from the least to the worst. */
public enum Severity {
  @JsonProperty("low")
  LOW,
  @JsonProperty("medium")
  MEDIUM,
  @JsonProperty("high")
  HIGH,
  @JsonProperty("critical")
  CRITICAL
}
