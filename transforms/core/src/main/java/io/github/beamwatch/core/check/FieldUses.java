package io.github.beamwatch.core.check;

import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.PipelineSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a record a spec reads, and where it says so.
 *
 * @param paths the field's name by the pointer of its use
 * @param numbers the fields that are read as numbers
 * @param complete false where an aggregate could not be read, so that more may be meant
 */
record FieldUses(Map<String, String> paths, List<String> numbers, boolean complete) {

  static FieldUses of(PipelineSpec spec) {
    Map<String, String> paths = new LinkedHashMap<>();
    List<String> numbers = new ArrayList<>();
    ParseSpec parse = spec.parse();
    if (parse != null && parse.timestamp() != null && parse.timestamp().field() != null) {
      paths.put("/parse/timestamp/field", parse.timestamp().field());
    }
    MeasureSpec measure = spec.measure();
    if (measure == null) {
      return new FieldUses(paths, numbers, false);
    }
    for (int i = 0; i < measure.groupBy().size(); i++) {
      paths.put(Findings.at("/measure/groupBy", i), measure.groupBy().get(i));
    }
    boolean complete = !measure.measures().isEmpty();
    for (Map.Entry<String, AggregateSpec> named : measure.measures().entrySet()) {
      AggregateSpec aggregate = named.getValue();
      String at = Findings.at("/measure/measures", named.getKey());
      number(at + "/sum", aggregate.sum(), paths);
      number(at + "/min", aggregate.min(), paths);
      number(at + "/max", aggregate.max(), paths);
      number(at + "/mean", aggregate.mean(), paths);
      String filter = at + (aggregate.count() == null ? "/where" : "/count");
      aggregate.filter().keySet().forEach(key -> paths.put(Findings.at(filter, key), key));
      numbers.addAll(aggregate.numberFields());
      complete &= aggregate.count() != null || !aggregate.numberFields().isEmpty();
    }
    return new FieldUses(paths, numbers, complete);
  }

  private static void number(String path, @Nullable String field, Map<String, String> paths) {
    if (field != null) {
      paths.put(path, field);
    }
  }
}
