package dev.lookalike.app.api;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import dev.lookalike.app.http.Shop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(Shop.Resolver.class)
class ServerFileTest {
    private static final URI NOWHERE = URI.create("http://127.0.0.1:9");

    @TempDir
    private Path folder;

    @Test
    void running_whileAServerIs_findsItAndItsKeyOpensEverything(Shop shop) {
        var found = ServerFile.running(shop.home()).orElseThrow();

        assertThat(found.pid()).isEqualTo(ProcessHandle.current().pid());
        try (var api = found.connect()) {
            assertThat(api.status().gallery()).isEqualTo(shop.home().toString());
            assertThat(api.verify().kind()).isEqualTo(Job.Kind.VERIFY);
        }
    }

    @Test
    void write_onThisSystem_isForItsOwnerAlone() throws IOException {
        new ServerFile(NOWHERE, "key", 1).write(folder);

        var permissions = Files.getPosixFilePermissions(folder.resolve("server.json"));
        assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
        assertThat(folder.toFile().list()).containsExactly("server.json");
    }

    @Test
    void running_whereADeadServerLeftItsFile_ignoresIt() {
        new ServerFile(NOWHERE, "key", Long.MAX_VALUE / 2).write(folder);

        assertThat(ServerFile.running(folder)).isEmpty();
    }

    @Test
    void running_whereTheProcessIsAnother_ignoresIt() {
        new ServerFile(NOWHERE, "key", ProcessHandle.current().pid()).write(folder);

        assertThat(ServerFile.running(folder)).isEmpty();
    }

    @Test
    void running_whereAnotherServerHasThePort_ignoresIt(Shop shop) {
        var other = ServerFile.running(shop.home()).orElseThrow();
        new ServerFile(other.address(), "a key of before", other.pid()).write(folder);

        assertThat(ServerFile.running(folder)).isEmpty();
    }

    @Test
    void running_whereTheFileIsDamagedOrMissing_findsNothing() throws IOException {
        assertThat(ServerFile.running(folder)).isEmpty();
        Files.writeString(folder.resolve("server.json"), "{\"address\": ");
        assertThat(ServerFile.running(folder)).isEmpty();
    }

    @Test
    void delete_afterAnotherServerWrote_leavesItsFile() {
        var mine = new ServerFile(NOWHERE, "mine", 1);
        mine.write(folder);
        new ServerFile(NOWHERE, "another", 2).write(folder);

        mine.delete(folder);

        assertThat(folder.resolve("server.json")).exists();
    }
}
