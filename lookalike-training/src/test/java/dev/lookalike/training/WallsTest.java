package dev.lookalike.training;

import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/// The walls of this room, which the app does not carry and so cannot hold.
class WallsTest {
    private static final String ROOT = "dev.lookalike.training";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void classes_usingOthers_knowVisionsDoorAlone() {
        String[] known = Stream.concat(Stream.of(ROOT + "..", "dev.lookalike.vision", "org.jspecify..", "java.."),
                Stream.of("ai.djl..", "ai.onnx..", "com.google.protobuf..")).toArray(String[]::new);
        classes().should().onlyDependOnClassesThat().resideInAnyPackage(known).check(CLASSES);
    }

    @Test
    void libraries_used_areBehindOnePackage() {
        noClasses().that().resideOutsideOfPackage(ROOT + ".torch").should().dependOnClassesThat()
                .resideInAPackage("ai.djl..").check(CLASSES);
        noClasses().that().resideOutsideOfPackage(ROOT + ".onnx").should().dependOnClassesThat()
                .resideInAnyPackage(List.of("ai.onnx..", "com.google.protobuf..").toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void packages_ofTheRoom_haveNoCircles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }
}
