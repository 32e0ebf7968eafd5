/**
 * The plain rules as one would write them by hand, without Beamwatch: what its speed is compared
 * with. The jobs differ in their engine and share the few lines of arithmetic on a window.
 */
@NullMarked
package io.github.beamwatch.benchmarks.reference;

import org.jspecify.annotations.NullMarked;
