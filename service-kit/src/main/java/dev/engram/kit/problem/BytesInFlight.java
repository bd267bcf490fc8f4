package dev.engram.kit.problem;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes are held at a time, against a cap. */
public final class BytesInFlight {
    private final long cap;
    private final AtomicLong bytes = new AtomicLong();

    public BytesInFlight(long cap) {
        this.cap = cap;
    }

    /** Whether {@code more} may come in, to be followed by {@link #leave}; one request alone always may. */
    public boolean enter(long more) {
        var before = bytes.getAndAdd(more);
        if (before > 0 && before + more > cap) {
            bytes.addAndGet(-more);
            return false;
        }
        return true;
    }

    /** These bytes are not held any more. */
    public void leave(long fewer) {
        bytes.addAndGet(-fewer);
    }
}
