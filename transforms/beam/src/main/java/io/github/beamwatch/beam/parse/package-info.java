/** From raw records to events and dead letters. No windows, no rules. */
@NullMarked
package io.github.beamwatch.beam.parse;

import org.jspecify.annotations.NullMarked;
