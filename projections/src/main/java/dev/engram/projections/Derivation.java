package dev.engram.projections;

/**
 * Derives the figures of a document under a context. A failure quarantines the document: it keeps its facts and has the
 * figures of a document that was never derived, so that they do not depend on what was derived before.
 */
public final class Derivation {

    private static final int LONGEST_REASON = 300;

    private Derivation() {}

    /** Never throws for what the projection throws. */
    public static <S, C> Projected<S> of(
            Projection<?, ?, S, C> projection, S state, String contextKey, ProjectedContext<C> context) {
        try {
            return new Projected<>(projection.derive(state, context.context()), contextKey, context.epoch(), null);
        } catch (RuntimeException | StackOverflowError failure) {
            return new Projected<>(projection.underived(state), contextKey, context.epoch(), reason(failure));
        }
    }

    /** The kind of a failure, unless it is one that a projection foresaw, and its message; at most 300 characters. */
    public static String reason(Throwable failure) {
        var reason = failure instanceof UnappliedException unapplied
                ? String.valueOf(unapplied.getMessage())
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }
}
