package io.github.beamwatch.core.ranking;

import org.jspecify.annotations.Nullable;

/**
 * An entity with its features.
 *
 * @param name UTF-8
 * @param values of its features; NaN where one is missing
 * @param events how many it had
 * @param first the time of the first, milliseconds of the epoch
 * @param last the time of the last
 * @param profile when they were, and what their columns said
 * @param bad whether it is known to be; null where it is not known
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record FeatureRow(
    byte[] name,
    double[] values,
    long events,
    long first,
    long last,
    EntityProfile profile,
    @Nullable Boolean bad) {}
