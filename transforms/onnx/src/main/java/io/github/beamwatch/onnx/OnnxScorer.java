package io.github.beamwatch.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.beamwatch.core.model.ModelImporter;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One model in ONNX Runtime. One thread scores a row, so that equal rows get equal scores. */
final class OnnxScorer implements ModelImporter.Scorer {

  private static final Cleaner CLEANER = Cleaner.create();

  /** Names of outputs that say what they are. */
  private static final List<String> SCORE_NAMES = List.of("anomaly_score", "score", "scores");

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final String input;
  private final String output;
  private final boolean doubles;
  private final int columns;
  private final double sign;

  private OnnxScorer(
      OrtEnvironment environment,
      OrtSession session,
      String input,
      String output,
      boolean doubles,
      int columns,
      double sign) {
    this.environment = environment;
    this.session = session;
    this.input = input;
    this.output = output;
    this.doubles = doubles;
    this.columns = columns;
    this.sign = sign;
  }

  static OnnxScorer open(byte[] file, int columns, double sign) throws IOException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    OrtSession session;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(file, options);
    } catch (OrtException e) {
      throw new IOException("this is no ONNX model that can be used: " + e.getMessage(), e);
    }
    try {
      OnnxScorer scorer = open(environment, session, columns, sign);
      CLEANER.register(scorer, () -> close(session));
      return scorer;
    } catch (OrtException e) {
      close(session);
      throw new IOException("the ONNX model cannot be used: " + e.getMessage(), e);
    } catch (IOException e) {
      close(session);
      throw e;
    }
  }

  private static OnnxScorer open(
      OrtEnvironment environment, OrtSession session, int columns, double sign)
      throws OrtException, IOException {
    Map<String, NodeInfo> inputs = session.getInputInfo();
    NodeInfo only = inputs.values().iterator().next();
    if (inputs.size() != 1 || !(only.getInfo() instanceof TensorInfo rows)) {
      throw new IOException(
          "the ONNX model has the inputs %s; one of shape (rows, columns) is needed"
              .formatted(inputs.keySet()));
    }
    long[] shape = rows.getShape();
    if (shape.length != 2 || shape[1] >= 0 && shape[1] != columns) {
      throw new IOException(
          "the ONNX model's input %s has the shape %s, and the rows have %d columns"
              .formatted(only.getName(), said(shape), columns));
    }
    if (rows.type != OnnxJavaType.FLOAT && rows.type != OnnxJavaType.DOUBLE) {
      throw new IOException(
          "the ONNX model's input %s is of %s; float or double is needed"
              .formatted(only.getName(), rows.type));
    }
    OnnxScorer scorer =
        new OnnxScorer(
            environment,
            session,
            only.getName(),
            output(session, columns),
            rows.type == OnnxJavaType.DOUBLE,
            columns,
            sign);
    // Shapes that are only known when the model runs are seen here, rather than in the middle.
    scorer.run(new double[2][columns]);
    return scorer;
  }

  private static String said(long[] shape) {
    List<String> parts = new ArrayList<>();
    for (long part : shape) {
      parts.add(part < 0 ? "any" : Long.toString(part));
    }
    return "(" + String.join(", ", parts) + ")";
  }

  private static String output(OrtSession session, int columns) throws OrtException, IOException {
    List<String> numbers = new ArrayList<>();
    for (NodeInfo each : session.getOutputInfo().values()) {
      if (each.getInfo() instanceof TensorInfo tensor
          && (tensor.type == OnnxJavaType.FLOAT || tensor.type == OnnxJavaType.DOUBLE)) {
        numbers.add(each.getName());
      }
    }
    if (numbers.isEmpty()) {
      throw new IOException(
          "the ONNX model has the outputs %s, none of them numbers: a score, or %d reconstructed columns, is needed"
              .formatted(session.getOutputInfo().keySet(), columns));
    }
    return SCORE_NAMES.stream()
        .filter(numbers::contains)
        .findFirst()
        .orElse(numbers.get(numbers.size() - 1));
  }

  @Override
  public double[] scores(double[][] rows) {
    try {
      return run(rows);
    } catch (OrtException | IOException e) {
      throw new IllegalStateException("the ONNX model failed: " + e.getMessage(), e);
    }
  }

  private double[] run(double[][] rows) throws OrtException, IOException {
    try (OnnxTensor tensor = tensor(rows);
        OrtSession.Result result = session.run(Map.of(input, tensor), Set.of(output))) {
      OnnxValue value = result.get(0);
      if (!(value instanceof OnnxTensor answer)) {
        throw new IOException("the ONNX model's output %s is no tensor".formatted(output));
      }
      double[] flat = flat(answer);
      if (flat.length == rows.length) {
        for (int i = 0; i < flat.length; i++) {
          flat[i] *= sign;
        }
        return flat;
      }
      if (flat.length == rows.length * columns) {
        return errors(rows, flat);
      }
      throw new IOException(
          "the ONNX model's output %s has the shape %s for %d rows of %d columns; a score for each row, or as many columns as there are, is needed"
              .formatted(output, said(answer.getInfo().getShape()), rows.length, columns));
    }
  }

  private double[] errors(double[][] rows, double[] told) {
    double[] errors = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int column = 0; column < columns; column++) {
        double error = rows[i][column] - told[i * columns + column];
        errors[i] += error * error / columns;
      }
    }
    return errors;
  }

  private OnnxTensor tensor(double[][] rows) throws OrtException {
    long[] shape = {rows.length, columns};
    if (doubles) {
      DoubleBuffer buffer = DoubleBuffer.allocate(rows.length * columns);
      for (double[] row : rows) {
        buffer.put(row);
      }
      return OnnxTensor.createTensor(environment, buffer.rewind(), shape);
    }
    FloatBuffer buffer = FloatBuffer.allocate(rows.length * columns);
    for (double[] row : rows) {
      for (double value : row) {
        buffer.put((float) value);
      }
    }
    return OnnxTensor.createTensor(environment, buffer.rewind(), shape);
  }

  private static double[] flat(OnnxTensor tensor) {
    if (tensor.getInfo().type == OnnxJavaType.DOUBLE) {
      DoubleBuffer buffer = tensor.getDoubleBuffer();
      double[] flat = new double[buffer.remaining()];
      buffer.get(flat);
      return flat;
    }
    FloatBuffer buffer = tensor.getFloatBuffer();
    double[] flat = new double[buffer.remaining()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = buffer.get(i);
    }
    return flat;
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
