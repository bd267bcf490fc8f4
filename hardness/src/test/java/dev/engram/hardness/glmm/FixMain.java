package dev.engram.hardness.glmm;

public class FixMain {
    public static void main(String[] a) {
        for (var m : new Method[] {Method.JOINT, Method.LAPLACE}) {
            var f = (Fit)
                    MixedModel.fit(Fixture.offset(), FitSettings.of(m), (i, v) -> System.out.printf("%d %.9f%n", i, v));
            System.out.println(f.logLik() + " " + f.converged() + " " + f.fixed());
            for (var r : f.random()) System.out.println(r.name() + " " + r.sd());
        }
    }
}
