/** Rankings of events: the training of their model, and their scores. */
@NullMarked
package io.github.beamwatch.io.event;

import org.jspecify.annotations.NullMarked;
