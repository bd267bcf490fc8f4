package dev.engram.runtime.host;

import dev.engram.runtime.store.Checkpoint;
import dev.engram.runtime.store.Generation;
import dev.engram.runtime.store.RegisteredGenerations;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;

/**
 * What a process with a given fold version does about the generations that are registered. Pure.
 *
 * <p>A newer fold version builds a generation of its own beside the live one. An older one never does so by itself: while an
 * upgrade is rolled out, both run at once, and each would replace the other's generation.
 */
final class GenerationPlan {

    private GenerationPlan() {}

    /** What to do next about building; at most one step at a time. */
    enum Step {
        /** Nothing is to be built, or it is being built. */
        NONE,
        /** Begin a generation of this fold version. */
        START,
        /** What is being built belongs to an older fold version, whose program is being replaced. */
        CANCEL_OLDER
    }

    static Step step(RegisteredGenerations registered, int foldVersion) {
        if (registered.live().foldVersion() >= foldVersion) {
            return Step.NONE;
        }
        var building = registered.building();
        if (building == null) {
            return Step.START;
        }
        return building.foldVersion() < foldVersion ? Step.CANCEL_OLDER : Step.NONE;
    }

    /** Generations that this process keeps up to date: those of its own fold version that are not damaged. */
    static List<Generation> toRun(RegisteredGenerations registered, int foldVersion) {
        var building = registered.building();
        return (building == null ? List.of(registered.live()) : List.of(registered.live(), building))
                .stream()
                        .filter(generation -> generation.foldVersion() == foldVersion && generation.damage() == null)
                        .toList();
    }

    /**
     * Whether the generation that is being built can replace the live one: it has come as far in every partition. Where the
     * live one belongs to another topic of the same name, to the end of the log.
     *
     * @param end offset after the last record of a partition; negative where not known
     */
    static boolean hasCaughtUp(List<Checkpoint> building, List<Checkpoint> live, ToLongFunction<Integer> end) {
        IntFunction<Checkpoint> liveOf = partition -> live.stream()
                .filter(checkpoint -> checkpoint.partition() == partition)
                .findFirst()
                .orElse(null);
        return !building.isEmpty()
                && building.stream().allMatch(own -> {
                    var other = liveOf.apply(own.partition());
                    if (own.isUnbuilt()) {
                        return false;
                    }
                    if (other != null && other.topicId().equals(own.topicId())) {
                        return own.next() >= other.next();
                    }
                    long last = end.applyAsLong(own.partition());
                    return last >= 0 && own.next() >= last;
                });
    }
}
