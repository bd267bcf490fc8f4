package dev.engram.kit.projection;

/** The projection has no live generation yet: it was never started against this database. */
public final class ProjectionNotReady extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ProjectionNotReady(String projection) {
        super("projection " + projection + " has no live generation yet");
    }
}
