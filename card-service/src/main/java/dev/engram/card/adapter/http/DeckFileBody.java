package dev.engram.card.adapter.http;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A deck file on its way to a client: sent piece by piece as the client takes it, and not all at once. */
@Schema(type = SchemaType.STRING)
public final class DeckFileBody {

    private final byte[] bytes;

    DeckFileBody(byte[] utf8) {
        this.bytes = utf8;
    }

    /** In bytes. */
    int length() {
        return bytes.length;
    }

    /** The writer that the framework has for text makes one buffer of it, however slow the client is. */
    @Provider
    @Produces(MediaType.TEXT_PLAIN)
    public static final class Writer implements MessageBodyWriter<DeckFileBody> {

        @Override
        public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
            return type == DeckFileBody.class;
        }

        @Override
        public void writeTo(
                DeckFileBody file,
                Class<?> type,
                Type generic,
                Annotation[] annotations,
                MediaType mediaType,
                MultivaluedMap<String, Object> headers,
                OutputStream out)
                throws IOException {
            out.write(file.bytes);
        }
    }
}
