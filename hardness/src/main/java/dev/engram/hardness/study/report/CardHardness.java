package dev.engram.hardness.study.report;

/**
 * What is particular to a card beyond its tags.
 *
 * @param card   id
 * @param effect mode of the card effect, logit scale, larger = harder
 * @param sd     its standard deviation
 * @param total  tags and card together, against the reference of the tags
 * @param totalSd its standard deviation, learners and fixed effects taken as known: some percent too small
 * @param rows   kept rows
 * @param lapses among those
 * @param outfit mean square of the standardised residuals, see {@link Diagnostics.TagFit}
 * @param infit  the same weighted by the variances
 */
public record CardHardness(
        String card,
        double effect,
        double sd,
        double total,
        double totalSd,
        long rows,
        long lapses,
        double outfit,
        double infit) {}
