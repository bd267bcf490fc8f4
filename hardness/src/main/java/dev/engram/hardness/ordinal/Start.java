package dev.engram.hardness.ordinal;

/** Where the search begins. */
final class Start {
    private static final double DETERMINED = 1e-9;
    private static final double SD = 0.7;

    private Start() {}

    /**
     * No effects, thresholds at the observed shares.
     *
     * @param given standard deviations by factor, NaN where they are to be estimated
     */
    static State state(Layout layout, double[] given) {
        double[] sd = given.clone();
        for (int f = 0; f < sd.length; f++) {
            sd[f] = Double.isNaN(sd[f]) ? SD : sd[f];
        }
        double[] rest = new double[layout.columns];
        long[] counts = new long[layout.observed.names().size()];
        double offset = 0;
        var design = layout.design;
        for (int n = 0; n < design.rows(); n++) {
            counts[layout.observed.code().get(design.categoryAt(n))]++;
            offset += layout.offset == null ? 0 : layout.offset.at(n) / design.rows();
        }
        double below = 0;
        for (int k = 0; k < layout.observed.thresholds(); k++) {
            below += counts[k];
            rest[layout.alphaAt + k] = Math.log(below / (design.rows() - below)) - offset;
        }
        return new State(sd, new double[layout.apartSize()], rest);
    }

    /**
     * Which coefficients others before them determine: their column has no weight of its own at the start.
     *
     * @param layout with all coefficients
     */
    static boolean[] aliased(Layout layout, RowPass rows) {
        int size = layout.columns - layout.alphaAt;
        var at = new Derivatives(layout);
        double[] sd = new double[layout.factors()];
        rows.derivatives(new Predictor(layout, state(layout, sd)), at);
        double[][] factor = new double[size][size];
        boolean[] aliased = new boolean[layout.betaColumn.length];
        int thresholds = layout.observed.thresholds();
        for (int i = 0; i < size; i++) {
            double own = at.at(layout.alphaAt + i, layout.alphaAt + i);
            double left = own;
            for (int j = 0; j < i; j++) {
                double sum = at.at(layout.alphaAt + i, layout.alphaAt + j);
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = factor[j][j] == 0 ? 0 : sum / factor[j][j];
                left -= factor[i][j] * factor[i][j];
            }
            boolean determined = i >= thresholds && !(left > DETERMINED * own);
            factor[i][i] = determined ? 0 : Math.sqrt(left);
            if (determined) {
                aliased[i - thresholds] = true;
            }
        }
        return aliased;
    }
}
