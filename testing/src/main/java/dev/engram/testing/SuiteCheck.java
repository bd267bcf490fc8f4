package dev.engram.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

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
        assertNone(tests.succeeded(), suiteOfNoOpImplementation, "tests of %s that passed without anything done");
        assertThat(tests.failed().count()).isEqualTo(tests.started().count());
    }

    /** Checks that every test of a suite, on an implementation known to be correct, passes and none is skipped. */
    public static void assertEveryTestPasses(Class<?> suiteOfCorrectImplementation) {
        var tests = run(suiteOfCorrectImplementation);
        assertNone(tests.failed(), suiteOfCorrectImplementation, "tests of %s that failed");
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
        assertNone(tests.skipped(), suite, "skipped tests of %s");
        assertNone(tests.aborted(), suite, "aborted tests of %s");
        return tests;
    }

    private static void assertNone(Events events, Class<?> suite, String what) {
        assertThat(events.stream().map(event -> event.getTestDescriptor().getDisplayName()))
                .as(what, suite.getSimpleName())
                .isEmpty();
    }
}
