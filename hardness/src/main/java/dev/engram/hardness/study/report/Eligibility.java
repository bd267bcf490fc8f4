package dev.engram.hardness.study.report;

/**
 * Whether the place of a tag may be published.
 *
 * @param kind   ranked or why not
 * @param reason in words beside the kind, empty if ranked
 */
public record Eligibility(Kind kind, String reason) {
    /** Of a tag that may be ranked. */
    public static final Eligibility RANKED = new Eligibility(Kind.RANKED, "");

    /** What may be said of a tag. */
    public enum Kind {
        /** Its rank interval may be published. */
        RANKED,
        /** Fewer cards, learners or rows than the rule asks for. */
        INSUFFICIENT,
        /** On every card, or the rows say hardly more than the prior. */
        NOT_SEPARABLE,
        /** Always together with another tag: only their sum is known. */
        ALIAS
    }

    /** Whether the place may be published. */
    public boolean ranked() {
        return kind == Kind.RANKED;
    }
}
