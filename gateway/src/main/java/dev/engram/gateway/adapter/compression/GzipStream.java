package dev.engram.gateway.adapter.compression;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A stream, compressed as it passes. One is for one answer; like its source it belongs to one event loop. */
public final class GzipStream implements ReadStream<Buffer> {
    private final ReadStream<Buffer> source;
    private final ByteArrayOutputStream ready = new ByteArrayOutputStream(8_192);
    private final GZIPOutputStream gzip;
    private @Nullable Handler<Buffer> handler;

    /** @param source is read by this stream alone */
    public GzipStream(ReadStream<Buffer> source) {
        this.source = source;
        try {
            this.gzip = Gzip.to(ready, Deflater.BEST_SPEED);
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
    }

    @Override
    public GzipStream handler(@Nullable Handler<Buffer> taker) {
        handler = taker;
        source.handler(taker == null ? null : this::compress);
        return this;
    }

    @Override
    public GzipStream endHandler(@Nullable Handler<Void> ended) {
        source.endHandler(
                ended == null
                        ? null
                        : end -> {
                            finish();
                            ended.handle(end);
                        });
        return this;
    }

    private void compress(Buffer chunk) {
        try {
            gzip.write(chunk.getBytes());
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
        handOn();
    }

    private void finish() {
        try {
            gzip.close();
        } catch (IOException cannotBe) {
            throw new UncheckedIOException(cannotBe);
        }
        handOn();
    }

    private void handOn() {
        if (ready.size() > 0 && handler != null) {
            handler.handle(Buffer.buffer(ready.toByteArray()));
            ready.reset();
        }
    }

    @Override
    public GzipStream exceptionHandler(@Nullable Handler<Throwable> failed) {
        source.exceptionHandler(failed);
        return this;
    }

    @Override
    public GzipStream pause() {
        source.pause();
        return this;
    }

    @Override
    public GzipStream resume() {
        source.resume();
        return this;
    }

    @Override
    public GzipStream fetch(long amount) {
        source.fetch(amount);
        return this;
    }
}
