package dev.engram.gateway.adapter.connection;

import dev.engram.gateway.adapter.connection.ClientConnections.Reason;
import dev.engram.kit.problem.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one connection, behind the codec of HTTP/1.1: for a header, between requests, and for a request as a whole; and
 * problem documents for what is no HTTP. Confined to the event loop of its connection.
 */
final class ClientConnectionHandler extends ChannelDuplexHandler {
    /** Requests sent ahead of the answers to earlier ones. Browsers send none; each takes memory. */
    private static final int MAX_PIPELINED = 4;

    /** How long a client may take to read the last answer and close, before the gateway closes the connection. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private static final String STREAM = "text/event-stream";

    private final ClientConnections connections;
    private @Nullable Future<?> deadline;
    private boolean headerBegun;
    private boolean lastAnswered;
    private boolean ending;
    private int unanswered;

    ClientConnectionHandler(ClientConnections connections) {
        this.connections = connections;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        connections.opened(context);
        headerBegun = true;
        within(context, connections.limits().headerTimeout(), Reason.HEADER_TIMEOUT);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
        connections.closed(context);
        context.fireChannelInactive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (ending || (lastAnswered && message instanceof HttpRequest)) {
            ending = true;
            ReferenceCountUtil.release(message);
        } else if (message instanceof HttpRequest request) {
            request(context, request);
        } else if (message instanceof HttpContent content
                && !content.decoderResult().isSuccess()) {
            content.release();
            end(context, Reason.MALFORMED, null);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void request(ChannelHandlerContext context, HttpRequest request) {
        if (unanswered == 0) {
            connections.works(context);
            within(context, connections.limits().requestTimeout(), Reason.REQUEST_TIMEOUT);
        }
        unanswered++;
        headerBegun = false;
        var problem = problemOf(request);
        if (problem != null) {
            end(context, Reason.MALFORMED, problem);
        } else if (unanswered > MAX_PIPELINED) {
            end(context, Reason.PIPELINED, null);
        } else {
            context.fireChannelRead(request);
        }
    }

    private static @Nullable Problem problemOf(HttpRequest request) {
        if (!request.decoderResult().isSuccess()) {
            return Problem.ofStatus(status(request.decoderResult().cause()));
        }
        var version = request.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return Problem.of(505, "version-not-supported", "This server speaks HTTP/1.1");
        }
        try {
            new URI(request.uri());
            return null;
        } catch (URISyntaxException unreadable) {
            // Quarkus would refuse it as well, without saying why
            return Problem.ofStatus(400)
                    .withDetail("The address cannot be read")
                    .withField(
                            "address",
                            "letters, digits and -._~:/?@!$&'()*+,;= only; other characters as % and two hexadecimal digits, such as | as %7C");
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (unanswered == 0 && !headerBegun && !ending) {
            headerBegun = true;
            within(context, connections.limits().headerTimeout(), Reason.HEADER_TIMEOUT);
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response
                && response.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
            // what follows a refused request may be a part of it
            lastAnswered = true;
        }
        if (message instanceof HttpResponse response && isStream(response)) {
            // what its service bounds: it may take minutes, though never be silent for long
            cancelDeadline();
            connections.streams(context);
        }
        if (message instanceof LastHttpContent && !isInterim(message)) {
            promise.unvoid().addListener(_ -> answered(context));
        }
        var _ = context.write(message, promise);
    }

    private static boolean isStream(HttpResponse response) {
        return STREAM.equals(response.headers().get(HttpHeaderNames.CONTENT_TYPE));
    }

    private static boolean isInterim(Object message) {
        return message instanceof HttpResponse response
                && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }

    private void answered(ChannelHandlerContext context) {
        unanswered--;
        if (unanswered == 0 && !ending && context.channel().isActive()) {
            connections.waits(context);
            within(context, connections.limits().idleTimeout(), Reason.IDLE);
        }
    }

    private void within(ChannelHandlerContext context, Duration time, Reason otherwise) {
        cancelDeadline();
        deadline =
                context.executor().schedule(() -> expired(context, otherwise), time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void expired(ChannelHandlerContext context, Reason reason) {
        end(context, reason, reason == Reason.HEADER_TIMEOUT ? Problem.ofStatus(408) : null);
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    /** Answers {@code problem}, if any, reads no more requests and closes. */
    private void end(ChannelHandlerContext context, Reason reason, @Nullable Problem problem) {
        ending = true;
        cancelDeadline();
        ClientConnections.count(reason, 1);
        // an answer to an earlier request may be on its way
        var last = problem == null || unanswered > 1 ? Unpooled.EMPTY_BUFFER : response(problem);
        context.writeAndFlush(last).addListener(_ -> {
            // closed at once, what the client still sends would make its system discard the answer
            var _ = ((SocketChannel) context.channel()).shutdownOutput();
        });
        var _ = context.executor().schedule(() -> closeNow(context), LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void closeNow(ChannelHandlerContext context) {
        var _ = context.close();
    }

    private static HttpResponse response(Problem problem) {
        var body = Unpooled.wrappedBuffer(
                new JsonObject(problem.members()).toBuffer().getBytes());
        var response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(problem.status()), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.CONNECTION, "close");
        return response;
    }

    private static int status(Throwable malformed) {
        return switch (malformed) {
            case TooLongHttpLineException _ -> 414;
            case TooLongHttpHeaderException _ -> 431;
            default -> 400;
        };
    }
}
