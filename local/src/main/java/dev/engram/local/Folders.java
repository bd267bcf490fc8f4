package dev.engram.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads and deletes folders in which others may write at the same time. */
public final class Folders {
    private Folders() {}

    /** Deletes a folder and everything in it; symbolic links are removed, not followed. Nothing happens if it is not there. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException goneMeanwhile) {
            delete(folder);
        } catch (UncheckedIOException e) {
            // a file that went away during the walk
            if (!(e.getCause() instanceof NoSuchFileException)) {
                throw e.getCause();
            }
            delete(folder);
        }
    }

    /** The regular files in a folder and in all folders below. @throws NoSuchFileException if the folder is not there */
    public static List<Path> files(Path folder) throws IOException {
        return files(folder, below -> true);
    }

    /**
     * The regular files in a folder and in those folders below that are to be entered. A file or folder that goes away
     * meanwhile is left out.
     *
     * @param entered which folders below are read
     * @throws NoSuchFileException if the folder itself is not there
     */
    public static List<Path> files(Path folder, Predicate<Path> entered) throws IOException {
        var files = new ArrayList<Path>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
                return below.equals(folder) || entered.test(below)
                        ? FileVisitResult.CONTINUE
                        : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
                return goneBelow(folder, path, e);
            }

            @Override
            public FileVisitResult postVisitDirectory(Path below, @Nullable IOException e) throws IOException {
                return e == null ? FileVisitResult.CONTINUE : goneBelow(folder, below, e);
            }
        });
        return files;
    }

    private static FileVisitResult goneBelow(Path folder, Path path, IOException e) throws IOException {
        if (e instanceof NoSuchFileException && !path.equals(folder)) {
            return FileVisitResult.CONTINUE;
        }
        throw e;
    }
}
