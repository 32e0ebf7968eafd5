package io.github.beamwatch.core.event;

import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.FieldSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fields that a spec reads, each in a numbered slot. Everything else in a record is skipped.
 *
 * <p>A field is a <em>text</em> where it is grouped by or compared, and a <em>number</em> where it
 * is summed, averaged or bounded; it may be both.
 */
public final class EventSchema implements Serializable {

  private static final long serialVersionUID = 1;

  /** One field. */
  record Field(String name, boolean text, boolean number, double min, double max, boolean optional)
      implements Serializable {}

  private final List<Field> fields;
  private final int timestampSlot;

  private EventSchema(List<Field> fields, int timestampSlot) {
    this.fields = List.copyOf(fields);
    this.timestampSlot = timestampSlot;
  }

  /** The schema of what {@code measure} reads of records that are parsed by {@code parse}. */
  public static EventSchema of(ParseSpec parse, MeasureSpec measure) {
    Builder builder = new Builder(parse);
    measure.groupBy().forEach(builder::text);
    for (AggregateSpec aggregate : measure.measures().values()) {
      if (aggregate.count() != null) {
        aggregate.count().keySet().forEach(builder::text);
      }
      aggregate.where().keySet().forEach(builder::text);
      for (String field : aggregate.numberFields()) {
        builder.number(field);
      }
    }
    return builder.build();
  }

  /** How many slots there are. */
  public int size() {
    return fields.size();
  }

  /** The fields' names. */
  public Set<String> names() {
    return fields.stream().map(Field::name).collect(Collectors.toUnmodifiableSet());
  }

  /** The slot of a field. */
  public int slot(String name) {
    for (int slot = 0; slot < fields.size(); slot++) {
      if (fields.get(slot).name.equals(name)) {
        return slot;
      }
    }
    throw new IllegalArgumentException("the schema has no field " + name);
  }

  /** The name of the field in a slot. */
  public String name(int slot) {
    return fields.get(slot).name;
  }

  /** The slot that holds the event time. */
  public int timestampSlot() {
    return timestampSlot;
  }

  Field field(int slot) {
    return fields.get(slot);
  }

  private static final class Builder {
    private final ParseSpec parse;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    Builder(ParseSpec parse) {
      this.parse = parse;
    }

    void text(String name) {
      Field old = fields.get(name);
      add(name, true, old != null && old.number);
    }

    void number(String name) {
      Field old = fields.get(name);
      add(name, old != null && old.text, true);
    }

    private void add(String name, boolean text, boolean number) {
      FieldSpec spec = parse.fields().getOrDefault(name, FieldSpec.DEFAULT);
      fields.put(
          name,
          new Field(
              name,
              text,
              number,
              spec.min() == null ? -Double.MAX_VALUE : spec.min(),
              spec.max() == null ? Double.MAX_VALUE : spec.max(),
              spec.optional()));
    }

    EventSchema build() {
      String time = parse.timestamp().field();
      if (!fields.containsKey(time)) {
        add(time, false, false);
      }
      return new EventSchema(
          new ArrayList<>(fields.values()), new ArrayList<>(fields.keySet()).indexOf(time));
    }
  }
}
