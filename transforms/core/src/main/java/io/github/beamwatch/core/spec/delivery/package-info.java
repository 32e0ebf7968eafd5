/** The spec of a delivery: which alerts go to whom, and how. Reading YAML happens elsewhere. */
@NullMarked
package io.github.beamwatch.core.spec.delivery;

import org.jspecify.annotations.NullMarked;
