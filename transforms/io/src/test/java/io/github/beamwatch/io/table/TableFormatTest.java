package io.github.beamwatch.io.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written to a table is what is read from it, to the last digit. */
class TableFormatTest {

  private static final double ODD = 0.1 + 0.2;
  private static final long TIME = 1_765_958_584_123L;

  record Ranked(String name, double score, long rank, long time, boolean top) {}

  private static final RowShape<Ranked> SHAPE =
      new RowShape<>() {
        @Override
        public List<Column> columns() {
          return List.of(
              Column.string("name"),
              Column.number("score, of all"),
              Column.whole("rank"),
              Column.timestamp("at"),
              Column.flag("top"));
        }

        @Override
        public void write(Ranked row, Cells cells) {
          cells
              .string(row.name)
              .number(row.score)
              .whole(row.rank)
              .timestamp(row.time)
              .flag(row.top);
        }
      };

  private static final List<Ranked> ROWS =
      List.of(
          new Ranked("plain", ODD, 1, TIME, true),
          new Ranked("a, \"b\"\nZürich 日本 😀", -Double.MIN_VALUE, Long.MAX_VALUE, 0, false),
          new Ranked("", Double.MAX_VALUE, Long.MIN_VALUE, -1, false),
          new Ranked(" blank ", Double.NaN, 0, TIME, true),
          new Ranked(null, Double.NEGATIVE_INFINITY, 2, TIME, true));

  @TempDir Path folder;

  @Test
  void csvHasQuotesWhereItNeedsThemAndNothingForNoValue() throws IOException {
    assertThat(new String(bytes(TableFormat.CSV, SHAPE, ROWS), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            name,"score, of all",rank,at,top
            plain,0.30000000000000004,1,2025-12-17T08:03:04.123Z,true
            "a, ""b""
            Zürich 日本 😀",-4.9E-324,9223372036854775807,1970-01-01T00:00:00.000Z,false
            "",1.7976931348623157E308,-9223372036854775808,1969-12-31T23:59:59.999Z,false
            " blank ",,0,2025-12-17T08:03:04.123Z,true
            ,,2,2025-12-17T08:03:04.123Z,true
            """);
  }

  @Test
  void parquetHasTypedColumnsAndEqualValues() throws IOException {
    Path file = folder.resolve("ranking.parquet");
    Files.write(file, bytes(TableFormat.PARQUET, SHAPE, ROWS));

    assertThat(ParquetRows.read(input(file)))
        .containsExactly(
            Map.of("name", "plain", "score, of all", ODD, "rank", 1L, "at", TIME, "top", true),
            Map.of(
                "name",
                "a, \"b\"\nZürich 日本 😀",
                "score, of all",
                -Double.MIN_VALUE,
                "rank",
                Long.MAX_VALUE,
                "at",
                0L,
                "top",
                false),
            Map.of(
                "name",
                "",
                "score, of all",
                Double.MAX_VALUE,
                "rank",
                Long.MIN_VALUE,
                "at",
                -1L,
                "top",
                false),
            Map.of("name", " blank ", "rank", 0L, "at", TIME, "top", true),
            Map.of("rank", 2L, "at", TIME, "top", true));
    try (ParquetFileReader reader = ParquetFileReader.open(input(file))) {
      assertThat(reader.getFileMetaData().getSchema().toString())
          .isEqualTo(
              """
              message row {
                optional binary name (STRING);
                optional double score, of all;
                optional int64 rank;
                optional int64 at (TIMESTAMP(MILLIS,true));
                optional boolean top;
              }
              """);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRowIsTheSameAfterItWentAroundAsBytes(TableFormat format) throws IOException {
    List<byte[]> encoded = ROWS.stream().map(row -> RowBytes.of(SHAPE, row)).toList();

    assertThat(bytes(format, RowBytes.with(SHAPE.columns()), encoded))
        .isEqualTo(bytes(format, SHAPE, ROWS));
  }

  @ParameterizedTest
  @EnumSource
  void manyRowsAndNoneAreTablesToo(TableFormat format) throws IOException {
    List<Ranked> many = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      many.add(new Ranked("n" + i, i / 3.0, i, TIME + i, i % 2 == 0));
    }
    Path all = folder.resolve("all");
    Path none = folder.resolve("none");
    Files.write(all, bytes(format, SHAPE, many));
    Files.write(none, bytes(format, SHAPE, List.of()));

    if (format == TableFormat.CSV) {
      assertThat(Files.readAllLines(all)).hasSize(100_001).endsWith(csv(many.get(99_999)));
      assertThat(Files.readAllLines(none)).hasSize(1);
    } else {
      assertThat(ParquetRows.read(input(all)))
          .hasSize(100_000)
          .last()
          .isEqualTo(
              Map.of(
                  "name",
                  "n99999",
                  "score, of all",
                  99_999 / 3.0,
                  "rank",
                  99_999L,
                  "at",
                  TIME + 99_999,
                  "top",
                  false));
      assertThat(ParquetRows.read(input(none))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRowThatDoesNotFitItsColumnsIsAMistakeOfTheProgram(TableFormat format) {
    assertThatThrownBy(() -> bytes(format, shape(cells -> cells.string("x")), List.of("x")))
        .hasMessage("a row has 1 cells, and its table 2 columns");
    assertThatThrownBy(
            () -> bytes(format, shape(cells -> cells.string("x").whole(1)), List.of("x")))
        .hasMessage("the column score holds a double, not a long");
    assertThatThrownBy(
            () -> bytes(format, shape(cells -> cells.string("x").number(1).empty()), List.of("x")))
        .hasMessage("a row has more cells than its table columns");
  }

  private interface Row extends java.io.Serializable {
    void write(Cells cells);
  }

  private static RowShape<String> shape(Row row) {
    return new RowShape<>() {
      @Override
      public List<Column> columns() {
        return List.of(Column.string("name"), Column.number("score"));
      }

      @Override
      public void write(String record, Cells cells) {
        row.write(cells);
      }
    };
  }

  private static String csv(Ranked row) throws IOException {
    String all = new String(bytes(TableFormat.CSV, SHAPE, List.of(row)), StandardCharsets.UTF_8);
    return all.lines().toList().get(1);
  }

  private static <T> byte[] bytes(TableFormat format, RowShape<T> shape, List<T> rows)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RecordWriter<T> table = format.open(out, shape)) {
      for (T row : rows) {
        table.write(row);
      }
    }
    return out.toByteArray();
  }

  private static InputFile input(Path file) throws IOException {
    return HadoopInputFile.fromPath(
        new org.apache.hadoop.fs.Path(file.toUri()), new Configuration());
  }
}
