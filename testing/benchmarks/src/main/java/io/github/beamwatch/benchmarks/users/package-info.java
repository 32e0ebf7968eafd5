/** Unusual users of ten million transactions, by one plain thread: the floor of that benchmark. */
@NullMarked
package io.github.beamwatch.benchmarks.users;

import org.jspecify.annotations.NullMarked;
