package dev.engram.testing;

import dev.engram.local.ProcessIdentity;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The process whose life bounds that of the shared broker and mongod. */
final class BuildOwner {
    /** A process id that replaces the search; for builds that start their test JVMs in unusual ways. */
    static final String PROPERTY = "engram.infra.owner";

    private BuildOwner() {}

    /**
     * The nearest Java ancestor of this JVM: Maven, or an IDE. The nearest, since further up there may be a build server's
     * agent that lives for weeks. This JVM itself, if it has none.
     */
    static ProcessIdentity find() {
        var given = System.getProperty(PROPERTY);
        if (given != null && !given.isBlank()) {
            return ProcessIdentity.of(Long.parseLong(given))
                    .orElseThrow(() -> new IllegalStateException(PROPERTY + " names no running process: " + given));
        }
        return Stream.iterate(
                        ProcessHandle.current().parent(),
                        Optional::isPresent,
                        process -> process.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream)
                .filter(BuildOwner::isJava)
                .flatMap(java -> ProcessIdentity.of(java.pid()).stream())
                .findFirst()
                .orElseGet(ProcessIdentity::own);
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .filter(name -> name.startsWith("java") || name.startsWith("idea"))
                .isPresent();
    }
}
