package dev.engram.kit.http;

import dev.engram.testing.TestTokens;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Trusts the tokens of the tests, and holds few bodies and requests at a time. */
public class SignedByTests implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "mp.jwt.verify.publickey.location",
                TestTokens.shared().publicKeyFile().toUri().toString(),
                "engram.http.max-body-bytes-in-flight",
                "3M",
                "engram.requests.at-a-time",
                "12");
    }
}
