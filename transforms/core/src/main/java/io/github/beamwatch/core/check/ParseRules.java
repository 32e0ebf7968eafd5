package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.CsvSpec;
import io.github.beamwatch.core.spec.FieldSpec;
import io.github.beamwatch.core.spec.NearestName;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Checks of how records become events, and of the fields that the spec names elsewhere. */
final class ParseRules {

  private ParseRules() {}

  static void check(String path, PipelineSpec spec, Findings findings) {
    check(path, spec, FieldUses.of(spec), findings);
  }

  static void check(String path, PipelineSpec spec, FieldUses uses, Findings findings) {
    ParseSpec parse = spec.parse();
    if (parse.timestamp() != null) {
      TimestampRules.check(path + "/timestamp", spec, findings);
    }
    for (Map.Entry<String, FieldSpec> field : parse.fields().entrySet()) {
      String at = Findings.at(path + "/fields", field.getKey());
      field(at, field.getKey(), field.getValue(), uses, findings);
    }
    boolean ofFiles =
        parse.format() == ParseSpec.Format.PARQUET || parse.format() == ParseSpec.Format.AVRO;
    if (ofFiles && spec.source() != null && spec.source().kafka() != null) {
      findings.add(
          path + "/format",
          "{} is a format of files; the records of a Kafka topic are json or csv",
          parse.format().name().toLowerCase(Locale.ROOT));
    }
    csv(path + "/csv", spec, uses, findings);
    if (parse.maxRecordBytes() < 1) {
      findings.add(
          path + "/maxRecordBytes",
          "{} is too small; it must be 1 or more",
          parse.maxRecordBytes());
    }
  }

  private static void field(
      String path, String name, FieldSpec field, FieldUses uses, Findings findings) {
    if (field.equals(FieldSpec.DEFAULT)) {
      findings.add(path, "says nothing; give it min, max, optional: true or sensitive: mask");
    }
    if (field.min() != null && field.max() != null && field.min() > field.max()) {
      findings.add(path + "/min", "{} is above max, so no value fits", field.min());
    }
    if (field.ofNumber() && uses.complete() && !uses.numbers().contains(name)) {
      findings.add(
          path,
          "no measure reads this field as a number, so it would not be looked at"
              + near(name, uses.numbers()));
    }
  }

  private static void csv(String path, PipelineSpec spec, FieldUses uses, Findings findings) {
    ParseSpec parse = spec.parse();
    CsvSpec csv = parse.csv();
    String delimiter = csv.delimiter();
    if (delimiter.length() != 1 || delimiter.charAt(0) > '~' || "\"\r\n".contains(delimiter)) {
      findings.add(
          path + "/delimiter",
          "{} cannot be the delimiter; it must be one ASCII character, and not a quote or line"
              + " break",
          delimiter);
    }
    if (parse.format() != null
        && parse.format() != ParseSpec.Format.CSV
        && !csv.equals(CsvSpec.DEFAULT)) {
      findings.add(
          path,
          "belongs to format: csv, and the format is "
              + parse.format().name().toLowerCase(Locale.ROOT));
    }
    if (parse.format() == ParseSpec.Format.CSV) {
      columns(path + "/columns", spec, uses, findings);
    }
  }

  private static void columns(String path, PipelineSpec spec, FieldUses uses, Findings findings) {
    List<String> columns = spec.parse().csv().columns();
    if (columns.isEmpty()) {
      if (spec.source() != null && spec.source().kafka() != null) {
        findings.add(path, "is missing; a Kafka topic has no header line to name the columns");
      }
      return;
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      findings.notBlank(Findings.at(path, i), "name the column", columns.get(i));
      if (!seen.add(columns.get(i))) {
        findings.add(Findings.at(path, i), "{} is listed twice", columns.get(i));
      }
    }
    uses.paths()
        .forEach(
            (use, field) -> {
              if (!columns.contains(field)) {
                findings.add(
                    use, "there is no {} in parse.csv.columns" + near(field, columns), field);
              }
            });
  }

  /** Only the nearest name: what the others are may have come out of the environment. */
  private static String near(String name, List<String> known) {
    return NearestName.of(name, known).map(near -> "; did you mean '" + near + "'?").orElse("");
  }
}
