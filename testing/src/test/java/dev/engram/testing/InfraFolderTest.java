package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.local.ProcessIdentity;
import dev.engram.testing.InfraFolder.InfraAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfraFolderTest {
    @TempDir
    Path root;

    @Test
    void shouldSweepWhatEndedBuildsLeftAndNothingElse() throws Exception {
        // given
        var own = ProcessIdentity.own();
        var former = new ProcessIdentity(own.pid(), "1" + own.start());
        var abandoned = InfraFolder.of(root, former).path();
        Files.writeString(abandoned.resolve("infra.log"), "killed");
        var running = InfraFolder.of(root, own).path();
        var ofThisJvm = InfraFolder.createOwn(root, "broker");
        var unknown = Files.createDirectory(abandoned.resolveSibling("kept by hand"));
        // when
        InfraFolder.sweep(root);
        // then
        assertThat(abandoned).doesNotExist();
        assertThat(running).exists();
        assertThat(ofThisJvm).exists();
        assertThat(unknown).exists();
    }

    @Test
    void shouldNotFindServersWhoseProcessHasGone() throws Exception {
        // given
        var own = ProcessIdentity.own();
        var folder = InfraFolder.of(root, own);
        folder.publish(new InfraAddress(own, "127.0.0.1:1", "mongodb://127.0.0.1:2"));
        assertThat(folder.address()).map(InfraAddress::kafkaBootstrap).contains("127.0.0.1:1");
        // when
        var former = new ProcessIdentity(own.pid(), "1" + own.start());
        folder.publish(new InfraAddress(former, "127.0.0.1:1", "mongodb://127.0.0.1:2"));
        // then
        assertThat(folder.address()).isEmpty();
    }
}
