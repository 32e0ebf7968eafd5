package io.github.beamwatch.core.ranking;

import java.util.List;
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
 * @param details what else is told of it, in the order of {@link TallyPlan#details}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record FeatureRow(
    byte[] name,
    double[] values,
    long events,
    long first,
    long last,
    EntityProfile profile,
    @Nullable Boolean bad,
    List<String> details) {}
