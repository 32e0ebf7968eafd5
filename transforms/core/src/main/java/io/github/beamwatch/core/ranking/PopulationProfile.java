package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.feature.VarInts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * When and where many entities have their events: by dimension and value, the shares that it has of
 * each entity's events, added up, and their squares and cubes. An entity counts once, however many
 * events it has. Merged in parts; neither order nor parts matter.
 *
 * <p>Size: 24 bytes for each hour, weekday and value, of which {@value #MOST_VALUES} for a column
 * are told apart.
 */
public final class PopulationProfile {
  private static final byte VERSION = 1;

  /** So many values of a column, those with the least hashes. */
  public static final int MOST_VALUES = 1024;

  /** For each value: the sum of the shares, of their squares, and of their cubes. */
  private static final int WIDTH = 3;

  private final ProfilePlan plan;

  /** For each dimension, how many entities have anything in it. */
  private final long[] entities;

  private final long[] hours = new long[WIDTH * EntityProfile.HOURS];

  private final long[] days = new long[WIDTH * EntityProfile.DAYS];
  private final ValueTable[] columns;

  /** Of no entity yet. */
  public PopulationProfile(ProfilePlan plan) {
    this.plan = plan;
    entities = new long[plan.dimensions().size()];
    columns = new ValueTable[plan.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new ValueTable(MOST_VALUES, WIDTH);
    }
  }

  /**
   * The shares of one value.
   *
   * @param name of the value
   * @param sum over entities
   * @param squares the sum of their squares
   * @param cubes the sum of their cubes
   */
  record Value(String name, double sum, double squares, double cubes) {}

  ProfilePlan plan() {
    return plan;
  }

  /** Adds an entity, whose profile was made by the same plan. */
  public void add(EntityProfile entity) {
    int column = 0;
    for (int i = 0; i < entities.length; i++) {
      entities[i] +=
          switch (plan.dimensions().get(i)) {
            case ProfilePlan.HOUR -> add(hours, entity.hours());
            case ProfilePlan.WEEKDAY -> add(days, entity.days());
            default -> add(columns[column], entity.columns()[column++]);
          };
    }
  }

  private static int add(long[] sums, long[] counts) {
    double all = 0;
    for (long count : counts) {
      all += count;
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        double share = counts[i] / all;
        sums[WIDTH * i] += ShareSums.fixed(share);
        sums[WIDTH * i + 1] += ShareSums.fixed(share * share);
        sums[WIDTH * i + 2] += ShareSums.fixed(share * share * share);
      }
    }
    return all > 0 ? 1 : 0;
  }

  private static int add(ValueTable sums, ValueTable counts) {
    double all = 0;
    for (int row = 0; row <= counts.size(); row++) {
      all += counts.number(row, 0);
    }
    for (int row = 1; row <= counts.size(); row++) {
      double share = counts.number(row, 0) / all;
      byte[] value = counts.value(row);
      int into = sums.row(value, 0, value.length);
      sums.add(into, 0, ShareSums.fixed(share));
      sums.add(into, 1, ShareSums.fixed(share * share));
      sums.add(into, 2, ShareSums.fixed(share * share * share));
    }
    return all > 0 ? 1 : 0;
  }

  /** Adds the entities of another part, which was made by the same plan. */
  public void addAll(PopulationProfile other) {
    addAll(entities, other.entities);
    addAll(hours, other.hours);
    addAll(days, other.days);
    for (int i = 0; i < columns.length; i++) {
      columns[i].addAll(other.columns[i]);
    }
  }

  private static void addAll(long[] numbers, long[] others) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += others[i];
    }
  }

  /** How many entities have anything in a dimension. */
  long entities(String dimension) {
    return entities[plan.dimensions().indexOf(dimension)];
  }

  /** The values of a dimension: all hours and weekdays in their order, else in no order. */
  List<Value> values(String dimension) {
    List<Value> values = new ArrayList<>();
    switch (dimension) {
      case ProfilePlan.HOUR -> {
        for (int hour = 0; hour < EntityProfile.HOURS; hour++) {
          values.add(value(Integer.toString(hour), hours, hour));
        }
      }
      case ProfilePlan.WEEKDAY -> {
        for (DayOfWeek day : DayOfWeek.values()) {
          values.add(value(day.name().toLowerCase(Locale.ROOT), days, day.ordinal()));
        }
      }
      default -> {
        ValueTable table = columns[plan.columns().indexOf(dimension)];
        for (int row = 1; row <= table.size(); row++) {
          values.add(
              new Value(
                  new String(table.value(row), StandardCharsets.UTF_8),
                  ShareSums.of(table.number(row, 0)),
                  ShareSums.of(table.number(row, 1)),
                  ShareSums.of(table.number(row, 2))));
        }
      }
    }
    return values;
  }

  private static Value value(String name, long[] sums, int at) {
    return new Value(
        name,
        ShareSums.of(sums[WIDTH * at]),
        ShareSums.of(sums[WIDTH * at + 1]),
        ShareSums.of(sums[WIDTH * at + 2]));
  }

  /** Equal entities give equal bytes. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeByte(VERSION);
    for (long[] numbers : Arrays.asList(entities, hours, days)) {
      for (long number : numbers) {
        VarInts.write(out, number);
      }
    }
    for (ValueTable values : columns) {
      values.writeTo(out);
    }
  }

  /**
   * Reads what {@link #writeTo} wrote.
   *
   * @throws IOException where the bytes are of another version
   */
  public static PopulationProfile readFrom(ProfilePlan plan, DataInput in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "a profile of everybody in version %d, not %d".formatted(version, VERSION));
    }
    PopulationProfile read = new PopulationProfile(plan);
    for (long[] numbers : Arrays.asList(read.entities, read.hours, read.days)) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = VarInts.read(in);
      }
    }
    for (int i = 0; i < read.columns.length; i++) {
      read.columns[i] = ValueTable.readFrom(in, MOST_VALUES, WIDTH);
    }
    return read;
  }
}
