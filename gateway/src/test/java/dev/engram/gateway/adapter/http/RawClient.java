package dev.engram.gateway.adapter.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** A connection to the gateway that sends bytes as they are, such as no client library would. */
final class RawClient implements AutoCloseable {
    private static final int MILLIS = 6_000;
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");

    private final Socket socket;

    RawClient(URI gateway) throws IOException {
        socket = new Socket("127.0.0.1", gateway.getPort());
        socket.setSoTimeout(MILLIS);
    }

    /** Sends {@code text}; a line ends as it does there. */
    RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** Sends a header whose lines end with a line feed here, and with CR LF on the wire. */
    RawClient header(String lines) throws IOException {
        return send(lines.replace("\n", "\r\n"));
    }

    /** The next answer, with as much body as it says; what came where the connection was closed. */
    String answer() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var length = -1;
        while (length < 0 || bytes.size() < length) {
            var next = read();
            if (next < 0) {
                break;
            }
            bytes.write(next);
            var text = bytes.toString(StandardCharsets.UTF_8);
            if (length < 0 && text.endsWith("\r\n\r\n")) {
                var said = LENGTH.matcher(text);
                length = bytes.size() + (said.find() ? Integer.parseInt(said.group(1)) : 0);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** All that comes until the gateway closes, or until nothing has come for a while. */
    String everything() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int next = read(); next >= 0; next = read()) {
            bytes.write(next);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Whether the gateway closes the connection, whatever comes before. */
    boolean isClosedByServer() {
        try {
            while (socket.getInputStream().read() >= 0) {
                // an answer
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private int read() throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException silent) {
            return -1;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
