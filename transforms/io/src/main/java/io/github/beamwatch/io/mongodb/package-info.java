/** Results into a collection of MongoDB. */
@NullMarked
package io.github.beamwatch.io.mongodb;

import org.jspecify.annotations.NullMarked;
