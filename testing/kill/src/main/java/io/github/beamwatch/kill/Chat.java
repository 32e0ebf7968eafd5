package io.github.beamwatch.kill;

import io.github.beamwatch.fixtures.chat.ChatServer;
import io.github.beamwatch.fixtures.chat.Mood;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the messages in the chat say: which alert each is about. */
final class Chat implements AutoCloseable {

  private static final Pattern FOOTER =
      Pattern.compile(
          "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})[^a-z0-9]+([a-z_]+)");

  private final ChatServer server = ChatServer.start();

  String webhook() {
    return server.webhook().toString();
  }

  void treatRequestsAs(Mood mood) {
    server.treatRequestsAs(mood);
  }

  int refused() {
    return server.refused();
  }

  /** One for each message. */
  List<AlertKey> delivered() {
    List<AlertKey> keys = new ArrayList<>();
    for (String message : server.messages()) {
      keys.add(key(message));
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
