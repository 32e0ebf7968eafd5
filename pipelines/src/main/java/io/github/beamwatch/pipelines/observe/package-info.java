/**
 * What a running job shows of itself: its metrics as Prometheus reads them. Where the numbers come
 * from is decided by the transforms; here they only get names.
 */
@NullMarked
package io.github.beamwatch.pipelines.observe;

import org.jspecify.annotations.NullMarked;
