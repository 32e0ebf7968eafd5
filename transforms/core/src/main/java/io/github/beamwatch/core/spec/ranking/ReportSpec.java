package io.github.beamwatch.core.spec.ranking;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;

/** A report for people. */
public record ReportSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("The folder of report.html and report.json.")
        String path)
    implements Serializable {}
