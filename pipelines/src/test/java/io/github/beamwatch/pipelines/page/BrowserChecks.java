package io.github.beamwatch.pipelines.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.beamwatch.fixtures.browser.OpenPage;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What must be true of every page in a browser. */
public final class BrowserChecks {
  /** A4 at 96 dots an inch. */
  private static final int PAPER = 794;

  private static final String DRAWINGS =
      """
      (() => {
        document.querySelectorAll('details').forEach(d => d.open = true);
        const shapes = 'rect,path,line,circle';
        const all = [...document.querySelectorAll('svg')];
        const undrawn = all.filter(svg => {
          const box = svg.getBoundingClientRect();
          const drawn = [...svg.querySelectorAll(shapes)].filter(shape => {
            const own = shape.getBBox();
            const style = getComputedStyle(shape);
            const painted = (style.fill !== 'none' && own.width * own.height > 0)
                || (style.stroke !== 'none' && own.width + own.height > 0);
            return painted && style.visibility === 'visible';
          });
          return box.width < 1 || box.height < 1 || drawn.length === 0;
        });
        return {all: all.length, undrawn: undrawn.map(svg => svg.outerHTML.slice(0, 200))};
      })()
      """;

  private static final String TOO_WIDE =
      """
      [...document.querySelectorAll('body *')]
          .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .map(e => e.outerHTML.slice(0, 120))
      """;

  private BrowserChecks() {}

  /** No word of complaint, and nothing asked for. */
  public static void quiet(OpenPage page) {
    assertThat(page.complaints()).isEmpty();
    assertThat(page.requests()).isEmpty();
  }

  /** Every drawing has an extent and something painted in it; how many there are. */
  public static int drawn(OpenPage page) {
    JsonNode drawings = page.evaluate(DRAWINGS);
    assertThat(drawings.path("undrawn").toString()).isEqualTo("[]");
    return drawings.path("all").asInt();
  }

  /** On a screen, and on paper, nothing reaches beyond the right edge. */
  public static void fits(OpenPage page) {
    page.showAs("screen", 1200);
    assertThat(page.evaluate(TOO_WIDE).toString()).isEqualTo("[]");
    page.showAs("print", PAPER);
    assertThat(page.evaluate(TOO_WIDE).toString()).isEqualTo("[]");
    page.showAs("", 1200);
  }

  /** How many sheets it takes. */
  public static long sheets(byte[] pdf) {
    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    return Pattern.compile("/Type\\s*/Page\\b").matcher(text).results().count();
  }
}
