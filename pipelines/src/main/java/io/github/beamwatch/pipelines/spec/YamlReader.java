package io.github.beamwatch.pipelines.spec;

import io.github.beamwatch.pipelines.spec.YamlValue.Mapping;
import io.github.beamwatch.pipelines.spec.YamlValue.Member;
import io.github.beamwatch.pipelines.spec.YamlValue.Scalar;
import io.github.beamwatch.pipelines.spec.YamlValue.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads YAML into a tree with places. Nothing in the text can run code or name a class, and a text
 * that grows by its anchors is refused before it fills the memory.
 */
final class YamlReader {

  static final int LARGEST_TEXT = 1 << 20;
  private static final int DEEPEST = 50;
  private static final int MOST_VALUES = 100_000;

  private final String source;
  private final boolean lines;
  private final Problems problems;
  private final Deque<Node> open = new ArrayDeque<>();
  private int values;

  private YamlReader(String source, boolean lines, Problems problems) {
    this.source = source;
    this.lines = lines;
    this.problems = problems;
  }

  /** The text of a file; null, with problems, when it cannot be read at all. */
  static @Nullable YamlValue readText(String source, String text, Problems problems) {
    return new YamlReader(source, true, problems).read(text);
  }

  /** The value of an option, which has no lines. */
  static @Nullable YamlValue readOption(String option, String text, Problems problems) {
    return new YamlReader(option, false, problems).read(text);
  }

  private @Nullable YamlValue read(String text) {
    if (text.length() > LARGEST_TEXT) {
      problems.add(Place.of(source), "is longer than 1 MiB; a spec is a few kilobytes");
      return null;
    }
    try {
      LoaderOptions options = new LoaderOptions();
      options.setNestingDepthLimit(DEEPEST);
      StreamReader reader = new StreamReader(text.startsWith("\uFEFF") ? text.substring(1) : text);
      Node root =
          new Composer(new ParserImpl(reader, options), new NoTags(), options).getSingleNode();
      return root == null ? new Scalar(place(1, 1), "", true) : convert(root);
    } catch (TooMuch e) {
      problems.add(e.place, e.sentence);
    } catch (MarkedYAMLException e) {
      Mark mark = YamlMistakes.mark(e);
      problems.add(mark == null ? place(1, 1) : place(mark), YamlMistakes.sentence(e));
    } catch (ReaderException e) {
      problems.add(placeOfOffset(text, e.getPosition()), YamlMistakes.sentence(e));
    } catch (YAMLException e) {
      problems.add(Place.of(source), YamlMistakes.sentence(e));
    }
    return null;
  }

  private YamlValue convert(Node node) {
    Place place = place(node.getStartMark());
    if (++values > MOST_VALUES) {
      throw new TooMuch(place, "holds more than 100000 values, most likely by anchors in anchors");
    }
    if (open.contains(node)) {
      throw new TooMuch(place, "an anchor is used inside of itself");
    }
    String tag = node.getTag().getValue();
    if (!tag.equals(Tag.STR.getValue())
        && !tag.equals(Tag.SEQ.getValue())
        && !tag.equals(Tag.MAP.getValue())) {
      problems.add(place, "a tag such as !!name has no meaning in a spec; remove it");
    }
    if (node instanceof ScalarNode scalar) {
      return new Scalar(place, scalar.getValue(), scalar.isPlain());
    }
    open.push(node);
    try {
      if (node instanceof SequenceNode sequence) {
        List<YamlValue> items = new ArrayList<>();
        sequence.getValue().forEach(item -> items.add(convert(item)));
        return new Sequence(place, items);
      }
      return mapping(place, (MappingNode) node);
    } finally {
      open.pop();
    }
  }

  private Mapping mapping(Place place, MappingNode node) {
    Map<String, Member> members = new LinkedHashMap<>();
    Map<String, Member> merged = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      Place key = place(tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
        problems.add(key, "a key must be a word, not a mapping or list");
      } else if (name.getTag().equals(Tag.MERGE)) {
        merge(key, convert(tuple.getValueNode()), merged);
      } else {
        Member member = new Member(key, convert(tuple.getValueNode()));
        Member first = members.putIfAbsent(name.getValue(), member);
        if (first != null) {
          problems.add(
              key, "duplicate key '" + name.getValue() + "'; it is already at " + at(first.key()));
        }
      }
    }
    merged.forEach(members::putIfAbsent);
    return new Mapping(place, members);
  }

  /** {@code <<: *anchor}: the keys of another mapping, where this one does not say otherwise. */
  private void merge(Place place, YamlValue value, Map<String, Member> into) {
    if (value instanceof Mapping mapping) {
      mapping.members().forEach(into::putIfAbsent);
    } else if (value instanceof Sequence sequence
        && sequence.items().stream().allMatch(item -> item instanceof Mapping)) {
      sequence.items().forEach(item -> merge(place, item, into));
    } else {
      problems.add(place, "'<<' takes a mapping or a list of mappings");
    }
  }

  private static String at(Place place) {
    return place.line() == 0 ? "the front" : "line " + place.line() + ", column " + place.column();
  }

  private Place place(Mark mark) {
    return place(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Place place(int line, int column) {
    return lines ? new Place(source, line, column) : Place.of(source);
  }

  private Place placeOfOffset(String text, int offset) {
    int end = Math.min(Math.max(offset, 0), text.length());
    int line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    return place(line, end - text.lastIndexOf('\n', end - 1));
  }

  /** Gives no scalar a type: that is decided once its variables are filled in. */
  private static final class NoTags extends Resolver {
    @Override
    protected void addImplicitResolvers() {
      addImplicitResolver(Tag.MERGE, MERGE, "<", 10);
    }
  }

  private static final class TooMuch extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Place place;
    private final String sentence;

    TooMuch(Place place, String sentence) {
      super(sentence, null, false, false);
      this.place = place;
      this.sentence = sentence;
    }
  }
}
