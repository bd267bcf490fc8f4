package dev.engram.system.document;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The kinds of problems that public calls answer, found where the code makes them. */
final class ProblemTypes {
    /** {@code Problem.of(409, "deck-full", …)}, in Problem itself without its name, and kinds that a refusal carries. */
    private static final Pattern MADE =
            Pattern.compile("(?:Problem\\.of|\\bof)\\(\\s*(?:[45]\\d\\d|status),\\s*\"([a-z0-9-]+)\""
                    + "|case \"([a-z0-9-]+)\" -> Problem\\.of\\(");

    private ProblemTypes() {}

    static SortedSet<String> of(Path checkout) throws IOException {
        var found = new TreeSet<String>();
        try (var modules = Files.list(checkout)) {
            for (var sources : modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (var files = Files.walk(sources)) {
                    for (var file : files.filter(ProblemTypes::isOfPublicCalls).toList()) {
                        var made = MADE.matcher(Files.readString(file));
                        while (made.find()) {
                            found.add(made.group(1) == null ? made.group(2) : made.group(1));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static boolean isOfPublicCalls(Path file) {
        return file.toString().endsWith(".java") && !file.toString().contains("dev/engram/kit/projection/");
    }
}
