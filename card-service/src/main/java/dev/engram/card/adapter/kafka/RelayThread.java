package dev.engram.card.adapter.kafka;

import dev.engram.card.application.CommitListener;
import dev.engram.card.application.CommitOutbox;
import dev.engram.card.application.Relay;
import dev.engram.card.application.RelayLoop;
import dev.engram.kit.health.Loops;
import dev.engram.kit.log.LogAppender;
import dev.engram.kit.topic.EngramTopics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** The thread that relays commits, from the start of the service to its end. */
@ApplicationScoped
public class RelayThread implements CommitListener {

    private static final Logger LOG = Logger.getLogger(RelayThread.class);
    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofSeconds(1);

    private final RelayLoop loop;
    private final Thread thread;
    private volatile long turnedAtNanos = System.nanoTime();
    private volatile boolean failing;

    RelayThread(CommitOutbox outbox, LogAppender log, EngramTopics topics, Loops loops) {
        var events = new KafkaEventLog(log, topics.cards());
        this.loop = new RelayLoop(new Relay(outbox, events, this::alive), POLL, this::failed, this::turned);
        this.thread = Thread.ofPlatform().name("relay").daemon(true).unstarted(loop::run);
        loops.watch("relay", () -> Duration.ofNanos(System.nanoTime() - turnedAtNanos));
    }

    void start(@Observes StartupEvent started) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent stopping) throws InterruptedException {
        loop.stop();
        if (!thread.join(STOP)) {
            // what it waits for may be in the log or not; the next start publishes it again
            thread.interrupt();
            thread.join(STOP);
        }
    }

    @Override
    public void committed() {
        loop.committed();
    }

    private void alive() {
        turnedAtNanos = System.nanoTime();
    }

    /** One line per change of state, not per turn. */
    private void turned() {
        alive();
        if (failing) {
            failing = false;
            LOG.info("relay goes on");
        }
    }

    private void failed(RuntimeException failure) {
        alive();
        if (!failing) {
            failing = true;
            LOG.warnf("relay waits reason=%s", failure.getClass().getSimpleName());
        }
        LOG.debug("relay waits", failure);
    }
}
