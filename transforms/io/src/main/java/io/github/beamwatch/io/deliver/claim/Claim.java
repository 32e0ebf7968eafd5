package io.github.beamwatch.io.deliver.claim;

/** The answer to a claim. */
public enum Claim {
  /** We may send it. */
  OURS,
  /** It was sent already. */
  SENT,
  /** Another process is about to send it, or died on the way: ask again later. */
  THEIRS,
  /** A cooldown holds it back. */
  QUIET
}
