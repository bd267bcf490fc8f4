package dev.engram.simulation.classroom;

import java.util.List;

/** Names of simulated learners. */
final class GivenNames {
    private static final List<String> NAMES = List.of(
            "Amira", "Bela", "Carla", "Daniel", "Emine", "Felix", "Grace", "Hiro", "Ines", "Jonas", "Kofi", "Lena",
            "Mateo", "Nadia", "Omar", "Paula", "Quentin", "Rosa", "Samuel", "Tara", "Uma", "Victor", "Wanda", "Xenia",
            "Yusuf", "Zoe", "Anton", "Bianca", "Chidi", "Dora", "Elias", "Farah", "Gustav", "Hanna", "Igor", "Julia");

    private GivenNames() {}

    /** A name of its own for each learner: further ones have a number. */
    static String of(int learner) {
        int round = learner / NAMES.size();
        return NAMES.get(learner % NAMES.size()) + (round == 0 ? "" : Integer.toString(round + 1));
    }
}
