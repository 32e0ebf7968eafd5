/**
 * What reports as web pages are written with: markup, shapes, axes and numbers as people read them.
 * A page is one file without script, font or network. Knows nothing of what is reported.
 */
@NullMarked
package io.github.beamwatch.pipelines.page;

import org.jspecify.annotations.NullMarked;
