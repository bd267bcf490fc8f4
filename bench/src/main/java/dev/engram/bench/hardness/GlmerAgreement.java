package dev.engram.bench.hardness;

import java.util.Map;

/**
 * How far two fits are apart.
 *
 * @param logLik difference of the log-likelihoods, ours less theirs
 * @param figure name of the other estimate that differs most
 * @param difference by how much, without sign: of its value, or where that is less than 1, absolutely
 */
record GlmerAgreement(double logLik, String figure, double difference) {
    /** Half a unit of the fourth digit. */
    static final double FOUR_DIGITS = 5e-5;
    /** Of the log-likelihood, without relation to its size. At its default tolerance {@code glmer} itself is off by 0.003. */
    static final double LOG_LIK = 0.01;

    /**
     * Compares all estimates.
     *
     * @throws IllegalArgumentException if they are not estimates of the same model
     */
    static GlmerAgreement of(Map<String, Double> ours, Map<String, Double> theirs) {
        if (!ours.keySet().equals(theirs.keySet())) {
            throw new IllegalArgumentException("estimates of " + ours.keySet() + " and of " + theirs.keySet());
        }
        String figure = "";
        double most = -1;
        for (var their : theirs.entrySet()) {
            double difference = Math.abs(ours.getOrDefault(their.getKey(), Double.NaN) - their.getValue())
                    / Math.max(1, Math.abs(their.getValue()));
            if (!their.getKey().equals("logLik") && Double.compare(difference, most) > 0) { // NaN is the furthest
                figure = their.getKey();
                most = difference;
            }
        }
        return new GlmerAgreement(
                ours.getOrDefault("logLik", Double.NaN) - theirs.getOrDefault("logLik", Double.NaN), figure, most);
    }

    /** Whether every estimate agrees to four digits, and the log-likelihood with them. */
    boolean isToFourDigits() {
        return Math.abs(logLik) <= LOG_LIK && difference <= FOUR_DIGITS;
    }
}
