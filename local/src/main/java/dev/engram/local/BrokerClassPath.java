package dev.engram.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class path of a broker's JVM: this module and the libraries that its build listed. */
public final class BrokerClassPath {
    private BrokerClassPath() {}

    /**
     * @param root folder of the repository
     * @throws StartException if this module has not been built, or the build's libraries have been removed since
     */
    public static String of(Path root) throws IOException {
        var target = root.toAbsolutePath().resolve("local").resolve("target");
        var written = target.resolve("broker.classpath");
        if (!Files.isRegularFile(written)) {
            throw new StartException(written + " is missing: build first (mvn -Dquick package)");
        }
        var libraries = Files.readString(written).strip();
        for (var library : libraries.split(File.pathSeparator)) {
            if (!Files.isReadable(Path.of(library))) {
                throw new StartException(
                        library + " was deleted since the last build: build again (mvn -Dquick package)");
            }
        }
        return target.resolve("classes") + File.pathSeparator + libraries;
    }
}
