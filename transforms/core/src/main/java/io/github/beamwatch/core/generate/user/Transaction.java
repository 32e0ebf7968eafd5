package io.github.beamwatch.core.generate.user;

/** One transaction while it is made; filled in again for the next, since there are millions. */
final class Transaction {
  int second;
  int cents;
  TransactionType type = TransactionType.PURCHASE;
  int merchant;
  int address;
  int country;
  boolean planted;
}
