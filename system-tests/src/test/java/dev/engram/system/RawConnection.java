package dev.engram.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection that sends any bytes, such as no HTTP library would. */
final class RawConnection implements AutoCloseable {

    /** The other side closed without an answer. */
    static final int CLOSED = 0;

    /** No answer in time. */
    static final int SILENT = -1;

    private static final int CONNECT_MILLIS = 2_000;
    private static final int LONGEST_ANSWER = 1 << 16;
    private final Socket socket;

    RawConnection(URI to) throws IOException {
        socket = new Socket();
        socket.connect(new InetSocketAddress(to.getHost(), to.getPort()), CONNECT_MILLIS);
    }

    RawConnection send(String bytes) throws IOException {
        return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** The status of the first answer, {@link #CLOSED} or {@link #SILENT}. */
    int status(int millis) throws IOException {
        socket.setSoTimeout(millis);
        var line = new ByteArrayOutputStream();
        try {
            var in = socket.getInputStream();
            for (int next = in.read(); next != '\n' && line.size() < LONGEST_ANSWER; next = in.read()) {
                if (next < 0) {
                    return CLOSED;
                }
                line.write(next);
            }
        } catch (SocketTimeoutException silent) {
            return SILENT;
        } catch (IOException reset) {
            return CLOSED;
        }
        var words = line.toString(StandardCharsets.ISO_8859_1).split(" ");
        return words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : CLOSED;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
