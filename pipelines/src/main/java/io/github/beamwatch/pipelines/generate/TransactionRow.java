package io.github.beamwatch.pipelines.generate;

import io.github.beamwatch.core.generate.user.TransactionSlice;
import io.github.beamwatch.core.generate.user.TransactionText;
import io.github.beamwatch.io.table.Cells;
import io.github.beamwatch.io.table.Column;
import io.github.beamwatch.io.table.RowShape;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transaction, or a bad row that follows it.
 *
 * @param slice where the transaction is
 * @param index which one of them
 * @param bad the columns as text where it is a bad row
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record TransactionRow(TransactionSlice slice, int index, String @Nullable [] bad) {

  /** Typed columns, of the names that the CSV's header has. */
  static final class Shape implements RowShape<TransactionRow> {
    private static final long serialVersionUID = 1;
    private static final int AMOUNT = 3;

    @Override
    public List<Column> columns() {
      return List.of(
          Column.whole("transaction_id"),
          Column.timestamp("timestamp"),
          Column.string("user_id"),
          Column.number("amount"),
          Column.string("transaction_type"),
          Column.string("merchant_id"),
          Column.string("ip"),
          Column.string("country"));
    }

    @Override
    public void write(TransactionRow row, Cells cells) {
      String[] bad = row.bad;
      if (bad != null) {
        write(bad, cells);
        return;
      }
      TransactionSlice slice = row.slice;
      int i = row.index;
      cells
          .whole(slice.id(i))
          .timestamp(1_000 * slice.epochSecond(i))
          .string(TransactionText.user(slice.user(i)))
          .number(slice.cents(i) / 100.0)
          .string(slice.type(i).word())
          .string(TransactionText.merchant(slice.merchant(i)))
          .string(TransactionText.address(slice.address(i)))
          .string(slice.country(i));
    }

    private static void write(String[] bad, Cells cells) {
      cells
          .whole(Long.parseLong(bad[0]))
          .timestamp(Instant.parse(bad[1]).toEpochMilli())
          .string(text(bad[2]))
          .number(bad[AMOUNT].isEmpty() ? Double.NaN : Double.parseDouble(bad[AMOUNT]));
      for (int column = AMOUNT + 1; column < bad.length; column++) {
        cells.string(text(bad[column]));
      }
    }

    private static @Nullable String text(String cell) {
      return cell.isEmpty() ? null : cell;
    }
  }
}
