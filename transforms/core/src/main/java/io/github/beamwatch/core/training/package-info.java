/**
 * Training of models: which rows of many teach, what is written down of a trained model, and the
 * file that another run loads. Opens no file itself.
 */
@NullMarked
package io.github.beamwatch.core.training;

import org.jspecify.annotations.NullMarked;
