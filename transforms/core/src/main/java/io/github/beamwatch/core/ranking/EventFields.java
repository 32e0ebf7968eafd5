package io.github.beamwatch.core.ranking;

import io.github.beamwatch.core.event.EventSchema;
import io.github.beamwatch.core.spec.ranking.RankingSpec;
import java.io.Serializable;
import java.util.List;

/**
 * The slots of a row in which a ranking's fields are.
 *
 * @param entity the entity's name
 * @param amount the amount
 * @param type the type; −1 where none is looked at
 * @param distinct the fields whose different values are counted
 * @param dimensions the fields that insights are told by
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record EventFields(int entity, int amount, int type, int[] distinct, int[] dimensions)
    implements Serializable {

  static EventFields of(RankingSpec spec, EventSchema schema) {
    return new EventFields(
        schema.slot(spec.features().entity()),
        schema.slot(spec.features().amount()),
        spec.features().types() == null ? -1 : schema.slot(spec.features().types().field()),
        slots(spec.features().distinct(), schema),
        slots(spec.insights().columns(), schema));
  }

  private static int[] slots(List<String> names, EventSchema schema) {
    return names.stream().mapToInt(schema::slot).toArray();
  }
}
