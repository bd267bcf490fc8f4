package dev.engram.cli;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the manifest. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Engram.class.getPackage().getImplementationVersion();
        return new String[] {"engram " + (version == null ? "(not packaged)" : version), "Java " + Runtime.version()};
    }
}
