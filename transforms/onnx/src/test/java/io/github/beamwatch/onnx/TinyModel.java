package io.github.beamwatch.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * ONNX models of one matrix product, written field by field: see onnx.proto of the ONNX project for
 * the numbers.
 */
final class TinyModel {
  private static final int FLOAT = 1;

  private TinyModel() {}

  private interface Body {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  /**
   * Rows times a matrix.
   *
   * @param output the name of the output
   */
  static byte[] product(float[][] matrix, String output) {
    int rows = matrix.length;
    int columns = matrix[0].length;
    ByteString graph =
        message(
            out -> {
              out.writeBytes(
                  1,
                  message(
                      node -> {
                        node.writeString(1, "rows");
                        node.writeString(1, "matrix");
                        node.writeString(2, output);
                        node.writeString(4, "MatMul");
                      }));
              out.writeString(2, "graph");
              out.writeBytes(5, tensor(matrix));
              out.writeBytes(11, value("rows", rows));
              out.writeBytes(12, value(output, columns));
            });
    return message(
            out -> {
              out.writeInt64(1, 8);
              out.writeBytes(7, graph);
              out.writeBytes(8, message(opset -> opset.writeInt64(2, 13)));
            })
        .toByteArray();
  }

  private static ByteString tensor(float[][] matrix) {
    return message(
        out -> {
          out.writeInt64(1, matrix.length);
          out.writeInt64(1, matrix[0].length);
          out.writeInt32(2, FLOAT);
          for (float[] row : matrix) {
            for (float value : row) {
              out.writeFloat(4, value);
            }
          }
          out.writeString(8, "matrix");
        });
  }

  /** Any number of rows of so many columns. */
  private static ByteString value(String name, int columns) {
    ByteString shape =
        message(
            out -> {
              out.writeBytes(1, message(any -> any.writeString(2, "n")));
              out.writeBytes(1, message(fixed -> fixed.writeInt64(1, columns)));
            });
    ByteString tensor =
        message(
            out -> {
              out.writeInt32(1, FLOAT);
              out.writeBytes(2, shape);
            });
    return message(
        out -> {
          out.writeString(1, name);
          out.writeBytes(2, message(type -> type.writeBytes(1, tensor)));
        });
  }

  private static ByteString message(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      body.writeTo(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }
}
