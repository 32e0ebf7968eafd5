package io.github.beamwatch.pipelines.ranking.report;

import io.github.beamwatch.pipelines.page.Figures;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Features in words, and their values in units: those that {@code FeaturePlan} names. A feature of
 * another name is called by it.
 */
final class FeatureWords {
  private static final Pattern OF_AMOUNT = Pattern.compile("(.+)_(sum|mean|std|max|p(\\d{1,3}))");
  private static final double MILLIS = 1000.0;

  private FeatureWords() {}

  static String name(String feature) {
    switch (feature) {
      case "count":
        return "number of events";
      case "night_share":
        return "share at night";
      case "gap_mean":
        return "mean time between events";
      case "gap_min":
        return "shortest time between events";
      default:
        break;
    }
    if (feature.startsWith("distinct_")) {
      return "different " + spaced(feature.substring("distinct_".length())) + " values";
    }
    if (feature.startsWith("share_")) {
      return "share of " + spaced(feature.substring("share_".length()));
    }
    Matcher amount = OF_AMOUNT.matcher(feature);
    return amount.matches()
        ? ofAmount(spaced(amount.group(1)), amount.group(2), amount.group(3))
        : spaced(feature);
  }

  private static String ofAmount(String amount, String what, String percent) {
    return switch (what) {
      case "sum" -> "sum of " + amount;
      case "mean" -> "mean " + amount;
      case "std" -> "spread of " + amount;
      case "max" -> "largest " + amount;
      case "p50" -> "median " + amount;
      default -> amount + ", " + ordinal(percent) + " percentile";
    };
  }

  private static String ordinal(String number) {
    boolean teen = number.length() > 1 && number.charAt(number.length() - 2) == '1';
    return number
        + switch (teen ? '0' : number.charAt(number.length() - 1)) {
          case '1' -> "st";
          case '2' -> "nd";
          case '3' -> "rd";
          default -> "th";
        };
  }

  private static String spaced(String name) {
    return name.replace('_', ' ');
  }

  static String value(String feature, double value) {
    if (feature.equals("night_share") || feature.startsWith("share_")) {
      return Figures.percent(value);
    }
    if (feature.equals("gap_mean") || feature.equals("gap_min")) {
      return Figures.duration(MILLIS * value);
    }
    return Figures.number(value);
  }
}
