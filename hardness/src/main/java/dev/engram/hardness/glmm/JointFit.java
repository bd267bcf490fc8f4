package dev.engram.hardness.glmm;

/** {@link Method#JOINT}: the standard deviations at the optimum of the Laplace approximation at the joint mode. */
final class JointFit {
    private JointFit() {}

    static FitOutcome fit(Design design, FitSettings settings, FitProgress progress, WorkerTeam team) {
        var tooLarge = VarianceSearch.tooLarge(design, Method.JOINT);
        if (tooLarge != null) {
            return tooLarge;
        }
        var search = new VarianceSearch(new Layout(design, team), settings, progress);
        var optimum = search.climb(VarianceSearch.TOLERANCE);
        if (optimum == null) {
            return VarianceSearch.noMode();
        }
        var runaway = search.runaway(optimum.best());
        if (runaway != null) {
            return runaway;
        }
        var mode = search.settle(search.surface(), optimum.best());
        return new Summary(search.layout(), settings, Method.JOINT)
                .of(mode, search.surface().evaluations(), optimum.converged());
    }
}
