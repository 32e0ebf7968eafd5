package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What people get wrong in a ranking of events, and the exact words that they read: {@code
 * specs/bad-event-rankings.txt}. {@code -Dbeamwatch.sentences.write=true} writes the sentences
 * anew.
 */
class BadEventRankingTest {

  private static final Path CASES = Path.of("src/test/resources/specs/bad-event-rankings.txt");
  private static final String VALID = Templates.read("card-fraud").text();

  private static List<String> problems(String yaml) {
    SpecText text = new SpecText("spec.yaml", yaml);
    InvalidSpecException invalid =
        catchThrowableOfType(
            InvalidSpecException.class,
            () -> {
              SpecKind.of(text);
              SpecLoader.loadEventRanking(text, List.of(), Map.of());
            });
    return invalid == null
        ? List.of()
        : invalid.problems().stream().map(PlacedProblem::toString).toList();
  }

  private static String unescape(String line) {
    return line.length() < 2 ? "" : line.substring(2).replace("\\n", "\n");
  }

  @Test
  void the_ranking_that_the_bad_ones_are_made_of_is_good() {
    assertThat(problems(VALID)).isEmpty();
  }

  @Test
  void each_is_answered_with_its_sentences() throws IOException {
    List<String> blocks = new ArrayList<>();
    for (String block : Files.readString(CASES).split("\n\n")) {
      String[] lines = block.strip().split("\n");
      if (!block.startsWith("- ") && !block.startsWith("-  ")) {
        blocks.add(block.strip());
        continue;
      }
      String from = unescape(lines[0]);
      String to = lines.length > 1 ? unescape(lines[1]) : "";
      assertThat(VALID).contains(from);
      int at = VALID.indexOf(from);
      List<String> found =
          problems(VALID.substring(0, at) + to + VALID.substring(at + from.length()));
      assertThat(found).as(block).isNotEmpty();
      assertThat(String.join("\n", found)).doesNotContain("never-print-me", "never0print0me");
      StringBuilder answered = new StringBuilder(lines[0]).append('\n').append("+ ");
      answered.append(to.replace("\n", "\\n"));
      found.forEach(sentence -> answered.append("\n! ").append(sentence));
      blocks.add(answered.toString());
    }
    String text = String.join("\n\n", blocks) + "\n";
    if (Boolean.getBoolean("beamwatch.sentences.write")) {
      Files.writeString(CASES, text);
    }
    assertThat(Files.readString(CASES)).isEqualTo(text);
  }

  @Test
  void the_published_schema_takes_the_template() throws IOException {
    var schema =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(
                new ObjectMapper()
                    .readTree(
                        SchemaNode.class.getResourceAsStream(SchemaNode.EVENT_RANKING_RESOURCE)));
    for (String text : List.of(VALID)) {
      assertThat(
              schema.validate(
                  PublishedSchemaTest.json(YamlReader.readText("yaml", text, new Problems()))))
          .isEmpty();
    }
  }
}
