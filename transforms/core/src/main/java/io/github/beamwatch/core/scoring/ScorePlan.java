package io.github.beamwatch.core.scoring;

import java.io.Serializable;

/**
 * How tables are scored: what is looked at, by whom, and what may only teach.
 *
 * @param columns which columns are looked at
 * @param judges judge the rows
 * @param trainRows so many rows at the beginning of each file only teach
 */
public record ScorePlan(ColumnChoice columns, Judges judges, long trainRows)
    implements Serializable {}
