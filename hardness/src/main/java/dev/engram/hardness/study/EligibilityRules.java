package dev.engram.hardness.study;

import dev.engram.hardness.frame.AliasGroup;
import dev.engram.hardness.frame.CardTags;
import dev.engram.hardness.frame.ModelFrame;
import dev.engram.hardness.frame.TagCounts;
import dev.engram.hardness.study.report.Eligibility;
import dev.engram.hardness.study.report.Eligibility.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Which tags may be ranked. The first that holds: too little data, each on one card or learner alone, on every
 * card, always with another tag, nothing learnt. */
final class EligibilityRules {
    /** Share of the tags' standard deviation above which a tag's own uncertainty says that nothing was learnt of it. */
    static final double PRIOR_SHARE = 0.9;

    final TagCounts counts;
    final List<AliasGroup> aliases;
    private final CardTags tags;
    private final PublishRule rule;
    /** Why no tag at all can be told from what it comes with, empty if they can. */
    private final String confounded;

    EligibilityRules(ModelFrame rows, PublishRule rule) {
        this.rule = rule;
        tags = rows.tags;
        counts = TagCounts.of(rows);
        aliases = AliasGroup.all(tags, counts);
        confounded = confounded(tags, counts);
    }

    /**
     * @param tag         its number
     * @param posteriorSd standard deviation of its effect, not centred
     * @param tagSd       standard deviation of tag effects
     */
    Eligibility of(int tag, double posteriorSd, double tagSd) {
        if (counts.cards[tag] < rule.cards()
                || counts.learners[tag] < rule.learners()
                || counts.rows[tag] < rule.rows()) {
            return new Eligibility(
                    Kind.INSUFFICIENT,
                    String.format(
                            Locale.ROOT,
                            "%s, %s, %s; %,d, %,d and %,d are needed",
                            counted(counts.cards[tag], "card"),
                            counted(counts.learners[tag], "learner"),
                            counted(counts.rows[tag], "row"),
                            rule.cards(),
                            rule.learners(),
                            rule.rows()));
        }
        if (!confounded.isEmpty()) {
            return new Eligibility(Kind.NOT_SEPARABLE, confounded);
        }
        if (counts.cards[tag] == tags.cards()) {
            return new Eligibility(Kind.NOT_SEPARABLE, "on every card");
        }
        var name = tags.names().get(tag);
        for (var group : aliases) {
            if (group.tags().contains(name)) {
                var others = group.tags().stream()
                        .filter(other -> !other.equals(name))
                        .toList();
                return new Eligibility(
                        Kind.ALIAS,
                        (group.jaccard() < 1 ? "almost always together with " : "always together with ")
                                + String.join(", ", others));
            }
        }
        if (tagSd == 0) {
            return new Eligibility(Kind.NOT_SEPARABLE, "the tags do not differ: their standard deviation is 0");
        }
        if (!(posteriorSd <= PRIOR_SHARE * tagSd)) {
            return new Eligibility(
                    Kind.NOT_SEPARABLE,
                    String.format(
                            Locale.ROOT,
                            "its uncertainty %.3f is almost that of a tag without data, %.3f",
                            posteriorSd,
                            tagSd));
        }
        return Eligibility.RANKED;
    }

    /** Tags that pair off with cards, or with learners: the fit knows the sum of the two effects, and the prior splits it. */
    private static String confounded(CardTags tags, TagCounts counts) {
        if (tags.size() == tags.cards() && allOne(counts.cards)) {
            return "every tag is on one card and every card has one tag, so that tag and card are the same";
        }
        if (tags.size() == counts.allLearners && allOne(counts.learners)) {
            return "every tag has one learner and every learner one tag, so that tag and learner are the same";
        }
        return "";
    }

    private static String counted(long count, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", count, one, count == 1 ? "" : "s");
    }

    private static boolean allOne(int[] counts) {
        return Arrays.stream(counts).allMatch(count -> count == 1);
    }
}
