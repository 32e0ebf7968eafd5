package io.github.beamwatch.io.deliver;

import io.github.beamwatch.beam.parse.RawRecord;
import io.github.beamwatch.core.alert.Alert;
import io.github.beamwatch.io.deliver.claim.ClaimRequest;
import java.util.function.BiConsumer;

/**
 * An alert on its way through one channel.
 *
 * @param alert the alert
 * @param record what it was read from
 * @param claim its claim
 * @param sinceNanos when the channel got it
 * @param settled is told, once, what became of it
 */
record Parcel(
    Alert alert,
    RawRecord record,
    ClaimRequest claim,
    long sinceNanos,
    BiConsumer<Parcel, Outcome> settled) {}
