/** The spec: typed, immutable values of a pipeline's YAML. Reading YAML happens elsewhere. */
@NullMarked
package io.github.beamwatch.core.spec;

import org.jspecify.annotations.NullMarked;
