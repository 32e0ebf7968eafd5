/** The demonstration: planted incidents, and which alert found which. */
@NullMarked
package io.github.beamwatch.pipelines.demo;

import org.jspecify.annotations.NullMarked;
