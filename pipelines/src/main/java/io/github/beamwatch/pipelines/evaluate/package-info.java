/** How right alerts and scores were, where labels tell what was wrong. */
@NullMarked
package io.github.beamwatch.pipelines.evaluate;

import org.jspecify.annotations.NullMarked;
