package dev.engram.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line options of a {@code mongod} that becomes the only member of a replica set. */
public final class MongodOptions {
    // the default is 5 % of the free disk, at least 990 MB
    private static final int OPLOG_MEGABYTES = 512;

    private MongodOptions() {}

    /**
     * Everything but where its data are and which addresses it listens on.
     *
     * @param port where clients connect
     * @param cacheGigabytes WiredTiger's cache, at least 0.25
     * @param parameters server parameters ({@code --setParameter name=value})
     */
    public static List<String> of(int port, double cacheGigabytes, Map<String, String> parameters) {
        var options = new ArrayList<>(List.of(
                "--port",
                Integer.toString(port),
                "--nounixsocket",
                "--replSet",
                MongodSettings.REPLICA_SET,
                "--oplogSize",
                Integer.toString(OPLOG_MEGABYTES),
                "--wiredTigerCacheSizeGB",
                Double.toString(cacheGigabytes),
                // slow operations are logged with what they ask for and write: who learns what, and the words of cards
                "--slowOpSampleRate",
                "0",
                "--setParameter",
                "diagnosticDataCollectionEnabled=false"));
        parameters.forEach((name, value) -> options.addAll(List.of("--setParameter", name + "=" + value)));
        return List.copyOf(options);
    }
}
