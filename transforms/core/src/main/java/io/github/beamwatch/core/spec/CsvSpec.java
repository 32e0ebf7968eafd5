package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import java.util.List;

/** CSV: RFC 4180 quoting, columns in any order. */
public record CsvSpec(
    @JsonPropertyDescription("One character between fields. Default a comma.") String delimiter,
    @JsonPropertyDescription(
            "The columns, where there is no header line: always so on Kafka. Default: every file's"
                + " first line is its header.")
        List<String> columns,
    @JsonPropertyDescription(
            "Quoted fields may hold line breaks. Such a file is read in one piece. Default false.")
        Boolean multiline)
    implements Serializable {

  public static final CsvSpec DEFAULT = new CsvSpec(",", List.of(), false);

  public CsvSpec {
    delimiter = delimiter == null ? "," : delimiter;
    columns = columns == null ? List.of() : List.copyOf(columns);
    multiline = multiline == null ? Boolean.FALSE : multiline;
  }
}
