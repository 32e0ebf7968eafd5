/** The memory of what was sent. */
@NullMarked
package io.github.beamwatch.io.deliver.claim;

import org.jspecify.annotations.NullMarked;
