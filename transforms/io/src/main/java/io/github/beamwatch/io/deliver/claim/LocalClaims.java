package io.github.beamwatch.io.deliver.claim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The memory of this process alone: of the newest messages, until it ends. */
public final class LocalClaims implements Claims {

  private static final int MOST_REMEMBERED = 200_000;

  private final Map<String, Boolean> sent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  @Override
  public synchronized List<Claim> claim(List<ClaimRequest> requests) {
    return requests.stream()
        .map(request -> sent.containsKey(request.key()) ? Claim.SENT : Claim.OURS)
        .toList();
  }

  @Override
  public synchronized void sent(List<ClaimRequest> requests) {
    requests.forEach(request -> sent.put(request.key(), true));
  }

  @Override
  public void release(List<ClaimRequest> requests) {}

  @Override
  public void close() {}
}
