package dev.engram.gateway.adapter.connection;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.VertxServiceProvider;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Puts a {@link ClientConnectionHandler} into every connection that the HTTP server accepts. Vert.x finds this class as a service;
 * it has no deadline for headers itself, and Quarkus closes the newest connection where there are too many, which may be the only
 * one that sends requests.
 */
public final class ConnectionLimitsProvider implements VertxServiceProvider {
    /** The name that Vert.x gives to its codec. */
    private static final String CODEC = "httpEncoder";

    private static final String NAME = "clientConnection";

    @Override
    public void init(VertxBuilder builder) {
        var limits = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getConfigMapping(ConnectionLimits.class);
        var connections = new ClientConnections(limits);
        builder.findTransport(new JDKTransport() {
            @Override
            public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap server) {
                super.configure(options, domainSocket, server);
                // the only server of this process is that of HTTP
                server.handler(new Acceptor(connections));
            }
        });
    }

    @Sharable
    private static final class Acceptor extends ChannelInboundHandlerAdapter {
        private final ClientConnections connections;

        Acceptor(ClientConnections connections) {
            this.connections = connections;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            ((Channel) accepted).pipeline().addLast(new Start(connections));
            context.fireChannelRead(accepted);
        }
    }

    /** Waits until the codec is there. */
    private static final class Start extends ChannelInboundHandlerAdapter {
        private final ClientConnections connections;

        Start(ClientConnections connections) {
            this.connections = connections;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            var pipeline = context.pipeline();
            var tls = pipeline.context(SslHandler.class);
            if (tls == null) {
                pipeline.addAfter(CODEC, NAME, new ClientConnectionHandler(connections));
            } else {
                pipeline.addAfter(tls.name(), null, new Handshake(connections));
            }
            context.fireChannelActive();
            pipeline.remove(this);
        }
    }

    /** Counts a connection while its handshake lasts, at most as long as {@code quarkus.tls.handshake-timeout}; then the codec is there. */
    private static final class Handshake extends ChannelInboundHandlerAdapter {
        private final ClientConnections connections;

        Handshake(ClientConnections connections) {
            this.connections = connections;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            connections.opened(context);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            // Vert.x behind this adds its codec now
            context.fireUserEventTriggered(event);
            if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
                // it is one connection, not two for a moment: that would close another one where there are as many as
                // there may be
                connections.closed(context);
                context.pipeline().addAfter(CODEC, NAME, new ClientConnectionHandler(connections));
                context.pipeline().remove(this);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            connections.closed(context);
            context.fireChannelInactive();
        }
    }
}
