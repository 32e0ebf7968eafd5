package io.github.beamwatch.io.kafka;

import java.util.Optional;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** What a broker refuses for good, however often it is asked. */
final class RefusedRecord {

  private RefusedRecord() {}

  /** Half a sentence about it; empty for a failure that may pass. */
  static Optional<String> reason(Throwable failure) {
    if (failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException) {
      return Optional.of("the record is larger than Kafka allows: " + failure.getMessage());
    }
    if (failure instanceof AuthorizationException) {
      return Optional.of("Kafka does not let this user write there: " + failure.getMessage());
    }
    boolean refused =
        failure instanceof InvalidTopicException
            || failure instanceof InvalidRecordException
            || failure instanceof InvalidTimestampException
            || failure instanceof PolicyViolationException
            || failure instanceof SerializationException;
    return refused ? Optional.of("Kafka refuses it: " + failure.getMessage()) : Optional.empty();
  }
}
