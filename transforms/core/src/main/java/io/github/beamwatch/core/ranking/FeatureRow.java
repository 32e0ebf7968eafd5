package io.github.beamwatch.core.ranking;

/**
 * An entity with its features.
 *
 * @param name UTF-8
 * @param values of its features; NaN where one is missing
 * @param events how many it had
 * @param first the time of the first, milliseconds of the epoch
 * @param last the time of the last
 * @param profile when they were, and what their columns said
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record FeatureRow(
    byte[] name, double[] values, long events, long first, long last, EntityProfile profile) {}
