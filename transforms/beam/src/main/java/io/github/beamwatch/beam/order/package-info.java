/** Event-time order per key on every runner. */
@NullMarked
package io.github.beamwatch.beam.order;

import org.jspecify.annotations.NullMarked;
