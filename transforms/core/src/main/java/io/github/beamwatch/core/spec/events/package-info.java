/** The spec of a ranking of events, as its YAML says it. */
@NullMarked
package io.github.beamwatch.core.spec.events;

import org.jspecify.annotations.NullMarked;
