package dev.engram.hardness.glmm.pql;

import dev.engram.hardness.glmm.Covariance;
import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.FitSettings;
import dev.engram.hardness.glmm.numeric.WorkerTeam;
import java.util.Map;

/** Uncertainty from the joint inverse. */
final class JointUncertainty implements PqlUncertainty {
    private final PqlLayout model;
    private final NewtonSystem system;
    private final double[] sd;
    private final double[][] inverse;
    private final double[][] modeSds;
    private final Map<String, Covariance> covariances;
    private final double logDeterminant;
    private final double[] imbalance;

    JointUncertainty(PqlIterations mode, Design design, FitSettings settings, WorkerTeam team) {
        model = mode.model;
        system = mode.system;
        sd = mode.sds.sd();
        var traces = mode.traces.joint();
        inverse = traces.inverse;
        double sum = traces.logDeterminant;
        for (int i = 0; i < model.primary().levels; i++) {
            sum += Math.log(system.blocks[0].shrinkage(i));
        }
        logDeterminant = sum;
        imbalance = system.imbalance(mode.state, traces.determined(team));
        modeSds = new double[model.factors][];
        for (int f = 0; f < modeSds.length; f++) {
            modeSds[f] = sds(Place.of(model, design, f), team);
        }
        covariances = PqlUncertainty.covariances(design, settings.covarianceOf(), f -> {
            var place = Place.of(model, design, f);
            return place.begin() < 0 ? primary(place.levels(), team) : remainder(place);
        });
    }

    @Override
    public double logDeterminant() {
        return logDeterminant;
    }

    @Override
    public double[][] modeSds() {
        return modeSds;
    }

    @Override
    public double[] standardErrors() {
        var errors = new double[model.coefficients];
        for (int k = 0; k < errors.length; k++) {
            errors[k] = Math.sqrt(inverse[model.beta + k][model.beta + k]);
        }
        return errors;
    }

    @Override
    public Map<String, Covariance> covariances() {
        return covariances;
    }

    @Override
    public boolean conditional() {
        return false;
    }

    @Override
    public double imbalance(int factor) {
        return imbalance[factor];
    }

    private double[] sds(Place place, WorkerTeam team) {
        var sds = new double[place.levels()];
        if (place.begin() >= 0) {
            for (int t = 0; t < sds.length; t++) {
                int k = place.begin() + t;
                sds[t] = sd[model.factorOf[k]] * Math.sqrt(inverse[k][k]);
            }
            return sds;
        }
        int chunks = model.chunk.length - 1;
        team.run(chunks, false, c -> {
            var profile = new CrossProfile(model, system.operator);
            for (int i = model.chunk[c]; i < model.chunk[c + 1]; i++) {
                double kappa = kappa(i);
                if (kappa > 0) {
                    profile.loadSpherical(i, sd);
                    sds[i] = Math.sqrt(kappa + kappa * kappa * profile.quadratic(inverse));
                }
            }
        });
        return sds;
    }

    private double kappa(int level) {
        double primarySd = sd[model.primary().factor];
        return primarySd * primarySd / system.blocks[0].shrinkage(level);
    }

    private Covariance remainder(Place place) {
        int size = place.levels();
        var values = new double[size * size];
        double variance = size == 0 ? 0 : sd[model.factorOf[place.begin()]] * sd[model.factorOf[place.begin()]];
        for (int s = 0; s < size; s++) {
            for (int t = 0; t < size; t++) {
                values[s * size + t] = variance * inverse[place.begin() + s][place.begin() + t];
            }
        }
        return Covariance.owning(size, values, false);
    }

    private Covariance primary(int size, WorkerTeam team) {
        var values = new double[size * size];
        team.run(size, false, i -> {
            var profile = new CrossProfile(model, system.operator);
            profile.loadSpherical(i, sd);
            var row = new double[model.size];
            for (int k = 0; k < row.length; k++) {
                double sum = 0;
                for (int a = 0; a < profile.size; a++) {
                    sum += inverse[k][profile.index[a]] * profile.value[a];
                }
                row[k] = sum;
            }
            for (int j = 0; j <= i; j++) {
                profile.loadSpherical(j, sd);
                double sum = 0;
                for (int a = 0; a < profile.size; a++) {
                    sum += row[profile.index[a]] * profile.value[a];
                }
                values[i * size + j] = kappa(i) * kappa(j) * sum + (i == j ? kappa(i) : 0);
            }
        });
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                values[j * size + i] = values[i * size + j];
            }
        }
        return Covariance.owning(size, values, false);
    }
}
