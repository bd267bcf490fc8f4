package dev.engram.kit.problem;

import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * What is given back when an exchange ends, however it ends. The end handler of a routing context alone is not enough: where the
 * connection is closed while an answer is written, it is never called.
 */
public final class ExchangeEnd {
    private static final String KEY = ExchangeEnd.class.getName();

    private ExchangeEnd() {}

    /** Runs {@code end} once, when the exchange has ended. To be called on its event loop, before it ends. */
    public static void then(RoutingContext context, Runnable end) {
        List<Runnable> ends = context.get(KEY);
        if (ends != null) {
            ends.add(end);
            return;
        }
        var all = new ArrayList<Runnable>();
        all.add(end);
        context.put(KEY, all);
        Runnable run = () -> {
            var now = List.copyOf(all);
            all.clear();
            now.forEach(Runnable::run);
        };
        context.addEndHandler(_ -> run.run());
        // a connection has one such handler; in HTTP/2, where exchanges share one, each ends by itself
        if (context.request().version() != HttpVersion.HTTP_2) {
            context.request().connection().closeHandler(_ -> run.run());
        }
    }
}
