package dev.engram.runtime.reader;

/** The projection has no generation that this program can read: none was built yet, or only by another fold version. */
public final class ProjectionNotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String projection;

    /** @param reason for people, such as {@code no generation has been built yet} */
    public ProjectionNotReadyException(String projection, String reason) {
        super("projection " + projection + ": " + reason, null, false, false);
        this.projection = projection;
    }

    /** Name of the projection. */
    public String projection() {
        return projection;
    }
}
