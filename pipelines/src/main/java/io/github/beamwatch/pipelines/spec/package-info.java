/**
 * From a YAML text to a checked {@link io.github.beamwatch.core.spec.PipelineSpec}: reading with
 * places, variables, {@code --set}, the shape by the JSON Schema, binding, the version. What a spec
 * means is decided in core; here only how it is written down.
 */
@NullMarked
package io.github.beamwatch.pipelines.spec;

import org.jspecify.annotations.NullMarked;
