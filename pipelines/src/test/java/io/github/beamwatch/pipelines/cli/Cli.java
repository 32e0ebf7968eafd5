package io.github.beamwatch.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One command, run in this process. */
record Cli(int code, String out, String err) {

  static Cli run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.execute(new PrintWriter(out), new PrintWriter(err), arguments);
    return new Cli(code, out.toString(), err.toString());
  }

  /** The user is told what is wrong, and nothing else. */
  Cli refusedWith(String... parts) {
    assertThat(code).as(err).isEqualTo(Main.WRONG_INPUT);
    assertThat(err).contains(parts).doesNotContain("\tat ", "Exception");
    assertThat(out).isEmpty();
    return this;
  }

  Cli inOneSentence() {
    assertThat(err.lines()).hasSize(1);
    return this;
  }

  Cli done() {
    assertThat(code).as(err).isEqualTo(Main.DONE);
    return this;
  }
}
