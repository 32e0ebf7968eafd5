package io.github.beamwatch.io;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What connectors may use: the transforms, and the system they connect to. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.beamwatch.io");

  @Test
  void connectorsKnowNoPipelineAndNoRunner() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.github.beamwatch.pipelines..", "org.apache.beam.runners..")
        .because("the same connector serves every pipeline on every engine")
        .check(CLASSES);
  }

  @Test
  void oneConnectorKnowsNothingOfAnother() {
    slices()
        .matching("io.github.beamwatch.io.(*)..")
        .should()
        .notDependOnEachOther()
        // What they are made of.
        .ignoreDependency(
            JavaClass.Predicates.resideInAPackage("io.github.beamwatch.io.."),
            JavaClass.Predicates.resideInAnyPackage(
                "io.github.beamwatch.io.http..",
                "io.github.beamwatch.io.sink..",
                "io.github.beamwatch.io.table.."))
        .check(CLASSES);
  }

  @Test
  void connectorsKnowNoRules() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.github.beamwatch.core.check..", "io.github.beamwatch.beam.evaluate..")
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
    slices().matching("io.github.beamwatch.io.(*)..").should().beFreeOfCycles().check(CLASSES);
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
