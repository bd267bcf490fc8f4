package dev.engram.testing;

import dev.engram.local.BrokerClassPath;
import dev.engram.local.BrokerSecurity;
import dev.engram.local.FreePorts;
import dev.engram.local.Launch;
import dev.engram.local.LocalBroker;
import dev.engram.local.LocalMongod;
import dev.engram.local.MongodBinary;
import dev.engram.local.OwnerFile;
import dev.engram.local.ParentDeathGuard;
import dev.engram.local.RunningProcess;
import dev.engram.testing.TestCertificates.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A broker and a mongod that speak TLS alone and ask for a user; processes, whatever else is a container. The broker's own user is
 * {@code broker} by PLAIN, that of mongod is {@code __system}; both have the same password.
 */
public final class TlsServers implements AutoCloseable {
    /** Of both servers. */
    public static final String PASSWORD = "0123456789abcdef0123456789abcdef";

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private final int brokerPort;
    private final int mongodPort;
    private final RunningProcess broker;
    private final RunningProcess mongod;

    /**
     * Starts both in a folder; mongod may not take connections yet when this returns.
     *
     * @param host name of this machine that the certificate has
     * @param forClients whether clients need a certificate of the same authority
     * @param superUsers of the broker, beside its own
     */
    public TlsServers(Path folder, Path ca, Issued certificate, String host, boolean forClients, Set<String> superUsers)
            throws IOException {
        var ports = FreePorts.take(3);
        this.brokerPort = ports.get(0);
        this.mongodPort = ports.get(1);
        this.broker = startBroker(folder, ca, certificate, host, forClients, ports.get(2), superUsers);
        this.mongod = startMongod(folder, ca, certificate, forClients);
    }

    private RunningProcess startBroker(
            Path folder,
            Path ca,
            Issued certificate,
            String host,
            boolean forClients,
            int controllerPort,
            Set<String> superUsers)
            throws IOException {
        Map<String, String> settings =
                new HashMap<>(BrokerSecurity.settings(brokerPort, controllerPort, PASSWORD, superUsers));
        // of this name is the listener
        settings.put("listener.security.protocol.map", "SASL_PLAINTEXT:SASL_SSL,CONTROLLER:SASL_PLAINTEXT");
        settings.put("advertised.listeners", "SASL_PLAINTEXT://" + host + ":" + brokerPort);
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.location", certificate.both().toString());
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.location", ca.toString());
        settings.put("listener.name.sasl_plaintext.ssl.client.auth", forClients ? "required" : "none");
        return new LocalBroker(
                        BrokerClassPath.of(RepositoryRoot.find()),
                        folder.resolve("broker"),
                        folder.resolve("broker.log"),
                        brokerPort,
                        controllerPort,
                        settings)
                .startGuarded(START_TIMEOUT);
    }

    private RunningProcess startMongod(Path folder, Path ca, Issued certificate, boolean forClients)
            throws IOException {
        var keyFile = folder.resolve("mongod.key");
        OwnerFile.write(keyFile, PASSWORD + "\n");
        var server = new LocalMongod(
                MongodBinary.find(_ -> {}),
                folder.resolve("mongod"),
                folder.resolve("mongod.log"),
                mongodPort,
                Map.of(),
                keyFile);
        // becomes a replica set without TLS
        server.startGuarded(START_TIMEOUT).stop(START_TIMEOUT);
        var plain = server.launch();
        var command = new ArrayList<>(plain.command());
        command.addAll(List.of("--tlsMode", "requireTLS"));
        command.addAll(List.of("--tlsCertificateKeyFile", certificate.both().toString()));
        command.addAll(List.of("--tlsCAFile", ca.toString()));
        if (!forClients) {
            command.add("--tlsAllowConnectionsWithoutCertificates");
        }
        var launch = new Launch(command, plain.environment(), plain.log());
        return ParentDeathGuard.guard(new RunningProcess(launch.spawn().toHandle(), launch.log()));
    }

    /** Where the broker listens. */
    public int brokerPort() {
        return brokerPort;
    }

    /** Where mongod listens. */
    public int mongodPort() {
        return mongodPort;
    }

    /** What mongod has logged. */
    public String mongodLog() throws IOException {
        return Files.readString(mongod.log());
    }

    @Override
    public void close() {
        broker.kill();
        mongod.kill();
    }
}
