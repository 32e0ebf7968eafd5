package io.github.beamwatch.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What the core may use: the JDK without its outside world. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.github.beamwatch.core");

  @Test
  void coreIsPlainJava() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.beam..",
            "org.joda..",
            "org.slf4j..",
            "org.apache.logging..",
            "java.util.logging..",
            "io.github.beamwatch.beam..",
            "io.github.beamwatch.io..",
            "io.github.beamwatch.pipelines..")
        .because("the domain must run and be tested without any framework, and logs nothing")
        .check(CLASSES);
  }

  @Test
  void coreReadsAndWritesNothingButBytesInMemory() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "java.sql..")
                // The syntax of addresses.
                .and(not(belongToAnyOf(URI.class, URISyntaxException.class)))
                .or(
                    resideInAPackage("java.io")
                        .and(
                            not(
                                belongToAnyOf(
                                    Serializable.class,
                                    DataInput.class,
                                    DataOutput.class,
                                    IOException.class,
                                    UncheckedIOException.class,
                                    // Bytes in memory.
                                    InputStream.class,
                                    OutputStream.class,
                                    ByteArrayInputStream.class,
                                    ByteArrayOutputStream.class,
                                    DataInputStream.class,
                                    DataOutputStream.class,
                                    // Of the forest, whose library's state is Serializable.
                                    ObjectInputFilter.class,
                                    ObjectInputFilter.Config.class,
                                    ObjectOutputStream.class,
                                    // Of readObject, which makes up what is not serialized.
                                    ObjectInputStream.class)))))
        .orShould()
        .accessField(System.class, "in")
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .because("files, networks and consoles are the business of connectors")
        .check(CLASSES);
  }

  @Test
  void coreHasNoClock() {
    noClasses()
        .should()
        .callMethodWhere(
            target(
                    nameMatching(
                        "now|currentTimeMillis|nanoTime|system|systemUTC|systemDefaultZone"))
                .and(
                    target(owner(resideInAPackage("java.time..").or(belongToAnyOf(System.class))))))
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.time.Clock.class)
        .because("results depend on event time alone, so that a replay gives the same")
        .check(CLASSES);
  }

  @Test
  void coreHasNoRandomnessOfItsOwn() {
    noClasses()
        .should()
        .callConstructor(Random.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocalRandom.class)
        .because("every random number has a seed that the user can set")
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.github.beamwatch.core.(*)..").should().beFreeOfCycles().check(CLASSES);
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
