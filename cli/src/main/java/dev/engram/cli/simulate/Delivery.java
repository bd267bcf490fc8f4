package dev.engram.cli.simulate;

import dev.engram.cli.classroom.ClassCohort;
import dev.engram.simulation.classroom.SimulatedLearner;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** By which way the events of a class come in. */
interface Delivery extends AutoCloseable {

    /** Everything that one learner has done. @param cohort that is joined; null for none */
    void deliver(SimulatedLearner learner, @Nullable ClassCohort cohort) throws IOException, InterruptedException;

    /** A position that reads wait for to see everything. */
    String position() throws IOException;

    @Override
    void close() throws IOException;
}
