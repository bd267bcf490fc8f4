package dev.engram.cli.stack;

import java.io.IOException;
import java.io.Serial;

/** A service has ended because it could do harm by running. The message is its own, with the remedy. */
final class ServiceRefusalException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    ServiceRefusalException(StackPart service, String why) {
        super(("%s refuses to run:%n%s%n"
                        + "The services that this command started have been stopped. Broker and mongod keep running for"
                        + " the remedy. When it is done: ./engram up")
                .formatted(service, why.indent(2).stripTrailing()));
    }
}
