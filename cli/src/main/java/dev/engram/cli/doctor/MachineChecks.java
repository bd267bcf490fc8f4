package dev.engram.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import dev.engram.cli.stack.LocalStack;
import dev.engram.local.CacheFolder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Processor, memory, Java, disks and the clock of this machine. */
final class MachineChecks {
    private static final long GIGABYTE = 1_000_000_000L;
    private static final int LEAST_CORES = 2;
    private static final int LEAST_JAVA = 25;
    private static final Path MEMORY = Path.of("/proc/meminfo");
    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

    private MachineChecks() {}

    static List<Finding> all(LocalStack stack) {
        List<Finding> found = new ArrayList<>();
        found.add(cores(Runtime.getRuntime().availableProcessors()));
        found.add(memory(totalMemory(), availableMemory(), !stack.alive().isEmpty()));
        found.add(java(Runtime.version().feature()));
        found.add(disk("disk of home", stack.home()));
        found.add(disk("disk of cache", CacheFolder.ofThisUser()));
        found.add(clock(Instant.now(), built()));
        return found;
    }

    static Finding cores(int cores) {
        return cores >= LEAST_CORES
                ? Finding.ok("processor", cores + " cores")
                : Finding.warn("processor", cores + " core, 2 are recommended", "expect a start of a minute or more");
    }

    private static long totalMemory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    /** What processes could take without swapping; empty where the system does not say. */
    private static OptionalLong availableMemory() {
        try {
            return Files.readAllLines(MEMORY).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException | NumberFormatException notLinux) {
            return OptionalLong.empty();
        }
    }

    static Finding memory(long total, OptionalLong available, boolean stackRuns) {
        String found = gigabytes(total)
                + (available.isPresent() ? ", " + gigabytes(available.getAsLong()) + " available" : "");
        if (total < GIGABYTE) {
            return Finding.fail("memory", found + "; the stack takes 1 GB", "use a machine with 2 GB or more");
        }
        if (!stackRuns && available.isPresent() && available.getAsLong() < GIGABYTE) {
            return Finding.warn("memory", found + "; the stack takes 1 GB", "end other programs before ./engram up");
        }
        return Finding.ok("memory", found);
    }

    static Finding java(int version) {
        String found = "Java " + Runtime.version() + " in " + System.getProperty("java.home");
        return version >= LEAST_JAVA
                ? Finding.ok("java", found)
                : Finding.fail("java", found, "install a JDK 25 or newer, or set JAVA_HOME to one");
    }

    private static Finding disk(String subject, Path folder) {
        try {
            Path existing = existing(folder);
            return disk(subject, folder, Files.getFileStore(existing).getUsableSpace());
        } catch (IOException e) {
            return Finding.warn(subject, folder + " cannot be looked at: " + e.getMessage(), "look at its permissions");
        }
    }

    static Finding disk(String subject, Path folder, long usable) {
        String found = gigabytes(usable) + " free for " + folder;
        if (usable < GIGABYTE) {
            return Finding.fail(
                    subject, found + "; broker and mongod end when the disk is full", "make room: 5 GB or more");
        }
        return usable < 5 * GIGABYTE
                ? Finding.warn(subject, found, "make room: the log is never shortened")
                : Finding.ok(subject, found);
    }

    /** The folder, or the nearest one above it that is there. */
    static Path existing(Path folder) {
        Path found = folder.toAbsolutePath();
        while (!Files.exists(found) && found.getParent() != null) {
            found = found.getParent();
        }
        return found;
    }

    private static Instant built() {
        try {
            Path program = Path.of(MachineChecks.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return Files.getLastModifiedTime(program).toInstant();
        } catch (IOException | URISyntaxException unknown) {
            return Instant.EPOCH;
        }
    }

    /** A clock that stands before the build of this program is wrong. */
    static Finding clock(Instant now, Instant built) {
        String found = "it is " + now.truncatedTo(ChronoUnit.SECONDS);
        return now.plus(CLOCK_TOLERANCE).isBefore(built)
                ? Finding.fail(
                        "clock",
                        found + ", before this program was built (" + built.truncatedTo(ChronoUnit.SECONDS) + ")",
                        "set the clock of this machine: reviews with times in the future are refused")
                : Finding.ok("clock", found);
    }

    static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / (double) GIGABYTE);
    }
}
