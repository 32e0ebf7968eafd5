package io.github.beamwatch.io.deliver.claim;

import java.util.List;

/**
 * Says who may send a message. In two phases: a claim holds the others back for a short time; once
 * the message is sent, that is remembered for a long one. So whoever dies in between loses nothing:
 * the claim runs out and another sends. Safe for several threads.
 */
public interface Claims extends AutoCloseable {

  /**
   * Claims messages, in the order given; a claim of our own is renewed.
   *
   * @throws ClaimsUnavailableException when nobody can tell
   */
  List<Claim> claim(List<ClaimRequest> requests) throws ClaimsUnavailableException;

  /** Remembers that these were sent, whoever may have claimed them meanwhile. */
  void sent(List<ClaimRequest> requests) throws ClaimsUnavailableException;

  /** Gives claims of our own back: these will not be sent by us. */
  void release(List<ClaimRequest> requests) throws ClaimsUnavailableException;

  @Override
  void close();
}
