/** Rules that change while a job runs: versions, when each holds, and who reads them. */
@NullMarked
package io.github.beamwatch.core.live;

import org.jspecify.annotations.NullMarked;
