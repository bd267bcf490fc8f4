package dev.engram.gateway.adapter.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientConnectionHandlerTest {
    private static final ConnectionLimits LIMITS = new ConnectionLimits() {
        @Override
        public int max() {
            return 2;
        }

        @Override
        public Duration headerTimeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration idleTimeout() {
            return Duration.ofSeconds(60);
        }

        @Override
        public Duration requestTimeout() {
            return Duration.ofSeconds(120);
        }
    };

    private final ClientConnections connections = new ClientConnections(LIMITS);

    @Test
    void shouldBoundTheTimeOfARequestButNotThatOfAStream() {
        // given
        var request = asked("application/json");
        var stream = asked("text/event-stream");
        // when
        for (var channel : new EmbeddedChannel[] {request, stream}) {
            channel.advanceTimeBy(121, TimeUnit.SECONDS);
            channel.runScheduledPendingTasks();
        }
        // then
        assertThat(isReading(request)).isFalse();
        assertThat(isReading(stream)).isTrue();
    }

    @Test
    void shouldNotCountAStreamAmongTheConnectionsUntilItEnds() {
        // given
        var stream = asked("text/event-stream");
        assertThat(connections.open()).isZero();
        // when
        stream.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        // then
        assertThat(connections.open()).isOne();
        stream.close();
        assertThat(connections.open()).isZero();
    }

    @Test
    void shouldForgetAStreamWhoseConnectionIsClosed() {
        // when
        asked("text/event-stream").close();
        // then
        assertThat(connections.open()).isZero();
    }

    /** A connection with a request whose answer has begun. */
    private EmbeddedChannel asked(String contentType) {
        var channel = new EmbeddedChannel(new ClientConnectionHandler(connections));
        channel.freezeTime();
        channel.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
        var response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        response.headers().set("Content-Type", contentType);
        channel.writeOutbound(response);
        return channel;
    }

    /** A connection that is being ended takes no more requests. */
    private static boolean isReading(EmbeddedChannel channel) {
        while (channel.readInbound() != null) {
            // what came before
        }
        return channel.writeInbound(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/"));
    }
}
