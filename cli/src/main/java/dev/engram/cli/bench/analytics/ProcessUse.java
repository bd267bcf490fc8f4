package dev.engram.cli.bench.analytics;

import dev.engram.cli.stack.LocalStack;
import dev.engram.cli.stack.StackPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** What processes of a stack have used. */
final class ProcessUse {
    private ProcessUse() {}

    /** Processor time since the process started; zero if it does not run. */
    static Duration processor(LocalStack stack, StackPart part) {
        OptionalLong pid = stack.process(part).pid();
        return (pid.isEmpty() ? Optional.<ProcessHandle>empty() : ProcessHandle.of(pid.getAsLong()))
                .flatMap(process -> process.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** Resident memory now, in MB; NaN except on Linux, or if the process does not run. */
    static double megabytes(LocalStack stack, StackPart part) {
        OptionalLong pid = stack.process(part).pid();
        if (pid.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Files.readAllLines(Path.of("/proc/" + pid.getAsLong() + "/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024 / 1e6)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
