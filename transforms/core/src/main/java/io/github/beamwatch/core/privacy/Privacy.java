package io.github.beamwatch.core.privacy;

import static java.util.Objects.requireNonNull;

import io.github.beamwatch.core.spec.FieldSpec.Sensitive;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.Secret;
import java.io.Serializable;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which fields of a record are sensitive, and how they are hidden. */
public final class Privacy implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What stands for a masked value. */
  public static final String MASK = "***";

  /** Nothing is sensitive. */
  public static final Privacy NONE = new Privacy(Map.of(), List.of(), Set.of(), null);

  private final TreeMap<String, Sensitive> fields = new TreeMap<>();
  private final TreeMap<String, Sensitive> alike = new TreeMap<>();
  private final List<String> labels;
  private final Set<String> expected;
  private final @Nullable Secret key;

  private Privacy(
      Map<String, Sensitive> fields,
      List<String> labels,
      Set<String> expected,
      @Nullable Secret key) {
    this.fields.putAll(fields);
    fields.forEach((name, how) -> alike.put(folded(name), how));
    this.labels = List.copyOf(labels);
    this.expected = Set.copyOf(expected);
    this.key = key;
  }

  /**
   * What a spec says.
   *
   * @param read the fields of a record that the spec reads
   */
  public static Privacy of(PipelineSpec spec, Set<String> read) {
    Map<String, Sensitive> fields = new TreeMap<>();
    Set<String> expected = new HashSet<>();
    spec.parse()
        .fields()
        .forEach(
            (name, field) -> {
              if (field.sensitive() != null) {
                fields.put(name, field.sensitive());
                if (read.contains(name) && !field.optional()) {
                  expected.add(folded(name));
                }
              }
            });
    return fields.isEmpty()
        ? NONE
        : new Privacy(
            fields,
            spec.measure().groupBy(),
            expected,
            spec.privacy() == null ? null : spec.privacy().key());
  }

  /** Whether nothing is to be hidden. */
  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** Whether values of this field are not to be shown. */
  public boolean hides(String field) {
    return fields.containsKey(field);
  }

  /**
   * How a field of a record is hidden whose name differs from a sensitive one in upper and lower
   * case at most; null where it is shown.
   */
  public @Nullable Sensitive alike(String field) {
    return alike.get(folded(field));
  }

  /** A name as {@link #expected} holds it. */
  public static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * The sensitive fields that the spec demands, {@linkplain #folded folded}. A record without one
   * of them may hold its value under another name.
   */
  public Set<String> expected() {
    return expected;
  }

  /** How each label of a series is hidden, null where it is shown; empty where all are shown. */
  public List<@Nullable Sensitive> labels() {
    return labels.stream().noneMatch(fields::containsKey)
        ? List.of()
        : Collections.unmodifiableList(
            labels.stream().<@Nullable Sensitive>map(fields::get).toList());
  }

  /** Makes pseudonyms; for one thread. */
  public Pseudonyms pseudonyms() {
    return new Pseudonyms(requireNonNull(key, "a checked spec has a key where one is needed"));
  }

  /** What stands for the value of a sensitive field in a record that is kept. */
  public String standIn(Sensitive how, byte[] value) {
    return how == Sensitive.MASK ? MASK : pseudonyms().of(value, 0, value.length);
  }
}
