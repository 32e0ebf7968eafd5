/** Reads newer versions of the rules while a job runs: from files, from a topic. */
@NullMarked
package io.github.beamwatch.io.rules;

import org.jspecify.annotations.NullMarked;
