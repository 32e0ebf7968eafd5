package io.github.beamwatch.pipelines.generate;

import io.github.beamwatch.core.generate.user.TransactionCsv;
import io.github.beamwatch.core.generate.user.TransactionSlice;
import java.io.IOException;
import java.nio.file.Path;

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
