package io.github.beamwatch.io.elasticsearch;

import io.github.beamwatch.io.http.HttpAnswer;
import io.github.beamwatch.io.http.HttpCaller;
import io.github.beamwatch.io.http.HttpEndpoint;
import java.util.List;

/** The nodes of a cluster. One serves until it does not answer, then the next does. */
final class Nodes {

  private final List<HttpCaller> callers;
  private int current;

  Nodes(List<HttpEndpoint> endpoints) {
    this.callers = endpoints.stream().map(HttpCaller::of).toList();
  }

  /** A request to a node. */
  interface Request {
    HttpAnswer send(HttpCaller caller) throws InterruptedException;
  }

  /** Asks one node after the other until one answers; the last one's silence where none does. */
  HttpAnswer ask(Request request) throws InterruptedException {
    HttpAnswer answer = request.send(callers.get(current));
    for (int other = 1; other < callers.size() && answer.status() == 0; other++) {
      current = (current + 1) % callers.size();
      answer = request.send(callers.get(current));
    }
    return answer;
  }
}
