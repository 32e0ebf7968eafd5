package io.github.beamwatch.pipelines.spec;

import io.github.beamwatch.core.spec.PipelineSpec;

/**
 * A spec that was read and checked.
 *
 * @param source where it came from: a file or a template
 * @param spec the spec, every value resolved
 * @param specVersion twelve hexadecimal digits, equal for equal rules; see {@code docs/spec.md}
 */
public record LoadedSpec(String source, PipelineSpec spec, String specVersion) {}
