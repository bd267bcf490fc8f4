package dev.engram.system;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that holds all modules. */
public final class Checkout {

    private Checkout() {}

    /** The nearest folder from here upwards that holds the parent of all modules. */
    public static Path root() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("engram")) && Files.isDirectory(folder.resolve("events"))) {
                return folder;
            }
        }
        throw new IllegalStateException("not in a checkout: " + Path.of("").toAbsolutePath());
    }
}
