package dev.engram.kit.auth;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Map;

/** Where a service has the public keys from with which it checks tokens. A bean of this type takes the place of the setting. */
public interface KeySource {
    /**
     * All keys that are good now, by the id ({@code kid}) by which tokens name them; at least one. Blocks.
     *
     * @throws IOException with what cannot be read and why
     */
    Map<String, PublicKey> read() throws IOException;

    /** Whether the keys may be there later: else the service refuses to run without. */
    boolean mayComeLater();
}
