/** From a spec to a running pipeline: the composition of the transforms. */
@NullMarked
package io.github.beamwatch.pipelines;

import org.jspecify.annotations.NullMarked;
