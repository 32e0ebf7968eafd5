package io.github.beamwatch.core.spec;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Bounds of one number field, inclusive. */
public record FieldSpec(
    @JsonPropertyDescription("The smallest allowed number.") @Nullable Double min,
    @JsonPropertyDescription("The largest allowed number.") @Nullable Double max)
    implements Serializable {}
