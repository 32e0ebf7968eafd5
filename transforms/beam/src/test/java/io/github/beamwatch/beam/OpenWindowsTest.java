package io.github.beamwatch.beam;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenWindowsTest {
  /** Far from the windows of any other test in this process. */
  private static final long END = Long.MIN_VALUE / 2;

  @Test
  void whatEntersAWindowIsHeldUntilItLeaves() {
    OpenWindows.enter(END, 3);
    OpenWindows.enter(END, 4);
    assertThat(OpenWindows.eventsUpTo(END)).isEqualTo(7);
    assertThat(OpenWindows.eventsUpTo(END - 1)).isZero();
    OpenWindows.leave(END, 5);
    assertThat(OpenWindows.eventsUpTo(END)).isEqualTo(2);
    OpenWindows.leave(END, 2);
    assertThat(OpenWindows.eventsUpTo(END)).isZero();
  }

  @Test
  void windowsOnBothSidesOfAnInstantAreToldApart() {
    long before = OpenWindows.eventsAfter(END + 10);
    OpenWindows.enter(END + 10, 1);
    OpenWindows.enter(END + 11, 2);
    assertThat(OpenWindows.eventsUpTo(END + 10)).isEqualTo(1);
    assertThat(OpenWindows.eventsAfter(END + 10)).isEqualTo(before + 2);
    assertThat(OpenWindows.eventsAfter(Long.MAX_VALUE)).isZero();
    OpenWindows.leave(END + 10, 1);
    OpenWindows.leave(END + 11, 2);
  }

  @Test
  void whatAnEarlierProcessPutInMayLeave() {
    OpenWindows.leave(END + 20, 5);
    OpenWindows.enter(END + 21, 1);
    OpenWindows.leave(END + 21, 5);
    assertThat(OpenWindows.eventsUpTo(END + 21)).isZero();
  }
}
