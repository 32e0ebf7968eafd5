/**
 * A ranking of entities as a report: one page for people, one JSON for programs. Both are functions
 * of the result alone; nothing is read, counted or written here.
 */
@NullMarked
package io.github.beamwatch.pipelines.ranking.report;

import org.jspecify.annotations.NullMarked;
