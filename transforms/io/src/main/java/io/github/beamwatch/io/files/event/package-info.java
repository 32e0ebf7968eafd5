/** Rankings of events: the training of their model into its file, and the files of their scores. */
@NullMarked
package io.github.beamwatch.io.files.event;

import org.jspecify.annotations.NullMarked;
