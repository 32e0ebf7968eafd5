/** From records or events to one metric point per series and window. No rules. */
@NullMarked
package io.github.beamwatch.beam.measure;

import org.jspecify.annotations.NullMarked;
