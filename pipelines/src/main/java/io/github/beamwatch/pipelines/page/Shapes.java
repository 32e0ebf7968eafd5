package io.github.beamwatch.pipelines.page;

import java.util.Locale;

/** Draws SVG onto a page; lengths are in the units of its view box. */
public final class Shapes {
  private final Markup page;

  /** Draws onto this page. */
  public Shapes(Markup page) {
    this.page = page;
  }

  /**
   * Begins a drawing, which {@link Markup#close} ends.
   *
   * @param label what it shows, for those who do not see it
   */
  public Shapes begin(int width, int height, String label) {
    page.open(
        "svg", "viewBox", "0 0 %d %d".formatted(width, height), "role", "img", "aria-label", label);
    return this;
  }

  /**
   * A rectangle.
   *
   * @param kind its class
   * @param title shown where a pointer rests on it; none where it is empty
   */
  public Shapes rect(String kind, double x, double y, double width, double height, String title) {
    page.open(
        "rect",
        "class",
        kind,
        "x",
        point(x),
        "y",
        point(y),
        "width",
        point(width),
        "height",
        point(height));
    if (!title.isEmpty()) {
      page.element("title", title);
    }
    page.close();
    return this;
  }

  /** A straight line. */
  public Shapes line(String kind, double x1, double y1, double x2, double y2) {
    page.empty(
        "line", "class", kind, "x1", point(x1), "y1", point(y1), "x2", point(x2), "y2", point(y2));
    return this;
  }

  /** A text, whose class says where it begins, ends or has its middle. */
  public Shapes text(String kind, double x, double y, String text) {
    page.element("text", text, "class", kind, "x", point(x), "y", point(y));
    return this;
  }

  /** A length with one decimal at most. */
  public static String point(double length) {
    String text = String.format(Locale.ROOT, "%.1f", length);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
