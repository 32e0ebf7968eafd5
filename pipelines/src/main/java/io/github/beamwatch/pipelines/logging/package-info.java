/**
 * The log of a process of ours: plain lines for a person, or JSON for a collector. Inside somebody
 * else's process, a JobManager or spark-submit, the log is theirs.
 */
@NullMarked
package io.github.beamwatch.pipelines.logging;

import org.jspecify.annotations.NullMarked;
