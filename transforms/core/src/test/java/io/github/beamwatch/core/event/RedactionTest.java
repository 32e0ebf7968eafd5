package io.github.beamwatch.core.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.beamwatch.core.privacy.Privacy;
import io.github.beamwatch.core.spec.AggregateSpec;
import io.github.beamwatch.core.spec.CsvSpec;
import io.github.beamwatch.core.spec.FieldSpec;
import io.github.beamwatch.core.spec.FieldSpec.Sensitive;
import io.github.beamwatch.core.spec.MeasureSpec;
import io.github.beamwatch.core.spec.ParseSpec;
import io.github.beamwatch.core.spec.ParseSpec.Format;
import io.github.beamwatch.core.spec.PipelineSpec;
import io.github.beamwatch.core.spec.PrivacySpec;
import io.github.beamwatch.core.spec.Secret;
import io.github.beamwatch.core.spec.SourceSpec;
import io.github.beamwatch.core.spec.TimestampSpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code customer} is hashed and read, {@code email} is masked and not read. */
class RedactionTest {

  private static final String KEY = "a key of the tests alone";
  private static final String ALICE = pseudonym("alice");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"customer":"alice","n":1}                       | {"customer":"A","n":1}
          { "n" : 1 , "customer" : "alice" }               | { "n" : 1 , "customer" : "A" }
          {"customer":"al\\u0069ce"}                       | {"customer":"A"}
          {"cust\\u006fmer":"alice"}                       | {"cust\\u006fmer":"A"}
          {"Customer":"alice"}                             | {"Customer":"A"}
          {"customer":"alice","email":"m"}                 | {"customer":"A","email":"***"}
          {"customer":"alice","email":{"a":["m","}"]}}     | {"customer":"A","email":"***"}
          {"customer":"alice","email":null}                | {"customer":"A","email":"***"}
          {"customer":"alice","by":{"email":"m","x":[1]}}  | {"customer":"A","by":{"email":"***","x":[1]}}
          {"customer":"alice","by":[{"email":"m"},2]}      | {"customer":"A","by":[{"email":"***"},2]}
          {"customer":"alice","customer":"alice"}          | {"customer":"A","customer":"A"}
          {"customer":"alice","n":007}                     | {"customer":"A","n":007}
          """)
  void of_json_only_the_values_are_hidden(String record, String expected) {
    assertThat(redacted(Format.JSON, record))
        .isEqualTo(expected.replace("\"A\"", '"' + ALICE + '"'));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "m",
        "\"m\"",
        "[{\"email\":\"m\"}]",
        "{\"customer\":\"alice\",\"email\":\"m",
        "{\"customer\":\"alice\",\"email\":\"a\"m\"}",
        "{\"customer\":\"alice\",\"email\":m@x}",
        "{\"customer\":\"alice\",\"email\" \"m\"}",
        "{\"customer\":\"alice\",\"em\\ail\":\"m\"}",
        "{\"customer\":\"alice\",email:\"m\"}",
        "{\"customer\":\"alice\"} m",
        "{\"custmer\":\"alice\"}",
        "{\"n\":1}"
      })
  void what_may_hold_a_value_anywhere_is_withheld(String record) {
    assertThat(redacted(Format.JSON, record)).isNull();
  }

  @Test
  void what_is_nested_too_deep_or_not_utf8_is_withheld() {
    String deep = "{\"customer\":\"alice\",\"x\":" + "[".repeat(70) + "]".repeat(70) + "}";
    byte[] bytes = "{\"customer\":\"alice\",\"x\":\"?\"}".getBytes(UTF_8);
    bytes[bytes.length - 3] = (byte) 0xFF;

    assertThat(redacted(Format.JSON, deep)).isNull();
    assertThat(parser(Format.JSON).redacted(bytes, 0, bytes.length)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2026,alice,m,1           | 2026,A,***,1
          2026, alice ,"m,m",x     | 2026,A,***,x
          ,"alice","m ""m\""",      | ,A,***,
          """)
  void of_csv_only_the_columns_are_hidden(String record, String expected) {
    assertThat(redacted(Format.CSV, record)).isEqualTo(expected.replace("A", ALICE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026,alice,m", "2026,alice,m,1,2", "2026,alice,\"m,1", "", "m"})
  void a_row_of_another_width_is_withheld(String record) {
    assertThat(redacted(Format.CSV, record)).isNull();
  }

  @Test
  void rows_of_a_file_without_the_column_are_withheld() {
    EventParser parser = format(Format.CSV, List.of()).newParser("at,custmer,n".getBytes(UTF_8));
    byte[] row = "2026,alice,1".getBytes(UTF_8);

    assertThat(parser.redacted(row, 0, row.length)).isNull();
  }

  @Test
  void of_a_typed_record_json_without_the_values_is_kept() {
    TypedRecord record = format(Format.JSON, List.of()).newTypedRecord();
    record.text(record.schema().slot("customer"), "alice");
    record.whole(record.schema().slot("age"), 77);

    assertThat(new String(record.redacted(new byte[0], 0, 0), UTF_8))
        .isEqualTo("{\"customer\":\"" + ALICE + "\",\"age\":\"***\"}");
  }

  @Test
  void the_sentence_on_a_bad_value_does_not_quote_it() {
    EventFormat format = format(Format.JSON, List.of());
    EventRow row = format.newRow();
    byte[] record = "{\"at\":1,\"customer\":\"alice\",\"age\":\"m\"}".getBytes(UTF_8);

    assertThat(format.newParser().parse(record, 0, record.length, row)).isFalse();
    assertThat(row.detail()).contains("age").doesNotContain("'m'");

    byte[] range = "{\"at\":1,\"customer\":\"alice\",\"age\":-77}".getBytes(UTF_8);
    assertThat(format.newParser().parse(range, 0, range.length, row)).isFalse();
    assertThat(row.detail())
        .isEqualTo("field 'age' is a value that is not shown; allowed is 0.0 and above");
  }

  private static String redacted(Format format, String record) {
    byte[] bytes = record.getBytes(UTF_8);
    byte[] redacted = parser(format).redacted(bytes, 0, bytes.length);
    return redacted == null ? null : new String(redacted, UTF_8);
  }

  private static EventParser parser(Format format) {
    return format(format, List.of("at", "customer", "Email", "n")).newParser();
  }

  private static EventFormat format(Format format, List<String> columns) {
    ParseSpec parse =
        new ParseSpec(
            format,
            new TimestampSpec("at", "epochSeconds", null, null, null, null),
            Map.of(
                "customer",
                new FieldSpec(null, null, null, Sensitive.HASH),
                "email",
                new FieldSpec(null, null, null, Sensitive.MASK),
                "age",
                new FieldSpec(0.0, null, true, Sensitive.MASK)),
            new CsvSpec(null, columns, null),
            null);
    MeasureSpec measure =
        new MeasureSpec(
            List.of("customer"),
            null,
            null,
            Map.of("age", new AggregateSpec(null, "age", null, null, null, null, null)),
            null,
            null);
    PipelineSpec spec =
        new PipelineSpec(
            PipelineSpec.API_VERSION,
            "p",
            null,
            SourceSpec.ofFiles("in"),
            parse,
            measure,
            null,
            null,
            null,
            new PrivacySpec(Secret.of(KEY)),
            null);
    EventSchema schema = EventSchema.of(parse, measure);
    EventFormat of = EventFormat.of(spec, schema);
    assertThat(of.privacy().isEmpty()).isFalse();
    assertThat(Privacy.NONE.isEmpty()).isTrue();
    return of;
  }

  /** By the JDK alone, as the documentation says it. */
  private static String pseudonym(String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(value.getBytes(UTF_8))).substring(0, 32);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
