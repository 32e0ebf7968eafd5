/** The console of the process that does the work. */
@NullMarked
package io.github.beamwatch.io.console;

import org.jspecify.annotations.NullMarked;
