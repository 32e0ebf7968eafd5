package io.github.beamwatch.core.model;

import io.github.beamwatch.core.statistics.SeededRandom;
import java.util.Arrays;

/**
 * Deals numbers 0 … n − 1 at random, none again before all were dealt; no two of one hand are
 * equal.
 */
final class Deal {
  private final int[] cards;
  private final SeededRandom random;

  /** The cards before this one were dealt. */
  private int at;

  Deal(int count, SeededRandom random) {
    cards = new int[count];
    Arrays.setAll(cards, i -> i);
    this.random = random;
  }

  /**
   * So many different numbers.
   *
   * @param size at most as many as there are
   */
  int[] next(int size) {
    int[] hand = new int[size];
    int end = cards.length;
    for (int i = 0; i < size; i++) {
      if (at == end) {
        // all were dealt: those of this hand are the last cards, and stay out of it
        at = 0;
        end = cards.length - i;
      }
      hand[i] = draw(at++, end);
    }
    return hand;
  }

  private int draw(int place, int end) {
    int j = place + random.below(end - place);
    int card = cards[j];
    cards[j] = cards[place];
    cards[place] = card;
    return card;
  }
}
