package dev.engram.cli.hardness;

import java.io.IOException;
import java.util.Locale;

/** Work that may need more memory than there is says so, instead of showing a stack. */
public final class Heap {
    private Heap() {}

    /** What needs memory. */
    @FunctionalInterface
    public interface Work {
        boolean run() throws IOException;
    }

    /** Does the work. @throws IOException as the work does, and where memory ran out */
    public static boolean mind(Work work) throws IOException {
        try {
            return work.run();
        } catch (OutOfMemoryError out) {
            throw new IOException(
                    String.format(
                            Locale.ROOT,
                            "the data need more memory than the %.1f GB that Java may use; give it more with"
                                    + " ENGRAM_HARDNESS_HEAP=8g, or take whole learners out",
                            Runtime.getRuntime().maxMemory() / (double) (1 << 30)),
                    out);
        }
    }
}
