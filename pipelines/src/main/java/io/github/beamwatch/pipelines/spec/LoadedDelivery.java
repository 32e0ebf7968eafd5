package io.github.beamwatch.pipelines.spec;

import io.github.beamwatch.core.spec.delivery.DeliverySpec;

/**
 * A delivery's spec that was read and checked.
 *
 * @param source where it came from: a file or a template
 * @param spec the spec, every value resolved
 * @param specVersion twelve hexadecimal digits, equal for equal rules
 */
public record LoadedDelivery(String source, DeliverySpec spec, String specVersion) {}
