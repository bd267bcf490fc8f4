package dev.engram.bench.recovery;

/** The text of the page around its figures. */
final class RecoveryText {
    static final String INTRODUCTION = """
            # Is the truth recovered?

            Histories of reviews are simulated in worlds where the hardness of every concept is known (module `simulation`),
            ranked by a whole hardness study with default settings, gamma estimated from lateness, and held against the truth.
            Written by `./engram bench recovery`; all figures are means over %d seeds unless stated otherwise.

            A world has 30 tags, 600 cards, 300 learners with 100 cards each, and 150 days. `fsrs` forgets by FSRS-6, which is
            not the model that the study assumes; `ll` forgets log-logistically with slope 0.8, which is. The scheduler is a
            fixed ladder, FSRS-6 at 0.9, a mix of four by learner, an oracle that always asks at a true recall of 0.9 (all lapse
            rates equal by construction), or a policy: FSRS-6 at 0.95 for half of the tags and at 0.80 for the others. Cards are
            chosen by ability (abler learners pick harder concepts) or uniformly.

            """;
    static final String GATES = """
            Margins over the lapse rate are required where the scheduler hides hardness: 0.40 under the oracle and the policy,
            0.20 under FSRS where cards are chosen by ability. The rows marked "no gate" only report. Under FSRS with cards chosen
            uniformly nothing but the scheduler disturbs the lapse rate, and the ceiling lies hardly more than 0.20 above it.
            """;
    static final String PRIMARY = """
            Tau and Spearman: rank correlation with the truth, with the least and largest tau of a single seed. Top 5: share of
            the five truly hardest among the five ranked hardest. Rank coverage: share of the true ranks within the 95% rank
            interval, whose mean width follows. Slope: of the estimates, in logits, on the truth (`ll`: gamma h, logits; `fsrs`: h,
            the log of a half-life, so that this slope holds a change of unit). Half-life slope: the same with the estimates divided
            by the gamma of the study, so that both are logs of half-lives; below 1 means shrunk. H coverage: share of the tags whose
            truth, times the slope, lies within 1.96 SD of the estimate. Wrong pairs: share of the significant pairs that are in the wrong order. g1, g2: slopes on ln(t / planned)
            and ln(planned).

            """;
    static final String ESTIMATORS = """
            What else might be used to rank. Models that leave a part out take the gamma of the primary.

            """;
    static final String BASELINE = """
            The lapse rate of the reviews of a tag, and shrunk by a Beta prior: descriptive, scheduler-dependent. Its rank
            intervals come from the Beta intervals, taken as normal and independent.

            """;
    static final String NO_CARD = """
            What leaving out the card effect does to the rank intervals; and the negative control, in which tags are permuted over
            the cards and nothing must be found.

            """;
    static final String LIMITS = """
            ## What this does not show

            Lateness is exogenous here; self-grading bias, wrong tags and dropout are not simulated; acquisition and retention
            share one hardness. A good figure on this page shows that the engine works as intended in such worlds, not that
            a real log is such a world.
            """;

    private RecoveryText() {}
}
