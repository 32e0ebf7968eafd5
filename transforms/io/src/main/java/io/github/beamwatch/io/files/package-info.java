/** Files in (globs, compressed, in large chunks) and out (JSON lines). */
@NullMarked
package io.github.beamwatch.io.files;

import org.jspecify.annotations.NullMarked;
