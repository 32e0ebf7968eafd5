package io.github.beamwatch.beam;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What the transforms may use: the core and the Beam SDK. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.beamwatch.beam");

  @Test
  void transformsKnowNoConnectorAndNoRunner() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.github.beamwatch.io..",
            "io.github.beamwatch.pipelines..",
            "org.apache.beam.runners..",
            "org.apache.beam.sdk.io.kafka..",
            "org.apache.kafka..")
        .because("whoever takes a single transform takes neither a system nor an engine with it")
        .check(CLASSES);
  }

  /** What one runner lacks; each of these failed, or lost data, on one of the three. */
  @Test
  void transformsUseNothingThatARunnerLacks() {
    noClasses()
        .that()
        // run refuses a rule on silence where there are no timers, and live rules
        .doNotHaveSimpleName("WatchSeriesFn")
        .and()
        .doNotHaveSimpleName("EvaluateLiveFn")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.apache.beam.sdk.state.Timer")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.apache.beam.sdk.state.TimerSpec")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.apache.beam.sdk.state.MapState")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.apache.beam.sdk.state.OrderedListState")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("org.apache.beam.sdk.transforms.GroupIntoBatches")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "org\\.apache\\.beam\\.sdk\\.transforms\\.DoFn\\$"
                + "(OnTimer|OnWindowExpiration|RequiresTimeSortedInput|UnboundedPerElement)")
        .check(CLASSES);
  }

  /** Beam's copies of foreign libraries move with every release. */
  @Test
  void nothingUsesWhatBeamKeepsForItself() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.beam.vendor..")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.github.beamwatch.beam.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void everyClassHasANameFromItsField() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Processor")
        .orShould()
        .haveSimpleNameEndingWith("Common")
        .because("such a name says nothing, and such a class grows without end")
        .check(CLASSES);
  }
}
