/**
 * What a job says to its log: few lines, each with the pipeline, the version of its spec and the
 * fields of its matter, and no line more often than a person can read. Never a record, never a
 * secret.
 */
@NullMarked
package io.github.beamwatch.beam.log;

import org.jspecify.annotations.NullMarked;
