package dev.engram.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ResponseChunksTest {

    @Test
    void shouldGiveUpAClientThatTakesNothing() throws Exception {
        // given: a client that reads nothing
        var asked = new CompletableFuture<HttpServerResponse>();
        var vertx = Vertx.vertx();
        try (var client = new Socket()) {
            var server = vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(4_096))
                    .requestHandler(request -> asked.complete(request.response().setChunked(true)))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            client.setReceiveBufferSize(4_096);
            client.connect(new InetSocketAddress("127.0.0.1", server.actualPort()));
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var chunks = new ResponseChunks(asked.get(), Duration.ofMillis(300));
            var sent = new int[1];
            // when, then
            assertThatThrownBy(() -> {
                        for (; sent[0] < 1_000; sent[0]++) {
                            chunks.write(new byte[64 * 1024]);
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessage("the client takes no more");
            assertThat(sent[0]).isLessThan(1_000);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }
}
