package io.github.beamwatch.core.ranking;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The head of a ranking, gathered in parts: so many entities, with their features and profiles. */
final class TopEntities {

  /** An entity with its score. */
  @SuppressWarnings("ArrayRecordComponent") // compared by ORDER alone
  record Member(
      Standing standing, double[] values, EntityProfile profile, long time, List<String> details) {}

  private static final Comparator<Member> ORDER =
      Comparator.comparing(Member::standing, Standing.ORDER).thenComparingLong(Member::time);

  private final int count;

  /** The last of them is the first to go. */
  private final PriorityQueue<Member> members = new PriorityQueue<>(ORDER.reversed());

  TopEntities(int count) {
    this.count = count;
  }

  /** Offers an entity. */
  void add(double score, FeatureRow row) {
    Member last = members.peek();
    if (last == null || members.size() < count || score >= last.standing.score()) {
      offer(
          new Member(
              new Standing(score, row.name()),
              row.values(),
              row.profile(),
              row.last(),
              row.details()));
    }
  }

  private void offer(Member member) {
    members.add(member);
    if (members.size() > count) {
      members.remove();
    }
  }

  void addAll(TopEntities other) {
    other.members.forEach(this::offer);
  }

  /** In the order of their rank. */
  List<Member> sorted() {
    List<Member> sorted = new ArrayList<>(members);
    sorted.sort(ORDER);
    return sorted;
  }

  void writeTo(ByteWriter out) throws IOException {
    out.number(members.size());
    DataOutputStream data = new DataOutputStream(out);
    for (Member member : sorted()) {
      out.real(member.standing.score());
      out.text(member.standing.name(), 0, member.standing.name().length);
      for (double value : member.values) {
        out.real(value);
      }
      member.profile.writeTo(data);
      out.eight(member.time);
      for (String detail : member.details) {
        byte[] text = detail.getBytes(StandardCharsets.UTF_8);
        out.text(text, 0, text.length);
      }
    }
  }

  static TopEntities readFrom(int count, TallyPlan plan, ByteReader in) throws IOException {
    TopEntities top = new TopEntities(count);
    DataInputStream data = new DataInputStream(in);
    int size = in.count();
    for (int i = 0; i < size; i++) {
      double score = in.real();
      byte[] name = in.text();
      double[] values = new double[plan.names().size()];
      for (int j = 0; j < values.length; j++) {
        values[j] = in.real();
      }
      EntityProfile profile = EntityProfile.readFrom(plan.profile(), data);
      long time = in.eight();
      List<String> details = new ArrayList<>();
      for (int j = 0; j < plan.details().size(); j++) {
        details.add(new String(in.text(), StandardCharsets.UTF_8));
      }
      top.offer(new Member(new Standing(score, name), values, profile, time, details));
    }
    return top;
  }
}
