/** From verdicts to alerts. */
@NullMarked
package io.github.beamwatch.beam.alert;

import org.jspecify.annotations.NullMarked;
