package dev.kiln.server;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The shape of all host modules, as far as the compiler and Maven cannot guard it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ArchitectureTest {

    private final JavaClasses host =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.kiln");

    @Test
    void arrows_point_from_the_server_to_the_front_door_to_the_two_libraries() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.kiln..")
                .layer("server")
                .definedBy("dev.kiln.server..")
                .layer("front door")
                .definedBy("dev.kiln.frontdoor..")
                .layer("runtime")
                .definedBy("dev.kiln.runtime..")
                .layer("adapters")
                .definedBy("dev.kiln.adapters..")
                .whereLayer("server")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("front door")
                .mayOnlyBeAccessedByLayers("server")
                .whereLayer("runtime")
                .mayOnlyBeAccessedByLayers("front door", "server")
                .whereLayer("adapters")
                .mayOnlyBeAccessedByLayers("front door", "server")
                .check(host);
    }

    /**
     * The root package of a library is the vocabulary that its packages share, and names their data
     * types; the cycles that matter are those between topics. One topic may have a package of the
     * same name in several modules.
     */
    @Test
    void topics_are_free_of_cycles() {
        slices().matching("dev.kiln.(*).(*)..").should().beFreeOfCycles().check(host);
    }

    /** Its root package is where a process and a request come in, and joins all topics. */
    @Test
    void no_topic_of_the_front_door_knows_the_way_in() {
        noClasses()
                .that()
                .resideInAPackage("dev.kiln.frontdoor.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.kiln.frontdoor")
                .check(host);
    }

    @Test
    void the_front_door_needs_no_spring() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.kiln.frontdoor..", "dev.kiln.runtime..", "dev.kiln.adapters..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "tools.jackson.databind..")
                .check(host);
    }

    @Test
    void the_environment_is_read_in_one_place() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.kiln.frontdoor.config.EarlySettings")
                .should()
                .accessTargetWhere(
                        describe(
                                "System.getenv",
                                access ->
                                        access.getTargetOwner().isEquivalentTo(System.class)
                                                && access.getName().equals("getenv")))
                .check(host);
    }

    @Test
    void statics_do_not_change() {
        fields().that()
                .areStatic()
                .and()
                // Loaded once for every execution environment: statics there are a function's own.
                .areDeclaredInClassesThat()
                .resideOutsideOfPackage("dev.kiln.runtime.bridge..")
                .and(describe("are written in the source", field -> !isSynthetic(field)))
                .should()
                .beFinal()
                .andShould()
                .notHaveRawType(
                        belongToAnyOf(ThreadLocal.class, StringBuilder.class)
                                .or(resideInAnyPackage("java.util.concurrent.atomic"))
                                .or(mutableCollections()))
                .check(host);
    }

    @Test
    void threads_are_made_where_functions_run_connections_live_and_the_process_starts() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.kiln.runtime.environment..",
                        "dev.kiln.runtime.threads..",
                        "dev.kiln.runtime.clock..",
                        "dev.kiln.runtime.reload..")
                .and()
                .doNotHaveFullyQualifiedName("dev.kiln.frontdoor.Kiln")
                .and()
                .haveNameNotMatching("dev\\.kiln\\.frontdoor\\.http\\.EventLoops(\\$.*)?")
                .should()
                .accessTargetWhere(describe("makes a thread", ArchitectureTest::makesAThread))
                .check(host);
    }

    private static boolean makesAThread(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        var factories = Set.of("<init>", "ofPlatform", "ofVirtual", "startVirtualThread");
        return (owner.isAssignableTo(Thread.class) && factories.contains(access.getName()))
                || owner.isAssignableTo(Thread.Builder.class)
                || owner.isAssignableTo(ThreadFactory.class)
                || owner.isEquivalentTo(Executors.class);
    }

    private static boolean isSynthetic(JavaField field) {
        return field.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static DescribedPredicate<JavaClass> mutableCollections() {
        return describe(
                "mutable collections",
                type ->
                        !type.isInterface()
                                && (type.isAssignableTo(Collection.class)
                                        || type.isAssignableTo(Map.class)));
    }
}
