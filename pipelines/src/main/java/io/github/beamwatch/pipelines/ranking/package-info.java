/** The ranking of entities as a job: its graph, what it writes, and what is said of it. */
@NullMarked
package io.github.beamwatch.pipelines.ranking;

import org.jspecify.annotations.NullMarked;
