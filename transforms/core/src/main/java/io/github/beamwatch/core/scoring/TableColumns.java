package io.github.beamwatch.core.scoring;

import io.github.beamwatch.core.event.CsvRow;
import io.github.beamwatch.core.spec.NearestName;
import java.util.ArrayList;
import java.util.List;

/**
 * The chosen columns of one file by their place.
 *
 * @param names all columns of the file
 * @param timestamp the place of the times; −1 where there are none
 * @param channels the places of the values
 * @param delimiter what separates the fields
 */
public record TableColumns(
    List<String> names, int timestamp, List<Integer> channels, char delimiter) {

  /**
   * Finds the columns in a header.
   *
   * @throws IllegalArgumentException with a sentence where one is not there, or none is left
   */
  public static TableColumns of(byte[] header, ColumnChoice choice) {
    List<String> names = CsvRow.header(header, choice.delimiter());
    String timestamp = choice.timestamp();
    int time = timestamp == null ? -1 : place(names, timestamp, choice);
    List<Integer> channels = new ArrayList<>();
    for (String name : choice.channels()) {
      channels.add(place(names, name, choice));
    }
    if (choice.channels().isEmpty()) {
      for (int i = 0; i < names.size(); i++) {
        if (i != time && !choice.exclude().contains(names.get(i))) {
          channels.add(i);
        }
      }
    }
    if (channels.isEmpty()) {
      throw new IllegalArgumentException(
          "no column is left to look at; there are " + String.join(", ", names));
    }
    return new TableColumns(List.copyOf(names), time, List.copyOf(channels), choice.delimiter());
  }

  /** The column of the times in the output: the input's own, or the rows' number. */
  String timeName() {
    return timestamp < 0 ? "index" : names.get(timestamp);
  }

  private static int place(List<String> names, String name, ColumnChoice choice) {
    int place = names.indexOf(name);
    if (place < 0) {
      throw new IllegalArgumentException(
          "there is no column '%s'%s%s"
              .formatted(
                  name, NearestName.choice(name, names, "columns"), otherDelimiter(names, choice)));
    }
    return place;
  }

  /** A file with another delimiter has one column with a strange name. */
  private static String otherDelimiter(List<String> names, ColumnChoice choice) {
    if (names.size() == 1) {
      for (char other : new char[] {';', '\t', ','}) {
        if (other != choice.delimiter() && names.get(0).indexOf(other) >= 0) {
          return "; is the delimiter '" + (other == '\t' ? "\\t" : other) + "'?";
        }
      }
    }
    return "";
  }
}
