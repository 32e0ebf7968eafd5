/** Rankings of events as pipelines: the training of their model, and their scores. */
@NullMarked
package io.github.beamwatch.pipelines.event;

import org.jspecify.annotations.NullMarked;
