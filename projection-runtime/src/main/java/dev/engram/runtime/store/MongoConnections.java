package dev.engram.runtime.store;

import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.engram.runtime.tls.MongoTls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.UuidRepresentation;

/** Makes clients that write with majority and journal, and read what a majority holds. */
public final class MongoConnections {
    private MongoConnections() {}

    /**
     * @param uri may name files of TLS, see {@link MongoTls}
     * @param timeout of a whole operation, waiting for a server and retries included
     * @param connections most at a time; more callers wait within {@code timeout}
     */
    public static MongoClient create(String uri, String application, Duration timeout, int connections) {
        var tls = MongoTls.of(uri);
        var files = tls.files();
        var settings = MongoClientSettings.builder()
                .applyConnectionString(tls.connection())
                .applyToSslSettings(ssl -> {
                    if (files != null) {
                        ssl.enabled(true).context(files.context());
                    }
                })
                .inetAddressResolver(MongoConnections::addresses)
                .applicationName(application)
                .uuidRepresentation(UuidRepresentation.STANDARD)
                .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                .readConcern(ReadConcern.MAJORITY)
                .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                .applyToClusterSettings(cluster ->
                        cluster.serverSelectionTimeout(Math.min(timeout.toMillis(), 2_000), TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(1, TimeUnit.SECONDS))
                .applyToServerSettings(server -> server.heartbeatFrequency(2, TimeUnit.SECONDS)
                        .minHeartbeatFrequency(200, TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(
                        pool -> pool.maxSize(connections).minSize(0).maxConnectionIdleTime(5, TimeUnit.MINUTES))
                .build();
        return MongoClients.create(settings);
    }

    /**
     * The addresses, each with the host that was asked for: of one without a name the driver would look the name up in DNS, which
     * anybody on the way can answer, and compare that one with the certificate.
     */
    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        List<InetAddress> named = new ArrayList<>();
        for (var found : InetAddress.getAllByName(host)) {
            named.add(InetAddress.getByAddress(host, found.getAddress()));
        }
        return named;
    }
}
