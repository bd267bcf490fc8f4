package dev.engram.hardness.glmm.fit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.hardness.glmm.Design;
import dev.engram.hardness.glmm.Method;
import dev.engram.hardness.glmm.PqlDesigns;
import dev.engram.hardness.glmm.RandomFactor;
import dev.engram.hardness.ordinal.OrdinalDesign;
import java.util.List;
import org.junit.jupiter.api.Test;

class FitMemoryTest {
    @Test
    void shouldRunAsManyFitsAsTheHeapHasRoomFor() {
        assertThat(FitMemory.fitsAtOnce(design(10), Method.JOINT, 3)).isEqualTo(3);
        assertThat(FitMemory.fitsAtOnce(design(30_000), Method.JOINT, 64)).isEqualTo(1);
        assertThat(FitMemory.fitsAtOnce(design(30_000), Method.PQL, 1)).isEqualTo(1);
    }

    @Test
    void shouldNameWhatCoversTheDesign() {
        // given
        var binary = design(50_000);
        var ordered = OrdinalDesign.of(binary, new byte[] {0, 1, 2}, List.of("a", "b", "c"))
                .binary();
        // then
        assertThat(FitMemory.tooLarge(binary, Method.PQL)).isNull();
        assertThat(FitMemory.tooLarge(binary, Method.JOINT).sentence()).endsWith("or use the method pql.");
        assertThat(FitMemory.tooLarge(ordered, Method.JOINT).sentence()).endsWith("or fit a sample of whole learners.");
    }

    private static Design design(int levels) {
        var names = PqlDesigns.names("L", levels);
        return Design.of(new byte[] {0, 1, 1})
                .random(new RandomFactor.Grouping("a", names, new int[] {0, 1, 2}))
                .random(new RandomFactor.Grouping("b", names, new int[] {0, 0, 1}))
                .build();
    }
}
