package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

class SuiteCheckTest {
    abstract static class Suite {
        abstract Map<String, String> empty();

        @Test
        void shouldKeepWhatWasPut() {
            var map = empty();
            map.put("key", "value");
            assertThat(map).containsEntry("key", "value");
        }
    }

    abstract static class SuiteThatNoOpPasses extends Suite {
        @Test
        void shouldBeEmptyAtFirst() {
            assertThat(empty()).isEmpty();
        }
    }

    static class Right extends Suite {
        @Override
        Map<String, String> empty() {
            return new HashMap<>();
        }
    }

    static class NoOp extends Suite {
        @Override
        Map<String, String> empty() {
            return new NoOpMap();
        }
    }

    static class NoOpButPassing extends SuiteThatNoOpPasses {
        @Override
        Map<String, String> empty() {
            return new NoOpMap();
        }
    }

    static class Skipping extends Right {
        @Test
        @Disabled
        void shouldNeverRun() {}
    }

    @Test
    void shouldAcceptASuiteThatNoOpFailsAndTheCorrectPasses() {
        assertThatCode(() -> SuiteCheck.assertEveryTestFails(NoOp.class)).doesNotThrowAnyException();
        assertThatCode(() -> SuiteCheck.assertEveryTestPasses(Right.class)).doesNotThrowAnyException();
    }

    @Test
    void shouldNameTheTestThatANoOpImplementationPasses() {
        assertThatThrownBy(() -> SuiteCheck.assertEveryTestFails(NoOpButPassing.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("shouldBeEmptyAtFirst");
    }

    @Test
    void shouldRefuseASuiteThatSkips() {
        assertThatThrownBy(() -> SuiteCheck.assertEveryTestPasses(Skipping.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("skipped");
    }

    @Test
    void shouldRefuseAClassWithoutTests() {
        assertThatThrownBy(() -> SuiteCheck.assertEveryTestFails(NoOpMap.class)).isInstanceOf(AssertionError.class);
    }

    static class NoOpMap extends HashMap<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public String put(String key, String value) {
            return value;
        }
    }
}
