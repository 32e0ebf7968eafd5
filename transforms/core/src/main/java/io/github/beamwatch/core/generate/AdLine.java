package io.github.beamwatch.core.generate;

/**
 * A line as it leaves the generator.
 *
 * @param bytes the line without its line break
 * @param emittedAtMillis when a live source would send it, in epoch milliseconds; never earlier
 *     than that of the line before
 */
public record AdLine(byte[] bytes, long emittedAtMillis) {}
