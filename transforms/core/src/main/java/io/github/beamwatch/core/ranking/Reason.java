package io.github.beamwatch.core.ranking;

import java.io.Serializable;

/**
 * What one feature did to an entity's score.
 *
 * @param feature its name
 * @param value of the entity; NaN where it is missing
 * @param contribution what it added to the score, in the model's unit: the higher, the more it made
 *     the entity unusual
 * @param percentile of the value among all entities, 0 to 100: the share of them that are below,
 *     and half of those that are equal; NaN where the value is missing
 * @param median of all entities
 */
public record Reason(
    String feature, double value, double contribution, double percentile, double median)
    implements Serializable {}
