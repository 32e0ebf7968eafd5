package io.github.beamwatch.io.jdbc;

import io.github.beamwatch.core.spec.JdbcSinkSpec;
import io.github.beamwatch.io.sink.BatchSink.Outcome;
import io.github.beamwatch.io.sink.BatchSink.Unwritten;
import io.github.beamwatch.io.sink.BatchSink.Writer;
import io.github.beamwatch.io.sink.SinkRow;
import io.github.beamwatch.io.sink.SinkUnavailableException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection, made when it is needed and made anew after a failure. */
final class JdbcWriter implements Writer {

  private final JdbcSinkSpec spec;
  private final RowStatement sql;
  private @Nullable Connection connection;

  JdbcWriter(JdbcSinkSpec spec) {
    this.spec = spec;
    this.sql = RowStatement.of(spec);
  }

  @Override
  public Outcome write(List<SinkRow> rows) throws SinkUnavailableException {
    try {
      Connection open = connected();
      try {
        together(open, rows);
        return Outcome.WRITTEN;
      } catch (SQLException e) {
        SQLException cause = causeOf(e);
        if (SqlFailure.passing(cause)) {
          throw cause;
        }
        open.rollback();
        return oneByOne(open, rows);
      }
    } catch (SQLException e) {
      close();
      throw new SinkUnavailableException(
          "the database at " + spec.url() + " cannot be used: " + SqlFailure.sentence(e), null);
    }
  }

  private void together(Connection open, List<SinkRow> rows) throws SQLException {
    try (PreparedStatement statement = open.prepareStatement(sql.sql())) {
      for (SinkRow row : rows) {
        sql.set(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
      open.commit();
    }
  }

  private Outcome oneByOne(Connection open, List<SinkRow> rows) throws SQLException {
    List<Unwritten> refused = new ArrayList<>();
    for (SinkRow row : rows) {
      try (PreparedStatement statement = open.prepareStatement(sql.sql())) {
        sql.set(statement, row);
        statement.executeUpdate();
        open.commit();
      } catch (SQLException e) {
        if (SqlFailure.passing(e)) {
          // The rows before are written; to write them again does no harm.
          throw e;
        }
        open.rollback();
        refused.add(new Unwritten(row, "the database refuses it: " + SqlFailure.sentence(e)));
      }
    }
    return new Outcome(refused, List.of(), null);
  }

  /** Of a batch, what went wrong with the row that it failed at. */
  private static SQLException causeOf(SQLException failure) {
    SQLException next = failure instanceof BatchUpdateException ? failure.getNextException() : null;
    return next == null ? failure : next;
  }

  private Connection connected() throws SQLException {
    if (connection == null) {
      connection = JdbcSink.connect(spec);
      connection.setAutoCommit(false);
    }
    return connection;
  }

  @Override
  public void close() {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // It is broken, and given up.
      }
      connection = null;
    }
  }
}
