package io.github.beamwatch.core.statistics;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations (1846): slow for
 * hundreds of columns, but accurate to the last digits and the same on every machine.
 *
 * @param values descending
 * @param vectors of length 1, in the same order, each with its largest part positive
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Eigenvectors(double[] values, double[][] vectors) {
  private static final int MOST_SWEEPS = 60;

  /** Of a matrix, which is not changed. */
  public static Eigenvectors of(double[][] symmetric) {
    int d = symmetric.length;
    double[][] a = new double[d][];
    double[][] v = new double[d][d];
    for (int i = 0; i < d; i++) {
      a[i] = symmetric[i].clone();
      v[i][i] = 1.0;
    }
    for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a) > 0.0; sweep++) {
      for (int p = 0; p < d; p++) {
        for (int q = p + 1; q < d; q++) {
          rotate(a, v, p, q);
        }
      }
    }
    return sorted(a, v);
  }

  private static double offDiagonal(double[][] a) {
    double sum = 0.0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += a[i][j] * a[i][j];
      }
    }
    return sum;
  }

  /** Makes {@code a[p][q]} zero; {@code v} keeps the eigenvectors as rows. */
  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double off = a[p][q];
    if (Math.abs(off) <= 1e-18 * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) {
      a[p][q] = 0.0;
      a[q][p] = 0.0;
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2.0 * off);
    double t = Math.copySign(1.0, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1.0));
    double cosine = 1.0 / Math.sqrt(t * t + 1.0);
    double sine = t * cosine;
    for (double[] row : a) {
      double rowP = row[p];
      row[p] = cosine * rowP - sine * row[q];
      row[q] = sine * rowP + cosine * row[q];
    }
    turn(a[p], a[q], cosine, sine);
    turn(v[p], v[q], cosine, sine);
    a[p][q] = 0.0;
    a[q][p] = 0.0;
  }

  private static void turn(double[] first, double[] second, double cosine, double sine) {
    for (int k = 0; k < first.length; k++) {
      double before = first[k];
      first[k] = cosine * before - sine * second[k];
      second[k] = sine * before + cosine * second[k];
    }
  }

  private static Eigenvectors sorted(double[][] a, double[][] v) {
    Integer[] order = new Integer[a.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -a[i][i]));
    double[] values = new double[a.length];
    double[][] vectors = new double[a.length][];
    for (int k = 0; k < order.length; k++) {
      values[k] = a[order[k]][order[k]];
      vectors[k] = v[order[k]];
      double largest = 0.0;
      for (double part : vectors[k]) {
        largest = Math.abs(part) > Math.abs(largest) ? part : largest;
      }
      for (int j = 0; j < a.length && largest < 0.0; j++) {
        vectors[k][j] = -vectors[k][j];
      }
    }
    return new Eigenvectors(values, vectors);
  }
}
