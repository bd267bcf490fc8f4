package dev.engram.runtime.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** All generations of a projection: always a live one, at most one that is being built, and those not dropped yet. */
public record RegisteredGenerations(
        Generation live, @Nullable Generation building, List<Generation> retired) {

    public RegisteredGenerations {
        retired = List.copyOf(retired);
    }
}
