package dev.engram.kit.log;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes await acknowledgement, against a cap. */
final class BytesInFlight {
    private final long cap;
    private final AtomicLong bytes = new AtomicLong();

    BytesInFlight(long cap) {
        this.cap = cap;
    }

    /** Whether {@code more} may go; one request alone always may, else a large one would never. */
    boolean enter(long more) {
        var before = bytes.getAndAdd(more);
        if (before > 0 && before + more > cap) {
            bytes.addAndGet(-more);
            return false;
        }
        return true;
    }

    void leave(long fewer) {
        bytes.addAndGet(-fewer);
    }

    long held() {
        return bytes.get();
    }
}
