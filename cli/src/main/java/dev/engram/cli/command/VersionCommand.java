package dev.engram.cli.command;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code engram version}: what the build wrote into the manifest. */
@Command(name = "version", description = "Show the version of Engram and of Java.")
public final class VersionCommand implements Callable<Integer>, IVersionProvider {
    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        var out =
                Objects.requireNonNull(command, "picocli sets it").commandLine().getOut();
        for (String line : getVersion()) {
            out.println(line);
        }
        return 0;
    }

    @Override
    public String[] getVersion() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return new String[] {"engram " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()};
    }
}
