package dev.engram.runtime.token;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Makes, lists and removes signing keys: for the command line, and in the containers for {@code make-keys}. */
public final class SigningKeysMain {
    private SigningKeysMain() {}

    /** @param arguments the folder, then what {@link #run} takes */
    public static void main(String[] arguments) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try {
            var files = new SigningKeyFiles(Path.of(arguments[0]));
            run(files, List.of(arguments).subList(1, arguments.length), Instant.now(), out::println);
        } catch (IOException e) {
            out.println("keys: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * @param arguments {@code make-first}, {@code list}, {@code rotate}, {@code rotate --drop-old} or {@code remove-old}
     * @param out gets lines for a person
     */
    public static void run(SigningKeyFiles files, List<String> arguments, Instant now, Consumer<String> out)
            throws IOException {
        switch (String.join(" ", arguments)) {
            case "make-first" -> files.makeFirst(now);
            case "list" -> {}
            case "remove-old" -> removed(files.removeSuperseded(now), out);
            case "rotate" -> {
                out.accept("made " + files.make(now)
                        + ": a running gateway publishes it within 10 s and signs with it 30 s later");
                removed(files.removeSuperseded(now), out);
            }
            case "rotate --drop-old" -> {
                out.accept("made " + files.make(now) + ": a running gateway signs with it within 10 s");
                removed(files.removeAllButLast(), out);
            }
            default ->
                throw new IOException(
                        "what is asked must be one of list, rotate, rotate --drop-old, remove-old; it was "
                                + String.join(" ", arguments));
        }
        files.describe(now).forEach(out);
    }

    private static void removed(List<Path> files, Consumer<String> out) {
        files.forEach(file -> out.accept("removed " + file));
    }
}
