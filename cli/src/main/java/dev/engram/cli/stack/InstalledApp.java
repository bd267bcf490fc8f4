package dev.engram.cli.stack;

import dev.engram.local.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Keeps the installed copy of a service equal to its build. Only files that differ in size or time are copied. */
final class InstalledApp {
    private InstalledApp() {}

    /**
     * @param built a folder that the build makes, such as {@code target/quarkus-app} of a service
     * @throws StartException if it has not been built
     */
    static void update(Path built, Path installed) throws IOException {
        if (!Files.isDirectory(built)) {
            throw new StartException(built + " is missing: build first (mvn -Dquick package, or use ./engram)");
        }
        Set<Path> wanted = new HashSet<>();
        try (Stream<Path> files = Files.walk(built)) {
            for (Path file : files.toList()) {
                Path relative = built.relativize(file);
                wanted.add(relative);
                copyIfDifferent(file, installed.resolve(relative.toString()));
            }
        } catch (IOException e) {
            throw new IOException("cannot copy " + built + " to " + installed + ": " + e.getMessage(), e);
        }
        removeOthers(installed, wanted);
    }

    /** The same for one file. @return the copy */
    static Path copy(Path built, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path copy = folder.resolve(built.getFileName().toString());
        copyIfDifferent(built, copy);
        return copy;
    }

    private static void copyIfDifferent(Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            Files.createDirectories(to);
        } else if (!isSame(from, to)) {
            Path fresh = to.resolveSibling(to.getFileName() + ".new");
            Files.copy(from, fresh, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isSame(Path from, Path to) throws IOException {
        return Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS)
                && Files.size(from) == Files.size(to)
                && Files.getLastModifiedTime(from).equals(Files.getLastModifiedTime(to));
    }

    private static void removeOthers(Path installed, Set<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(installed)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                if (!wanted.contains(installed.relativize(file))) {
                    Files.delete(file);
                }
            }
        }
    }
}
