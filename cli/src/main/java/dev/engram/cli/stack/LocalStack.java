package dev.engram.cli.stack;

import dev.engram.local.FreePorts;
import dev.engram.local.Launch;
import dev.engram.local.LocalBroker;
import dev.engram.local.LocalMongod;
import dev.engram.local.MongodBinary;
import dev.engram.local.ParentDeathGuard;
import dev.engram.local.RunningProcess;
import dev.engram.local.StartException;
import dev.engram.runtime.access.KafkaAccess;
import dev.engram.runtime.access.StoreCredentials;
import dev.engram.runtime.token.SigningKeyFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The whole of Engram on one machine, without a container engine. Its home keeps the data, keys, logs and the identities of
 * the processes, so that any number of commands can look at the same stack; only one at a time starts or stops it.
 */
public final class LocalStack {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(120);

    private final LaunchPlans plans;
    private final Map<StackPart, StackProcess> processes = new EnumMap<>(StackPart.class);
    private final SupervisorProcess supervisor;
    private final Set<StackPart> startedHere = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    private LocalStack(LaunchPlans plans) {
        this.plans = plans;
        this.supervisor = new SupervisorProcess(plans.folders(), plans.settings());
        for (StackPart part : StackPart.values()) {
            processes.put(part, new StackProcess(part, plans));
        }
    }

    /**
     * The stack of this folder. If parts of it run, the ports are those that they were started with, not those of the
     * settings. Nothing is started or written.
     */
    public static LocalStack at(Path home, StackSettings settings) {
        StackFolders folders = new StackFolders(home);
        LocalStack asSet = of(folders, settings);
        if (asSet.alive().isEmpty()) {
            return asSet;
        }
        return StackPorts.read(folders.ports())
                .map(ports -> of(folders, settings.withPorts(ports)))
                .orElse(asSet);
    }

    /** Flags of the JVM of every service, for a process that is compared with one. */
    public static List<String> serviceJvm() {
        return LaunchPlans.SERVICE_JVM;
    }

    /** The stack of this home on the ports of the settings, whatever runs on which. */
    static LocalStack of(StackFolders folders, StackSettings settings) {
        return new LocalStack(new LaunchPlans(settings, folders));
    }

    /**
     * From now on parts that end without a command are started again, by a process that this leaves behind; does nothing if it
     * runs. It ends with {@link #stop}.
     */
    public void supervise() throws IOException {
        try (StackLock _ = StackLock.acquire(lockFile(), StackProgress.NONE)) {
            if (!ending) {
                supervisor.start();
            }
        }
    }

    /** Its process id; empty if no supervisor runs. */
    public OptionalLong supervisorPid() {
        return supervisor.pid();
    }

    /** What the supervisor has started again or is about to, by part. */
    public Map<StackPart, Restarts> restarts() {
        return new RestartsFile(plans.folders().restarts()).read();
    }

    Path lockFile() {
        return plans.folders().lock();
    }

    /**
     * Starts what does not run, and returns when all parts are healthy. If a part fails, those started by this call are
     * stopped again; but if a service refuses to run, broker and mongod stay up, since its remedy needs them.
     *
     * @return the parts that were started; empty if the stack was up already
     * @throws StartException with the part that failed and why
     */
    public Set<StackPart> start(StackProgress progress) throws IOException, InterruptedException {
        return start(EnumSet.allOf(StackPart.class), progress);
    }

    /** The same for broker and mongod alone: for work on their data while no service runs. */
    public Set<StackPart> startStores(StackProgress progress) throws IOException, InterruptedException {
        return start(EnumSet.copyOf(StackPart.STORES), progress);
    }

    private Set<StackPart> start(Set<StackPart> wanted, StackProgress progress)
            throws IOException, InterruptedException {
        plans.folders().create();
        try (StackLock _ = StackLock.acquire(lockFile(), progress)) {
            Set<StackPart> missing = EnumSet.copyOf(wanted);
            missing.removeAll(alive());
            if (alive().isEmpty()) {
                supervisor.stop(); // it may start parts on ports of before
            }
            stopIfWithoutUsers(missing, progress);
            plans.folders().credentials().make();
            stopIfDatabaseIsNew(missing, progress);
            try {
                start(wanted, missing, progress);
                return missing;
            } catch (ServiceRefusalException e) {
                missing.retainAll(StackPart.SERVICES);
                stop(missing);
                startedHere.clear();
                throw e;
            } catch (IOException | InterruptedException | RuntimeException e) {
                boolean cancelled = ending;
                missing.retainAll(startedHere);
                stop(missing);
                if (cancelled) {
                    throw new StartException("stopped while the stack was starting");
                }
                throw e;
            }
        }
    }

    /** A broker and a mongod of a version without users let everybody in: they have to start again with them, and so has the rest. */
    private void stopIfWithoutUsers(Set<StackPart> missing, StackProgress progress) {
        Set<StackPart> running = alive();
        if (!running.isEmpty() && !plans.folders().credentials().areMade()) {
            progress.note("the stack was started by a version without passwords: stopping it, to start it with them");
            stop(running);
            missing.addAll(running);
        }
    }

    /** Services that run hold connections, checkpoints and indexes of a database that is gone: they have to start again, too. */
    private void stopIfDatabaseIsNew(Set<StackPart> missing, StackProgress progress) {
        Set<StackPart> running = EnumSet.copyOf(StackPart.SERVICES);
        running.retainAll(alive());
        if (missing.contains(StackPart.MONGOD)
                && !running.isEmpty()
                && !plans.folders().holdsData(StackPart.MONGOD)) {
            progress.note("mongod has lost its data: stopping the services that use it, to start them again");
            stop(running);
            missing.addAll(running);
        }
    }

    private void start(Set<StackPart> wanted, Set<StackPart> missing, StackProgress progress)
            throws IOException, InterruptedException {
        if (!missing.isEmpty()) {
            ports().checkFree(missing);
            ports().write(plans.folders().ports());
        }
        HealthWait wait = new HealthWait(progress, START_TIMEOUT);
        if (missing.contains(StackPart.MONGOD)) {
            MongodBinary.find(progress::note); // downloads it if there is none
        }
        for (StackPart part : StackPart.STORES) {
            start(part, missing);
        }
        for (StackPart service : StackPart.SERVICES) {
            if (missing.contains(service)) {
                plans.install(service);
            }
        }
        // Before the services, since they refuse a mongod that is no replica set and log that they have no user.
        // Also where they ran already: the command that started them may have been killed before it made the users.
        if (!missing.isEmpty()) {
            StackProcess mongod = process(StackPart.MONGOD);
            LocalMongod.awaitReady(
                    mongod.port(), plans.folders().credentials().mongodKey(), mongod.requireRunning(), START_TIMEOUT);
            wait.until(List.of(mongod));
            plans.folders().credentials().makeUsersOfMongod(ports());
        }
        if (!missing.isEmpty()) {
            StackProcess broker = process(StackPart.BROKER);
            wait.until(List.of(broker));
            LocalBroker.awaitReady(plans.folders().data(StackPart.BROKER), broker.requireRunning(), START_TIMEOUT);
            plans.folders().credentials().makeUsersOfBroker(ports());
        }
        for (StackPart service : StackPart.SERVICES) {
            start(service, missing);
        }
        wait.until(wanted.stream().map(this::process).toList());
    }

    private void start(StackPart part, Set<StackPart> missing) throws IOException {
        if (!missing.contains(part)) {
            return;
        }
        if (!ending) {
            startedHere.add(part);
            process(part).start();
        }
        if (ending) {
            process(part).stop(); // stopStartedHere() may have run before the process existed
            throw new StartException("stopped while the stack was starting");
        }
    }

    /**
     * Stops what runs: services first, then broker and mongod. Only processes of this stack are touched, but all of them, even
     * if its home was deleted while it ran.
     *
     * @return the parts that ran
     */
    public Set<StackPart> stop(StackProgress progress) throws IOException {
        if (running().isEmpty() && supervisor.pid().isEmpty()) {
            return Set.of();
        }
        // without a home there is no lock, and no other command that starts the stack
        try (StackLock _ = Files.exists(home()) ? StackLock.acquire(lockFile(), progress) : null) {
            supervisor.stop(); // first, or it would start again what is stopped
            Set<StackPart> running = running();
            stop(running);
            return running;
        }
    }

    /** Does some work while no other command starts or stops the stack. The work may not do so either. */
    public void whileNoOtherStarts(StackProgress progress, Work work) throws IOException, InterruptedException {
        try (StackLock _ = StackLock.acquire(lockFile(), progress)) {
            work.run();
        }
    }

    /** What is done under the lock. */
    public interface Work {
        void run() throws IOException, InterruptedException;
    }

    private Set<StackPart> running() {
        Set<StackPart> running = alive();
        running.addAll(PartProcesses.of(plans.folders()).keySet());
        return running;
    }

    /**
     * Stops what this object has started, also during {@link #start}; for the end of a command. What another command has
     * started keeps running, and so do broker and mongod under services of another command.
     *
     * @return the parts that were stopped
     */
    public Set<StackPart> stopStartedHere() {
        ending = true;
        boolean othersRun = StackPart.SERVICES.stream()
                .anyMatch(service -> process(service).isAlive() && !startedHere.contains(service));
        Set<StackPart> ours = EnumSet.noneOf(StackPart.class);
        ours.addAll(startedHere);
        if (othersRun) {
            ours.removeAll(StackPart.STORES);
        } else {
            supervisor.stop(); // first, or it would start again what is stopped
        }
        Set<StackPart> running = startedHere();
        running.retainAll(ours);
        stop(ours); // also a process that the supervisor started and could not note any more
        return running;
    }

    /** What this object has started and that still runs. */
    public Set<StackPart> startedHere() {
        Set<StackPart> alive = alive();
        alive.retainAll(startedHere);
        return alive;
    }

    private void stop(Set<StackPart> parts) {
        for (Collection<StackPart> together : List.of(StackPart.SERVICES, StackPart.STORES)) {
            List<Thread> stops = new ArrayList<>();
            for (StackPart part : together) {
                if (parts.contains(part)) {
                    stops.add(Thread.ofVirtual().start(process(part)::stop));
                }
            }
            try {
                for (Thread stop : stops) {
                    stop.join();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** @throws StartException if a part ends or is not healthy in time */
    public void awaitHealthy(StackPart part, Duration timeout) throws IOException, InterruptedException {
        new HealthWait(StackProgress.NONE, timeout).until(List.of(process(part)));
    }

    public StackProcess process(StackPart part) {
        StackProcess process = processes.get(part);
        if (process == null) {
            throw new IllegalStateException("every part has a process: " + part);
        }
        return process;
    }

    /**
     * Starts one more process of a service on a free port, beside the one of the stack; for measurements. It ends with this JVM, and
     * when that part is stopped.
     *
     * @param instance its name, which no other process of the service has
     * @return the ports of the stack as seen with that process as the service; it may not be healthy yet
     */
    public StackPorts startAnother(StackPart service, String instance) throws IOException {
        StackPorts ports = ports().with(service, FreePorts.take(1).getFirst());
        Map<String, String> properties = new HashMap<>(plans.settings().serviceProperties());
        properties.put("engram.instance", instance);
        StackSettings settings = plans.settings().withPorts(ports).withServiceProperties(properties);
        Launch launch = new LaunchPlans(settings, plans.folders()).of(service);
        Path log = launch.log().resolveSibling(service.label() + "-" + instance + ".log");
        Process process = new Launch(launch.command(), launch.environment(), log).spawn();
        ParentDeathGuard.guard(new RunningProcess(process.toHandle(), log));
        return ports;
    }

    public Collection<StackProcess> processes() {
        return processes.values();
    }

    /** The parts whose process runs. */
    public EnumSet<StackPart> alive() {
        EnumSet<StackPart> alive = EnumSet.allOf(StackPart.class);
        alive.removeIf(part -> !process(part).isAlive());
        return alive;
    }

    /** Whether broker and mongod have stored anything in the home. */
    public boolean hasData() {
        return StackPart.STORES.stream().anyMatch(plans.folders()::holdsData);
    }

    /** Where the parts listen. */
    public StackPorts ports() {
        return plans.settings().ports();
    }

    /** The broker, as the operator, who may do everything. */
    public KafkaAccess kafka() throws IOException {
        return operator().kafka(ports().kafkaBootstrap());
    }

    /** Connection string of mongod as the operator, without a database. It names the password: not for a log or a command line. */
    public String mongoUri() throws IOException {
        return operator().mongo(ports().mongoUri());
    }

    /** The user of broker and mongod who may do everything. */
    public StoreCredentials operator() throws IOException {
        return plans.folders().credentials().operator();
    }

    /** Address of the gateway. */
    public URI url() {
        return ports().url(StackPart.GATEWAY);
    }

    /** The keys with which the gateway signs tokens; one is made if there is none. */
    public SigningKeyFiles signingKeys() throws IOException {
        plans.folders().create();
        return plans.folders().signingKeys();
    }

    /** The folder with the stack's data, keys and logs. */
    public Path home() {
        return plans.folders().home();
    }
}
