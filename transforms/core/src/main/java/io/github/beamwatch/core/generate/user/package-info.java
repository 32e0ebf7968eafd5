/**
 * Transactions of users of four behaviour types, some with planted fraud. Every user is drawn from
 * the seed and its number alone, so that any part of the data can be made on its own.
 */
@NullMarked
package io.github.beamwatch.core.generate.user;

import org.jspecify.annotations.NullMarked;
