/** Rankings of events as pipelines: training, and scoring. */
@NullMarked
package io.github.beamwatch.pipelines.event;

import org.jspecify.annotations.NullMarked;
