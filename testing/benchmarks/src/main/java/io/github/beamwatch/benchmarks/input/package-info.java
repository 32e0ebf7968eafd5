/** What a benchmark reads: generated once, kept under target. */
@NullMarked
package io.github.beamwatch.benchmarks.input;

import org.jspecify.annotations.NullMarked;
