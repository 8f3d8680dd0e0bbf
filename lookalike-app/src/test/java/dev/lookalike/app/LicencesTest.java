package dev.lookalike.app;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// What ships is known, and licensed as it must be: read from the list (CycloneDX) that the build makes.
final class LicencesTest {
    private static final Set<String> ALLOWED = Set.of("Apache-2.0", "MIT", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0");
    /// These name their three clauses so that the list takes them for four.
    private static final Set<String> TAKEN_FOR_FOUR_CLAUSES = Set.of("com.twelvemonkeys.imageio",
            "com.twelvemonkeys.common", "org.jline");
    /// The one exception: Jetty cannot be had without the interfaces it implements (docs/dependencies.md).
    private static final String INTERFACES = "jakarta.";

    @Test
    void list_ofWhatShips_hasAllowedLicencesOnly() {
        JsonNode list = new JsonMapper().readTree(Path.of("target", "bom.json").toFile());
        assertThat(list.get("components").size()).as("the list is complete").isGreaterThan(30);

        Set<String> refused = new TreeSet<>();
        for (JsonNode component : list.get("components")) {
            String name = component.get("group").asString() + ":" + component.get("name").asString();
            if (!allowed(name, licences(component))) {
                refused.add(name + " " + licences(component));
            }
        }

        assertThat(refused).isEmpty();
    }

    /// Of several licences one may be chosen.
    private static boolean allowed(String name, Set<String> licences) {
        boolean interfaceOfJetty = name.startsWith(INTERFACES) && licences.contains("EPL-2.0");
        boolean threeClauses = TAKEN_FOR_FOUR_CLAUSES.contains(name.substring(0, name.indexOf(':')))
                && licences.equals(Set.of("BSD-4-Clause"));
        return licences.stream().anyMatch(ALLOWED::contains) || interfaceOfJetty || threeClauses;
    }

    private static Set<String> licences(JsonNode component) {
        Set<String> names = new TreeSet<>();
        for (JsonNode each : component.path("licenses")) {
            JsonNode licence = each.path("license");
            names.add(
                    licence.has("id") ? licence.get("id").asString() : licence.path("name").asString(each.toString()));
        }
        return names;
    }
}
