package dev.lookalike.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/// The walls between the rooms and inside them.
class WallsTest {
    private static final String ROOT = "dev.lookalike.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.lookalike");

    /// Which rooms a room may know.
    private static final Map<String, Set<String>> KNOWS = Map.of("index", Set.of(), "vision", Set.of(), "demo",
            Set.of(), "gallery", Set.of("index", "vision"), "engines",
            Set.of("index"), "app", Set.of("index", "vision", "gallery", "demo"),
            "bench", Set.of("index", "vision", "gallery", "demo"));

    /// The packages that other rooms may use.
    private static final Set<String> DOORS = Set.of("dev.lookalike.index", "dev.lookalike.vision",
            "dev.lookalike.gallery", "dev.lookalike.gallery.evaluation", "dev.lookalike.demo");

    /// What is not from here or the JDK, by the start of its packages: each is used behind one package of a room.
    private static final List<List<String>> LIBRARIES = List.of(List.of("ai.onnxruntime"),
            List.of("org.tribuo.util.tokens", "com.oracle.labs"), List.of("org.tribuo", "ai.onnx"),
            List.of("com.google.protobuf"), List.of("org.bytedeco"),
            List.of("com.twelvemonkeys"), List.of("com.drew"), List.of("java.sql", "org.sqlite"),
            List.of("tools.jackson", "com.fasterxml.jackson"),
            List.of("io.javalin", "org.eclipse.jetty", "jakarta.servlet", "kotlin"), List.of("io.micrometer"),
            List.of("picocli"), List.of("de.siegmar.fastcsv"), List.of("me.tongfei"), List.of("jdk.incubator.vector"),
            List.of("com.github.benmanes"),
            List.of("org.apache.commons.compress"), List.of("com.google.zxing"), List.of("org.openjdk.jmh"),
            List.of("ai.djl"), List.of("dev.langchain4j"),
            List.of("io.milvus"), List.of("com.google.gson"), List.of("org.slf4j"));

    @Test
    void classes_ofTheRooms_areAllHere() {
        for (String room : List.of("index", "vision", "gallery", "engines", "demo", "app")) {
            assertThat(CLASSES.that(resideInAPackage(ROOT + room + ".."))).as(room).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "vision", "gallery", "engines", "demo", "app", "bench"})
    void room_usingOthers_knowsOnlyThoseBelow(String room) {
        var others = KNOWS.keySet().stream()
                .filter(other -> !other.equals(room) && !KNOWS.getOrDefault(room, Set.of()).contains(other))
                .map(other -> ROOT + other + "..").toArray(String[]::new);

        noClasses().that().resideInAPackage(ROOT + room + "..").should().dependOnClassesThat(
                resideInAnyPackage(others)).allowEmptyShould(true).check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "vision", "gallery", "engines", "demo", "app"})
    void hiddenPackages_ofARoom_areUsedInItAlone(String room) {
        var doors = DOORS.toArray(String[]::new);

        classes().that(resideInAPackage(ROOT + room + "..").and(not(resideInAnyPackage(doors)))).should()
                .onlyHaveDependentClassesThat().resideInAPackage(ROOT + room + "..").allowEmptyShould(true)
                .check(CLASSES);
    }

    /// A door and the packages it hides share its values, so it is left out; what it hides has no circles, except that
    /// an import is an ingest whose rows come from an export.
    @ParameterizedTest
    @ValueSource(strings = {"index", "vision", "gallery", "engines", "demo", "app"})
    void hiddenPackages_ofARoom_haveNoCircles(String room) {
        slices().matching(ROOT + room + ".(*)..").should().beFreeOfCycles()
                .ignoreDependency(resideInAPackage("..gallery.ingest"), resideInAPackage("..gallery.exchange"))
                .allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void libraries_inARoom_areBehindOnePackage() {
        var users = new TreeMap<String, Set<String>>();
        for (var user : CLASSES) {
            user.getDirectDependenciesFromSelf().stream().map(Dependency::getTargetClass).map(
                    JavaClass::getBaseComponentType).filter(target -> !ours(target)).forEach(
                            target -> users.computeIfAbsent(room(user) + " uses " + library(target),
                                    _ -> new TreeSet<>()).add(user.getPackageName()));
        }

        assertThat(users).isNotEmpty().allSatisfy((_, packages) -> assertThat(packages).hasSize(1));
    }

    @Test
    void names_ofClasses_sayWhatTheyAre() {
        classes().should().haveNameNotMatching(
                ".*(Utils?|Helpers?|Manager|Impl|Base|Data|Info)(\\$.*)?").check(CLASSES);
        classes().should().haveNameNotMatching(".*[.$]Abstract[A-Z].*").check(CLASSES);
    }

    @Test
    void optional_whereever_isOnlyAnswered() {
        fields().should().notHaveRawType(Optional.class).check(CLASSES);
    }

    @Test
    void standardOutput_ofTheProcess_belongsToTheCommandLine() {
        noClasses().that().resideOutsideOfPackages(ROOT + "app.cli", ROOT + "bench..").should().accessField(
                System.class, "out").check(CLASSES);
    }

    private static String room(JavaClass user) {
        return user.getPackageName().split("\\.")[2];
    }

    private static boolean ours(JavaClass target) {
        String name = target.getPackageName();
        boolean jdk = name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jdk.")
                || name.startsWith("com.sun.");
        boolean watched = name.startsWith("java.sql") || name.startsWith("jdk.incubator.vector");
        return name.isEmpty() || name.startsWith("dev.lookalike") || name.startsWith("org.jspecify")
                || (jdk && !watched);
    }

    private static String library(JavaClass target) {
        String name = target.getPackageName();
        return LIBRARIES.stream().filter(starts -> starts.stream().anyMatch(name::startsWith)).findFirst().map(
                List::getFirst).orElseThrow(
                        () -> new AssertionError(
                                "%s is of a library that this test does not know; name it here and in docs/dependencies.md"
                                        .formatted(target.getName())));
    }
}
