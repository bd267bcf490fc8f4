package dev.engram.cli.command;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code engram test}, for its help: the script runs the tests itself, without this program, which they build. */
@Command(
        name = "test",
        description = {
            "Run all tests and quality checks (mvn verify).",
            "All arguments are passed to Maven: ./engram test -pl scheduler -am",
            "",
            "./engram test api tries the document of the API: docs/openapi.yaml against the code and against the released one, clients"
                    + " in Java and TypeScript, and the running stack with schemathesis, as every role. Needs Node and Python 3.11;"
                    + " takes about 4 minutes. With --update it writes docs/openapi.yaml first, with --release it makes that the"
                    + " released one.",
            "",
            "./engram test pages drives the pages in the Chromium of this machine; --update makes the pictures in docs/images anew.",
            "./engram test oidc signs in through a real Keycloak. Maven fetches it the first time, 160 MB; takes about 2 minutes."
        })
public final class TestCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "Of Maven.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws IOException {
        throw new IOException("the script runs the tests: ./engram test " + String.join(" ", arguments));
    }
}
