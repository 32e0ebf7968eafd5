package io.github.beamwatch.pipelines.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class MarkupTest {

  @Test
  void nestsAndEscapes() {
    assertThat(
            new Markup()
                .open("p", "title", "\"a\" & <b>")
                .text("</p><script>")
                .empty("br")
                .close()
                .toString())
        .isEqualTo(
            "<p title=\"&quot;a&quot; &amp; &lt;b&gt;\">&lt;/p&gt;&lt;script&gt;<br/></p>\n");
  }

  @Test
  void whateverIsWrittenIsXml() throws Exception {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
      all.appendCodePoint(c);
    }
    all.append('\uD800').append("\uFFFE\uFFFF");
    String page = new Markup().element("p", all.toString(), "title", all.toString()).toString();
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(page)));
    assertThat(page).contains("&amp;").contains("\uFFFD");
  }

  @Test
  void whatIsOpenMustBeClosed() {
    assertThatThrownBy(() -> new Markup().open("p").toString()).hasMessageContaining("[p]");
  }
}
