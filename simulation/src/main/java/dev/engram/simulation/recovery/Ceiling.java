package dev.engram.simulation.recovery;

import dev.engram.simulation.Truth;

/** What could be known of the tags at best: the mode of h where the difficulty of every card is known without error. */
final class Ceiling {
    private static final double TAG_VARIANCE = 0.5 * 0.5;
    private static final double CARD_VARIANCE = 0.35 * 0.35;
    private static final int SWEEPS = 1_000;

    private Ceiling() {}

    /** The best linear prediction, by Gauss-Seidel sweeps over the tags. */
    static double[] of(Truth truth) {
        double[] h = new double[truth.tags()];
        double[] residual = new double[truth.cards()];
        int[][] tags = new int[truth.cards()][];
        for (int card = 0; card < residual.length; card++) {
            residual[card] = truth.difficulty(card);
            tags[card] = truth.tagsOf(card);
        }
        double change = 1;
        for (int sweep = 0; sweep < SWEEPS && change > 1e-12; sweep++) {
            change = 0;
            for (int tag = 0; tag < h.length; tag++) {
                change = Math.max(change, Math.abs(step(tag, h, residual, tags)));
            }
        }
        return h;
    }

    private static double step(int tag, double[] h, double[] residual, int[][] tags) {
        double gradient = -h[tag] / TAG_VARIANCE;
        double curvature = 1 / TAG_VARIANCE;
        for (int card = 0; card < residual.length; card++) {
            double weight = weight(tag, tags[card]);
            gradient += weight * residual[card] / CARD_VARIANCE;
            curvature += weight * weight / CARD_VARIANCE;
        }
        double step = gradient / curvature;
        h[tag] += step;
        for (int card = 0; card < residual.length; card++) {
            residual[card] -= weight(tag, tags[card]) * step;
        }
        return step;
    }

    private static double weight(int tag, int[] tags) {
        for (int own : tags) {
            if (own == tag) {
                return 1.0 / tags.length;
            }
        }
        return 0;
    }
}
