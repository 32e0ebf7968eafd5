package io.github.beamwatch.pipelines.logging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.beam.log.JobLog;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What a command says to the console, as lines of the log: progress, the account, a failure. */
public final class LoggedLines extends OutputStream {
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  @Override
  public synchronized void write(int oneByte) {
    if (oneByte == '\n') {
      say();
    } else if (oneByte != '\r') {
      line.write(oneByte);
    }
  }

  @Override
  public synchronized void close() {
    say();
  }

  private void say() {
    if (line.size() > 0) {
      String text = line.toString(UTF_8);
      line.reset();
      // Not before the first line: the log is set up while the command starts.
      Logger log = LoggerFactory.getLogger("io.github.beamwatch.console");
      Map<String, String> identity = JobLog.identity();
      identity.forEach(MDC::put);
      log.info(text);
      identity.keySet().forEach(MDC::remove);
    }
  }
}
