package dev.engram.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The folder in which Engram keeps what it downloads. */
public final class CacheFolder {
    private CacheFolder() {}

    /** For the environment of this JVM, see {@link #of(Map)}. */
    public static Path ofThisUser() {
        return of(System.getenv());
    }

    /**
     * {@code engram} in {@code XDG_CACHE_HOME}, else in {@code .cache} of {@code HOME}, else of the home that the system
     * knows for this user. As the XDG specification demands, a relative path counts as not set.
     */
    static Path of(Map<String, String> environment) {
        var home = absolute(environment, "HOME").findFirst().orElse(Path.of(System.getProperty("user.home")));
        return absolute(environment, "XDG_CACHE_HOME")
                .findFirst()
                .orElse(home.resolve(".cache"))
                .resolve("engram");
    }

    private static Stream<Path> absolute(Map<String, String> environment, String variable) {
        return Stream.ofNullable(environment.get(variable)).map(Path::of).filter(Path::isAbsolute);
    }
}
