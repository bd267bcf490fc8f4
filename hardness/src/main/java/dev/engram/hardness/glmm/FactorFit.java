package dev.engram.hardness.glmm;

import java.util.List;

/** The effects of one random factor. */
public final class FactorFit {
    private final String name;
    private final List<String> levels;
    private final double sd;
    private final double[] modes;
    private final double[] modeSds;

    /** The arrays go over to this object. */
    public FactorFit(String name, List<String> levels, double sd, double[] modes, double[] modeSds) {
        this.name = name;
        this.levels = levels;
        this.sd = sd;
        this.modes = modes;
        this.modeSds = modeSds;
    }

    public String name() {
        return name;
    }

    /** Its levels, in the order of the design. */
    public List<String> levels() {
        return levels;
    }

    /** Standard deviation of the effects. */
    public double sd() {
        return sd;
    }

    /** Mode of the effect of a level, on the logit scale. */
    public double mode(int level) {
        return modes[level];
    }

    /**
     * Standard deviation of the effect of a level around its mode: given the data and the standard deviations of all factors, the
     * fixed effects unknown.
     */
    public double modeSd(int level) {
        return modeSds[level];
    }

    /** The modes of all levels, a copy. */
    public double[] modes() {
        return modes.clone();
    }

    /** The standard deviations of all levels, a copy. */
    public double[] modeSds() {
        return modeSds.clone();
    }
}
