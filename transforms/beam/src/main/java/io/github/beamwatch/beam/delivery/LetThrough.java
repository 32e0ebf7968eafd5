package io.github.beamwatch.beam.delivery;

import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.delivery.Cooldown.Last;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cooldown remembers of a channel, rule and labels.
 *
 * @param last what was let through last; null before the first
 * @param open the records that were let through and are not settled: a failure makes the source
 *     read them again, and by then a later one may be the last
 */
record LetThrough(@Nullable Last last, List<Place> open) {

  static final LetThrough NOTHING = new LetThrough(null, List.of());

  LetThrough {
    open = List.copyOf(open);
  }

  /** Where a record lies. */
  record Place(String origin, long offset) {

    static @Nullable Place of(RawRecord record) {
      String origin = record.origin();
      return origin == null ? null : new Place(origin, record.offset());
    }
  }

  /** Whether this very record was let through. */
  boolean holds(RawRecord record) {
    Place place = Place.of(record);
    return place != null && open.contains(place);
  }

  /** With one more, and without those that are settled. */
  LetThrough with(@Nullable Last newLast, RawRecord record, DeliveryLedger ledger) {
    List<Place> left = new ArrayList<>();
    for (Place place : open) {
      if (!ledger.isSettled(place.origin(), place.offset())) {
        left.add(place);
      }
    }
    Place place = Place.of(record);
    if (place != null) {
      left.add(place);
    }
    return new LetThrough(newLast, left);
  }
}
