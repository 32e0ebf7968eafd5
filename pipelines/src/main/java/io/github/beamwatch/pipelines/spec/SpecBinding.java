package io.github.beamwatch.pipelines.spec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.beamwatch.core.spec.DurationText;
import java.io.IOException;
import java.time.Duration;

/** From a JSON tree of the right shape to the spec's records. */
final class SpecBinding {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .setAnnotationIntrospector(new NothingRequired())
          .registerModule(new SimpleModule().addDeserializer(Duration.class, new DurationReader()));

  private SpecBinding() {}

  /** The records of a tree whose shape was checked; what was left out there is null here. */
  static <S> S bind(ObjectNode tree, Class<S> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a spec of the right shape could not be bound", e);
    }
  }

  /** Missing keys were reported by their place; here they must not end the reading. */
  private static final class NothingRequired extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
      return false;
    }
  }

  private static final class DurationReader extends StdDeserializer<Duration> {
    private static final long serialVersionUID = 1L;

    DurationReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return DurationText.parse(parser.getText());
    }
  }
}
