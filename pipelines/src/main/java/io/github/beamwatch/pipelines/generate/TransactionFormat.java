package io.github.beamwatch.pipelines.generate;

import io.github.beamwatch.core.generate.user.BadRow;
import io.github.beamwatch.core.generate.user.BadRows;
import io.github.beamwatch.core.generate.user.TransactionCsv;
import io.github.beamwatch.core.generate.user.TransactionSlice;
import io.github.beamwatch.io.table.RecordWriter;
import io.github.beamwatch.io.table.TableFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What kind of files transactions are written to. */
public enum TransactionFormat {
  CSV_GZ(".csv.gz") {
    @Override
    TransactionFile create(Path file) throws IOException {
      GzipFile out = GzipFile.create(file);
      TransactionCsv csv = new TransactionCsv(out);
      csv.header();
      return new TransactionFile() {
        @Override
        public long write(TransactionSlice slice) throws IOException {
          return csv.rows(slice);
        }

        @Override
        public void close() throws IOException {
          csv.flush();
          out.close();
        }
      };
    }
  },
  PARQUET(TableFormat.PARQUET.extension()) {
    @Override
    TransactionFile create(Path file) throws IOException {
      RecordWriter<TransactionRow> rows =
          TableFormat.PARQUET.open(Files.newOutputStream(file), new TransactionRow.Shape());
      return new TransactionFile() {
        @Override
        public long write(TransactionSlice slice) throws IOException {
          BadRows bad = BadRows.typed(slice.settings());
          long badRows = 0;
          for (int i = 0; i < slice.size(); i++) {
            rows.write(new TransactionRow(slice, i, null));
            Optional<BadRow> kind = bad.after(slice.id(i));
            if (kind.isPresent()) {
              rows.write(new TransactionRow(slice, i, bad.columns(kind.get(), slice, i)));
              badRows++;
            }
          }
          return badRows;
        }

        @Override
        public void close() throws IOException {
          rows.close();
        }
      };
    }
  };

  private final String ending;

  TransactionFormat(String ending) {
    this.ending = ending;
  }

  abstract TransactionFile create(Path file) throws IOException;

  /** Such as {@code .csv.gz}. */
  public String ending() {
    return ending;
  }

  /** The word on the command line, such as {@code csv.gz}. */
  public String word() {
    return ending.substring(1);
  }
}
