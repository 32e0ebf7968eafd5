package io.github.beamwatch.pipelines;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** What pipelines may use: everything below them, and no engine. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.beamwatch.pipelines");

  @Test
  void pipelinesAreWrittenForNoRunner() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.beam.runners..", "org.apache.flink..", "org.apache.spark..", "scala..")
        .because("the bundles choose the engine; here its classes may only be named")
        .check(CLASSES);
  }

  @Test
  void timesAreThoseOfTheJdk() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.joda..")
        .because("joda is converted where Beam asks for it, in the transforms and connectors")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("io.github.beamwatch.pipelines.(*)..")
        .should()
        .beFreeOfCycles()
        .check(CLASSES);
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
