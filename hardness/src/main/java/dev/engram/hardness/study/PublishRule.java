package dev.engram.hardness.study;

import dev.engram.hardness.glmm.InvalidSettingException;
import dev.engram.hardness.table.Check;

/**
 * Least data of a tag whose rank may be published. A tag below stays in the fit.
 *
 * @param cards    with rows
 * @param learners with rows on them
 * @param rows     on them
 */
public record PublishRule(int cards, int learners, long rows) {
    /** 8 cards, 30 learners, 200 rows. */
    public static final PublishRule STANDARD = new PublishRule(8, 30, 200);

    /** @throws InvalidSettingException if one is negative */
    public PublishRule {
        Check.setting(
                cards >= 0 && learners >= 0 && rows >= 0,
                "publish",
                "least cards, learners and rows must not be negative, were %s, %s, %s",
                cards,
                learners,
                rows);
    }
}
