/** Takes alerts to their channels: grouping, claims, pace, attempts, and what became of each. */
@NullMarked
package io.github.beamwatch.io.deliver;

import org.jspecify.annotations.NullMarked;
