/** Sends generated lines where they are wanted: into a file, or to a Kafka topic at their pace. */
@NullMarked
package io.github.beamwatch.pipelines.generate;

import org.jspecify.annotations.NullMarked;
