package dev.engram.gateway.adapter.compression;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.WriterInterceptor;
import jakarta.ws.rs.ext.WriterInterceptorContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Compresses what the gateway itself answers to reads. Answers to writes stay as they are: those hold secrets beside what the caller sent,
 * and the length of the two, compressed together, tells of both.
 */
@Provider
class CompressedAnswers implements WriterInterceptor {
    private final HttpServerRequest request;

    CompressedAnswers(HttpServerRequest request) {
        this.request = request;
    }

    @Override
    public void aroundWriteTo(WriterInterceptorContext context) throws IOException {
        if (!isFor(context)) {
            context.proceed();
            return;
        }
        var target = context.getOutputStream();
        var plain = new ByteArrayOutputStream(8_192);
        context.setOutputStream(plain);
        context.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        context.proceed();
        var bytes = plain.toByteArray();
        if (bytes.length >= Gzip.MIN_BYTES) {
            bytes = Gzip.quickly(bytes);
            // the headers of the context have been handed on by now
            request.response().putHeader(HttpHeaders.CONTENT_ENCODING, Gzip.NAME);
        }
        target.write(bytes);
        context.setOutputStream(target);
    }

    private boolean isFor(WriterInterceptorContext context) {
        return request.method().equals(HttpMethod.GET)
                && context.getMediaType() != null
                && Gzip.isCompressible(context.getMediaType().toString())
                && !context.getHeaders().containsKey(HttpHeaders.CONTENT_ENCODING)
                && Gzip.isAccepted(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
    }
}
