/** What is not shown of sensitive fields, and by what they are told apart all the same. */
@NullMarked
package io.github.beamwatch.core.privacy;

import org.jspecify.annotations.NullMarked;
