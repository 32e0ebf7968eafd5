/** Results into tables of a database. */
@NullMarked
package io.github.beamwatch.io.jdbc;

import org.jspecify.annotations.NullMarked;
