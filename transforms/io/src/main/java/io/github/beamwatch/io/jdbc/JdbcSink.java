package io.github.beamwatch.io.jdbc;

import io.github.beamwatch.core.spec.JdbcSinkSpec;
import io.github.beamwatch.io.ConnectorUnavailableException;
import io.github.beamwatch.io.sink.BatchSink;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Writes rows to a table, each by one statement, a batch in one transaction. On PostgreSQL a row
 * replaces the one of its id, unless that is newer, and the table is made where it is missing.
 * Where a batch fails because of what is in it, its rows are written one by one, and those that the
 * database refuses are refused.
 */
public final class JdbcSink implements BatchSink {

  private static final long serialVersionUID = 1L;
  private static final int BATCH = 500;

  private final JdbcSinkSpec spec;

  /** A table as a spec says. */
  public JdbcSink(JdbcSinkSpec spec) {
    this.spec = spec;
  }

  @Override
  public int batchRows() {
    return BATCH;
  }

  @Override
  public void prepare() throws ConnectorUnavailableException {
    try (Connection connection = connect(spec);
        Statement statement = connection.createStatement()) {
      if (spec.postgres() && spec.statement() == null) {
        statement.execute(RowStatement.table(spec.table()));
      } else if (!connection.isValid(10)) {
        throw new SQLException("it does not answer");
      }
    } catch (SQLException e) {
      throw new ConnectorUnavailableException(
          "the database at " + spec.url() + " cannot be used: " + SqlFailure.sentence(e), e);
    }
  }

  @Override
  public Writer open() {
    return new JdbcWriter(spec);
  }

  static Connection connect(JdbcSinkSpec spec) throws SQLException {
    Properties properties = new Properties();
    if (spec.username() != null) {
      properties.setProperty("user", spec.username());
    }
    if (spec.password() != null) {
      properties.setProperty("password", spec.password().reveal());
    }
    if (spec.postgres()) {
      // Without these a server that has gone silent is waited for without end.
      properties.setProperty("connectTimeout", "10");
      properties.setProperty("socketTimeout", "60");
      properties.setProperty("ApplicationName", "beamwatch");
      loadDriver();
    }
    return DriverManager.getConnection(spec.url(), properties);
  }

  /** In the class loader of a job on a cluster the driver does not come forward by itself. */
  private static void loadDriver() {
    try {
      Class.forName("org.postgresql.Driver", true, JdbcSink.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the bundle lacks the driver of PostgreSQL", e);
    }
  }
}
