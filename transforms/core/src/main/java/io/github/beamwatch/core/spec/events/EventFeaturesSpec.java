package io.github.beamwatch.core.spec.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.github.beamwatch.core.spec.ranking.FeaturesSpec.Night;
import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Which features an event gets. */
public record EventFeaturesSpec(
    @JsonProperty(required = true)
        @JsonPropertyDescription("The field that tells an event from all others.")
        String id,
    @JsonProperty(required = true) @JsonPropertyDescription("The number that was spent.")
        String amount,
    @JsonPropertyDescription("The hours that are night. Default from 0 to 6.") Night night,
    @JsonProperty(required = true)
        @JsonPropertyDescription("The entities that took part, and what is told of their past.")
        List<HistorySpec> history)
    implements Serializable {
  public EventFeaturesSpec {
    night = night == null ? Night.DEFAULT : night;
    history = history == null ? List.of() : List.copyOf(history);
  }

  /** The fields that are read as texts, each once. */
  public List<String> texts() {
    Set<String> texts = new LinkedHashSet<>();
    texts.add(id);
    history.forEach(one -> texts.add(one.entity()));
    return texts.stream().filter(Objects::nonNull).toList();
  }
}
