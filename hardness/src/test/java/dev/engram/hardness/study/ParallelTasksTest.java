package dev.engram.hardness.study;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTasksTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void shouldFailTheSameWayOnAnyNumberOfThreads(int threads) {
        List<Supplier<?>> tasks = List.of(() -> 1, () -> {
            throw new OutOfMemoryError("no room");
        });
        assertThatThrownBy(() -> ParallelTasks.run(tasks, threads))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("no room");
    }
}
