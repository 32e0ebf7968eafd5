package io.github.beamwatch.io.console;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/** Prints JSON lines as they are, on the standard output of the process that does the work. */
public final class PrintLines extends PTransform<PCollection<String>, PDone> {

  private PrintLines() {}

  public static PrintLines toConsole() {
    return new PrintLines();
  }

  @Override
  public PDone expand(PCollection<String> lines) {
    lines.apply("Print", ParDo.of(new PrintFn()));
    return PDone.in(lines.getPipeline());
  }

  private static final class PrintFn extends DoFn<String, Void> {
    @ProcessElement
    public void process(@Element String line) {
      System.out.println(line);
    }
  }
}
