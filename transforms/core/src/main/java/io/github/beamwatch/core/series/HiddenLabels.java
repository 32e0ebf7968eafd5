package io.github.beamwatch.core.series;

import io.github.beamwatch.core.privacy.Privacy;
import io.github.beamwatch.core.privacy.Pseudonyms;
import io.github.beamwatch.core.series.GroupTable.Group;
import io.github.beamwatch.core.spec.FieldSpec.Sensitive;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts pseudonyms in place of sensitive labels. Done where groups leave the worker that parsed
 * their events: nothing behind it, no shuffle, no state and no sink, ever sees the values. Not
 * thread-safe.
 */
final class HiddenLabels {
  private static final int LENGTH_BYTES = 4;

  private final List<@Nullable Sensitive> labels;
  private final Pseudonyms pseudonyms;

  HiddenLabels(Privacy privacy) {
    this.labels = privacy.labels();
    this.pseudonyms = privacy.pseudonyms();
  }

  Group hide(Group group) {
    ByteBuffer key = ByteBuffer.wrap(group.key());
    int longest =
        key.capacity()
            + labels.size() * (LENGTH_BYTES + SeriesKey.MASKED.length() + Pseudonyms.DIGITS);
    ByteBuffer hidden = ByteBuffer.allocate(longest);
    for (Sensitive how : labels) {
      int length = key.getInt();
      int start = key.position();
      key.position(start + length);
      if (how == null) {
        hidden.putInt(length).put(group.key(), start, length);
      } else {
        String prefix = how == Sensitive.MASK ? SeriesKey.MASKED : "";
        String pseudonym = prefix + pseudonyms.of(group.key(), start, start + length);
        hidden.putInt(pseudonym.length()).put(pseudonym.getBytes(StandardCharsets.US_ASCII));
      }
    }
    byte[] bytes = new byte[hidden.position()];
    hidden.flip().get(bytes);
    return new Group(group.hash(), group.windowStart(), bytes, group.window());
  }
}
