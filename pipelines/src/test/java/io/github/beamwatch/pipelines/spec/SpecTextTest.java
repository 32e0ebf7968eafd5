package io.github.beamwatch.pipelines.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.beamwatch.pipelines.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecTextTest {

  @TempDir private Path folder;

  @Test
  void a_file_is_read_by_its_path() throws IOException {
    Path file = Files.writeString(folder.resolve("spec.yaml"), "name: größer\n");

    assertThat(SpecText.open(file.toString()))
        .isEqualTo(new SpecText(file.toString(), "name: größer\n"));
  }

  @Test
  void what_is_neither_file_nor_template_is_told_with_the_templates() {
    assertRefused(
        "ad-metric",
        "there is no template and no file 'ad-metric'; did you mean 'ad-metrics'? templates:"
            + " ad-metrics, ad-metrics-plain, sensors, transactions, transactions-windowed, deliver, user-behaviour, card-fraud");
    assertRefused(
        "no/such.yaml",
        "there is no template and no file 'no/such.yaml'; templates: ad-metrics,"
            + " ad-metrics-plain, sensors, transactions, transactions-windowed, deliver, user-behaviour, card-fraud");
  }

  @Test
  void what_cannot_be_a_spec_is_refused() throws IOException {
    Path latin1 = Files.write(folder.resolve("latin1.yaml"), new byte[] {'a', ':', (byte) 0xE9});
    Path huge = Files.write(folder.resolve("huge.yaml"), new byte[(1 << 20) + 1]);

    assertRefused(folder.toString(), "'" + folder + "' is a folder; name a YAML file in it");
    assertRefused(latin1.toString(), "'" + latin1 + "' is not UTF-8 text; save it as UTF-8");
    assertRefused(
        huge.toString(), "'" + huge + "' is larger than 1 MiB; a spec is a few kilobytes");
    assertRefused("a\0b", "'a\0b' is neither a template nor a path");
  }

  private static void assertRefused(String name, String sentence) {
    assertThatThrownBy(() -> SpecText.open(name))
        .isInstanceOf(UserException.class)
        .hasMessage(sentence);
  }
}
