package io.github.beamwatch.kill;

import io.github.beamwatch.fixtures.http.CountingServer;
import io.github.beamwatch.fixtures.http.CountingServer.Answer;
import io.github.beamwatch.fixtures.http.CountingServer.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the messages in the chat say: which alert each is about. */
final class Chat implements AutoCloseable {

  private static final Pattern FOOTER =
      Pattern.compile(
          "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})[^a-z0-9]+([a-z_]+)");

  private final CountingServer server = CountingServer.start();

  String webhook() {
    return server.url("/services/T0/B0/X0");
  }

  /** How it answers from now on. */
  void answerWith(Answer answer) {
    server.usually(answer);
  }

  /** How long it takes for an answer from now on. */
  void answerAfter(Duration time) {
    server.withDelay(time);
  }

  /** One for each message. */
  List<AlertKey> delivered() {
    List<AlertKey> keys = new ArrayList<>();
    for (Request message : server.accepted()) {
      keys.add(key(message.body()));
    }
    return keys;
  }

  /** By its footer, which has id and type, and its title, which says whether it is over. */
  static AlertKey key(String message) {
    Matcher footer = FOOTER.matcher(message);
    if (!footer.find()) {
      throw new IllegalStateException("a message without an id: " + message);
    }
    String status = message.contains("Resolved: " + footer.group(2)) ? "resolved" : "firing";
    return new AlertKey(footer.group(1), status, footer.group(2));
  }

  @Override
  public void close() {
    server.close();
  }
}
