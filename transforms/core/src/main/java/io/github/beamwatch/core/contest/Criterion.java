package io.github.beamwatch.core.contest;

/** By what models are compared. */
public enum Criterion {
  /** Average precision on labelled rows. */
  AVERAGE_PRECISION("average_precision", "average precision"),
  /** AUROC of rows that were made to be unusual against real ones. */
  CONTRAST_AUROC("contrast_auroc", "AUROC of made-up rows against real ones");

  private final String metric;
  private final String words;

  Criterion(String metric, String words) {
    this.metric = metric;
    this.words = words;
  }

  /** As it is called in a model card. */
  public String metric() {
    return metric;
  }

  /** As it is called in a sentence. */
  public String words() {
    return words;
  }
}
