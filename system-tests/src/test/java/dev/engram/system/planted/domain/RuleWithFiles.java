package dev.engram.system.planted.domain;

import java.nio.file.Files;
import java.nio.file.Path;

/** Decides by what lies on the disk. */
final class RuleWithFiles {
    private RuleWithFiles() {}

    static boolean isAllowed(Path list) {
        return Files.exists(list);
    }
}
