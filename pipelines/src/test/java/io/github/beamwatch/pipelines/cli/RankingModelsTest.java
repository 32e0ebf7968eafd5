package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.beamwatch.core.model.RowModelKind;
import io.github.beamwatch.core.model.RowModels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every model must stand, and every model file that must not be used. */
class RankingModelsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path input;

  /** All users have one country, one type, and one amount, which makes many features constant. */
  @BeforeEach
  void write() throws IOException {
    input = folder.resolve("in.csv");
    Files.writeString(input, users("u", 80));
  }

  private static String users(String prefix, int users) {
    StringBuilder text = new StringBuilder("timestamp,user_id,amount,transaction_type,");
    text.append("merchant_id,ip,country\n");
    for (int user = 0; user < users; user++) {
      for (int i = 0; i < 4 + user % 5 + (user == 7 ? 60 : 0); i++) {
        text.append(
            "2026-01-%02dT%02d:%02d:00Z,%s%d,10,purchase,m%d,10.0.0.%d,DE\n"
                .formatted(1 + (i * 3 + user) % 27, 8 + i % 12, i % 60, prefix, user, i % 3, user));
      }
    }
    return text.toString();
  }

  private Cli run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add(1, "user-behaviour");
    all.add("--input=" + input);
    return Cli.run(all.toArray(String[]::new));
  }

  static Stream<String> models() {
    return Stream.concat(RowModels.all().stream().map(RowModelKind::name), Stream.of("lstm"));
  }

  @ParameterizedTest
  @MethodSource("models")
  void constantFeaturesBreakNoModel(String model) throws IOException {
    Path out = folder.resolve("out");
    Cli done = run("run", "--output=" + out, "--set=model.name=" + model, recent(model)).done();
    assertThat(done.err()).contains("entities: 80 ranked");
    List<String> ranking = Files.readAllLines(out.resolve("ranking-00000-of-00001.jsonl"));
    assertThat(ranking).hasSize(80);
    for (String line : ranking) {
      JsonNode score = JSON.readTree(line).get("score");
      assertThat(score.isNumber()).as(line).isTrue();
      assertThat(Double.isFinite(score.doubleValue())).as(line).isTrue();
    }
    JsonNode report = JSON.readTree(out.resolve("report.json").toFile());
    for (JsonNode feature : report.get("features")) {
      if (feature.get("name").asText().equals("distinct_country")) {
        assertThat(feature.at("/percentiles/1")).isEqualTo(feature.at("/percentiles/99"));
      }
    }
  }

  private static String recent(String model) {
    return "--set=features.recent=" + (model.equals("lstm") ? 5 : 0);
  }

  @Test
  void modelFilesOfAnotherVersionOrDamagedAreRefused() throws IOException {
    Path model = folder.resolve("m.model");
    run("train", "--model=" + model).done();
    byte[] whole = Files.readAllBytes(model);
    String[] top = {"top", "--model=" + model, "--output=" + folder.resolve("none")};

    byte[] newer = whole.clone();
    ByteBuffer.wrap(newer).putInt(8, 7);
    Files.write(model, newer);
    run(top)
        .refusedWith(
            "'"
                + model
                + "': the model file has version 7; this Beamwatch reads version 1:"
                + " train the model again")
        .inOneSentence();

    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    Files.write(model, damaged);
    run(top).refusedWith("the model file is damaged: its check sum is another").inOneSentence();

    for (int length : new int[] {0, 5, 20, whole.length - 1}) {
      Files.write(model, Arrays.copyOf(whole, length));
      run(top).refusedWith("the model file is cut off").inOneSentence();
    }
    Files.writeString(model, "{\"a\": \"model of somebody else\"}");
    run(top).refusedWith("this is no model file of Beamwatch").inOneSentence();

    Files.write(model, whole);
    run("top", "--model=" + model, "--set=features.percentiles=[50]", top[2])
        .refusedWith("does not fit the features of the spec: ")
        .inOneSentence();
    assertThat(folder.resolve("none")).doesNotExist();
    run(top).done();
  }

  @Test
  void trainedOnFilesOfTheirOwn() throws IOException {
    Path old = Files.writeString(folder.resolve("old.csv"), users("old", 120));
    Path out = folder.resolve("out");
    Cli done = run("run", "--train=" + old, "--output=" + out).done();
    assertThat(done.err()).contains("entities: 80 ranked");
    // Some of 120 are held back from training; nobody of the old is ranked.
    assertThat(Files.readString(out.resolve("report.json"))).containsPattern("\"rows\" : [89]\\d,");
    assertThat(Files.readString(out.resolve("ranking-00000-of-00001.jsonl")))
        .doesNotContain("\"old");

    Path model = folder.resolve("m.model");
    run("train", "--train=" + old, "--model=" + model).done();
    assertThat(Files.readAllBytes(model)).isEqualTo(Files.readAllBytes(out.resolve("model")));
    run("run", "--train=" + folder.resolve("no-*.csv"), "--output=" + out)
        .refusedWith("no file matches '" + folder.resolve("no-*.csv") + "'")
        .inOneSentence();
    run("top", "--train=" + old, "--model=" + model, "--output=" + out)
        .refusedWith("give one of them")
        .inOneSentence();
  }
}
