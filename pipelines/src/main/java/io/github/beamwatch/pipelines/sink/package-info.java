/** Which sinks there are, and what they are given. */
@NullMarked
package io.github.beamwatch.pipelines.sink;

import org.jspecify.annotations.NullMarked;
