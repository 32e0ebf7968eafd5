package io.github.beamwatch.pipelines.page;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The frame of a page: its head and style. A browser that opens it may load and run nothing. */
public final class WebPage {
  private WebPage() {}

  /**
   * Begins a page, up to where its content goes.
   *
   * @param title of the page
   * @param owner has the page's own style beside it
   * @param style the name of that file
   */
  public static Markup begin(String title, Class<?> owner, String style) {
    Markup page = new Markup();
    page.open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
    page.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.element("title", title);
    page.element("style", css(WebPage.class, "page.css") + css(owner, style)).close();
    return page.open("body").open("main");
  }

  /** Ends a page. */
  public static String end(Markup page) {
    return "<!DOCTYPE html>\n" + page.close().close().close();
  }

  private static String css(Class<?> owner, String name) {
    try (InputStream css = requireNonNull(owner.getResourceAsStream(name))) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
