package dev.engram.review.adapter.fitting;

import dev.engram.review.application.fitting.NightlyFits;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for learners whose night it is, every ten minutes. */
@ApplicationScoped
class FitSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(FitSchedule.class);
    private static final Duration LOOK = Duration.ofMinutes(10);

    private final NightlyFits fits;
    private final CountDownLatch closing = new CountDownLatch(1);

    FitSchedule(NightlyFits fits) {
        this.fits = fits;
    }

    void start(@Observes StartupEvent started) {
        Thread.ofPlatform().name("fit schedule").daemon(true).start(this::run);
    }

    private void run() {
        while (!isClosing()) {
            try {
                fits.begin();
            } catch (RuntimeException away) {
                LOG.atDebug().setCause(away).log("nobody's night is looked for");
            }
        }
    }

    private boolean isClosing() {
        try {
            return closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    @PreDestroy
    void close() {
        closing.countDown();
    }
}
