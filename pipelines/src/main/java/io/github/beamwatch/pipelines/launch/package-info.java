/**
 * Starting a pipeline: which runner, told what, watched how, stopped how, and what it did in the
 * end. Knows runners by name alone; what a spec means is decided elsewhere.
 */
@NullMarked
package io.github.beamwatch.pipelines.launch;

import org.jspecify.annotations.NullMarked;
