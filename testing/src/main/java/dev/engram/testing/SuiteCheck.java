package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/**
 * Tests conformance suites: one that an implementation can pass without doing anything proves nothing. Make the suites
 * handed in here static nested classes, which the build does not run by itself.
 */
public final class SuiteCheck {
    private SuiteCheck() {}

    /** Checks that every test of a suite, on an implementation that does nothing, fails and none is skipped. */
    public static void assertEveryTestFails(Class<?> suiteOfNoOpImplementation) {
        var tests = run(suiteOfNoOpImplementation);
        assertThat(names(tests.succeeded()))
                .as("tests of %s that passed without anything done", suiteOfNoOpImplementation.getSimpleName())
                .isEmpty();
        assertThat(tests.failed().count()).isEqualTo(tests.started().count());
    }

    /** Checks that every test of a suite, on an implementation known to be correct, passes and none is skipped. */
    public static void assertEveryTestPasses(Class<?> suiteOfCorrectImplementation) {
        var tests = run(suiteOfCorrectImplementation);
        assertThat(names(tests.failed()))
                .as("tests of %s that failed", suiteOfCorrectImplementation.getSimpleName())
                .isEmpty();
        assertThat(tests.succeeded().count()).isEqualTo(tests.started().count());
    }

    private static Events run(Class<?> suite) {
        var tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(suite))
                .execute()
                .testEvents();
        assertThat(tests.started().count())
                .as("tests of %s", suite.getSimpleName())
                .isPositive();
        assertThat(tests.skipped().count())
                .as("skipped tests of %s", suite.getSimpleName())
                .isZero();
        assertThat(tests.aborted().count())
                .as("aborted tests of %s", suite.getSimpleName())
                .isZero();
        return tests;
    }

    private static List<String> names(Events events) {
        return events.stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .toList();
    }
}
