package dev.engram.hardness.glmm;

import dev.engram.hardness.glmm.fit.MixedModel;
import java.lang.management.ManagementFactory;

/** Times method PQL: {@code PqlTiming rows learners cards tags threads repeats [binned]}. For tuning by hand, not a test. */
final class PqlTiming {
    private PqlTiming() {}

    public static void main(String[] args) {
        var shape = new PqlDesigns.Shape(
                Integer.parseInt(args[0]),
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                0.5,
                0.35,
                0.5);
        var settings = FitSettings.of(Method.PQL)
                .withThreads(Integer.parseInt(args[4]))
                .withCovarianceOf("tag");
        var design = PqlDesigns.draw(shape, 1, args.length > 6);
        System.out.printf("drawn, process CPU %.2f s%n", cpu() / 1e9);
        for (int i = 0; i < Integer.parseInt(args[5]); i++) {
            long cpu = cpu();
            long wall = System.nanoTime();
            var fit = (Fit) MixedModel.fit(design, settings);
            long used = cpu() - cpu;
            System.out.printf(
                    "cpu %.3f s wall %.3f s sweeps %d converged %s logLik %.6f sd %.6f %.6f %.6f heap %d MB%n",
                    used / 1e9,
                    (System.nanoTime() - wall) / 1e9,
                    fit.iterations(),
                    fit.converged(),
                    fit.logLik(),
                    fit.random("learner").sd(),
                    fit.random("card").sd(),
                    fit.random("tag").sd(),
                    (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
