package io.github.beamwatch.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan that finds nothing must be one that would have found something. */
class OutputScanTest {

  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token is abc-" + OutputScan.MARKER + "-1",
        "login failed: password=hunter22",
        "{\"password\": \"hunter22\"}",
        "cannot reach redis://:hunter22@localhost:6379",
        "GET https://user:hunter22@host/path",
        "Authorization: Bearer abcdef0123",
      })
  void finds(String line) throws IOException {
    write("module/target/surefire-reports/TEST-a.xml", "fine\n" + line + "\n");

    assertThat(scan())
        .hasSize(1)
        .first()
        .asString()
        .contains("TEST-a.xml:2")
        .doesNotContain("hunter22");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=***",
        "ssl.key.password = null",
        "sasl.jaas.config = [hidden]",
        "redis://:***@localhost:6379",
        "Authorization: Bearer ***",
        "password: must be a text",
        "Invalid username or password",
      })
  void leavesAlone(String line) throws IOException {
    write("module/target/log.txt", line);

    assertThat(scan()).isEmpty();
  }

  @Test
  void looksIntoEveryFileThatWasPutOut() throws IOException {
    write("a/target/flink-cluster/log/x.log", OutputScan.MARKER);
    write("a/b/target/deep/er/data.bin", "\u00ff\u0000" + OutputScan.MARKER);
    write("a/target/test-classes/Compiled.txt", OutputScan.MARKER);
    write("a/target/spec.yaml", OutputScan.MARKER);
    write("a/src/Source.java", OutputScan.MARKER);
    write("me/target/out.txt", OutputScan.MARKER);

    assertThat(scan())
        .extracting(leak -> String.valueOf(leak.file().getFileName()))
        .containsExactlyInAnyOrder("x.log", "data.bin");
  }

  private List<Leak> scan() throws IOException {
    return OutputScan.ofTargets(home, Set.of("me"));
  }

  private void write(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
