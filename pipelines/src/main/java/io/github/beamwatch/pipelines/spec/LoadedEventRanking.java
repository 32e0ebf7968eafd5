package io.github.beamwatch.pipelines.spec;

import io.github.beamwatch.core.spec.events.EventRankingSpec;

/**
 * A ranking's spec that was read and checked.
 *
 * @param source where it came from: a file or a template
 * @param spec the spec, every value resolved
 * @param specVersion twelve hexadecimal digits, equal for equal features and models
 */
public record LoadedEventRanking(String source, EventRankingSpec spec, String specVersion) {}
