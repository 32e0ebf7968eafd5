package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twelve entities in two shards, of which one has no label. */
class EvaluateRankingTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(
        folder.resolve("ranking-00000-of-00002.jsonl"),
        """
        {"rank":1,"entity":"a","score":9.0,"reasons":[]}
        {"rank":2,"entity":"b","score":8.0,"reasons":[]}
        {"rank":3,"entity":"c","score":7.0,"reasons":[]}
        """);
    StringBuilder rest = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      rest.append("{\"rank\":%d,\"entity\":\"n%d\",\"score\":1.%d}%n".formatted(i + 4, i, 9 - i));
    }
    Files.writeString(folder.resolve("ranking-00001-of-00002.jsonl"), rest.toString());
    Files.writeString(folder.resolve("top.jsonl"), "not a ranking\n");
    StringBuilder labels = new StringBuilder("user_id,behaviour_type,pattern\n");
    labels.append("a,x,card_testing\nb,x,none\nc,y,\"night_burst\"\n");
    for (int i = 0; i < 8; i++) {
      labels.append("n%d,y,none%n".formatted(i));
    }
    try (OutputStream gzip =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("users.csv.gz")))) {
      gzip.write(labels.toString().getBytes(StandardCharsets.UTF_8));
    }
  }

  private Cli evaluate(String... more) {
    String[] args = new String[more.length + 4];
    args[0] = "evaluate";
    args[1] = "--json";
    args[2] = "--ranking=" + folder;
    args[3] = "--labels=" + folder.resolve("users.csv.gz");
    System.arraycopy(more, 0, args, 4, more.length);
    return Cli.run(args);
  }

  @Test
  void aFolderOfARunAgainstThePatternsOfUsers() throws IOException {
    JsonNode measures =
        new ObjectMapper().readTree(evaluate("--label=pattern", "--good=none").done().out());
    assertThat(measures.get("entities").asInt()).isEqualTo(12);
    assertThat(measures.get("labelled").asInt()).isEqualTo(11);
    assertThat(measures.get("unlabelled").asInt()).isEqualTo(1);
    assertThat(measures.get("bad").asInt()).isEqualTo(2);
    // Of 18 pairs one is the wrong way round: b above c.
    assertThat(measures.get("auroc").asDouble()).isEqualTo(17.0 / 18);
    assertThat(measures.get("average_precision").asDouble()).isEqualTo((1 + 2.0 / 3) / 2);
    assertThat(measures.get("precision_at_10").asDouble()).isEqualTo(0.2);
    assertThat(measures.has("precision_at_100")).isFalse();
    JsonNode named =
        new ObjectMapper()
            .readTree(
                evaluate("--label=pattern", "--entity=user_id", "--bad=card_testing,night_burst")
                    .done()
                    .out());
    assertThat(named).isEqualTo(measures);
  }

  @Test
  void csvToo() throws IOException {
    Path csv = folder.resolve("mine.csv");
    Files.writeString(csv, "rank,entity,score\n1,a,3.5\n2,b,2.5\n3,c,1.5\n");
    String out =
        Cli.run(
                "evaluate",
                "--ranking=" + csv,
                "--labels=" + folder.resolve("users.csv.gz"),
                "--label=pattern",
                "--good=none")
            .done()
            .out();
    assertThat(out).contains("auroc").contains("0.500").contains("a bad one scores above");
  }

  @Test
  void aBadRowMakesItsEntityBad() throws IOException {
    Path labels = folder.resolve("rows.csv");
    Files.writeString(
        labels, "transaction,user,label\n1,a,legit\n2,a,fraud\n3,b,legit\n4,a,legit\n5,c,\n");
    String out =
        Cli.run("evaluate", "--ranking=" + folder, "--labels=" + labels, "--entity=user", "--json")
            .done()
            .out();
    JsonNode measures = new ObjectMapper().readTree(out);
    assertThat(measures.get("bad").asInt()).isEqualTo(1);
    assertThat(measures.get("labelled").asInt()).isEqualTo(2);
    assertThat(measures.get("unlabelled").asInt()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "--label=pattern, the label 'card_testing' is no usual word; say with --bad or --good",
    "--label=nothing, has no column 'nothing'; it has user_id; behaviour_type; pattern",
    "--label=pattern --good=none --bad=x, give --bad or --good",
    "--label=pattern --good=none --entity=behaviour_type, none of the 12 ranked entities has a label",
    "--label=pattern --alerts=x, a ranking is evaluated by --ranking and --labels",
  })
  void whatIsWrongIsOneSentence(String options, String sentence) {
    Cli run = evaluate(options.split(" "));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err().replace(", ", "; ")).contains(sentence.replace(", ", "; "));
  }

  @Test
  void aFileThatIsNoRanking() throws IOException {
    String[] args = {
      "evaluate",
      "--ranking=" + folder.resolve("top.jsonl"),
      "--labels=" + folder.resolve("users.csv.gz"),
      "--label=pattern",
      "--good=none"
    };
    Cli run = Cli.run(args);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("top.jsonl line 1 is no entity of a ranking: 'entity' and a number 'score'");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    args[1] = "--ranking=" + empty;
    assertThat(Cli.run(args).err())
        .contains("holds no ranking-* and no scores-*, as .jsonl or .csv");
  }
}
