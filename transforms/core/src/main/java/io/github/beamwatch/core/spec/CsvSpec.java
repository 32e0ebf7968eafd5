package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;

/** CSV with a header: RFC 4180 quoting, columns in any order. */
public record CsvSpec(
    @JsonPropertyDescription("One character between fields. Default a comma.") String delimiter,
    @JsonPropertyDescription(
            "Quoted fields may hold line breaks. Such a file is read in one piece. Default false.")
        Boolean multiline)
    implements Serializable {

  public static final CsvSpec DEFAULT = new CsvSpec(",", false);

  public CsvSpec {
    delimiter = delimiter == null ? "," : delimiter;
    multiline = multiline == null ? Boolean.FALSE : multiline;
  }
}
