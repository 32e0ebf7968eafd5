/** What delivery needs of a pipeline: routed alerts, and the account of what is delivered. */
@NullMarked
package io.github.beamwatch.beam.delivery;

import org.jspecify.annotations.NullMarked;
