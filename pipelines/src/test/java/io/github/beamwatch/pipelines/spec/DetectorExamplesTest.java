package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.detect.SeriesEvaluator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What docs/detectors.md shows of specs can be written, and run. */
class DetectorExamplesTest {

  @Test
  void the_rules_of_the_document_work() throws IOException {
    String document = Files.readString(Path.of("../docs/detectors.md"));
    int from = document.indexOf("```yaml\n") + "```yaml\n".length();
    String rules = document.substring(from, document.indexOf("```", from));
    String spec =
        """
        apiVersion: beamwatch/v1
        name: sensors
        source: {files: {paths: [in.csv]}}
        parse: {format: csv, timestamp: {field: timestamp}}
        measure: {measures: {temperature: {value: temperature}, pressure: {value: pressure}}}
        """
            + rules;

    assertThat(SpecTexts.problems(spec)).isEmpty();
    assertThat(SpecTexts.load(spec).spec().detect()).hasSize(6);
    SeriesEvaluator.of(SpecTexts.load(spec).spec());
  }
}
