package io.github.beamwatch.core.scoring;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are looked at.
 *
 * @param timestamp the column of the rows' times; null where rows have none
 * @param channels the columns of the values; empty for all that are left
 * @param exclude columns that are not among all, where a file has them
 * @param delimiter what separates the fields
 */
public record ColumnChoice(
    @Nullable String timestamp, List<String> channels, List<String> exclude, char delimiter)
    implements Serializable {

  /** The column that holds the values where the user names none. */
  public static final String USUAL_VALUE = "value";

  public ColumnChoice {
    channels = List.copyOf(channels);
    exclude = List.copyOf(exclude);
  }
}
