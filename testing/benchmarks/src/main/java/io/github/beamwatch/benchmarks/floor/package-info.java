/**
 * The floor: one thread that reads a file of ad events and does nothing that the plain rules do not
 * need. What a distributed engine costs is told by its share of this.
 */
@NullMarked
package io.github.beamwatch.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
