package dev.engram.cli.stack;

import dev.engram.local.BrokerClassPath;
import dev.engram.local.BrokerProcess;
import dev.engram.local.BrokerSettings;
import dev.engram.local.MongodBinary;
import dev.engram.local.MongodProcess;
import dev.engram.local.MongodSettings;
import dev.engram.local.RunningProcess;
import dev.engram.local.Tether;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole of Engram on one machine, without a container engine. Its home keeps the data, keys, logs and the identities of
 * the processes, so that any number of commands may look at the same stack; only one at a time starts or stops it.
 */
public final class LocalStack {
    private static final Duration START_PATIENCE = Duration.ofSeconds(120);
    private static final List<StackPart> SERVICES =
            List.of(StackPart.CARD, StackPart.REVIEW, StackPart.ANALYTICS, StackPart.GATEWAY);

    private final StackFolders folders;
    private final StackSettings settings;
    private final HealthProbe probe = new HealthProbe();
    private final Map<StackPart, StackProcess> processes = new EnumMap<>(StackPart.class);
    private @Nullable Path mongod;
    private final Set<StackPart> startedHere = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    private LocalStack(StackFolders folders, StackSettings settings) {
        this.folders = folders;
        this.settings = settings;
        for (StackPart part : StackPart.values()) {
            processes.put(part, new StackProcess(part, this));
        }
    }

    /**
     * The stack that lives in this folder. If parts of it run, their ports count, not those of the settings. Nothing is
     * started or written.
     */
    public static LocalStack at(Path home, StackSettings settings) {
        StackFolders folders = new StackFolders(home);
        LocalStack asSet = new LocalStack(folders, settings);
        if (asSet.alive().isEmpty()) {
            return asSet;
        }
        return PortsFile.read(folders.ports())
                .map(settings::withPorts)
                .map(asItRuns -> new LocalStack(folders, asItRuns))
                .orElse(asSet);
    }

    /** As {@link #start(StackProgress)}, telling nobody. */
    public Set<StackPart> start() throws IOException, InterruptedException {
        return start(StackProgress.SILENT);
    }

    /**
     * Starts what does not run, and returns when all parts are healthy. If a part fails, those started by this call are
     * stopped again.
     *
     * @return the parts that were started; empty if the stack was up already
     * @throws StackFailure naming the part that failed and why
     */
    public Set<StackPart> start(StackProgress progress) throws IOException, InterruptedException {
        folders.create();
        try (StackLock _ = StackLock.acquire(folders.lock(), progress)) {
            Set<StackPart> missing = EnumSet.allOf(StackPart.class);
            missing.removeAll(alive());
            Set<StackPart> started = EnumSet.noneOf(StackPart.class);
            try {
                prepare(missing, progress);
                startMissing(missing, started, progress);
                return missing;
            } catch (IOException | InterruptedException | RuntimeException e) {
                stop(started);
                throw e;
            }
        }
    }

    /** Stops what runs: services first, then broker and mongod. Only processes of this stack are touched. */
    public void stop() throws IOException {
        stop(StackProgress.SILENT);
    }

    /**
     * As {@link #stop()}.
     *
     * @return the parts that ran
     */
    public Set<StackPart> stop(StackProgress progress) throws IOException {
        Set<StackPart> alive = alive();
        if (alive.isEmpty()) {
            return alive;
        }
        try (StackLock _ = StackLock.acquire(folders.lock(), progress)) {
            stop(alive);
        }
        return alive;
    }

    /**
     * Stops what this object has started, also while its start is still under way; for the end of a command. What another
     * command has started goes on.
     *
     * @return the parts that ran
     */
    public Set<StackPart> stopStartedHere() {
        ending = true;
        Set<StackPart> running = startedHere();
        stop(running);
        return running;
    }

    /** What this object has started and that still runs. */
    public Set<StackPart> startedHere() {
        Set<StackPart> alive = alive();
        alive.retainAll(startedHere);
        return alive;
    }

    void checkNotEnding() throws StackFailure {
        if (ending) {
            throw new StackFailure("ended while the stack was starting");
        }
    }

    public StackProcess process(StackPart part) {
        StackProcess process = processes.get(part);
        if (process == null) {
            throw new IllegalStateException("every part has a process: " + part);
        }
        return process;
    }

    /** The process with this name, e.g. {@code review-service}. */
    public StackProcess process(String label) {
        return process(StackPart.of(label));
    }

    public List<StackProcess> processes() {
        return Arrays.stream(StackPart.values()).map(this::process).toList();
    }

    /** The parts whose process lives. */
    public Set<StackPart> alive() {
        Set<StackPart> alive = EnumSet.noneOf(StackPart.class);
        processes().stream()
                .filter(StackProcess::isAlive)
                .map(StackProcess::part)
                .forEach(alive::add);
        return alive;
    }

    public StackPorts ports() {
        return settings.ports();
    }

    /** Address of the gateway. */
    public URI url() {
        return url(StackPart.GATEWAY);
    }

    /** Address of a service. */
    public URI url(StackPart service) {
        return URI.create(ServiceLaunch.url(ports(), service));
    }

    public String kafkaBootstrap() {
        return "127.0.0.1:" + ports().of(StackPart.BROKER);
    }

    public String mongoUri() {
        return "mongodb://127.0.0.1:%d/?replicaSet=%s"
                .formatted(ports().of(StackPart.MONGOD), MongodSettings.REPLICA_SET);
    }

    /** The private key (EC P-256, PKCS #8, PEM) with which the gateway signs tokens; made if there is none. */
    public Path signingKey() {
        folders.create();
        return SigningKeys.in(folders.keys()).privateKey();
    }

    /** The folder with the stack's data, keys and logs. */
    public Path home() {
        return folders.home();
    }

    StackFolders folders() {
        return folders;
    }

    HealthProbe probe() {
        return probe;
    }

    Launch launch(StackPart part) throws IOException {
        return switch (part) {
            case MONGOD -> new Launch(quiet(MongodProcess.prepare(mongodSettings())), Map.of(), folders.log(part));
            case BROKER ->
                new Launch(
                        small(BrokerProcess.prepare(brokerSettings())), ServiceLaunch.ENVIRONMENT, folders.log(part));
            case CARD, REVIEW, ANALYTICS, GATEWAY ->
                ServiceLaunch.of(part, settings, folders, SigningKeys.in(folders.keys()), mongoUri());
        };
    }

    /** Without a line for each connection that comes and goes. */
    private static List<String> quiet(List<String> mongodCommand) {
        List<String> command = new ArrayList<>(mongodCommand);
        command.add("--quiet");
        return command;
    }

    /** Flags of the JVM in front of those that are there. */
    private static List<String> small(List<String> brokerCommand) {
        List<String> command = new ArrayList<>(brokerCommand);
        command.addAll(1, List.of("-Xms64m", "-Xss512k", "-XX:ReservedCodeCacheSize=48m", "-XX:-UsePerfData"));
        return command;
    }

    void afterSpawn(RunningProcess process) throws IOException {
        if (settings.tethered()) {
            Tether.tie(process);
        }
    }

    private void prepare(Set<StackPart> missing, StackProgress progress) throws IOException {
        for (StackPart part : missing) {
            TakenPort.check(part.label(), ports().of(part), part.portVariable());
            if (part == StackPart.BROKER) {
                TakenPort.check("the broker's controller", ports().controller(), StackPorts.CONTROLLER_VARIABLE);
            }
        }
        if (missing.contains(StackPart.MONGOD)) {
            mongod = MongodBinary.find(progress::note);
        }
        if (!missing.isEmpty()) {
            PortsFile.write(folders.ports(), ports());
        }
    }

    private void startMissing(Set<StackPart> missing, Set<StackPart> started, StackProgress progress)
            throws IOException, InterruptedException {
        HealthWait wait = new HealthWait(this, progress, START_PATIENCE);
        for (StackPart part : List.of(StackPart.BROKER, StackPart.MONGOD)) {
            if (missing.contains(part)) {
                start(part, started);
            }
        }
        List<StackPart> services = SERVICES.stream().filter(missing::contains).toList();
        for (StackPart service : services) {
            InstalledApp.update(builtApp(service), folders.app(service));
        }
        // A service refuses a mongod that is no replica set, so the set is made before a service can ask. All of them
        // wait
        // for the broker by themselves.
        if (missing.contains(StackPart.MONGOD)) {
            awaitReplicaSet();
            wait.until(EnumSet.of(StackPart.MONGOD));
        }
        for (StackPart service : services) {
            start(service, started);
        }
        wait.until(EnumSet.allOf(StackPart.class));
    }

    private void awaitReplicaSet() throws IOException {
        var process = process(StackPart.MONGOD)
                .running()
                .orElseThrow(() -> new StackFailure(StackPart.MONGOD + " "
                        + process(StackPart.MONGOD).ending()
                        + process(StackPart.MONGOD).lastWords()));
        MongodProcess.awaitReady(mongodSettings(), process, START_PATIENCE);
    }

    private void start(StackPart part, Set<StackPart> started) throws IOException {
        checkNotEnding();
        started.add(part);
        startedHere.add(part);
        process(part).start();
        if (ending) {
            process(part).stop(); // whoever ends us may have looked just before
        }
    }

    private Path builtApp(StackPart service) {
        return settings.root().resolve(service.label()).resolve("target").resolve("quarkus-app");
    }

    private void stop(Set<StackPart> parts) {
        stopTogether(SERVICES.stream().filter(parts::contains).toList());
        stopTogether(parts.stream().filter(part -> !part.isService()).toList());
    }

    private void stopTogether(List<StackPart> parts) {
        List<Thread> stops = new ArrayList<>();
        for (StackPart part : parts) {
            stops.add(Thread.ofVirtual().start(process(part)::stop));
        }
        for (Thread stop : stops) {
            try {
                stop.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private MongodSettings mongodSettings() throws IOException {
        Path binary = mongod == null ? MongodBinary.find(StackProgress.SILENT::note) : mongod;
        return MongodSettings.of(
                binary, folders.data(StackPart.MONGOD), folders.log(StackPart.MONGOD), ports().of(StackPart.MONGOD));
    }

    private BrokerSettings brokerSettings() throws IOException {
        return BrokerSettings.of(
                        BrokerClassPath.of(settings.root()),
                        folders.data(StackPart.BROKER),
                        folders.log(StackPart.BROKER),
                        ports().of(StackPart.BROKER),
                        ports().controller())
                .withOverrides(brokerOverrides());
    }

    private Map<String, String> brokerOverrides() {
        // One broker: acks=all alone is the page cache, and an acknowledged review must survive a lost machine.
        Map<String, String> overrides = new HashMap<>(Map.of("log.flush.interval.messages", "1"));
        overrides.putAll(settings.brokerOverrides());
        return overrides;
    }
}
