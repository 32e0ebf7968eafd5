package io.github.beamwatch.benchmarks.floor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.beamwatch.benchmarks.reference.SeriesState;
import io.github.beamwatch.benchmarks.reference.WindowTotals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The windows of all series, found by the bytes of their labels without making texts of them. */
final class SeriesTable {

  private static final long MINUTE_MILLIS = 60_000;

  private @Nullable Series[] slots = new Series[64];
  private int count;

  /**
   * Adds with compensation (Neumaier), so that sums do not depend on order: among millions of small
   * windows some lie exactly on a threshold, and one bit would decide.
   */
  private static final class Window extends WindowTotals {
    private static final long serialVersionUID = 1;

    double lost;

    void addRevenue(double amount) {
      double sum = revenue + amount;
      lost += revenue >= amount ? (revenue - sum) + amount : (amount - sum) + revenue;
      revenue = sum;
    }
  }

  private static final class Series {
    final byte[] country;
    final byte[] format;
    final int hash;
    final TreeMap<Long, Window> windows = new TreeMap<>();
    Window latest = new Window();
    long latestMinute = Long.MIN_VALUE;

    Series(FlatEvent event, int hash) {
      country = Arrays.copyOfRange(event.bytes, event.countryStart, event.countryEnd);
      format = Arrays.copyOfRange(event.bytes, event.formatStart, event.formatEnd);
      this.hash = hash;
    }

    boolean matches(FlatEvent event) {
      return Arrays.equals(
              event.bytes, event.countryStart, event.countryEnd, country, 0, country.length)
          && Arrays.equals(
              event.bytes, event.formatStart, event.formatEnd, format, 0, format.length);
    }

    Window window(long minute) {
      if (minute != latestMinute) {
        latest = windows.computeIfAbsent(minute, this::newWindow);
        latestMinute = minute;
      }
      return latest;
    }

    private Window newWindow(long minute) {
      Window window = new Window();
      window.country = new String(country, UTF_8);
      window.adFormat = new String(format, UTF_8);
      window.endMillis = (minute + 1) * MINUTE_MILLIS;
      return window;
    }
  }

  void add(FlatEvent event) {
    Window window = find(event).window(event.minute);
    if (event.impression) {
      window.impressions++;
    } else if (event.click) {
      window.clicks++;
    }
    window.addRevenue(event.revenue);
  }

  private Series find(FlatEvent event) {
    int hash =
        31 * hash(event.bytes, event.countryStart, event.countryEnd)
            + hash(event.bytes, event.formatStart, event.formatEnd);
    int slot = slot(hash);
    for (Series series = slots[slot]; series != null; series = slots[slot]) {
      if (series.hash == hash && series.matches(event)) {
        return series;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    Series added = new Series(event, hash);
    slots[slot] = added;
    count++;
    if (count * 2 > slots.length) {
      grow();
    }
    return added;
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 16)) & (slots.length - 1);
  }

  private static int hash(byte[] bytes, int start, int end) {
    int hash = 1;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  private void grow() {
    @Nullable Series[] old = slots;
    slots = new Series[2 * old.length];
    for (Series series : old) {
      if (series != null) {
        int slot = slot(series.hash);
        while (slots[slot] != null) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = series;
      }
    }
  }

  /** Judges every series, once all events are in. */
  List<String> alerts() {
    List<String> alerts = new ArrayList<>();
    for (Series series : slots) {
      if (series != null) {
        SeriesState state = new SeriesState();
        for (Window window : series.windows.values()) {
          window.revenue += window.lost;
          state.judge(window, alerts::add);
        }
      }
    }
    return alerts;
  }
}
